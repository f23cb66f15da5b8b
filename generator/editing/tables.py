"""The rows of a table told apart: its head, its entries, its sections, and what is none of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from openpyxl.utils.cell import coordinate_to_tuple

from generator.editing.accounting import Cell, Fate, address
from generator.editing.headings import JOINED, NAME, Column, Head, head_again, head_of, meaning
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
"""How headings of sections are numbered, from the coarsest to the finest."""
_COUNTED = re.compile(r"[（(]共?\s*\d+\s*项[)）]$")
_TOTAL = re.compile(r"(?:合计|总计|小计|共计)[:：]?")
_REMARK = re.compile(r"[※＊*]|(?:以上|上述|本表|本清单)|.*[。]$", re.DOTALL)
"""How a text over a whole row begins or ends that is no heading of the rows below it."""
_FOOTED = "表里的注、落款或者合计"
_MOST_SEEN = 8


@dataclass(slots=True)
class Line:
    """One row of one list in a table."""

    number: int
    columns: tuple[Column, ...]
    texts: Mapping[int, str]
    """What stands in it by place, merged cells filled in."""
    group: str = ""
    """The headings of the sections it stands in."""


@dataclass(slots=True)
class Table:
    """A table understood: its head, its rows, every cell, and what is to be said of it."""

    heads: list[Head]
    """The one it begins with, and those further down that have their columns otherwise."""
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    """What stands above its head."""


def tabled(sheet: Sheet, kind: Kind, asked: str, before: Head | None) -> Table:
    """Return what stands where in a table. ``before`` is the head of the table it may go on from."""
    guide = _turned(sheet)
    sheet, head = guide or sheet, head_of(guide or sheet, kind, asked)
    if head is None and before is not None and _goes_on(sheet, before):
        head = replace(before, place=-1, height=1)
    table = Table([head] if head else [], cells_of(sheet), titles=[sheet.title])
    if sheet.formulas:
        shown = "、".join(sheet.formulas)
        table.notes.append(f"{sheet.name}的{shown}是公式，没有存下结果，没有读。")
    if head is None:
        _without_head(table, sheet)
        return table
    if head.place < 0:
        table.notes.append(f"{sheet.name}没有表头，列数和上一张表一样，接着上一张表读。")
    for place, (number, row) in enumerate(sheet.rows):
        if place < head.place:
            _fate(table, number, "表头上面的话")
            table.titles += {*filter(None, row)} if len({*filter(None, row)}) == 1 else ()
        elif place < head.place + head.height:
            _fate(table, number, "表头", Fate.USED)
        elif row in _headings(sheet, head):
            _fate(table, number, "又写了一遍的表头", Fate.USED)
        elif other := head_again(place, row, head, kind, asked):
            _fate(table, number, "表头", Fate.USED)
            table.heads.append(head := other)
        else:
            _row(table, sheet, head, number, row)
    _grouped(table, sheet)
    return table


def cells_of(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    """Return every cell of a sheet that says something, and those whose formula has no result."""
    copies = sheet.across | sheet.down
    cells = {
        (number, place): Cell(sheet.name, sheet.address(number, place), text)
        for number, row in sheet.rows
        for place, text in enumerate(row)
        if text and (number, place) not in copies
    }
    for where in sheet.formulas:
        cell = Cell(sheet.name, where, "（公式）", Fate.UNREAD, "公式，没有存下结果")
        row, column = coordinate_to_tuple(where)
        cells[row, -column] = cell  # beside the places rows are read at
    return cells


def _goes_on(sheet: Sheet, before: Head) -> bool:
    width = sum(len(block) for block in before.blocks)
    widths = [len(row) for _, row in sheet.rows]
    return sheet.goes_on and widths[:1] == [width] and max(widths) == width


def _without_head(table: Table, sheet: Sheet) -> None:
    for cell in table.cells.values():
        cell.went(Fate.UNREAD, "没有找到表头，不知道哪一列是名称")
    if not sheet.rows:
        return
    own = [
        [text for place, text in enumerate(row) if text and (number, place) not in sheet.across]
        for number, row in sheet.rows[:_MOST_SEEN]
    ]
    shown = "、".join(dict.fromkeys("".join(text.split())[:20] for text in max(own, key=len)))
    table.notes.append(
        f"{sheet.name}没有找到表头（要有“事项名称”这样一列），没有读。看到的是：{shown}。"
        "哪一列是名称，加--name-column写出来。"
    )


def _fate(table: Table, number: int, why: str, fate: Fate = Fate.UNREAD) -> None:
    for (row, _), cell in table.cells.items():
        if row == number:
            cell.went(fate, why)


def _row(table: Table, sheet: Sheet, head: Head, number: int, row: Row) -> None:
    said = {place: text for place, text in enumerate(row) if text}
    alone = {text for place, text in said.items() if (number, place) not in sheet.down}
    text = next(iter(alone), "")
    if len(alone) == 1 and _is_title(sheet, head, number, text):
        _left(table, sheet, number, said, "又写了一遍的标题")
        return
    remark = (number, 1) in sheet.across and _REMARK.match(text) and not _level(text)
    if len(alone) == 1 and (_FOOT.match(text) or remark):
        _left(table, sheet, number, said, _FOOTED)
        return
    if len(alone) == 1 and _is_section(sheet, head, number, said, text):
        _fate(table, number, "小标题，写进下面各行的备注", Fate.NOTE)
        table.lines.append(Line(number, (), {}, text))
        return
    if sheet.even and len(row) < sum(len(block) for block in head.blocks):
        _fate(table, number, "这一行的格子比表头少，不知道谁是谁的")
        table.notes.append(
            f"{sheet.name}第{number}行的格子比表头少，没有读：{'；'.join(said.values())}"
        )
        return
    beyond = 1 + max(column.place for block in head.blocks for column in block)
    more = [Column(place, "（没有表头的一列）", "") for place in said if place >= beyond]
    for columns in (*head.blocks[:-1], (*head.blocks[-1], *more)):
        places = {column.place for column in columns}
        own = {place: text for place, text in said.items() if place in places}
        own = {p: text for p, text in own.items() if (number, p) not in sheet.across}
        first = next((text for p, text in own.items() if (number, p) not in sheet.down), "")
        if _FOOT.match(first) or any(map(_TOTAL.fullmatch, own.values())):
            _left(table, sheet, number, own, _FOOTED)
        elif own:
            table.lines.append(Line(number, columns, own))


def _headings(sheet: Sheet, head: Head) -> list[Row]:
    """Return the rows of a head, as they may stand again further down."""
    rows = sheet.rows[head.place : head.place + head.height] if head.place >= 0 else ()
    return [row for _, row in rows if len({*filter(None, row)}) > 1]


def _left(table: Table, sheet: Sheet, number: int, texts: Mapping[int, str], why: str) -> None:
    """Leave what stands at some places of a row, and tell why."""
    for place in texts:
        if cell := table.cells.get((number, place)):
            cell.went(Fate.UNREAD, why)
    shown = "；".join(text for place, text in texts.items() if (number, place) not in sheet.across)
    table.notes.append(f"{sheet.name}第{number}行是{why}，没有读：{shown}")


def _is_title(sheet: Sheet, head: Head, number: int, text: str) -> bool:
    """Tell whether a row says again what stands above the head."""
    above = {cell for _, one in sheet.rows[: max(head.place, 0)] for cell in one}
    return (number, 1) in sheet.across and text in above


def _is_section(sheet: Sheet, head: Head, number: int, said: Mapping[int, str], text: str) -> bool:
    """Tell whether the one text of a row is the heading of the rows below it."""
    if _COUNTED.search(text):
        return True
    merged = any((number, place) in sheet.across for place in said)
    names = {column.place for block in head.blocks for column in block if column.field == "name"}
    aside = merged or not names & set(said)
    wide = sum(len(block) for block in head.blocks) > 1
    return wide and aside and (merged or _level(text) > 0)


def _level(section: str) -> int:
    """Return how fine a section is; 0 where its heading has no number."""
    return next((n for n, level in enumerate(_LEVELS, 1) if level.match(section)), 0)


def _grouped(table: Table, sheet: Sheet) -> None:
    """Give each line the headings of the sections it stands in; tell which have no lines."""
    path: list[Line] = []
    unused = {line.number: line for line in table.lines if not line.columns}
    for line in table.lines:
        if line.columns:
            line.group = JOINED.join(above.group for above in path)
            for above in path if _has_name(line) else ():
                unused.pop(above.number, None)
        else:
            path = [above for above in path if _level(above.group) < _level(line.group)]
            path.append(line)
    for number, line in unused.items():
        texts = {place: line.group for row, place in table.cells if row == number}
        _left(table, sheet, number, texts, "下面没有事项的小标题")
    table.lines = [line for line in table.lines if line.columns]


def _has_name(line: Line) -> bool:
    return any(column.field == NAME and line.texts.get(column.place) for column in line.columns)


def _turned(sheet: Sheet) -> Sheet | None:
    """Return a table with its labels down the left side stood up, a row each matter; else none.

    The guide for one matter is such a table; a title may stand above it.
    """
    rows = [(number, row) for number, row in sheet.rows if any(row)]
    while rows and len({*filter(None, rows[0][1])}) == 1:
        rows.pop(0)
    width = max((len(row) for _, row in rows), default=0)
    labels = [meaning(row[0]) for _, row in rows]
    known = [one for one in labels if one]
    if width < 2 or NAME not in known or len(known) < max(2, len(rows) // 2):  # noqa: PLR2004 - labels and texts
        return None
    if any(not row[0] for _, row in rows) or any(map(meaning, rows[0][1][1:])):
        return None
    return _stood_up(sheet, rows, width)


def _stood_up(sheet: Sheet, rows: Sequence[tuple[int, Row]], width: int) -> Sheet:
    """Return the rows of a table as its columns, each cell with the address it has in the file."""
    first = rows[0][0]
    above = [(number, row) for number, row in sheet.rows if number < first and any(row)]
    shown = list(above)
    places: dict[tuple[int, int], str] = {}
    for place in range(width):
        number = first + place
        shown.append((number, tuple(row[place] if place < len(row) else "" for _, row in rows)))
        places |= {(number, n): address(was, place) for n, (was, _) in enumerate(rows)}
    index = {was: n for n, (was, _) in enumerate(rows)}
    kept = {one for one in sheet.across if one[0] < first}
    across = kept | {(first + place, index[was]) for was, place in sheet.down if was in index}
    down = {(first + place, index[was]) for was, place in sheet.across if was in index}
    return replace(
        sheet,
        rows=tuple(shown),
        across=frozenset(across),
        down=frozenset(down),
        addresses=places,
        even=False,
    )
