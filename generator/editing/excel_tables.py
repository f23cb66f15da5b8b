"""The tables of an Excel file: values as they are shown, and what is beside or behind them told."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import partial
from itertools import repeat, zip_longest
from typing import Any

from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils.datetime import from_excel
from openpyxl.xml.functions import fromstring

from generator.editing.accounting import address
from generator.editing.excel_files import opened_book
from generator.editing.reading_tables import Reading
from generator.editing.sizes import Area, Shape, SheetError, shape_of

_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_MOST_NAMED = 10
_HIDDEN = "是隐藏的"
_MONTH, _DAY, _TIME = 'yyyy"年"m"月"', 'yyyy"年"m"月"d"日"', 'h"时"mm"分"'
_CHINESE: Mapping[int, str] = (
    dict.fromkeys((27, 36, 50, 52, 57), _MONTH)
    | dict.fromkeys((28, 29, 30, 31, 51, 53, 54, 58), _DAY)
    | dict.fromkeys((32, 33, 34, 35, 55, 56), _TIME)
)
"""How Chinese programs show a day or a time by the formats only they have, which no file names."""
_PICTURE = re.compile(r"=(?:_xlfn\.)?DISPIMG\(")
"""What WPS keeps of a picture in a cell."""


def excel_tables(content: bytes) -> Iterator[Reading]:
    """Yield the sheets of a workbook; those that are hidden are only counted."""
    book = opened_book(content, values=True)
    merged = 0
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for sheet in book.worksheets:
            path = str(sheet._worksheet_path)  # noqa: SLF001 - told nowhere else
            is_hidden = sheet.sheet_state != "visible"
            try:
                with packed.open(path) as part:
                    shape = shape_of(sheet.title, part, merged)
            except SheetError:
                if not is_hidden:
                    raise
                told = [f"工作表“{sheet.title}”{_HIDDEN}，没有读，太大，没有数。"]
                yield Reading(sheet.title, (), notes=told, aside=_HIDDEN)
                continue
            merged = shape.merged
            sheet.reset_dimensions()  # what a file says of its own size need not be so
            struck: list[str] = []
            read = Reading(sheet.title, (), shape.formulas)
            rows = sheet.iter_rows(max_row=shape.last_row, max_col=shape.last_column)
            texts = _texts(rows if shape.last_row else (), struck, book.epoch)
            read.rows = _filled_in(texts, shape.areas, read)
            if is_hidden:
                read.aside = _HIDDEN
            else:
                read.notes += _beside(shape)
                read.comments = dict(_comments(packed, path))
                read.late = partial(_struck, sheet.title, struck)
            yield read
    book.close()


def _beside(shape: Shape) -> Iterator[str]:
    if shape.hidden_rows:
        yield f"{shape.name}的第{_some(map(str, shape.hidden_rows))}行是隐藏的，照读了。"
    if shape.hidden_columns:
        yield f"{shape.name}的{_some(shape.hidden_columns)}列是隐藏的，照读了。"
    if shape.links:
        yield f"{shape.name}的{_some(shape.links)}有链接，没有读。"


def _struck(name: str, cells: list[str]) -> Iterator[str]:
    if cells:
        yield f"{name}的{_some(cells)}划了删除线，照读了。看看是不是已经取消的。"


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    more = f"等{len(listed)}处" if len(listed) > _MOST_NAMED else ""
    return "、".join(listed[:_MOST_NAMED]) + more


def _comments(packed: zipfile.ZipFile, path: str) -> Iterator[tuple[str, str]]:
    rels = get_rels_path(path)  # type: ignore[no-untyped-call]
    if rels not in packed.namelist():
        return
    for relation in get_dependents(packed, rels).find(_COMMENTS):
        tree: Any = fromstring(packed.read(relation.target))
        read: Any = CommentSheet.from_tree(tree)
        for cell, comment in read.comments:
            yield cell, "".join(str(comment.text).split("\n"))


def _texts(
    rows: Iterable[Sequence[Any]], struck: list[str], epoch: datetime
) -> Iterator[Sequence[object]]:
    """Yield what the cells show; note which are struck out."""
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if cell.value is not None and cell.font is not None and cell.font.strike:
                struck.append(address(number, place))
        yield [None if cell.value is None else shown(*_valued(cell, epoch)) for cell in row]


def _valued(cell: Any, epoch: datetime) -> tuple[object, str]:
    """Return the value of a cell and the format it is shown in."""
    number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    if number and (known := _CHINESE.get(cell.style_array.numFmtId)):
        return from_excel(cell.value, epoch), known
    return cell.value, cell.number_format


def shown(value: object, number_format: str) -> str:
    """Return a value as the program shows it; dates as people write them for programs."""
    plain = _QUOTED.sub("", number_format or "")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        return _day(value, plain.lower())
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        if plain.endswith("%"):
            decimals = len(plain.partition(".")[2]) - 1
            return f"{value * 100:.{max(decimals, 0)}f}%"
        if re.fullmatch(r"0{2,}", plain) and value == int(value):
            return f"{int(value):0{len(plain)}d}"
        return str(value) if isinstance(value, int) else f"{value:.15g}"
    return "（图片）" if _PICTURE.match(str(value)) else str(value)


def _day(value: date, plain: str) -> str:
    if "d" not in plain and "y" in plain:  # the day is not shown: it is not said
        return f"{value.year}年{value.month}月" if "m" in plain else str(value.year)
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}"


def _filled_in(
    rows: Iterable[Sequence[object]], areas: Sequence[Area], read: Reading
) -> Iterator[tuple[int, Sequence[object]]]:
    """Number the rows, and write into merged cells what stands in the first of them."""
    beginning: dict[int, list[Area]] = {}
    for area in areas:
        beginning.setdefault(area.top, []).append(area)
    last = max((area.bottom for area in areas), default=0)
    reaching: list[tuple[Area, object]] = []
    for number, (given, _) in enumerate(zip_longest(rows, repeat((), last), fillvalue=()), 1):
        row = list(given)
        reaching = [one for one in reaching if one[0].bottom >= number]
        for area in beginning.get(number, ()):
            reaching.append((area, row[area.left - 1] if area.left <= len(row) else None))
        for area, first in reaching:
            row.extend([None] * (area.right - len(row)))
            row[area.left - 1 : area.right] = [first] * (area.right - area.left + 1)
            read.across |= {(number, place) for place in range(area.left, area.right)}
            if number > area.top:
                read.down.add((number, area.left - 1))
        yield number, row
