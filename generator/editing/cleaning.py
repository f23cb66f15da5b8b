"""Tables without the characters nobody sees, which lists from web pages and Word are full of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from generator.editing.reading_tables import Sheet
from generator.reading.characters import all_forbidden_in_value, without_forbidden

MOST_ROWS_NAMED = 5


def cleaned(sheet: Sheet) -> tuple[Sheet, list[str]]:
    """Return the table without them, and a sentence on each that was removed, with its rows."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    rows = []
    for number, row in sheet.rows:
        for what in dict.fromkeys(what for cell in row for _, what in all_forbidden_in_value(cell)):
            where[what].append(number)
        rows.append((number, tuple(without_forbidden(cell).strip() for cell in row)))
    return replace(sheet, rows=tuple(rows)), [
        f"{sheet.name}里删掉了{what}：{_named(numbers)}。" for what, numbers in where.items()
    ]


def _named(numbers: list[int]) -> str:
    some = f"第{'、'.join(map(str, numbers[:MOST_ROWS_NAMED]))}行"
    return f"{some}等{len(numbers)}行" if len(numbers) > MOST_ROWS_NAMED else some
