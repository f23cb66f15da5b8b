"""我的街道: windows of an office, the streets they serve, and the card that shows them."""

from __future__ import annotations

import pytest
from helpers import DAY, small_catalogue
from lxml import html

from generator import build

PLACES = """\
id: places
title: 我的街道
concepts:
  - id: "420000001"
    label: 东门街道
    description: 江北县
  - id: "420000002"
    label: 西门街道
    description: 江北县
"""
BODY = """\
id: gonganju
name: 江北县公安局
short_name: 公安局
name_verified: true
type: government
channels:
"""
EAST = """\
  - type: window
    name: 东门派出所
    address: 东门街1号
    hours: 周一到周五
    phone: 000-1234567
    serves: ["420000001"]
"""
WEST = """\
  - type: window
    name: 西门派出所
    address: 西门街2号
    serves: ["420000002"]
"""


@pytest.fixture
def pages(tmp_path):
    def made(channels: str) -> dict[str, html.HtmlElement]:
        files = {"vocabularies/places.yml": PLACES, "bodies/gonganju.yml": BODY + channels}
        built = build(small_catalogue(tmp_path, files), on=DAY, traditional=False)
        return {page.address: html.fromstring(page.body) for page in built.pages}

    return made


def test_the_card_lists_the_windows_and_says_which_streets_each_serves(pages):
    card = pages(EAST + WEST)["zm-001/"].find_class("c-goto")[0]

    (east, west) = card.xpath(".//li[@data-serves]")
    assert east.get("data-serves") == "420000001"
    assert east.text_content().startswith("东门派出所，东门街1号，周一到周五，000-1234567")
    assert "管东门街道" in east.text_content()
    assert "管西门街道" in west.text_content()
    assert east.xpath(".//a[@href='tel:000-1234567']")
    assert card.xpath(".//a[@href='../places/']")


def test_the_only_window_stands_open_and_its_address_alone_goes_to_a_map(pages):
    card = pages(EAST)["zm-001/"].find_class("c-goto")[0]

    assert not card.xpath(".//details")
    (address,) = card.xpath(".//a[starts-with(@href, 'geo:')]")
    assert address.text == "东门街1号"
    assert address.get("href") == "geo:0,0?q=%E4%B8%9C%E9%97%A8%E8%A1%971%E5%8F%B7"


def test_the_page_of_streets_shows_under_each_only_what_serves_it(pages):
    found = pages(EAST + WEST)["places/"]

    (east,) = found.xpath("//li[@id='p420000001']")
    assert "东门派出所" in east.text_content()
    assert "西门派出所" not in east.text_content()
    assert "还没有查到" not in found.text_content()


def test_where_no_window_is_known_the_page_says_whom_to_ask(pages):
    found = pages("  - {type: phone, name: 报警, phone: '110'}\n")["places/"]

    (note,) = found.find_class("c-note")
    assert "还没有查到。先打12345问，先说您住在哪里。" in note.text_content()


def test_streets_have_one_page_and_none_each(pages):
    assert [name for name in pages(EAST) if name.startswith("places")] == ["places/"]
