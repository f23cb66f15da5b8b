"""A browser within an app such as WeChat: no downloads, sharing, clipboard, speech, worker or storage."""

from __future__ import annotations

import pytest
from browser.conftest import PHONE, Visit
from playwright.sync_api import Page, expect

APP = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/86.0 Mobile MicroMessenger/8.0.40"
POOR = """() => {
  const gone = (of, name) => Object.defineProperty(of, name, { value: undefined });
  for (const name of ["clipboard", "share", "canShare", "serviceWorker"]) gone(navigator, name);
  gone(window, "speechSynthesis");
  Object.defineProperty(window, "localStorage", { get() { throw new Error("forbidden"); } });
  window.printed = 0;
  window.print = () => { window.printed += 1; };
  document.execCommand = () => window.copies;
}"""


@pytest.fixture
def within(visit: Visit):
    """Opens a page in the app; nothing may go wrong there unseen."""

    def opened(path: str, *, copies: bool = True) -> Page:
        page = visit(path, size=PHONE, user_agent=APP)
        page.context.add_init_script(f"({POOR})(); window.copies = {str(copies).lower()};")
        page.reload()
        return page

    return opened


def test_an_answer_is_copied_the_older_way(within):
    page = within("zm-001/")
    page.get_by_role("button", name="复制这句话").click()
    expect(page.get_by_role("button", name="已复制", exact=True)).to_be_visible()
    page.get_by_role("button", name="复制到群里").click()
    expect(page.get_by_role("button", name="已复制，到群里粘贴")).to_be_visible()
    expect(page.get_by_role("button", name="读给我听")).to_be_hidden()


def test_what_cannot_be_copied_stands_there_to_be_pressed_long(within):
    page = within("zm-001/", copies=False)
    page.get_by_role("button", name="复制这句话").click()

    expect(page.get_by_role("button", name="没复制成，请长按下面的字")).to_be_visible()
    assert "不得索要证明" in page.locator(".c-say-it textarea").first.input_value()


def test_a_picture_is_pressed_long_where_no_file_is_saved(within):
    page = within("zm-001/")
    page.get_by_role("button", name="发给别人").click()
    shown = page.get_by_role("dialog", name="发给别人")

    expect(shown).to_contain_text("长按图片，存下来或者发出去")
    expect(shown.get_by_role("link", name="存图片")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("slip-zm-001/", "打印这一页"),
        ("journey-laoren-qushi/", "打印这一张"),
        ("money/", "打印"),
        ("replies/", "打印"),
    ],
)
def test_who_cannot_print_is_told_where_to(within, path: str, name: str):
    page = within(path)
    page.get_by_role("button", name=name, exact=True).first.click()

    expect(page.get_by_role("button", name="点右上角，选“在浏览器打开”").first).to_be_visible()
    assert page.evaluate("printed") == 0


def test_large_type_ticks_and_the_street_hold_for_a_page_without_storage(within):
    page = within("journey-laoren-qushi/")
    page.get_by_label("这一步办好了").first.check()
    page.get_by_text("菜单", exact=True).click()
    page.locator(".c-menu").get_by_role("button", name="大字").click()

    expect(page.locator("html")).to_have_attribute("data-elder", "")
    expect(page.locator("[data-done]").first).to_be_attached()


def test_letters_are_copied_and_offer_no_file(within):
    page = within("replies/")
    page.get_by_label("事项名称").first.fill("反诈宣传")
    page.get_by_role("button", name="复制文字").first.click()

    expect(page.get_by_role("button", name="已复制").first).to_be_visible()
    expect(page.get_by_role("button", name="存成Word").first).to_be_hidden()
