"""Residents on a phone: from what they say at the door, by links alone, to an office with a number."""

from __future__ import annotations

import pytest
from browser.conftest import PHONE, Visit
from playwright.sync_api import expect

WIDOW = ("老头子死了存折上的钱怎么取", "zm-018/", "journey-laoren-qushi/", "body-yinhang/")
TENANT = (
    "租房孩子怎么上学",
    "journey-shangxue/",
    "evidence-zl-061/",
    "journey-zufang-juzhuzheng/",
    "body-gonganju/",
)
SON = ("父亲在家里去世了怎么办", "zm-011/", "journey-laoren-qushi/", "body-gongzhengchu/")
SHOPKEEPER = ("开店办执照", "zm-019/", "journey-kaidian/", "body-shichangjianguanju/")
MOTHER = ("孩子有残疾怎么办", "sx-105/", "journey-canji/", "body-jiaoyuju/")


@pytest.fixture
def walk(visit: Visit):
    """Type the words, then follow a link to each page; return the last page."""

    def walk_all(words: str, *pages: str):
        page = visit("", size=PHONE)
        page.locator("#q").fill(words)
        for address in pages:
            link = page.locator(f"main a[href$='/{address}']").locator("visible=true").first
            link.click()
            page.wait_for_url(f"**/{address}")
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address
        return page

    return walk_all


@pytest.mark.parametrize(
    "steps",
    [
        WIDOW,
        *(pytest.param(one, marks=pytest.mark.deep) for one in (TENANT, SON, SHOPKEEPER, MOTHER)),
    ],
    ids=lambda steps: steps[0],
)
def test_nobody_ends_without_a_number_to_call(walk, steps):
    page = walk(*steps)

    expect(page.locator("main a[href='tel:12345']").first).to_be_visible()
