"""An answer as a resident uses it: the menu, the screen for the window, what is folded, what it weighs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import zxingcpp
from browser.conftest import PHONE, Visit
from browser.test_accessibility import LOOKS, violations
from helpers import sampled
from PIL import Image
from playwright.sync_api import Page, expect

THREE_SCREENS = 2200
LONGEST = ("zm-018", "zm-015", "zm-001", "yz-022", "zm-038", "zm-012")
ANSWER = re.compile(r"(zm|yz|sx|jf|fd)-\d+$").match
FIRST_VISIT, REQUESTS = 20_000, 4
"""Bytes as a server sends them, and how many files: the page, its style and two scripts."""
FIRST_FOLD = """() => document.querySelector(".c-fold").getBoundingClientRect().top + scrollY"""


def menu(page: Page):
    return page.locator(".c-menu")


def test_the_menu_has_its_three_parts_and_closes_with_escape(visit: Visit):
    page = visit("zm-001/", size=PHONE)
    page.get_by_text("菜单", exact=True).click()

    assert menu(page).locator("h2").all_inner_texts() == ["居民", "干部", "编辑"]
    expect(menu(page).get_by_role("link", name="居民怎么用")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu(page).get_by_role("link", name="居民怎么用")).to_be_hidden()


def test_large_type_and_night_are_in_the_menu_of_a_phone(visit: Visit):
    page = visit("zm-001/", size=PHONE)
    page.get_by_text("菜单", exact=True).click()
    for name, attribute in (("大字", "data-elder"), ("夜间", "data-md-color-scheme")):
        menu(page).get_by_role("button", name=name).click()
        assert page.locator("html").get_attribute(attribute) in {"", "slate"}

    expect(menu(page).get_by_role("link", name="繁體")).to_have_attribute(
        "href", "../zh-hant/zm-001/"
    )


def test_colours_follow_the_device_until_the_reader_chooses(visit: Visit):
    page = visit("zm-001/", color_scheme="dark")
    assert page.locator("html").get_attribute("data-md-color-scheme") == "slate"

    page.get_by_role("button", name="夜间").click()
    page.reload()

    assert page.locator("html").get_attribute("data-md-color-scheme") == "default"


@sampled("seen", sample=LOOKS[:1], whole=LOOKS)
def test_the_window_sees_verdict_law_and_a_code_that_leads_to_the_page(
    visit: Visit, tmp_path, seen
):
    page = visit("zm-001/", size=PHONE)
    page.get_by_role("button", name="给窗口看").click()
    shown = page.get_by_role("dialog", name="亲属关系证明")

    expect(shown).to_contain_text("不应出具")
    expect(shown).to_contain_text("不得索要证明。”")
    expect(shown.get_by_role("link", name="打12345")).to_have_attribute("href", "tel:12345")
    assert violations(page, seen) == []
    page.screenshot(path=tmp_path / "window.png")
    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "window.png"))
    page.goto(code.text)
    verdict = page.locator("[data-verdict]")
    expect(verdict).to_have_attribute("data-state", "current")
    expect(verdict.get_by_role("link")).to_have_attribute("href", re.compile("zm-001/$"))


def test_the_window_closes_and_focus_is_where_it_was(visit: Visit):
    page = visit("zm-001/", size=PHONE)
    page.get_by_role("button", name="给窗口看").click()
    page.get_by_role("button", name="关闭").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="给窗口看")).to_be_focused()


@sampled("seen", sample=LOOKS[1:2], whole=LOOKS)
def test_an_answer_is_sent_as_a_picture_that_says_all_and_leads_back(visit: Visit, seen):
    page = visit("zm-001/", size=PHONE)
    page.get_by_role("button", name="发给别人").click()
    shown = page.get_by_role("dialog", name="发给别人")
    drawn = shown.get_by_role("img")

    expect(drawn).to_have_attribute(
        "alt", re.compile("亲属关系证明：不应出具.*户籍派出所", re.DOTALL)
    )
    with page.expect_download() as saved:
        shown.get_by_role("link", name="存图片").click()
    assert violations(page, seen) == []
    assert saved.value.suggested_filename == "亲属关系证明.png"
    picture = Image.open(saved.value.path())
    assert picture.width == 1080
    assert zxingcpp.read_barcodes(picture)[0].text == page.url
    shown.get_by_role("button", name="关闭").click()
    expect(page.get_by_role("button", name="发给别人")).to_be_focused()


def test_where_a_device_can_send_a_picture_it_does(visit: Visit):
    page = visit("zm-002/", size=PHONE)
    page.evaluate("""() => {
      globalThis.sent = [];
      navigator.canShare = ({ files }) => files[0].type === "image/png";
      navigator.share = async (what) => sent.push(what);
    }""")
    page.get_by_role("button", name="发给别人").click()
    page.get_by_role("button", name="发出去").click()

    assert page.evaluate(
        "sent.map(({ files, text }) => [files[0].name, text.split('\\n').pop()])"
    ) == [[f"{page.locator('h1').inner_text()}.png", page.url]]


def test_a_group_gets_text_whose_last_line_is_the_address(visit: Visit):
    page = visit("zm-001/", size=PHONE, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制到群里").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")

    assert lines[:2] == ["亲属关系证明：不应出具", page.locator(".c-lead").inner_text()]
    assert lines[-1] == page.url
    assert "2026-11-23核对" in lines[-2]


def test_where_the_clipboard_is_shut_the_text_is_copied_the_older_way(visit: Visit):
    page = visit("zm-001/", size=PHONE)
    page.evaluate("""() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined });
      document.execCommand = (name) => (globalThis.done = [name, document.activeElement.value]);
    }""")
    page.get_by_role("button", name="复制到群里").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()

    assert page.evaluate("done")[1].startswith("亲属关系证明：不应出具")


def test_an_address_inside_a_fold_opens_it(visit: Visit):
    page = visit("zm-001/#basis", size=PHONE)

    expect(page.get_by_role("heading", name="依据", exact=True)).to_be_visible()


@sampled("step", sample=0, whole=1)
def test_what_is_open_fits_three_screens(visit: Visit, shipped_site: Path, step):
    """The longest answers always, every answer in the long run."""
    found = sorted(
        p.parent.name for p in shipped_site.glob("*/index.html") if ANSWER(p.parent.name)
    )
    page = visit(size=PHONE)
    heights = {}
    for name in found[::step] if step else LONGEST:
        page.goto(f"{name}/")
        heights[name] = page.evaluate(FIRST_FOLD)

    assert not {name: height for name, height in heights.items() if height > THREE_SCREENS}


@sampled("seen", sample=LOOKS[2:3], whole=LOOKS)
def test_everything_opened_has_no_violation(visit: Visit, seen):
    page = visit("zm-001/", size=PHONE, reduced_motion="reduce")
    page.evaluate(
        "document.querySelectorAll('main details, #main details').forEach(d => d.open = true)"
    )
    assert violations(page, seen) == []

    page.get_by_text("菜单", exact=True).click()
    assert violations(page, seen) == []


def test_a_first_visit_is_light(visit: Visit):
    page = visit("about/")
    found: dict[str, int] = {}
    page.on(
        "response",
        lambda answer: found.update({answer.url: len(gzip.compress(answer.body(), 9))}),
    )
    page.goto("zm-012/")
    page.wait_for_load_state("networkidle")
    sent = {url: size for url, size in found.items() if not url.endswith(".svg")}

    assert len(sent) <= REQUESTS
    assert sum(sent.values()) <= FIRST_VISIT


def test_the_box_in_the_header_brings_its_script_when_it_is_used(visit: Visit):
    page = visit("zm-002/")
    assert page.locator("script[src*=search-box]").count() == 0

    page.get_by_label("搜索目录").fill("亲属关系")

    expect(page.locator(".c-results").first).to_contain_text("亲属关系证明")
