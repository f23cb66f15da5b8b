"""The tables of an Excel file: displayed values, with notes on hidden cells, links and comments."""

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
from generator.editing.reading_tables import TableReading
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
"""Built-in date and time formats of Chinese programs, which files refer to by number only."""
_PICTURE = re.compile(r"=(?:_xlfn\.)?DISPIMG\(")
"""The formula of WPS for a picture in a cell."""


def excel_tables(content: bytes) -> Iterator[TableReading]:
    """Yield the sheets of a workbook. Hidden ones are only counted."""
    book = opened_book(content, values=True)
    merged = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for sheet in book.worksheets:
            path = str(sheet._worksheet_path)  # noqa: SLF001 - told nowhere else
            is_hidden = sheet.sheet_state != "visible"
            try:
                with archive.open(path) as part:
                    shape = shape_of(sheet.title, part, merged)
            except SheetError:
                if not is_hidden:
                    raise
                notes = [f"工作表“{sheet.title}”{_HIDDEN}，没有读，太大，没有数。"]
                yield TableReading(sheet.title, (), notes=notes, skip_reason=_HIDDEN)
                continue
            merged = shape.merged
            sheet.reset_dimensions()  # the size in the file may be wrong
            struck_cells: list[str] = []
            reading = TableReading(sheet.title, (), shape.formulas)
            rows = sheet.iter_rows(max_row=shape.last_row, max_col=shape.last_column)
            texts = _display_texts(rows if shape.last_row else (), struck_cells, book.epoch)
            reading.rows = _fill_merged_cells(texts, shape.areas, reading)
            if is_hidden:
                reading.skip_reason = _HIDDEN
            else:
                reading.notes += _sheet_notes(shape)
                reading.comments = dict(_comments(archive, path))
                reading.late_notes = partial(_strikethrough_notes, sheet.title, struck_cells)
            yield reading
    book.close()


def _sheet_notes(shape: Shape) -> Iterator[str]:
    if shape.hidden_rows:
        yield f"{shape.name}的第{_listing(map(str, shape.hidden_rows))}行是隐藏的，照读了。"
    if shape.hidden_columns:
        yield f"{shape.name}的{_listing(shape.hidden_columns)}列是隐藏的，照读了。"
    if shape.links:
        yield f"{shape.name}的{_listing(shape.links)}有链接，没有读。"


def _strikethrough_notes(name: str, cells: list[str]) -> Iterator[str]:
    if cells:
        yield f"{name}的{_listing(cells)}划了删除线，照读了。看看是不是已经取消的。"


def _listing(names: Iterable[str]) -> str:
    all_names = list(names)
    rest = f"等{len(all_names)}处" if len(all_names) > _MOST_NAMED else ""
    return "、".join(all_names[:_MOST_NAMED]) + rest


def _comments(archive: zipfile.ZipFile, path: str) -> Iterator[tuple[str, str]]:
    rels = get_rels_path(path)  # type: ignore[no-untyped-call]
    if rels not in archive.namelist():
        return
    for relation in get_dependents(archive, rels).find(_COMMENTS):
        tree: Any = fromstring(archive.read(relation.target))
        sheet: Any = CommentSheet.from_tree(tree)
        for cell, comment in sheet.comments:
            yield cell, "".join(str(comment.text).split("\n"))


def _display_texts(
    rows: Iterable[Sequence[Any]], struck_cells: list[str], epoch: datetime
) -> Iterator[Sequence[object]]:
    """Yield the displayed values, and collect the cells with strikethrough."""
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if cell.value is not None and cell.font is not None and cell.font.strike:
                struck_cells.append(address(number, column))
        yield [
            None if cell.value is None else display_text(*_value_and_format(cell, epoch))
            for cell in row
        ]


def _value_and_format(cell: Any, epoch: datetime) -> tuple[object, str]:
    """Return the value and the number format of a cell."""
    number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    if number and (known_format := _CHINESE.get(cell.style_array.numFmtId)):
        return from_excel(cell.value, epoch), known_format
    return cell.value, cell.number_format


def display_text(value: object, number_format: str) -> str:
    """Return a value as the program displays it, with dates in ISO format."""
    code = _QUOTED.sub("", number_format or "")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        return _day(value, code.lower())
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        if code.endswith("%"):
            decimals = len(code.partition(".")[2]) - 1
            return f"{value * 100:.{max(decimals, 0)}f}%"
        if re.fullmatch(r"0{2,}", code) and value == int(value):
            return f"{int(value):0{len(code)}d}"
        return str(value) if isinstance(value, int) else f"{value:.15g}"
    return "（图片）" if _PICTURE.match(str(value)) else str(value)


def _day(value: date, code: str) -> str:
    if "d" not in code and "y" in code:  # the format does not display the day
        return f"{value.year}年{value.month}月" if "m" in code else str(value.year)
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}"


def _fill_merged_cells(
    rows: Iterable[Sequence[object]], areas: Sequence[Area], reading: TableReading
) -> Iterator[tuple[int, Sequence[object]]]:
    """Number the rows, and fill merged cells with the value of the first."""
    starting: dict[int, list[Area]] = {}
    for area in areas:
        starting.setdefault(area.top, []).append(area)
    last = max((area.bottom for area in areas), default=0)
    open_areas: list[tuple[Area, object]] = []
    for number, (values, _) in enumerate(zip_longest(rows, repeat((), last), fillvalue=()), 1):
        row = list(values)
        open_areas = [item for item in open_areas if item[0].bottom >= number]
        for area in starting.get(number, ()):
            open_areas.append((area, row[area.left - 1] if area.left <= len(row) else None))
        for area, first in open_areas:
            row.extend([None] * (area.right - len(row)))
            row[area.left - 1 : area.right] = [first] * (area.right - area.left + 1)
            reading.merged_across |= {(number, column) for column in range(area.left, area.right)}
            if number > area.top:
                reading.merged_down.add((number, area.left - 1))
        yield number, row
