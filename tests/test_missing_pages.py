"""Pages that are answered as if they were there and say that they are not."""

from __future__ import annotations

import pytest

from generator.editing.missing_pages import MAX_PAGE_BYTES, says_missing

HTML = "text/html; charset=utf-8"
MENU = "<nav>" + "".join(f"<a href='/{n}'>栏目{n}</a>" for n in range(60)) + "</nav>"
"""What stands on every page of a site."""
LAW = "<p>" + "条文" * 600 + "</p>"


def page(title: str, text: str) -> str:
    return f"<!DOCTYPE html><HTML><Title>\n {title}</Title><body>{MENU}{text}</body></html>"


MISSING = {
    "the title says so": page("您访问的页面不存在", LAW),
    "the title is the number": page("404", ""),
    "the title begins with the number": page("404 Not Found", ""),
    "the title says error": page("HTTP 404 - 某某市人民政府", ""),
    "the text says so": page("某某市人民政府", "<h1>抱歉，页面 不存在！</h1>"),
    "the text says deleted": page("提示", "您要访问的内容可能已被删除"),
    "the text says not found": page("提示", "找不到您所访问的网页"),
    "in entities": page("提示", "&#39029;&#38754;不存在"),
}
THERE = {
    "a law that speaks of it": page("条例", f"{LAW}页面不存在的，应当说明。"),
    "a decree of this number": page("国务院令第404号", LAW),
    "a count of this number": page("404个社区的名单", "名单"),
    "only its script speaks of it": page("办事", "<script>if (a < b) alert('页面不存在')</script>"),
    "only a comment speaks of it": page("办事", "<!-- <b>页面不存在</b> -->在这里办"),
    "nothing in it": "",
    "cut in the middle": "<html><script><" + "<!--" * 9,
}


@pytest.mark.parametrize("text", MISSING.values(), ids=MISSING)
def test_a_page_that_says_there_is_no_page_is_missing(text):
    assert says_missing(text.encode(), HTML)


@pytest.mark.parametrize("text", THERE.values(), ids=THERE)
def test_a_page_that_is_there_is_not_missing(text):
    assert not says_missing(text.encode(), HTML)


@pytest.mark.parametrize(
    ("content_type", "head"),
    [
        ("text/html; charset=GBK", ""),
        ("text/html", "<meta charset=gb2312>"),
        ("TEXT/HTML", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
    ],
)
def test_old_pages_are_read_in_their_own_code(content_type, head):
    text = head + MISSING["the text says so"]

    assert says_missing(text.encode("gb18030"), content_type)


@pytest.mark.parametrize("code", ["no-such", "", "base64", "idna", "undefined"])
def test_a_code_that_is_none_is_no_error(code):
    body = MISSING["the title says so"].encode()

    assert says_missing(body, f"text/html; charset={code}")


def test_only_a_page_can_say_that_it_is_missing():
    assert not says_missing("页面不存在".encode(), "text/plain")


def test_of_a_page_that_is_cut_only_the_title_counts():
    cut = ("页面不存在" + "<i>" * MAX_PAGE_BYTES).encode()[:MAX_PAGE_BYTES]

    assert not says_missing(cut, HTML)
    assert says_missing(b"<title>404</title>" + cut, HTML)


@pytest.mark.parametrize("bad", ["<", "<!--", "<script", "<title>", "&#", "&#9" * 9, "<script>x</"])
def test_no_page_takes_long(bad):
    assert not says_missing((bad * MAX_PAGE_BYTES).encode()[:MAX_PAGE_BYTES], HTML)
