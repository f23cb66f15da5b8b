"""The money as a workbook: live formulas that say what the program reckons, and a line for each payer."""

from __future__ import annotations

import io

import openpyxl
import pytest
from helpers import DAY

from generator.outputs.prints.money_workbook import FIELDS, FIRST, INPUT, money_workbook
from generator.outputs.prints.print_jobs import prints
from generator.views.money_sheets import NO_PAYER, money_book


@pytest.fixture(scope="module")
def view(shipped_catalogue):
    return money_book(shipped_catalogue, DAY)


@pytest.fixture(scope="module")
def book(view):
    return openpyxl.load_workbook(io.BytesIO(money_workbook(view)))


READY = 'ISNUMBER(households),community_type<>""'
"""Nothing is reckoned before somebody said what kind of community it is, and how large."""


def test_nothing_is_filled_in_that_would_look_like_a_result(book):
    fields = book[INPUT].iter_rows(min_row=FIRST, max_row=FIRST + len(FIELDS) - 1, values_only=True)

    assert [value for _, value in fields] == [None] * len(FIELDS)


def lines_of(sheet, title):
    return [row for row in sheet.iter_rows(min_row=FIRST, values_only=True) if row[0] == title]


def test_what_is_filled_in_has_a_name_that_formulas_use(book):
    assert list(book.defined_names) == sorted(name for _, name in FIELDS)
    assert book.defined_names["households"].attr_text == f"'{INPUT}'!$B${FIRST + 1}"


def test_a_standard_by_households_is_a_condition_and_what_is_open_a_least_and_a_most(
    book, shipped_catalogue
):
    title = shipped_catalogue.entries["JF-001"].title

    low, middle, high = (row for sheet in book for row in lines_of(sheet, title))

    assert low[3] == f'=IF(AND({READY},TRUE,households<=2000),ROUND(60000,2),"")'
    assert (
        middle[3] == f'=IF(AND({READY},TRUE,households>=2000,households<=3000),ROUND(70000,2),"")'
    )
    assert high[3] == f'=IF(AND({READY},TRUE,households>=3000),ROUND(80000,2),"")'
    assert ",MIN(" in low[4]
    assert ",MAX(" in low[5]
    assert low[6] == "不低于"


def test_what_is_open_in_the_wording_stands_beside_the_sum(book, shipped_catalogue):
    entry = shipped_catalogue.entries["JF-013"]
    (line,) = (row for sheet in book for row in lines_of(sheet, entry.title))

    assert line[3] == f'=IF(AND({READY},OR(community_type="城市社区"),TRUE),ROUND(50000,2),"")'
    assert line[7] == entry.ambiguity


def test_a_range_is_not_said_to_be_what_may_not_be_gone_below(book, shipped_catalogue):
    entry = shipped_catalogue.entries["JF-014"]  # 每年0.1–0.15万元
    assert [one.bound for one in entry.standards] == ["at_least", "at_most"]

    lines = [row for sheet in book for row in lines_of(sheet, entry.title)]

    assert not any(row[6] for row in lines)


def test_each_payer_has_a_line(view, book):
    for told, sheet in zip(view.sheets, book.worksheets[1:-1], strict=True):
        lines = [row for row in sheet.iter_rows(min_row=FIRST, values_only=True) if not row[0]]
        payers = [row[1] for row in lines if row[2] == "这一家合计"]
        assert payers == list(told.payers)
        assert all(",SUMIF(B" in row[4] for row in lines if row[2])
        assert all('"不低于")' in row[6] for row in lines if row[1])
        assert lines[-1][1] == "合计"
    assert any(NO_PAYER in told.payers for told in view.sheets)


def test_it_is_made_with_the_forms(shipped_catalogue, view):
    job = next(j for j in prints(shipped_catalogue, DAY) if j.path == "forms/money.xlsx")

    content = job.render()

    assert job.check(content) == 0
    assert content == money_workbook(view)
