"""Remove invisible characters, which are frequent in lists from web pages and Word."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from generator.editing.reading_tables import Sheet
from generator.reading.characters import all_forbidden_in_value, without_forbidden

MOST_ROWS_NAMED = 5


def clean_sheet(sheet: Sheet) -> tuple[Sheet, list[str]]:
    """Return the cleaned table, and a sentence on each removed character with its rows."""
    rows_by_character: defaultdict[str, list[int]] = defaultdict(list)
    rows = []
    for number, row in sheet.rows:
        for description in dict.fromkeys(
            description for cell in row for _, description in all_forbidden_in_value(cell)
        ):
            rows_by_character[description].append(number)
        rows.append((number, tuple(without_forbidden(cell).strip() for cell in row)))
    return replace(sheet, rows=tuple(rows)), [
        f"{sheet.name}里删掉了{description}：{_row_list(numbers)}。"
        for description, numbers in rows_by_character.items()
    ]


def _row_list(numbers: list[int]) -> str:
    text = f"第{'、'.join(map(str, numbers[:MOST_ROWS_NAMED]))}行"
    return f"{text}等{len(numbers)}行" if len(numbers) > MOST_ROWS_NAMED else text
