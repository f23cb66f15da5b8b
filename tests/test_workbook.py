"""The whole catalogue as a workbook: a sheet for each kind, printable, with numbers and days as such."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from helpers import DAY
from test_typesetting import HOSTILE

from generator.outputs.prints import checks
from generator.outputs.prints.print_jobs import prints
from generator.outputs.prints.workbook import (
    HEAD_ROW,
    PAPER,
    rows_of_workbook,
    workbook,
    workbook_rows,
)
from generator.views.columns import joined
from generator.views.listings import listings
from generator.views.sheets import workbook_view


@pytest.fixture(scope="module")
def view(shipped_catalogue):
    return workbook_view(shipped_catalogue, next(iter(listings(shipped_catalogue))))


@pytest.fixture(scope="module")
def book(view):
    return openpyxl.load_workbook(io.BytesIO(workbook(view)))


def with_names(view, names):
    sheet = view.sheets[0]
    rows = tuple(
        replace(sheet.rows[0], serial=number, name=name, cells=(name,) * len(sheet.columns))
        for number, name in enumerate(names, 1)
    )
    return replace(view, sheets=(replace(sheet, rows=rows),))


def test_each_kind_has_its_sheet_and_no_entry_is_lost(view, book, shipped_catalogue):
    assert book.sheetnames[0] == "合计"
    assert book.sheetnames[1] == "1证明事项"
    assert book.sheetnames[-1] == "说明"
    assert [name[1:] for name in book.sheetnames[1:-1]] == [sheet.title for sheet in view.sheets]
    written = [row[1] for row in workbook_rows(workbook(view))]
    assert sorted(written) == sorted(shipped_catalogue.entries)


def test_numbers_and_days_are_numbers_and_days(book):
    row = [cell.value for cell in book["1证明事项"][HEAD_ROW + 2]]

    assert row[0] == 1
    assert all(isinstance(day, datetime) for day in row[-2:])
    assert row[-2].date() == date(2026, 11, 23)


def test_the_totals_add_up_by_themselves(book, shipped_catalogue):
    sheet = book["合计"]
    *counted, summed = [row[2].value for row in sheet.iter_rows(min_row=HEAD_ROW + 2)]

    assert sum(counted) == len(shipped_catalogue.entries)
    assert summed == f"=SUM(C{HEAD_ROW + 2}:C{HEAD_ROW + 1 + len(counted)})"


def test_no_column_is_mostly_empty_but_that_of_the_basis_whose_lack_tells_something(view):
    for sheet in view.sheets:
        for place, column in enumerate(sheet.columns):
            if column.heading == "依据":
                continue
            filled = sum(1 for row in sheet.rows if row.cells[place])
            assert filled * 2 >= len(sheet.rows), (sheet.title, column.heading)


def test_a_sheet_fits_a4_across_in_type_that_can_be_read(book):
    for sheet in book.worksheets[1:-1]:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == f"${HEAD_ROW + 1}:${HEAD_ROW + 1}"
        width = sum(
            sheet.column_dimensions[cell.column_letter].width for cell in sheet[HEAD_ROW + 1]
        )
        smallest = min(cell.font.size for row in sheet.iter_rows(min_row=3) for cell in row)
        assert smallest * min(1, PAPER / width) >= 9


def test_verdicts_are_chosen_from_a_list(book):
    sheet = book["1证明事项"]

    (choice,) = sheet.data_validations.dataValidation

    assert choice.type == "list"
    assert "不应出具" in choice.formula1


def test_every_cell_stays_what_it_is(view):
    hostile = with_names(view, HOSTILE)

    content = workbook(hostile)

    checks.table(rows_of_workbook(hostile), workbook_rows, content)
    assert [row[2] for row in workbook_rows(content)] == list(HOSTILE)
    cells = [c for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[1] for c in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


def test_what_excel_takes_in_no_name_of_a_sheet_is_left_out(view):
    strange = replace(view, sheets=(replace(view.sheets[0], title="证明/[新]:" + "长" * 40),) * 2)

    names = openpyxl.load_workbook(io.BytesIO(workbook(strange))).sheetnames

    assert names[1:-1] == ["1证明新" + "长" * 25, "2证明新" + "长" * 25]


def test_the_print_of_the_whole_catalogue_is_this_workbook(shipped_catalogue, view):
    job = next(j for j in prints(shipped_catalogue, DAY) if j.path == "lists/catalogue.xlsx")

    content = job.render()

    assert job.check(content) == 0
    assert content == workbook(view)


def test_a_list_s_name_that_ends_as_its_clause_begins_says_the_word_once():
    assert joined("湖北不应出具证明清单", "清单第20项") == "湖北不应出具证明清单第20项"
    assert joined("规范出具证明的意见", "清单第1项") == "规范出具证明的意见清单第1项"
