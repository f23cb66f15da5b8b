"""Classify the rows of a table: header, entries, sections, and others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from openpyxl.utils.cell import coordinate_to_tuple

from generator.editing.accounting import Cell, Fate, address
from generator.editing.headings import JOINED, NAME, Column, Head, head_of, meaning, repeated_head
from generator.editing.reading_tables import Row, Sheet
from generator.schema.kinds import Kind

_FOOT = re.compile(
    r"(?:注|备注|附注|说明|填表说明|填表人?|制表人?|审核人?|填报人|填报单位|制表单位|制表日期|填报日期"
    r"|联系人|联系电话)\s*\d*\s*[:：]|(?:合计|总计|小计|共计)|[（(]?以下(?:空白|无正文)"
)
_LEVELS = tuple(
    re.compile(level)
    for level in (
        r"第[一二三四五六七八九十]+[部分类章]",
        r"[一二三四五六七八九十]+[、.．]",
        r"[（(][一二三四五六七八九十]+[）)]",
    )
)
"""The numbering of section headings, from the coarsest to the finest."""
_COUNTED = re.compile(r"[（(]共?\s*\d+\s*项[)）]$")
_TOTAL = re.compile(r"(?:合计|总计|小计|共计)[:：]?")
_REMARK = re.compile(r"[※＊*]|(?:以上|上述|本表|本清单)|.*[。]$", re.DOTALL)
"""The beginning or end of a text over a whole row that is no section heading."""
_FOOTER = "表里的注、落款或者合计"
_MOST_SEEN = 8


@dataclass(slots=True)
class Line:
    """One row of one list in a table."""

    number: int
    columns: tuple[Column, ...]
    texts: Mapping[int, str]
    """Its texts by column index, with merged cells filled."""
    group: str = ""
    """The headings of its sections."""


@dataclass(slots=True)
class Table:
    """A parsed table: its headers, rows, cells and notes."""

    heads: list[Head]
    """The first header, and further ones with other columns."""
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    """The texts above its header."""


def parse_table(sheet: Sheet, kind: Kind, name_heading: str, previous: Head | None) -> Table:
    """Parse a table. ``previous`` is the header of a table that it may continue."""
    transposed = _transposed(sheet)
    sheet, head = transposed or sheet, head_of(transposed or sheet, kind, name_heading)
    if head is None and previous is not None and _continues(sheet, previous):
        head = replace(previous, index=-1, height=1)
    table = Table([head] if head else [], cells_of(sheet), titles=[sheet.title])
    if sheet.formulas:
        addresses = "、".join(sheet.formulas)
        table.notes.append(f"{sheet.name}的{addresses}是公式，没有存下结果，没有读。")
    if head is None:
        _without_head(table, sheet)
        return table
    if head.index < 0:
        table.notes.append(f"{sheet.name}没有表头，列数和上一张表一样，接着上一张表读。")
    for index, (number, row) in enumerate(sheet.rows):
        if index < head.index:
            _mark_row(table, number, "表头上面的话")
            table.titles += {*filter(None, row)} if len({*filter(None, row)}) == 1 else ()
        elif index < head.index + head.height:
            _mark_row(table, number, "表头", Fate.USED)
        elif row in _headings(sheet, head):
            _mark_row(table, number, "又写了一遍的表头", Fate.USED)
        elif repeated := repeated_head(index, row, head, kind, name_heading):
            _mark_row(table, number, "表头", Fate.USED)
            table.heads.append(head := repeated)
        else:
            _row(table, sheet, head, number, row)
    _assign_groups(table, sheet)
    return table


def cells_of(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    """Return all cells of a sheet with a text, and those with a formula without a result."""
    copies = sheet.merged_across | sheet.merged_down
    cells = {
        (number, index): Cell(sheet.name, sheet.address(number, index), text)
        for number, row in sheet.rows
        for index, text in enumerate(row)
        if text and (number, index) not in copies
    }
    for reference in sheet.formulas:
        cell = Cell(sheet.name, reference, "（公式）", Fate.UNREAD, "公式，没有存下结果")
        row, column = coordinate_to_tuple(reference)
        cells[row, -column] = cell  # a key outside the indexes of the rows
    return cells


def _continues(sheet: Sheet, previous: Head) -> bool:
    width = sum(len(block) for block in previous.blocks)
    widths = [len(row) for _, row in sheet.rows]
    return sheet.may_continue and widths[:1] == [width] and max(widths) == width


def _without_head(table: Table, sheet: Sheet) -> None:
    for cell in table.cells.values():
        cell.mark(Fate.UNREAD, "没有找到表头，不知道哪一列是名称")
    if not sheet.rows:
        return
    rows = [
        list(_unmerged(sheet, number, dict(enumerate(row))).values())
        for number, row in sheet.rows[:_MOST_SEEN]
    ]
    seen = "、".join(dict.fromkeys("".join(text.split())[:20] for text in max(rows, key=len)))
    table.notes.append(
        f"{sheet.name}没有找到表头（要有“事项名称”这样一列），没有读。看到的是：{seen}。"
        "哪一列是名称，加--name-column写出来。"
    )


def _mark_row(table: Table, number: int, reason: str, fate: Fate = Fate.UNREAD) -> None:
    for (row, _), cell in table.cells.items():
        if row == number:
            cell.mark(fate, reason)


def _row(table: Table, sheet: Sheet, head: Head, number: int, row: Row) -> None:
    texts = {index: text for index, text in enumerate(row) if text}
    distinct = {text for index, text in texts.items() if (number, index) not in sheet.merged_down}
    text = next(iter(distinct), "")
    if len(distinct) == 1 and _is_title(sheet, head, number, text):
        _skip_cells(table, sheet, number, texts, "又写了一遍的标题")
        return
    remark = (number, 1) in sheet.merged_across and _REMARK.match(text) and not _level(text)
    if len(distinct) == 1 and (_FOOT.match(text) or remark):
        _skip_cells(table, sheet, number, texts, _FOOTER)
        return
    if len(distinct) == 1 and _is_section(sheet, head, number, texts, text):
        _mark_row(table, number, "小标题，写进下面各行的备注", Fate.NOTE)
        table.lines.append(Line(number, (), {}, text))
        return
    if sheet.has_equal_rows and len(row) < sum(len(block) for block in head.blocks):
        _mark_row(table, number, "这一行的格子比表头少，不知道谁是谁的")
        table.notes.append(
            f"{sheet.name}第{number}行的格子比表头少，没有读：{'；'.join(texts.values())}"
        )
        return
    width = 1 + max(column.index for block in head.blocks for column in block)
    more = [Column(index, "（没有表头的一列）", "") for index in texts if index >= width]
    for columns in (*head.blocks[:-1], (*head.blocks[-1], *more)):
        indexes = {column.index for column in columns}
        own = {index: text for index, text in texts.items() if index in indexes}
        own = _unmerged(sheet, number, own)
        first = next((text for i, text in own.items() if (number, i) not in sheet.merged_down), "")
        if _FOOT.match(first) or any(map(_TOTAL.fullmatch, own.values())):
            _skip_cells(table, sheet, number, own, _FOOTER)
        elif own:
            table.lines.append(Line(number, columns, own))


def _unmerged(sheet: Sheet, number: int, texts: Mapping[int, str]) -> dict[int, str]:
    """Return the texts of a row without those that repeat the merged cell to their left."""
    across = sheet.merged_across
    return {index: text for index, text in texts.items() if text and (number, index) not in across}


def _headings(sheet: Sheet, head: Head) -> list[Row]:
    """Return the rows of a header, which may be repeated below."""
    rows = sheet.rows[head.index : head.index + head.height] if head.index >= 0 else ()
    return [row for _, row in rows if len({*filter(None, row)}) > 1]


def _skip_cells(
    table: Table, sheet: Sheet, number: int, texts: Mapping[int, str], reason: str
) -> None:
    """Skip some cells of a row, with the reason."""
    for index in texts:
        if cell := table.cells.get((number, index)):
            cell.mark(Fate.UNREAD, reason)
    skipped = "；".join(_unmerged(sheet, number, texts).values())
    table.notes.append(f"{sheet.name}第{number}行是{reason}，没有读：{skipped}")


def _is_title(sheet: Sheet, head: Head, number: int, text: str) -> bool:
    """Tell whether a row repeats a text above the header."""
    texts_above = {cell for _, row in sheet.rows[: max(head.index, 0)] for cell in row}
    return (number, 1) in sheet.merged_across and text in texts_above


def _is_section(sheet: Sheet, head: Head, number: int, texts: Mapping[int, str], text: str) -> bool:
    """Tell whether the only text of a row is a section heading."""
    if _COUNTED.search(text):
        return True
    merged = any((number, index) in sheet.merged_across for index in texts)
    names = {column.index for block in head.blocks for column in block if column.field == "name"}
    is_apart = merged or not names & set(texts)
    is_wide = sum(len(block) for block in head.blocks) > 1
    return is_wide and is_apart and (merged or _level(text) > 0)


def _level(section: str) -> int:
    """Return the level of a section heading; 0 without a number."""
    return next((n for n, level in enumerate(_LEVELS, 1) if level.match(section)), 0)


def _assign_groups(table: Table, sheet: Sheet) -> None:
    """Set the section headings of each line, and skip sections without lines."""
    path: list[Line] = []
    unused = {line.number: line for line in table.lines if not line.columns}
    for line in table.lines:
        if line.columns:
            line.group = JOINED.join(section.group for section in path)
            for section in path if _has_name(line) else ():
                unused.pop(section.number, None)
        else:
            path = [section for section in path if _level(section.group) < _level(line.group)]
            path.append(line)
    for number, line in unused.items():
        texts = {index: line.group for row, index in table.cells if row == number}
        _skip_cells(table, sheet, number, texts, "下面没有事项的小标题")
    table.lines = [line for line in table.lines if line.columns]


def _has_name(line: Line) -> bool:
    return any(column.field == NAME and line.texts.get(column.index) for column in line.columns)


def _transposed(sheet: Sheet) -> Sheet | None:
    """Return a table transposed if its labels are in the first column; else none.

    The guide of a single item has this form, possibly with a title above.
    """
    rows = [(number, row) for number, row in sheet.rows if any(row)]
    while rows and len({*filter(None, rows[0][1])}) == 1:
        rows.pop(0)
    width = max((len(row) for _, row in rows), default=0)
    labels = [meaning(row[0]) for _, row in rows]
    known = [label for label in labels if label]
    if width < 2 or NAME not in known or len(known) < max(2, len(rows) // 2):  # noqa: PLR2004 - labels and texts
        return None
    if any(not row[0] for _, row in rows) or any(map(meaning, rows[0][1][1:])):
        return None
    return _transpose(sheet, rows, width)


def _transpose(sheet: Sheet, rows: Sequence[tuple[int, Row]], width: int) -> Sheet:
    """Return a table with rows and columns exchanged. Cells keep their addresses in the file."""
    first = rows[0][0]
    rows_above = [(number, row) for number, row in sheet.rows if number < first and any(row)]
    new_rows = list(rows_above)
    addresses: dict[tuple[int, int], str] = {}
    for column in range(width):
        number = first + column
        cells = tuple(row[column] if column < len(row) else "" for _, row in rows)
        new_rows.append((number, cells))
        addresses |= {(number, n): address(old, column) for n, (old, _) in enumerate(rows)}
    new_columns = {old: n for n, (old, _) in enumerate(rows)}
    unchanged = {position for position in sheet.merged_across if position[0] < first}
    across = unchanged | {
        (first + column, new_columns[old])
        for old, column in sheet.merged_down
        if old in new_columns
    }
    down = {
        (first + column, new_columns[old])
        for old, column in sheet.merged_across
        if old in new_columns
    }
    return replace(
        sheet,
        rows=tuple(new_rows),
        merged_across=frozenset(across),
        merged_down=frozenset(down),
        addresses=addresses,
        has_equal_rows=False,
    )
