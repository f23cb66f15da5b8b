"""Long pages: a box leaves only some rows, keeps that in the address, and parts show their first rows."""

from __future__ import annotations

from browser.conftest import PHONE, Visit
from playwright.sync_api import expect

ROWS = "#main tbody > tr:visible"
MOST_AT_ONCE = 12


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


def test_without_script_every_row_is_there(visit: Visit):
    page = visit("certificates/", size=PHONE, java_script_enabled=False)

    expect(page.get_by_label("只看写着这些字的")).to_be_hidden()
    assert page.locator(ROWS).count() > 4 * MOST_AT_ONCE
