"""Where somebody lives: chosen once, kept on the device, and said to the hotline."""

from __future__ import annotations

from browser.conftest import PHONE, Visit
from playwright.sync_api import expect

LOW = """() => [...document.querySelectorAll("#main :is(button, summary, th a, .c-list a, input)")]
  .filter((one) => one.getClientRects().length && !one.closest("p, .c-small"))
  .filter((one) => one.getBoundingClientRect().height < 47.5)
  .map((one) => one.textContent.trim())"""


def test_a_street_is_chosen_once_and_said_to_the_hotline_on_every_answer(visit: Visit):
    page = visit("places/", size=PHONE)
    page.get_by_role("button", name="我住古楼街道").click()

    page.goto("zm-001/")
    expect(page.locator("[data-lives]")).to_have_text("我住鄂城区古楼街道。")
    page.goto("places/")
    chosen = page.get_by_role("button", name="我住古楼街道")
    expect(chosen).to_have_attribute("aria-pressed", "true")
    chosen.click()
    page.goto("zm-001/")
    expect(page.locator("[data-lives]")).to_have_text("")


def test_without_script_the_streets_are_a_list_and_nothing_can_be_pressed(visit: Visit):
    page = visit("places/", size=PHONE, java_script_enabled=False)

    assert page.locator("#main li:visible").count() >= 28
    expect(page.locator("[data-place]:visible")).to_have_count(0)
    expect(page.locator("#main")).to_contain_text("还没有查到")


def test_what_can_be_pressed_in_large_type_is_48_pixels_high(visit: Visit):
    page = visit("certificates/", size=(320, 640))
    page.evaluate("localStorage.setItem('catalogue.elder', 'on')")
    low = {}
    for name in ("certificates/", "zm-001/", "places/"):
        page.goto(name)
        low[name] = page.evaluate(LOW)

    assert low == {name: [] for name in low}
