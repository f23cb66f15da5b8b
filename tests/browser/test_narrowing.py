"""Long pages: a box leaves only some rows, keeps that in the address, and parts show their first rows."""

from __future__ import annotations

import pytest
from browser.conftest import PHONE, Visit
from playwright.sync_api import expect

ROWS = "#main tbody > tr:visible"
MOST_AT_ONCE = 12
MOST_TALL = 10_000
"""Pixels of a long page on a phone; they were 20,000 to 187,000."""


def test_the_box_leaves_only_rows_with_the_words_and_the_address_keeps_them(visit: Visit):
    page = visit("certificates/", size=PHONE)
    page.get_by_label("只看写着这些字的").fill("遗失")

    expect(page.locator(ROWS).first).to_contain_text("遗失")
    assert all("遗失" in row for row in page.locator(ROWS).all_inner_texts())
    page.reload()
    expect(page.get_by_label("只看写着这些字的")).to_have_value("遗失")
    assert all("遗失" in row for row in page.locator(ROWS).all_inner_texts())


def test_a_part_shows_its_first_rows_until_all_are_asked_for(visit: Visit):
    page = visit("certificates/", size=PHONE)
    part = page.locator(".c-group[data-decision=forbidden]")
    rows = part.locator("tbody > tr:visible")

    expect(rows).to_have_count(MOST_AT_ONCE)
    part.get_by_role("button", name="看全部").click()
    assert rows.count() > MOST_AT_ONCE


@pytest.mark.parametrize("name", ["tasks/", "due/", "codes/", "changes-2026-5/", "sources/"])
def test_a_long_page_is_short_until_more_is_asked_for(visit: Visit, name):
    page = visit(name, size=PHONE)

    assert page.evaluate("document.documentElement.scrollHeight") < MOST_TALL


def test_a_word_opens_the_folded_parts_that_have_it(visit: Visit):
    page = visit("due/", size=PHONE)
    parts = page.locator(".c-part")
    expect(parts.first.locator("tbody")).to_be_hidden()

    page.get_by_label("只看写着这些字的").fill("危房")
    found = page.locator(".c-part:visible tbody").first
    expect(found).to_be_visible()
    expect(found).to_contain_text("危房")
    page.get_by_label("只看写着这些字的").fill("")
    expect(parts.first.locator("tbody")).to_be_hidden()


def test_tasks_keep_what_was_typed_in_the_address(visit: Visit):
    page = visit("tasks/?f=协税护税", size=PHONE)

    expect(page.locator("[data-task-said]")).to_contain_text("查到")
    expect(page.get_by_label("派来的是什么事")).to_have_value("协税护税")


def test_an_address_of_one_code_shows_it_though_its_part_is_long(visit: Visit):
    page = visit("codes/#r081", size=PHONE)

    expect(page.locator("#r081 pre").first).to_be_visible()


def test_without_script_every_row_is_there(visit: Visit):
    page = visit("certificates/", size=PHONE, java_script_enabled=False)

    expect(page.get_by_label("只看写着这些字的")).to_be_hidden()
    assert page.locator(ROWS).count() > 4 * MOST_AT_ONCE
