"""A list as an Excel workbook: a sheet for each kind, to be printed, filtered and summed.

Every sheet fits the width of A4 across in 10 points. Numbers and days are numbers and days, so
that Excel sorts and counts them.
"""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any, TypeAlias

from generator.editing.excel_files import opened_book
from generator.outputs.prints.excel import (
    A4,
    MOST_OF_A_CELL,
    about_sheet,
    cited_book,
    height_of,
)
from generator.outputs.prints.tables import Rows
from generator.outputs.prints.zipped import timeless
from generator.views.sheets import KindSheet, SheetRow, WorkbookView

Widths: TypeAlias = tuple[float, ...]
TOTALS = "合计"
HEADS_BEFORE, HEADS_AFTER = ("序号", "编号", "名称", "结论"), ("核对日期", "下次核对")
WIDTHS_BEFORE, WIDTHS_AFTER = (5, 9, 24, 12), (11, 11)
PAPER = 138
"""Widths of narrow characters of 10 points that go on A4 across between the margins."""
MARGIN = 0.4
"""Inches."""
_NOT_IN_A_TAB = re.compile(r"[\[\]:*?/\\']")
MOST_OF_A_TAB, MOST_CHOICES = 28, 255
"""Characters Excel takes in the name of a sheet, and for a drop-down's choices together."""
HEAD_ROW = 2
"""Rows before the heads: title and imprint."""
_FONT = {"font_name": "宋体", "font_size": 10, "valign": "top"}
_DAY = "yyyy-mm-dd"


def workbook(view: WorkbookView) -> bytes:
    """Return the workbook as XLSX. The same view gives the same bytes."""
    written = io.BytesIO()
    told = view.imprint
    book = cited_book(written, view.title, told)
    styles = _styles(book)
    _totals(book, view, styles)
    for number, sheet in enumerate(view.sheets, 1):
        _kind(book, view, sheet, styles, number)
    about_sheet(book, view.title, f"共{sum(count for *_, count in view.totals)}项。", told)
    book.close()
    return timeless(written.getvalue())


def workbook_rows(content: bytes) -> Rows:
    """Return the rows of all sheets of kinds: their cells as text, days in the ISO form."""
    book = opened_book(content)
    found = tuple(
        tuple(map(_as_text, row))
        for sheet in book.worksheets[1:-1]
        for row in sheet.iter_rows(min_row=HEAD_ROW + 2, values_only=True)
    )
    book.close()
    return found


def rows_of_workbook(view: WorkbookView) -> Rows:
    """Return what the sheets of kinds hold, row by row."""
    return tuple(
        tuple(_as_text(cell) for cell in _cells(row)) for sheet in view.sheets for row in sheet.rows
    )


def _as_text(cell: object) -> str:
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return "" if cell is None else str(cell)


def _cells(row: SheetRow) -> tuple[str | int | date | None, ...]:
    return (row.serial, row.id, row.name, row.word, *row.cells, row.verified_on, row.review_on)


def _styles(book: Any) -> dict[str, Any]:
    cell = {**_FONT, "text_wrap": True, "border": 1, "border_color": "#9AA3AB"}
    return {
        "title": book.add_format({**_FONT, "font_name": "黑体", "font_size": 18}),
        "small": book.add_format(_FONT),
        "head": book.add_format({**cell, "bold": True, "bg_color": "#EDF2F5"}),
        "text": book.add_format({**cell, "num_format": "@"}),
        "number": book.add_format({**cell, "num_format": "0"}),
        "day": book.add_format({**cell, "num_format": _DAY}),
    }


def _kind(
    book: Any, view: WorkbookView, kind_sheet: KindSheet, styles: dict[str, Any], place: int
) -> None:
    sheet = book.add_worksheet(tab(kind_sheet.title, place))
    heads = (*HEADS_BEFORE, *(column.heading for column in kind_sheet.columns), *HEADS_AFTER)
    widths = _widths(kind_sheet)
    last, end = len(heads) - 1, HEAD_ROW + len(kind_sheet.rows)
    _begin(sheet, f"{kind_sheet.title}清单", view, styles, widths)
    for column, heading in enumerate(heads):
        sheet.write_string(HEAD_ROW, column, heading, styles["head"])
    for number, row in enumerate(kind_sheet.rows, HEAD_ROW + 1):
        cells = _cells(row)
        sheet.set_row(number, height_of(map(_as_text, cells), widths))
        for column, cell in enumerate(cells):
            _write(sheet, number, column, cell, styles)
    verdict = HEADS_BEFORE.index("结论")
    if len(",".join(kind_sheet.words)) <= MOST_CHOICES:
        choices = {"validate": "list", "source": list(kind_sheet.words)}
        sheet.data_validation(HEAD_ROW + 1, verdict, end, verdict, choices)
    sheet.freeze_panes(HEAD_ROW + 1, len(HEADS_BEFORE) - 1)
    sheet.autofilter(HEAD_ROW, 0, end, last)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 0, end, last)


def tab(title: str, number: int) -> str:
    """Return the name of a sheet as Excel takes it: short, without its signs, each once."""
    plain = _NOT_IN_A_TAB.sub("", title)[:MOST_OF_A_TAB] or str(number)
    return f"{number}{plain}"


def _totals(book: Any, view: WorkbookView, styles: dict[str, Any]) -> None:
    """How many of each kind and verdict: numbers, whose sum Excel works out."""
    sheet = book.add_worksheet(TOTALS)
    _begin(sheet, view.title, view, styles, (24, 24, 10))
    for column, heading in enumerate(("种类", "结论", "几项")):
        sheet.write_string(HEAD_ROW, column, heading, styles["head"])
    for number, row in enumerate(view.totals, HEAD_ROW + 1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, styles)
    end = HEAD_ROW + 1 + len(view.totals)
    _write(sheet, end, 0, "合计", styles)
    _write(sheet, end, 1, "", styles)
    whole = sum(count for *_, count in view.totals)
    sheet.write_formula(end, 2, f"=SUM(C{HEAD_ROW + 2}:C{end})", styles["number"], whole)


def _begin(
    sheet: Any, title: str, view: WorkbookView, styles: dict[str, Any], widths: Widths
) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, title, styles["title"])
    sheet.write_string(1, 0, view.imprint.line, styles["small"])
    sheet.set_row(0, 28)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=MARGIN, right=MARGIN)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{title.replace('&', '&&')}&C第&P页，共&N页&R&A")


def _write(sheet: Any, row: int, column: int, cell: object, styles: dict[str, Any]) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, styles["day"])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, styles["number"])
    else:
        sheet.write_string(row, column, str(cell or "")[:MOST_OF_A_CELL], styles["text"])


def _widths(kind_sheet: KindSheet) -> Widths:
    """Share out the paper: what is fixed first, then the columns of the kind by their weights."""
    rest = PAPER - sum(WIDTHS_BEFORE) - sum(WIDTHS_AFTER)
    whole = sum(column.width for column in kind_sheet.columns)
    shares = (round(rest * column.width / whole, 1) for column in kind_sheet.columns)
    return (*WIDTHS_BEFORE, *shares, *WIDTHS_AFTER)
