"""热线知识 as files: a workbook for people and JSON for the hotline's own system."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date

import msgspec

from generator.editing.excel_files import new_workbook
from generator.outputs.prints.excel import A4, MOST_OF_A_CELL, height_of
from generator.outputs.prints.workbook import MARGIN
from generator.outputs.prints.zipped import timeless
from generator.views.hotline import HotlineAnswer

SHEET = "热线答复"
COLUMNS = (
    ("编号", 9),
    ("怎么问", 24),
    ("标准答复", 46),
    ("依据（原文）", 44),
    ("谁负责", 14),
    ("还有人这样问", 30),
    ("别的叫法", 20),
    ("从哪天起", 11),
    ("版次", 12),
    ("核对日期", 11),
    ("网址", 24),
)
PRINTED = 5
"""The first columns go on A4 across in 10 points; those after them are for searching, not for paper."""


def hotline_workbook(title: str, verified_on: str, answers: Sequence[HotlineAnswer]) -> bytes:
    """Return the answers as XLSX, days as days. The same answers give the same bytes."""
    written = io.BytesIO()
    book = new_workbook(written, date.fromisoformat(verified_on), {"title": title})
    font = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
    text, head = book.add_format(font), book.add_format({**font, "bold": True})
    day = book.add_format({**font, "num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(SHEET)
    for column, (heading, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, head)
    for row, one in enumerate(answers, 1):
        cells = _cells(one)
        sheet.set_row(row, height_of(cells, [width for _, width in COLUMNS[:PRINTED]]))
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell[:MOST_OF_A_CELL], text)
        for column, on in ((7, one.valid_from), (9, one.verified_on)):
            if on:
                sheet.write_datetime(row, column, on, day)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(answers), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=MARGIN, right=MARGIN)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, len(answers), PRINTED - 1)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{title.replace('&', '&&')}&C第&P页，共&N页")
    book.close()
    return timeless(written.getvalue())


def hotline_json(title: str, answers: Sequence[HotlineAnswer]) -> bytes:
    """Return the answers as JSON."""
    told = {"title": title, "answers": msgspec.to_builtins(list(answers))}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _cells(one: HotlineAnswer) -> tuple[str, ...]:
    return (
        one.id,
        one.question,
        one.answer,
        "\n".join(basis.line for basis in one.basis),
        "、".join(one.responsible),
        "；".join(one.asked_as),
        "；".join(one.other_names),
        "",
        one.edition,
        "",
        one.address,
    )
