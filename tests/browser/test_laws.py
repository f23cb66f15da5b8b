"""The words of the law on a page: copied with where they stand, and found at their own address."""

from __future__ import annotations

from browser.conftest import DESK, PHONE, Visit
from playwright.sync_api import expect

ARTICLE = "第四十三条"


def test_a_sentence_is_copied_with_where_it_stands(visit: Visit):
    page = visit("zm-001/", size=DESK)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    button = page.get_by_role("button", name="复制这句话").first
    button.click()

    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("《")
    assert copied.endswith("”")
    assert page.locator(".c-say-it p").first.inner_text() in copied


def test_an_article_is_found_at_its_address(visit: Visit):
    page = visit(f"source-law-jwh-2025/#{ARTICLE}", size=PHONE)

    expect(page.get_by_role("article", name=ARTICLE, exact=True)).to_be_in_viewport()


def test_a_folded_article_is_opened_by_its_address(visit: Visit):
    page = visit("source-law-jwh-2025/", size=PHONE)
    label = page.locator(".c-law__others article").first.get_attribute("id")

    page = visit(f"source-law-jwh-2025/#{label}", size=PHONE)

    expect(page.get_by_role("article", name=label, exact=True)).to_be_in_viewport()
