"""Tables on a desk and on a phone: words and numbers stay whole, what is none is left out."""

from __future__ import annotations

import pytest
from browser.conftest import DESK, PHONE, Visit
from playwright.sync_api import expect

_LINES = """cells => cells.map(cell => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    const rows = new Set([...range.getClientRects()].map(one => Math.round(one.bottom)));
    return [cell.textContent.trim(), rows.size];
})"""


@pytest.mark.parametrize(
    ("where", "cells", "size"),
    [
        ("burden/", "[aria-labelledby=b-who] tbody th", DESK),
        ("provision-counts/", "td.num", PHONE),
        ("developers/", ".c-prose td:first-child code", DESK),
    ],
)
def test_a_short_cell_is_not_broken_into_single_characters(visit: Visit, where, cells, size):
    page = visit(where, size=size)

    lines = page.locator(cells).evaluate_all(_LINES)

    assert lines
    assert [text for text, rows in lines if rows > max(1, len(text) / 3)] == []


def test_a_card_on_a_phone_leaves_out_what_is_none(visit: Visit):
    page = visit("bodies/", size=PHONE)
    row = page.locator("tr").filter(has=page.get_by_role("link", name="居民委员会/村民委员会"))

    expect(row.locator("td").first).to_be_visible()
    expect(row.locator("td", has_text="—").first).to_be_hidden()


def test_paper_holds_no_boxes_and_buttons_of_the_screen(visit: Visit):
    page = visit("sources/")
    page.emulate_media(media="print")

    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-filter]")).to_be_hidden()
    for button in page.locator("main .c-button").all():
        expect(button).to_be_hidden()
