"""清单 as an Excel workbook. Every cell is text: a number stays as it is written.

Which columns there are is said in ``views.listings``.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from typing import Any
from unicodedata import east_asian_width

from generator.editing.excel_files import new_workbook, opened_book
from generator.outputs.prints.lists import totals_line
from generator.outputs.prints.tables import FIRST, Rows, headings, rows
from generator.outputs.prints.zipped import timeless
from generator.views.imprint import Imprint
from generator.views.listings import Listing

SHEET, ABOUT = "清单", "说明"
GROUP = "分组"
TITLE_ROWS = 2
WIDTHS = {"编号": 9, "名称": 20, "结论": 10, GROUP: 12, "说明": 30, "依据": 22}
USUAL_WIDTH = 15
"""So narrow that a kind of eleven columns is printed on A4 in 9 points, not in 6."""
MOST_OF_A_CELL = 32_767
"""Characters Excel takes in one cell."""
A4 = 9
"""Its number among Excel's sizes of paper."""
LINE, LINE_OF_11, ROOM = 14.5, 16.0, 3.0
"""Points of a line in 10 points and in 11, and of the room of a row beside its lines."""
MOST_HIGH = 409.0
"""Points of the highest row Excel takes."""
_TEXT = {"num_format": "@", "font_name": "宋体", "font_size": 11, "valign": "top"}


def cited_book(written: io.BytesIO, title: str, told: Imprint) -> Any:
    """Return a new workbook whose properties say what it is and how it is cited."""
    about = {"title": title, "author": told.publisher, "comments": told.line}
    return new_workbook(written, date.fromisoformat(told.verified_on), about)


def groups_repeat(listing: Listing) -> bool:
    """Tell whether the groups of a list only say its verdicts again."""
    return all(row.word == section.heading for section in listing.sections for row in section.rows)


def rows_of_list(listing: Listing) -> Rows:
    """Return the rows of the sheet, without title and head."""
    return _columns(listing, rows(listing), grouped=not groups_repeat(listing))


def excel_list(listing: Listing, *, grouped: bool = False) -> bytes:
    """Return the list as XLSX: one sheet of rows, one about the list.

    ``grouped`` keeps the groups where they only say the verdicts again, as was done before.
    """
    written = io.BytesIO()
    book = cited_book(written, listing.title, listing.imprint)
    _rows_sheet(book, listing, grouped=grouped or not groups_repeat(listing))
    about_sheet(book, listing.title, totals_line(listing), listing.imprint)
    book.close()
    return timeless(written.getvalue())


def _columns(listing: Listing, table: Rows, *, grouped: bool) -> Rows:
    """Return the columns of a table that are shown: all, or all but the groups."""
    width = len(headings(listing))
    shown = [place for place in range(width) if grouped or place != FIRST.index(GROUP)]
    return tuple(tuple(row[place] for place in shown) for row in table)


def _rows_sheet(book: Any, listing: Listing, *, grouped: bool) -> None:
    text = book.add_format({**_TEXT, "text_wrap": True, "border": 1, "border_color": "#9AA3AB"})
    head = book.add_format(
        {**_TEXT, "bold": True, "text_wrap": True, "border": 1, "bg_color": "#EDF2F5"}
    )
    title = book.add_format({**_TEXT, "font_name": "黑体", "font_size": 18, "align": "center"})
    small = book.add_format({**_TEXT, "font_size": 10})
    heads, *found = _columns(listing, (headings(listing), *rows(listing)), grouped=grouped)
    last = len(heads) - 1
    sheet = book.add_worksheet(SHEET)
    sheet.merge_range(0, 0, 0, last, "", title)
    sheet.write_string(0, 0, listing.title, title)
    sheet.set_row(0, 30)
    sheet.write_string(1, 0, listing.imprint.line, small)
    for column, heading in enumerate(heads):
        sheet.set_column(column, column, WIDTHS.get(heading, USUAL_WIDTH), text)
        sheet.write_string(TITLE_ROWS, column, heading, head)
    for number, row in enumerate(found, TITLE_ROWS + 1):
        widths = (WIDTHS.get(head, USUAL_WIDTH) for head in heads)
        sheet.set_row(number, height_of(row, widths, line=LINE_OF_11))
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell[:MOST_OF_A_CELL], text)
    sheet.freeze_panes(TITLE_ROWS + 1, 2)
    sheet.autofilter(TITLE_ROWS, 0, TITLE_ROWS + len(found), last)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TITLE_ROWS)
    sheet.set_footer("&C第&P页，共&N页")


def height_of(
    texts: Iterable[str], widths: Iterable[float], *, line: float = LINE, fewest: int = 1
) -> float:
    """Return the points a row needs; not every program works it out for itself."""
    lines = (
        sum(-(-max(1, wide(part)) // int(width - 1)) for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=False)
    )
    return min(MOST_HIGH, line * max(fewest, *lines) + ROOM)


def wide(text: str) -> int:
    """Return how many narrow characters a text is as wide as."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def about_sheet(book: Any, title: str, totals: str, told: Imprint) -> None:
    """Add a sheet that says which list this is, of which edition, and whom to ask."""
    text = book.add_format({**_TEXT, "text_wrap": True})
    sheet = book.add_worksheet(ABOUT)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 14, text)
    sheet.set_column(1, 1, 80, text)
    said = (
        ("名称", title),
        ("合计", totals),
        ("版本", told.line),
        ("编制单位", told.publisher),
        ("性质", told.notice),
        ("问不清楚的", f"打{told.hotline}"),
        ("二维码内容", told.code),
    )
    for number, (name, content) in enumerate(said):
        sheet.write_string(number, 0, name, text)
        sheet.write_string(number, 1, content, text)


def excel_rows(content: bytes) -> Rows:
    """Return the rows of a list as XLSX, without title and head."""
    book = opened_book(content)
    found = tuple(
        tuple("" if cell is None else str(cell) for cell in row)
        for row in book[SHEET].iter_rows(min_row=TITLE_ROWS + 2, values_only=True)
    )
    book.close()
    return found
