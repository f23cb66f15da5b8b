"""Communities' own pages. The sample has none, since their names are not known; these are made up."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from helpers import DAY, write
from lxml import html

from generator import build
from generator.outputs.page import Page

TOWN = """\
id: jiajia
name: 假设镇甲社区居民委员会（虚构）
type: town
households: 3000
address: 假设镇虚构路0号
phone: 0000-0000000
hours: 周一到周五，8点半到17点
contacts:
  - for: 居住证
    phone: 0000-0000001
    place: 一楼2号窗口
platforms:
  - hall
verified_on: 2026-11-23
"""
CITY = """\
id: jiayi
name: 假设市乙社区居民委员会（虚构）
address: 假设市虚构路1号
phone: 0000-0000002
hours: 周一到周五
verified_on: 2026-11-23
"""

CHECKED = date(2026, 11, 27)
"""A day on which everything in the shipped catalogue has been compared with its sources."""


@pytest.fixture(scope="module")
def made(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    root = Path(
        shutil.copytree(repository / "catalogue", tmp_path_factory.mktemp("communities") / "c")
    )
    shutil.rmtree(root / "editions")
    write(root / "communities/jiajia.yml", TOWN)
    write(root / "communities/jiayi.yml", CITY)
    built = build(root, on=CHECKED)
    assert [problem.message for problem in built.check.problems] == []
    return {page.address: page for page in built.pages if not page.prefix}


def text(page: Page) -> str:
    return str(html.fromstring(page.body).text_content())


def test_the_list_has_every_community_with_its_telephone(made):
    listed = text(made["communities/"])

    assert "假设镇甲社区居民委员会（虚构）" in listed
    assert "0000-0000002" in listed


def test_a_page_says_where_whom_and_what_money(made):
    page = text(made["community-jiajia/"])

    assert "假设镇虚构路0号" in page
    assert "一楼2号窗口" in page
    assert "不低于70,000元至80,000元，原文没有说算哪一档" in page


def test_its_type_filters_what_applies(made):
    town, city = (
        set(html.fromstring(made[f"community-{name}/"].body).xpath("//section//a/@href"))
        for name in ("jiajia", "jiayi")
    )

    assert "../jf-011/" in town  # for market-town communities
    assert "../jf-013/" not in town  # for urban communities
    assert {"../jf-011/", "../jf-013/"} <= city  # no type written: all of them


def test_without_communities_there_is_no_page(repository):
    built = build(repository / "catalogue", on=DAY)

    assert "communities/" not in {page.address for page in built.pages}
