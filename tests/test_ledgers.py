"""Ledgers: filled by choosing, counted by formulas, and a sheet that leaves without a name on it."""

from __future__ import annotations

import io
import re
import warnings
import zipfile

import openpyxl
import pytest
from helpers import DAY, small_catalogue

from generator.checking import check
from generator.derive.ledgers import NO_BODY, NO_ENTRY, entry_of_cell
from generator.outputs.prints.checks import PrintError
from generator.outputs.prints.checks import ledger as check_ledger
from generator.outputs.prints.ledgers import FIRST, MOST, ledger_workbook
from generator.outputs.prints.print_jobs import prints
from generator.outputs.prints.workbook import PAPER
from generator.views.ledgers import ledgers

NUMBERS = {"certificates": "ZM", "seals": "YZ", "refusals": "ZM", "tasks": "SX"}


@pytest.fixture(scope="module")
def views(shipped_catalogue):
    return {one.id: one for one in ledgers(shipped_catalogue, DAY)}


@pytest.fixture(scope="module")
def content(views):
    return ledger_workbook(views["tasks"])


@pytest.fixture(scope="module")
def book(content):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library knows no print area of whole columns
        return openpyxl.load_workbook(io.BytesIO(content))


def formulas(sheet):
    return [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_each_ledger_offers_what_it_registers(views, shipped_catalogue):
    assert [one.title for one in views.values()] == [
        "证明开具登记台账",
        "用印登记簿",
        "退回登记簿",
        "准入事项台账",
    ]
    for id_, view in views.items():
        first, *entries = view.entries
        assert first == NO_ENTRY  # nobody looks below two hundred others
        assert entries[0].startswith(NUMBERS[id_])
        assert all(entry_of_cell(shipped_catalogue, one) for one in entries)
        assert (view.bodies[0], "居民委员会/村民委员会" in view.bodies) == (NO_BODY, False)
    issued = {
        entry_of_cell(shipped_catalogue, one).decision for one in views["certificates"].entries[1:]
    }
    refused = {
        entry_of_cell(shipped_catalogue, one).decision for one in views["refusals"].entries[1:]
    }
    assert "forbidden" not in issued
    assert "forbidden" in refused
    assert "permitted" not in refused


def test_formulas_stand_on_the_sheet_of_counts_and_nowhere_else(book):
    assert book.sheetnames == ["台账", "统计", "汇总", "怎么用", "说明", "选项"]
    assert {sheet.title for sheet in book if formulas(sheet)} == {"统计"}
    assert len(formulas(book["统计"])) == 6 * MOST + 2


def test_matter_and_department_are_chosen_from_the_catalogue(book, views):
    rules = {
        str(rule.sqref): (rule.type, rule.formula1, rule.showErrorMessage)
        for rule in book["台账"].data_validations.dataValidation
    }
    last = FIRST + MOST - 1

    view = views["tasks"]
    assert rules[f"B{FIRST}:B{last}"] == ("list", f"选项!$A$1:$A${len(view.entries)}", True)
    assert rules[f"C{FIRST}:C{last}"] == ("list", f"选项!$B$1:$B${len(view.bodies)}", True)
    assert rules[f"A{FIRST}:A{last}"][0] == "date"
    assert rules[f"F{FIRST}:F{last}"][1] == '"写明了,没有写"'
    assert rules[f"G{FIRST}:G{last}"][0] == "decimal"


def test_the_sheet_that_leaves_refers_to_no_other(book):
    summary = book["汇总"]

    assert [cell.value for cell in summary[1]] == ["月份", "事项", "部门", "派来件数"]
    assert summary.max_row == 1
    for rule in summary.data_validations.dataValidation:
        assert "!" not in str(rule.formula1)


def test_every_sheet_that_is_printed_has_its_area_on_a4(book, content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        areas = re.findall(r"Print_Area[^>]*>([^<]*)<", packed.read("xl/workbook.xml").decode())

    # whole columns: of an area that ends in some row Excel prints every empty page down to it
    assert set(areas) == {"台账!$A:$K", "统计!$A$1:$D$44", "汇总!$A:$D", "怎么用!$A:$A"}
    for name in ("台账", "统计", "汇总", "怎么用"):
        sheet = book[name]
        assert (sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
            9,
            True,
        )
    assert book["台账"].print_title_rows == "$3:$3"


def test_an_empty_ledger_prints_one_sheet_of_ruled_rows_to_write_into(book):
    sheet = book["台账"]
    a4_across = 210 / 25.4 - sheet.page_margins.top - sheet.page_margins.bottom
    ruled = [
        row
        for row in sheet.iter_rows(min_row=FIRST, max_col=11)
        if all(cell.border.bottom.style for cell in row)
    ]
    heads = sum(sheet.row_dimensions[row].height for row in range(1, FIRST))
    one_row = sheet.sheet_format.defaultRowHeight

    assert sheet.max_row == FIRST + len(ruled) - 1
    # LibreOffice prints no row in which nothing stands
    assert {(cell.value or "").strip() for row in ruled for cell in row} == {""}
    assert all(row[-1].value for row in ruled)
    assert one_row >= 24  # a hand needs some eight millimetres
    assert one_row > a4_across * 72 - heads - one_row * len(ruled) >= 0
    assert not any(sheet.row_dimensions[row[0].row].customHeight for row in ruled)


def test_the_columns_of_a_ledger_fit_the_paper_in_ten_points(book):
    shown = book["台账"].column_dimensions.values()
    widths = [one.width - 0.75 for one in shown for _ in range(one.min, one.max + 1)]

    assert len(widths) == 11
    assert sum(widths) < PAPER + 1


def test_the_same_catalogue_gives_the_same_bytes_and_a_lost_choice_is_seen(views, content):
    assert ledger_workbook(views["tasks"]) == content
    assert check_ledger(views["tasks"], content) == 0
    with pytest.raises(PrintError, match="下拉框里少了"):
        check_ledger(views["seals"], content)


def test_ledgers_are_printed_with_the_forms_if_there_is_something_to_choose(tmp_path):
    catalogue = check(small_catalogue(tmp_path), on=DAY).catalogue

    made = [job.path for job in prints(catalogue, DAY) if "ledger" in job.path]

    assert made == ["forms/ledger-refusals.xlsx"]
