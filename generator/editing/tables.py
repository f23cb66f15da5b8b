"""The rows of a table told apart: its head, its entries, its sections, and what is none of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.editing.accounting import Cell, Fate, address
from generator.editing.headings import Column, Head, head_of, meaning
from generator.editing.reading_tables import Row, Sheet
from generator.schema.kinds import Kind

_FOOT = re.compile(
    r"(?:注|备注|附注|说明|填表说明|填表人|制表人|审核人|填报人|填报单位|制表单位|制表日期|填报日期"
    r"|联系人|联系电话)\s*\d*\s*[:：]|(?:合计|总计|小计|共计)"
)
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]+[、.．]|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[部分类章]"
)
_COUNTED = re.compile(r"[（(]共?\s*\d+\s*项[)）]$")
_MOST_SEEN = 8


@dataclass(slots=True)
class Line:
    """One row of one list in a table."""

    number: int
    columns: tuple[Column, ...]
    texts: Mapping[int, str]
    """What stands in it by place, merged cells filled in."""
    group: str = ""
    """The heading of the section it stands in."""


@dataclass(slots=True)
class Table:
    """A table understood: its head, its rows, every cell, and what is to be said of it."""

    head: Head | None
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def tabled(sheet: Sheet, kind: Kind, asked: str, before: Head | None) -> Table:
    """Return what stands where in a table. ``before`` is the head of the table it may go on from."""
    guide = _turned(sheet)
    sheet, head = guide or sheet, head_of(guide or sheet, kind, asked)
    if head is None and before is not None and _goes_on(sheet, before):
        head = replace(before, place=-1, height=1)
    table = Table(head)
    for number, row in sheet.rows:
        for place, text in enumerate(row):
            if text and (number, place) not in sheet.across | sheet.down:
                table.cells[number, place] = Cell(sheet.name, sheet.address(number, place), text)
    if head is None:
        _without_head(table, sheet)
        return table
    if head.place < 0:
        table.notes.append(f"{sheet.name}没有表头，列数和上一张表一样，接着上一张表读。")
    for place, (number, row) in enumerate(sheet.rows):
        if place < head.place:
            _fate(table, number, "表头上面的话")
        elif place < head.place + head.height:
            _fate(table, number, "表头", Fate.USED)
        else:
            _row(table, sheet, head, number, row)
    _grouped(table)
    return table


def _goes_on(sheet: Sheet, before: Head) -> bool:
    width = sum(len(block) for block in before.blocks)
    widths = [len(row) for _, row in sheet.rows]
    return sheet.goes_on and widths[:1] == [width] and max(widths) == width


def _without_head(table: Table, sheet: Sheet) -> None:
    for cell in table.cells.values():
        cell.went(Fate.UNREAD, "没有找到表头，不知道哪一列是名称")
    if not sheet.rows:
        return
    seen = max(
        (row for _, row in sheet.rows[:_MOST_SEEN]), key=lambda row: len({*filter(None, row)})
    )
    shown = "、".join(dict.fromkeys("".join(text.split())[:20] for text in seen if text))
    table.notes.append(
        f"{sheet.name}没有找到表头（要有“事项名称”这样一列），没有读。看到的是：{shown}。"
        "哪一列是名称，加--name-column写出来。"
    )


def _fate(table: Table, number: int, why: str, fate: Fate = Fate.UNREAD) -> None:
    for (row, _), cell in table.cells.items():
        if row == number:
            cell.went(fate, why)


def _row(table: Table, sheet: Sheet, head: Head, number: int, row: Row) -> None:
    headings = sheet.rows[head.place][1] if head.place >= 0 else ()
    said = {place: text for place, text in enumerate(row) if text}
    if len(said) > 1 and row == headings:
        _fate(table, number, "又写了一遍的表头", Fate.USED)
        return
    alone = {text for place, text in said.items() if (number, place) not in sheet.down}
    text = next(iter(alone), "")
    if len(alone) == 1 and (_FOOT.match(text) or _is_title(sheet, head, number, text)):
        said_of = "表里的注、落款或者合计" if _FOOT.match(text) else "又写了一遍的标题"
        _fate(table, number, said_of)
        table.notes.append(f"{sheet.name}第{number}行是{said_of}，没有读：{text}")
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
        if own:
            table.lines.append(Line(number, columns, own))


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
    return wide and aside and bool(_NUMBERED.match(text) or merged)


def _grouped(table: Table) -> None:
    """Give each line the heading of its section."""
    group, lines = "", []
    for line in table.lines:
        if not line.columns:
            group = line.group
            continue
        line.group = group
        lines.append(line)
    table.lines = lines


def _turned(sheet: Sheet) -> Sheet | None:
    """Return the guide for one matter as a table with one row; none for other tables."""
    rows = [row for _, row in sheet.rows if any(row)]
    if len(rows) < 2 or any(len(row) != 2 or not row[0] for row in rows):  # noqa: PLR2004 - labels and texts
        return None
    labels = [meaning(row[0]) for row in rows]
    if meaning(rows[0][1]) or len([one for one in labels if one]) < max(2, len(rows) // 2):
        return None
    numbers = [number for number, row in sheet.rows if any(row)]
    width = len(rows)
    turned = tuple((n, tuple(row[n - 1] for row in rows)) for n in (1, 2))
    places = {(n, place): address(numbers[place], n - 1) for n in (1, 2) for place in range(width)}
    return replace(sheet, rows=turned, across=frozenset(), down=frozenset(), addresses=places)
