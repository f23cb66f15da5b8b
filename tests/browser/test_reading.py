"""Reading on what people have: small screens, large type, little motion, no script."""

from __future__ import annotations

import pytest
from browser.conftest import DESK, PHONE, Visit
from helpers import sampled
from playwright.sync_api import Browser, Page, expect

SENTENCE_BY, ROUTES_BY = 400, 640
ENOUGH_PAGES = 0.9
"""Share of entry pages whose last route, not only the first, is on the first screen of a phone."""

# Entry pages differ only between header and footer, so one page can be laid into another.
FIRST_SCREENS = """async (entries) => {
  const bottom = (one) => one ? Math.round(one.getBoundingClientRect().bottom + scrollY) : 0;
  const measured = {};
  for (const {id, url} of entries) {
    const text = await (await fetch(`../${url}`)).text();
    const laid = new DOMParser().parseFromString(text, "text/html").querySelector("#main");
    document.querySelector("#main").replaceWith(laid);
    const routes = [...document.querySelectorAll(".c-routes > li")].filter((one) => !one.closest("details"));
    measured[id] = {
      sentence: Math.max(bottom(document.querySelector(".c-verdict")), bottom(document.querySelector(".c-lead"))),
      first: bottom(routes[0]),
      last: bottom(routes[routes.length - 1]),
    };
  }
  return measured;
}"""
TOO_WIDE = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module", params=[3, pytest.param(1, marks=pytest.mark.deep)])
def first_screens(browser: Browser, address: str, entries, request) -> dict[str, dict[str, int]]:
    """Where the verdict's sentence and the routes end on a phone, in pixels.

    Of every third entry, or of all.
    """
    width, height = PHONE
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, service_workers="block"
    )
    page = context.new_page()
    page.goto(entries[0]["url"])
    measured: dict[str, dict[str, int]] = page.evaluate(FIRST_SCREENS, entries[:: request.param])
    context.close()
    return measured


def test_verdict_and_sentence_of_every_entry_come_first(first_screens):
    late = {
        number: one["sentence"]
        for number, one in first_screens.items()
        if one["sentence"] > SENTENCE_BY
    }
    assert not late


def test_the_first_route_of_every_entry_is_on_the_first_screen(first_screens):
    late = {
        number: one["first"] for number, one in first_screens.items() if one["first"] > ROUTES_BY
    }
    assert not late


def test_all_routes_of_nearly_every_entry_are_on_the_first_screen(first_screens):
    late = {number: one["last"] for number, one in first_screens.items() if one["last"] > ROUTES_BY}
    assert len(late) <= (1 - ENOUGH_PAGES) * len(first_screens), late


@sampled("taken", sample=(2, (320,)), whole=(1, (320, 360, 1280)))
def test_no_page_type_scrolls_sideways(visit: Visit, page_types: dict[str, str], taken):
    """Of every second type, or of all."""
    step, widths = taken
    types = dict(list(page_types.items())[::step])
    page = visit("?q=遗失证明")
    wide = {}
    for name, path in {**types, "results": "?q=遗失证明", "nothing found": "?q=qqqqq"}.items():
        page.goto(path)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 640})
            for elder in (False, True):
                page.evaluate(
                    "on => document.documentElement.toggleAttribute('data-elder', on)", elder
                )
                over = page.evaluate(TOO_WIDE)
                if over > 0:
                    wide[f"{name}, {width} px{', elder' * elder}"] = over
    assert not wide


def test_large_type_is_kept_from_page_to_page(visit: Visit):
    page = visit("", PHONE)
    page.get_by_text("菜单", exact=True).click()
    button = page.get_by_role("button", name="大字")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto("zm-001/")
    expect(page.locator("html")).to_have_attribute("data-elder", "")
    page.get_by_text("菜单", exact=True).click()
    page.get_by_role("button", name="大字").click()
    page.goto("zm-002/")
    expect(page.locator("html")).not_to_have_attribute("data-elder", "")


@sampled("step", sample=3, whole=1)
@pytest.mark.parametrize("size", [PHONE, pytest.param(DESK, marks=pytest.mark.deep)])
def test_large_type_is_large(visit: Visit, page_types: dict[str, str], size, step):
    """Of every third type, or of all."""
    page = visit("", size)
    page.evaluate("localStorage.setItem('catalogue.elder', 'on')")
    small = {}
    types = dict(list(page_types.items())[::step])
    for name, path in {**types, "results": "?q=遗失证明"}.items():
        page.goto(path)
        if "?q" in path:
            expect(page.locator("[data-entry]").first).to_be_visible()
        found = page.evaluate(SMALL)
        if found:
            small[name] = found
    assert not small


# Text below 18 px, and buttons and fields below 44 px, among what is shown.
SMALL = """() => {
  const shown = (one) => one.checkVisibility() && !one.closest(".c-vh, .c-skip, [aria-hidden]");
  const texts = [...document.querySelectorAll("body *")].filter((one) => shown(one)
    && [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim())
    && parseFloat(getComputedStyle(one).fontSize) < 18);
  const targets = [...document.querySelectorAll("button, input, .c-button, .c-header__button")]
    .filter((one) => shown(one) && one.getBoundingClientRect().height < 44);
  return [...new Set([...texts, ...targets].map((one) => one.outerHTML.slice(0, 90)))];
}"""


@sampled("step", sample=4, whole=1)
def test_nothing_moves_for_those_who_want_no_motion(visit: Visit, page_types: dict[str, str], step):
    page = visit("?q=遗失证明", reduced_motion="reduce")
    expect(page.locator("[data-entry]").first).to_be_visible()
    moving = """() => [...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      return style.animationName !== "none" || style.scrollBehavior === "smooth"
        || style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0.01);
    }).map((one) => one.outerHTML.slice(0, 90))"""
    assert page.evaluate(moving) == []
    for path in list(page_types.values())[::step]:
        page.goto(path)
        assert page.evaluate(moving) == [], path


def test_results_appear_at_once_even_with_motion(visit: Visit):
    page = visit("?q=遗失证明", reduced_motion="no-preference")
    expect(page.locator("[data-entry]").first).to_be_visible()
    durations = page.evaluate(
        "document.getAnimations().map((one) => one.effect.getComputedTiming().duration)"
    )
    assert all(duration <= 150 for duration in durations)


def test_at_four_hundred_percent_one_can_ask_and_read(visit: Visit):
    page = visit("", (320, 256))
    box = page.locator("input[data-catalogue-search]")
    page.keyboard.press("/")
    page.keyboard.type("danshen")
    first = page.locator("[data-entry] a").first
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport(ratio=0.5)
    page.keyboard.press("Escape")
    expect(box).to_be_in_viewport(ratio=1)
    first.click()
    expect(page.locator(".c-verdict")).to_be_visible()
    page.evaluate("scrollTo(0, 400)")
    assert page.evaluate("document.querySelector('.c-header').getBoundingClientRect().bottom") <= 0
    assert page.evaluate(TOO_WIDE) <= 0


def test_without_script_every_entry_is_three_clicks_from_home(visit: Visit, entries):
    page = visit("", PHONE, java_script_enabled=False)
    home = page.url
    wanted = {home + entry["url"] for entry in entries}
    missing = set(wanted)
    seen = {home}
    steps = [home]
    for _ in range(3):
        found = []
        for step in steps:
            if missing:
                page.goto(step, wait_until="domcontentloaded")
                found += links(page, home)
                missing -= set(found)
        steps = [one for one in dict.fromkeys(found) if one not in seen]
        steps.sort(key=lambda one: (one in wanted, len(one)))  # lists first: fewer are opened
        seen |= set(steps)
    assert not missing


SHOWN_LINKS = """links => links
  .filter((link) => link.checkVisibility({ visibilityProperty: true }) && link.getClientRects().length)
  .map((link) => link.href)"""


def links(page: Page, site: str) -> list[str]:
    """Return where the visible links of a page lead within the Simplified site."""
    addresses = page.locator("a").evaluate_all(SHOWN_LINKS)
    inside = [one.split("#")[0] for one in addresses if one.startswith(site)]
    return [one for one in inside if not one.startswith(f"{site}zh-hant/")]


def test_without_script_the_box_says_why_it_is_idle(visit: Visit):
    page = visit("", PHONE, java_script_enabled=False)
    expect(page.locator("noscript > p")).to_contain_text("JavaScript")
    for name in ("letters/", "life-events/"):
        expect(page.locator(f"noscript a[href='{name}']")).to_be_visible()
    expect(page.get_by_role("button", name="大字")).to_be_hidden()
    expect(page.get_by_role("button", name="夜间")).to_be_hidden()
