"""The question box under the fingers: keys, composition, addresses, and nothing found."""

from __future__ import annotations

import re

import pytest
from browser.conftest import DESK, PHONE, Visit
from playwright.sync_api import Page, Route, expect

BOX = "input[type=search][data-catalogue-search]"
FOCUSED = "document.activeElement"
FIRST = "[data-entry] a >> nth=0"
SECOND = "[data-entry] a >> nth=1"


def ask(page: Page, words: str) -> None:
    page.locator(BOX).fill(words)
    expect(page.locator(FIRST)).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def test_a_slash_focuses_the_box_and_is_not_typed(visit: Visit):
    page = visit()
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type("1/2")
    expect(page.locator(BOX)).to_have_value("1/2")


def test_a_slash_asks_again_from_an_entry_at_any_width(visit: Visit):
    page = visit("zm-001/")
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    page.set_viewport_size({"width": 640, "height": 400})
    page.reload()
    page.keyboard.press("/")
    page.wait_for_url(re.compile("/#q$"))
    expect(page.locator(BOX)).to_be_focused()


def test_arrows_walk_the_results_and_escape_returns_with_the_words_kept(visit: Visit):
    page = visit()
    ask(page, "社区")
    page.locator(BOX).focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(FIRST)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(SECOND)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIRST)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_be_focused()
    expect(page.locator(BOX)).to_have_value("社区")
    expect(page.locator(FIRST)).to_be_visible()


def test_a_focused_result_keeps_its_focus_when_the_second_lines_arrive(visit: Visit):
    page = visit()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile("search-said.js"), hold)
    page.locator(BOX).fill("社区")
    expect(page.locator(FIRST)).to_be_visible()
    page.locator(BOX).press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(SECOND)).to_be_focused()
    expect(page.locator("[aria-busy=true]")).to_have_count(1)
    held[0].continue_()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(page.locator(SECOND)).to_be_focused()


def test_enter_opens_the_focused_result(visit: Visit):
    page = visit()
    ask(page, "亲属关系证明")
    page.locator(BOX).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/zm-001/$"))
    expect(page.locator("h1")).to_have_text("亲属关系证明")


def test_enter_in_the_box_makes_an_address_that_can_be_passed_on(visit: Visit):
    page = visit()
    ask(page, "无房证明")
    page.locator(BOX).press("Enter")
    assert page.evaluate("new URL(location.href).searchParams.get('q')") == "无房证明"
    before = page.locator("[data-entry]").count()
    page.reload()
    expect(page.locator("[data-entry]")).to_have_count(before)


def test_an_address_with_a_question_shows_its_results(visit: Visit):
    page = visit("?q=无房证明", PHONE)
    expect(page.locator(BOX)).to_have_value("无房证明")
    expect(page.locator(FIRST)).to_contain_text("居民财产证明")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"找到\d+条"))


def test_an_entry_page_has_the_box_in_its_header(visit: Visit):
    page = visit("zm-001/", DESK)
    ask(page, "danshen")
    expect(page.locator(FIRST)).to_contain_text("婚姻状况证明")
    page.locator(BOX).focus()
    page.keyboard.press("Escape")
    expect(page.locator(FIRST)).to_be_hidden()
    expect(page.locator(BOX)).to_have_value("danshen")
    ask(page, "健在证明")
    page.locator(BOX).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/zm-010/$"))


def test_what_is_being_composed_changes_nothing_before_it_is_chosen(visit: Visit):
    page = visit()
    ask(page, "养狗")
    before = page.locator("#found").inner_html()
    page.locator(BOX).fill("")
    page.locator(BOX).fill("养狗")
    hand = page.context.new_cdp_session(page)
    for composed in ("z", "zhe", "zheng"):
        hand.send(
            "Input.imeSetComposition",
            {"text": composed, "selectionStart": len(composed), "selectionEnd": len(composed)},
        )
        expect(page.locator(BOX)).to_have_value(f"养狗{composed}")
        assert page.locator("#found").inner_html() == before
    hand.send("Input.insertText", {"text": "证明要不要"})
    expect(page.locator(BOX)).to_have_value("养狗证明要不要")
    expect(page.locator("#found")).not_to_have_js_property("innerHTML", before)
    expect(page.locator(FIRST)).to_contain_text("养犬")


def test_when_nothing_is_found_three_ways_lead_on(visit: Visit):
    page = visit()
    page.locator(BOX).fill("qqqqq")
    expect(page.get_by_role("status")).to_contain_text("没找到“qqqqq”")
    for address in ("life-events/", "letters/", "certificates/"):
        link = page.locator(f"#found a[href$='/{address}']")
        expect(link).to_be_visible()
        assert page.request.get(link.get_attribute("href") or "").ok
    expect(page.locator("#found a[href='tel:12345']")).to_be_visible()


def test_what_is_left_over_is_shown_on_request(visit: Visit):
    page = visit()
    ask(page, "社区")
    expect(page.locator("[data-entry]")).to_have_count(8)
    page.get_by_role("button", name=re.compile(r"看全部\d+条")).click()
    assert page.locator("[data-entry]").count() > 8
    expect(page.locator("[data-entry] a >> nth=8")).to_be_focused()


def test_an_emptied_box_shows_nothing(visit: Visit):
    page = visit()
    ask(page, "养狗")
    page.locator(BOX).fill("")
    expect(page.locator("[data-entry]")).to_have_count(0)
    expect(page.get_by_role("status")).to_be_empty()


@pytest.mark.parametrize(
    ("path", "size"), [("", DESK), ("", PHONE), ("zm-001/", DESK), ("zm-001/", PHONE)]
)
def test_tab_goes_down_the_page_past_everything_and_never_out_of_sight(visit: Visit, path, size):
    page = visit(path, size)
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, [tabindex='0']")]
        .filter(one => one.checkVisibility({visibilityProperty: true})).length"""
    )
    places = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        places.append(page.evaluate(SEEN))
    assert [place["order"] for place in places] == sorted(place["order"] for place in places)
    assert places[0]["text"] == "跳到正文"
    unseen = [place["text"] for place in places if not place["seen"]]
    assert not unseen


# Where the focused element stands among all of them, and whether a reader sees it.
SEEN = """() => {
  const one = document.activeElement;
  const box = one.getClientRects()[0];
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    text: one.textContent.trim() || one.name,
    order: [...document.querySelectorAll("*")].indexOf(one),
    seen: !!top && (one.contains(top) || top.contains(one)),
  };
}"""


@pytest.mark.parametrize("path", ["", "zm-001/", "certificates/", "about/", "404.html"])
def test_the_skip_link_leads_to_the_text(visit: Visit, path):
    page = visit(path)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate(f"!!{FOCUSED}.closest('#main')")
