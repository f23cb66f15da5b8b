"""征求意见 as files: a workbook each department answers in, and what became of the answers."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from generator.derive.consultation import ANSWER_COLUMNS, COLUMNS, HEAD_ROW, OUR_COLUMNS, SHEET
from generator.editing.excel_files import new_workbook
from generator.outputs.prints.checks import PrintError
from generator.outputs.prints.excel import A4, height_of
from generator.outputs.prints.tables import Rows
from generator.outputs.prints.word import add_table, new_document, printable, saved, word_rows
from generator.outputs.prints.zipped import timeless
from generator.views.consultation import HEADS as OUTCOME_HEADS
from generator.views.consultation import AskedDepartment, OutcomesPrint

_WIDTHS = (8, 20, 30, 20, 8, 30, 11, 11, 18)
"""All but the last, which nobody reads, go on A4 across in 10 points."""
_SHARES = (2.4, 1.2, 0.8, 3.0, 1.0, 2.6, 1.1)
_FONT = {"font_name": "宋体", "font_size": 10, "valign": "top", "align": "left"}
_CELL = {**_FONT, "text_wrap": True, "border": 1, "border_color": "#9AA3AB"}
_HOW = (
    "只填黄色的格。同意的选“同意”；要改的选“修改”，写明改成什么；不同意的，写明理由和依据。"
    "谁签的选职务，不写姓名。没有填的，照实写没有答复。"
)


def asking_workbook(department: AskedDepartment) -> bytes:
    """Return the table for one department as XLSX. The same view gives the same bytes."""
    written = io.BytesIO()
    mark = department.imprint
    about = {"title": department.title, "author": mark.publisher}
    book = new_workbook(written, date.fromisoformat(mark.verified_on), about)
    sheet = book.add_worksheet(SHEET)
    _heads(book, sheet, department)
    ours = book.add_format({**_CELL, "num_format": "@"})
    fill = {**_CELL, "bg_color": "#FBF4E3", "locked": False}
    theirs = book.add_format({**fill, "num_format": "@"})
    day = book.add_format({**fill, "num_format": "yyyy-mm-dd"})
    for row, one in enumerate(department.rows, HEAD_ROW):
        cells = (one.id, one.name, one.words, one.basis)
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, ours)
        for column, head in enumerate(ANSWER_COLUMNS, len(OUR_COLUMNS)):
            sheet.write_blank(row, column, None, day if head == ANSWER_COLUMNS[-1] else theirs)
        sheet.write_string(row, len(COLUMNS) - 1, one.mark, ours)
        sheet.set_row(row, height_of(cells, _WIDTHS, fewest=2))
    _choices(sheet, department)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    book.close()
    return timeless(written.getvalue())


def _heads(book: Any, sheet: Any, department: AskedDepartment) -> None:
    """Write what stands above the table, and how it is printed."""
    title = book.add_format({"font_name": "黑体", "font_size": 18})
    small = book.add_format({**_FONT, "font_size": 10})
    head = book.add_format({**_CELL, "bold": True, "bg_color": "#EDF2F5"})
    for row, (text, style) in enumerate(
        ((department.title, title), (department.sent, small), (_HOW, small))
    ):
        sheet.write_string(row, 0, text, style)
    for column, (heading, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW - 1, column, heading, head)
    sheet.freeze_panes(HEAD_ROW, 2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW - 1)
    last = HEAD_ROW + len(department.rows) - 1
    sheet.print_area(0, 0, last, len(COLUMNS) - 2)
    sheet.set_footer(f"&L{department.title}&C第&P页，共&N页&R负责人签字：　　　　　（盖章）")


def _choices(sheet: Any, department: AskedDepartment) -> None:
    first, last = HEAD_ROW, HEAD_ROW + len(department.rows) - 1
    for head, choices in (
        (ANSWER_COLUMNS[0], department.opinions),
        (ANSWER_COLUMNS[2], department.signers),
    ):
        column = COLUMNS.index(head)
        listed = {"validate": "list", "source": list(choices), "error_message": "点开选一个。"}
        sheet.data_validation(first, column, last, column, listed)


def outcomes_document(outcomes: OutcomesPrint) -> bytes:
    """Return 意见采纳情况 as DOCX."""
    document = new_document(outcomes.view.title, outcomes.imprint, landscape=True)
    document.add_paragraph(outcomes.view.title, style="Title")
    document.add_paragraph(outcomes.view.lead)
    heads = list(zip(OUTCOME_HEADS, _SHARES, strict=True))
    add_table(document, heads, [row.cells for row in outcomes.view.rows])
    return saved(document)


def check_outcomes(outcomes: OutcomesPrint, content: bytes) -> int:
    """Check the document: every cell of every answer. Raises ``PrintError``."""
    wanted: Rows = tuple(tuple(map(printable, row.cells)) for row in outcomes.view.rows)
    if word_rows(content) != wanted:
        raise PrintError(f"应当有{len(wanted)}条意见，文件里的不一样")
    return 0
