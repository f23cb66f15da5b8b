"""The words of the law where they are needed: on entries, slips, pages of sources, in the open data."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from helpers import DAY, SMALL, small_catalogue, write
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from generator import build
from generator.outputs.traditional import traditional_html

TEXT = """\
source: law-jwh-2025
title: 中华人民共和国城市居民委员会组织法
origin:
  repository: X-STORAGE/Laws
  commit: 24f2939
  path: 城市居民委员会组织法.md
history:
  - 2025年10月28日修订
contents:
  - 第一条至第五十条
articles:
  - article: 第六条
    heading: 第一章 总则
    text: 政府指导居民委员会的工作。
  - article: 第四十三条
    heading: 第六章 保障
    text: |-
      需要居民委员会协助开展工作，应当提供必要的经费和条件。
      有关部门委托的事项，所需经费由委托部门承担。
compared:
  - 'on': 2026-11-01
    with: https://www.npc.gov.cn/1.html
    same: true
"""
QUOTED = """\
legal_basis:
  - source: law-jwh-2025
    clause: 第四十三条第二款
    quote: 所需经费由委托部门承担。
"""
ROUTE = """\
routes:
  - type: issuing_body
    place: 户籍派出所
    body: gonganju
    documents:
      - 户口簿
    text: 查档案以后出具。
    url: https://zwfw.gov.cn/1
    channel_name: 政务服务网
    threshold: 不超过5万元
    validity: 六个月
    cross_region: true
    item_code: 1142000000000001
    legal_basis:
      - source: law-jwh-2025
        clause: 第六条
        quote: 政府指导居民委员会的工作。
"""
BARE = """\
routes:
  - type: issuing_body
    place: 户籍派出所
    body: gonganju
    unverified: true
"""
ARTICLE_43 = f"source-law-jwh-2025/#{quote('第四十三条')}"


def page_of(result, address: str) -> str:
    return next(page.body for page in result.pages if page.address == address)


def made(folder, *, text: str = TEXT, basis: str = QUOTED, route: str = ROUTE):
    entry = (SMALL / "certificates/zm-001-qinshu-guanxi.yml").read_text(encoding="utf-8")
    head, _, rest = entry.partition("routes:\n")
    verification = rest[rest.index("verification:") :]
    root = small_catalogue(folder, {"texts/law-jwh-2025.yml": text} if text else {})
    write(root / "certificates/zm-001-qinshu-guanxi.yml", head + route + basis + verification)
    return build(root, on=DAY)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return made(tmp_path_factory.mktemp("whole"))


def test_an_entry_shows_the_sentence_to_read_out_with_a_button_to_copy_it(whole):
    page = page_of(whole, "zm-001/")

    assert whole.check.problems == ()
    assert "可以念给对方听" in page
    assert "<p>“所需经费由委托部门承担。”</p>" in page
    assert f'href="../{ARTICLE_43}"' in page
    assert 'data-copy="《居委会组织法》第四十三条第二款：“所需经费由委托部门承担。”" hidden' in page


def test_what_no_text_proves_is_not_read_out(tmp_path):
    page = page_of(made(tmp_path, text=""), "zm-001/")

    assert "可以念给对方听" not in page
    assert "所需经费由委托部门承担" not in page


def test_what_the_catalogue_concludes_is_told_apart_from_what_the_law_says(tmp_path):
    basis = QUOTED + "    follows: 居委会也是受委托的单位。\n"

    page = page_of(made(tmp_path, basis=basis), "zm-001/")

    assert "条文没有点名，本目录这样推：居委会也是受委托的单位。" in page


def test_the_slip_shows_it_too(whole):
    slip = page_of(whole, "slip-zm-001/")

    assert "可以念给对方听" in slip
    assert "“所需经费由委托部门承担。”" in slip


def test_a_long_sentence_stays_off_the_slip(tmp_path):
    long = "所需经费由委托部门承担" * 20 + "。"
    text = TEXT.replace("所需经费由委托部门承担。", long)
    result = made(tmp_path, text=text, basis=QUOTED.replace("所需经费由委托部门承担。", long))

    assert long in page_of(result, "zm-001/")
    assert long not in page_of(result, "slip-zm-001/")


def test_a_route_says_its_limit_how_long_it_holds_and_where_it_is_done_online(whole):
    page = page_of(whole, "zm-001/")

    assert "户口簿；限额：不超过5万元；有效期：六个月；外地也能办；查档案以后出具。" in page
    assert 'href="https://zwfw.gov.cn/1" rel="noopener noreferrer">政务服务网</a>' in page
    assert "实施编码1142000000000001" in page
    assert "<q>政府指导居民委员会的工作。</q>" in page


@pytest.mark.parametrize(
    ("route", "shown"),
    [
        ("    cross_region: false\n", "只能在当地办"),
        ("    channel_name: 鄂汇办APP\n", "网上办：鄂汇办APP"),
        ("    url: https://zwfw.gov.cn/1\n", ">zwfw.gov.cn</a>"),
    ],
)
def test_what_a_route_does_not_say_is_not_shown(tmp_path, route, shown):
    page = page_of(made(tmp_path, route=BARE + route), "zm-001/")

    assert shown in page
    assert "限额" not in page
    assert ("外地也能办" in page) is False


def test_each_article_has_an_address_and_the_entries_that_rest_on_it(whole):
    page = page_of(whole, "source-law-jwh-2025/")
    cited = page[page.index('id="&#31532;&#22235;&#21313;&#19977;&#26465;"') :]

    assert "<p>有关部门委托的事项，所需经费由委托部门承担。</p>" in cited
    assert 'href="../zm-001/"' in cited
    assert "全文是第一条至第五十条。抄了2条" in page
    assert "2026年11月1日和https://www.npc.gov.cn/1.html对过，一样。" in page
    assert "2025年10月28日修订" in page


def test_an_article_that_nobody_cites_is_folded(tmp_path):
    page = page_of(made(tmp_path, route=BARE), "source-law-jwh-2025/")

    assert "另外1条，没有事项引用" in page


def test_the_address_of_an_article_is_the_same_in_the_traditional_copy(whole):
    page = traditional_html(page_of(whole, "source-law-jwh-2025/"))

    assert 'id="&#31532;&#22235;&#21313;&#19977;&#26465;"' in page
    assert f'href="#{quote("第四十三条")}"' in page


def test_a_transcription_says_that_it_is_one(tmp_path):
    page = "origin:\n  page: https://notes.example/1\n  read: part\n"
    begin, end = TEXT.index("origin:"), TEXT.index("history:")
    text = TEXT[:begin] + page + TEXT[end : TEXT.index("compared:")]

    shown = page_of(made(tmp_path, text=text), "source-law-jwh-2025/")
    assert "转录，未与原件核对" in shown
    assert "网页，只有一部分" in shown


def test_the_weight_of_a_source_is_said_in_words(whole):
    assert "法律法规，这里有效" in page_of(whole, "source-law-jwh-2025/")


def test_a_source_that_ends_on_a_day_to_come_says_so(tmp_path):
    root = small_catalogue(tmp_path)
    file = root / "sources/law-jwh-2025.yml"
    write(file, file.read_text(encoding="utf-8") + "ceased_on: 2027-03-01\n")

    assert "将于2027-03-01废止" in page_of(build(root, on=DAY), "source-law-jwh-2025/")


def test_the_open_data_carries_texts_and_quotations(whole, repository):
    sources = json.loads(whole.files["api/v1/sources.json"])
    schema = json.loads((repository / "schemas/api.schema.json").read_text(encoding="utf-8"))
    registry = Registry().with_resource(schema["$id"], Resource.from_contents(schema))
    Draft202012Validator({"$ref": f"{schema['$id']}#/$defs/sources"}, registry=registry).validate(
        sources
    )

    law = next(one for one in sources["sources"] if one["id"] == "law-jwh-2025")
    assert law["force"] == "law"
    assert [(one["article"], one["url"], one["entries"]) for one in law["text"]["articles"]] == [
        ("第六条", "source-law-jwh-2025/#第六条", ["ZM-001"]),
        ("第四十三条", "source-law-jwh-2025/#第四十三条", ["ZM-001"]),
    ]
    entry = json.loads(whole.files["api/v1/entries/zm-001.json"])
    assert entry["fields"]["legal_basis"][0]["quote"] == "所需经费由委托部门承担。"
    assert entry["fields"]["routes"][0]["threshold"] == "不超过5万元"
