"""The words of laws: what a clause names, and that a quotation is what the law says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from conftest import REPOSITORY, STARTER
from helpers import DAY, small_catalogue, told, write
from hypothesis import given
from hypothesis import strategies as st

from generator.checking import check, select_catalogue
from generator.cli import main
from generator.cli.archive import archive
from generator.editions.changes import changes
from generator.editions.edition import EditionError, catalogue_of, from_bytes, state_of
from generator.laws.articles import Article, NotFoundError, find_passages
from generator.laws.clauses import ArticleNumber, parse_clause
from generator.laws.numerals import MOST, number, numeral
from generator.laws.quotes import Fault, mismatch
from generator.outputs.pages.environment import environment
from generator.reading.parse import parse
from generator.site.compose import render_context
from generator.views.posters import posters
from generator.views.quotation import UNPROVED, quotation
from generator.views.referral_notices import referral_notices

ARTICLES = (
    Article("导语", "为了规范，制定本办法。"),
    Article(
        "第十条",
        "居民委员会协助下列工作：\n（一）调解纠纷；\n（二）宣传法律。\n经费由委托部门承担。",
    ),
    Article("第十二条", "第十二条的原文在这里。"),
    Article("第十二条之一", "后来加进来的一条。"),
    Article("第十三条", "最后一条的原文在这里。"),
    Article("二、减少台账", "能合并的合并。"),
    Article("二、（一）", "能取消的取消。"),
)


# --- numerals and clauses ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (43, "四十三"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (112, "一百一十二"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1260, "一千二百六十"),
    ],
)
def test_articles_are_counted_in_chinese(count, written):
    assert numeral(count) == written
    assert number(written) == count


@given(st.integers(1, MOST))
def test_every_number_is_read_as_it_was_written(count):
    assert number(numeral(count)) == count


@pytest.mark.parametrize(
    "text", ["", "零", "一十二", "四三", "百", "四十零三", "44", "千千千千千千千千千千"]
)
def test_what_is_written_otherwise_is_no_number(text):
    assert number(text) is None


@pytest.mark.parametrize(
    ("clause", "named"),
    [
        ("第四十三条", [(43, 43, 0, 0)]),
        ("第四十三条第一款", [(43, 43, 1, 0)]),
        ("第六条第二款第（八）项", [(6, 6, 2, 8)]),
        ("第六十一条第二款（三）", [(61, 61, 2, 3)]),
        ("第十条（五）", [(10, 10, 0, 5)]),
        ("第十一条第三项", [(11, 11, 0, 3)]),
        ("第二十六条至第三十条", [(26, 30, 0, 0)]),
        ("第四条、第十一条第二款和第十六条", [(4, 4, 0, 0), (11, 11, 2, 0), (16, 16, 0, 0)]),
    ],
)
def test_a_clause_names_articles_and_parts_of_them(clause, named):
    found = [(p.first.number, p.last.number, p.paragraph, p.item) for p in parse_clause(clause)]

    assert found == named


def test_an_article_put_in_later_stands_after_its_own():
    (passage,) = parse_clause("第二百八十七条之二")

    assert passage.first == ArticleNumber(287, 2)
    assert str(passage.first) == "第二百八十七条之二"
    assert ArticleNumber(287) < passage.first < ArticleNumber(288)


@pytest.mark.parametrize(
    "clause",
    [
        "清单第1项",
        "第43条",
        "第四三条",
        "第三十条至第二十六条",
        "第四条、清单第1项",
        "第零条",
        "第四条第零款",
        "",
    ],
)
def test_a_clause_is_understood_whole_or_not_at_all(clause):
    assert parse_clause(clause) == ()


def test_every_clause_of_an_article_in_the_catalogue_is_understood():
    clauses = {
        found["clause"] for found in parts_with("clause") if re.match("第.+条", found["clause"])
    }

    assert len(clauses) > 100
    assert [clause for clause in sorted(clauses) if not parse_clause(clause)] == []


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("导语", ["为了规范，制定本办法。"]),
        ("减少台账", ["能合并的合并。"]),
        ("二、减少台账", ["能合并的合并。"]),
        ("第十条第二款", ["经费由委托部门承担。"]),
        ("第十条第一款第（二）项", ["居民委员会协助下列工作：", "（二）宣传法律。"]),
        ("第十二条至第十三条", [ARTICLES[2].text, ARTICLES[3].text, ARTICLES[4].text]),
        ("第十三条、第十二条之一", [ARTICLES[4].text, ARTICLES[3].text]),
    ],
)
def test_the_words_of_a_clause(clause, words):
    assert list(find_passages(ARTICLES, clause)) == words


@pytest.mark.parametrize(
    ("clause", "missing"),
    [
        ("第十一条", "第十一条"),
        ("第十条至第十二条", "第十一条"),
        ("第十条第三款", "第十条第三款"),
        ("第十条第一款第（三）项", "第十条第（三）项"),
        ("第十二条之二", "第十二条之二"),
        ("附则", ""),
        ("（一）", ""),
    ],
)
def test_a_clause_that_names_what_is_not_there(clause, missing):
    with pytest.raises(NotFoundError) as error:
        find_passages(ARTICLES, clause)

    assert str(error.value) == missing


# --- quotations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "quote"),
    [
        ("第十条", "经费由委托部门承担。"),
        ("第十条", "（一）调解纠纷；（二）宣传法律。"),
        ("第十条", "居民委员会协助……\n 宣传法律。……"),
        ("第十条、第十三条", "调解纠纷；……最后一条的原文"),
    ],
)
def test_a_quotation_word_for_word(clause, quote):
    assert mismatch(ARTICLES, clause, quote) is None


@pytest.mark.parametrize(
    ("clause", "quote", "fault", "words"),
    [
        ("第十条", "经费由部门承担。", Fault.DIFFERENT, "部门承担。"),
        ("第十条", "经费由委托部门承担；", Fault.DIFFERENT, "；"),
        ("第十条", "居民委员会协助...宣传法律。", Fault.DIFFERENT, "...宣传法律。"),
        ("第十条", "宣传法律。……居民委员会协助", Fault.ORDER, "居民委员会协助"),
        ("第十条", "居民委……不……承担", Fault.SHORT, "居民委"),
        ("第十条", "……", Fault.SHORT, ""),
        ("第十二条", "经费由委托部门承担。", Fault.DIFFERENT, "经费由委托部门承担。"),
        ("第十条（二）", "调解纠纷；", Fault.DIFFERENT, "调解纠纷；"),
        ("第十二条、第十三条", "在这里。最后一条", Fault.DIFFERENT, "最后一条"),
        ("第十一条", "经费由委托部门承担。", Fault.MISSING, "第十一条"),
        ("全文", "经费由委托部门承担。", Fault.CLAUSE, "全文"),
    ],
)
def test_a_quotation_that_is_none(clause, quote, fault, words):
    found = mismatch(ARTICLES, clause, quote)

    assert found is not None
    assert (found.fault, found.words) == (fault, words)


def parts_with(*keys: str) -> Iterator[dict[str, Any]]:
    """Yield every mapping with these keys in any file of the catalogue or the starter."""

    def walk(value: Any) -> Iterator[dict[str, Any]]:
        if isinstance(value, dict):
            if value.keys() >= set(keys):
                yield value
            for item in value.values():
                yield from walk(item)
        elif isinstance(value, list):
            for item in value:
                yield from walk(item)

    for root in (REPOSITORY / "catalogue", STARTER / "catalogue"):
        for file in sorted(root.rglob("*.yml")):
            yield from walk(parse(file.read_text(encoding="utf-8"), file.name).document.data)


def test_every_quote_in_the_repository_is_what_its_text_says(shipped_catalogue):
    quoted = list(parts_with("quote"))
    unproved = [
        said
        for said in quoted
        if said["source"] not in shipped_catalogue.texts
        or mismatch(shipped_catalogue.texts[said["source"]].wording, said["clause"], said["quote"])
    ]

    assert len(quoted) >= 4
    assert unproved == []


def test_what_may_not_be_asked_for_says_whom_it_binds(shipped_catalogue):
    found = quotation(shipped_catalogue, shipped_catalogue.settings.insist)

    assert "政府部门、公用企事业单位和服务机构不得索要证明。" in found.quote
    assert found.line.startswith("《优化营商环境条例》第四十四条：“证明事项应当有")


def test_texts_agree_with_what_is_said_of_their_sources(shipped_catalogue):
    amended = []
    for number_, text in shipped_catalogue.texts.items():
        source = shipped_catalogue.sources[number_]
        head = text.fields.get("history", ())

        assert text.name == source.name
        if not head or source.source_kind not in {"law", "administrative_regulation"}:
            continue
        for field in ("adopted_on", "published_on", "amended_on"):
            if field in source.fields:
                year, month, day = map(int, source.fields[field].split("-"))
                assert any(line.startswith(f"{year}年{month}月{day}日") for line in head)
        if any(re.search("第.次修[正订]|修订|决定》修正", line) for line in head):
            amended.append(number_)
            assert source.fields["amended_on"] > source.fields.get("adopted_on", "")

    assert "law-aqsc" in amended


def test_the_starter_has_the_same_texts():
    for file in sorted((STARTER / "catalogue/texts").iterdir()):
        national = REPOSITORY / "catalogue/bases/national/texts" / file.name
        assert file.read_bytes() == national.read_bytes()


def test_a_quotation_in_an_entry_is_compared_however_deep_it_lies(tmp_path):
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://catalogue.example/schemas/notice.schema.json",
        "title": "公告",
        "x-kind": {"folder": "notices"},
        "type": "object",
        "properties": {"id": {"type": "string"}, "said": {"type": "array"}},
    }
    entry = "id: a\nsaid:\n  - of:\n      source: law-jwh-2025\n      clause: 第一条\n      quote: 一句别的话。\n"
    text = (
        "source: law-jwh-2025\ntitle: 居委会组织法\norigin:\n  page: https://x.gov.cn/\n  read: part\n"
        "articles:\n  - article: 第一条\n    text: 一句原来的话。\n"
    )
    files = {"notices/a.yml": entry, "texts/law-jwh-2025.yml": text}
    root = small_catalogue(tmp_path, {**files, "schemas/notice.schema.json": json.dumps(schema)})
    settings = root / "catalogue.yml"
    write(settings, settings.read_text(encoding="utf-8") + "schemas:\n  - schemas\n")

    (problem,) = check(root, on=DAY).problems

    assert told(problem, "notices/a.yml") == {
        "code": "R030",
        "line": 6,
        "column": 14,
        "message": "引文不是《居委会组织法》第一条的原文，从“别的话。”起对不上",
        "hint": "照原文抄，一字不改；中间省略的写“……”。",
        "related": ["texts/law-jwh-2025.yml:7:3"],
    }


def test_a_false_quotation_above_is_told_where_it_stands(tmp_path):
    national = tmp_path / "national"
    root = small_catalogue(tmp_path)
    root.rename(national)
    said = "insist:\n  quote: 不得索要证明。\n  source: law-jwh-2025\n  clause: 第一条\n"
    settings = (national / "catalogue.yml").read_text(encoding="utf-8")
    write(national / "catalogue.yml", settings + said)
    write(tmp_path / "local/catalogue.yml", settings + "bases:\n  - path: ../national\n")
    text = (
        "source: law-jwh-2025\ntitle: 居委会组织法\norigin:\n  page: https://x.gov.cn/\n  read: part\n"
        "articles:\n  - article: 第一条\n    text: 一句原来的话。\n"
    )
    write(national / "texts/law-jwh-2025.yml", text)

    (problem,) = check(tmp_path / "local", on=DAY).problems

    assert (problem.code, problem.location.file) == ("R030", "../national/catalogue.yml")
    assert problem.source_line == "  quote: 不得索要证明。"


# --- pages, prints and editions ---------------------------------------------------------------


@pytest.fixture(scope="module")
def editions(shipped_check):
    return shipped_check.editions


def test_pages_slips_and_posters_quote_the_law_itself(shipped_catalogue):
    shown = [slip.rule for slip in referral_notices(shipped_catalogue, DAY) if slip.rule]
    shown += [poster.rule for poster in posters(shipped_catalogue, DAY) if poster.rule]

    assert len(shown) > 30
    assert all(rule.mark == "" for rule in shown)
    assert all(rule.line.endswith(f"：“{rule.quote}”") for rule in shown)


def test_what_no_text_proves_is_marked(shipped_catalogue):
    without = replace(shipped_catalogue, records={**shipped_catalogue.records, "texts": {}})

    assert quotation(without, without.settings.insist).line.startswith(
        "《优化营商环境条例》第四十四条（要点）：证明"
    )


def test_the_paraphrases_of_released_editions_stay_marked(shipped_catalogue, editions):
    texts = shipped_catalogue.texts.values()

    for edition in editions[:3]:
        then = catalogue_of(edition, shipped_catalogue.kinds, texts=texts)
        assert [
            quotation(then, rule).mark for rule in (then.settings.insist, then.settings.entrust)
        ] == [UNPROVED] * 2
        assert all(slip.rule.mark == UNPROVED for slip in referral_notices(then, DAY) if slip.rule)


def test_an_edition_holds_no_texts_and_a_text_is_no_change(shipped_catalogue):
    state = state_of(shipped_catalogue)
    without = replace(shipped_catalogue, records={**shipped_catalogue.records, "texts": {}})

    assert len(shipped_catalogue.texts) >= 2
    assert not {folder for folder, _ in state} & {"texts"}
    assert changes(state_of(without), state, shipped_catalogue.kinds) == ()


def test_an_edition_that_says_it_holds_a_text_is_not_read(shipped_catalogue, editions):
    text = next(iter(shipped_catalogue.texts.values()))
    forged = replace(editions[-1], state={**editions[-1].state, ("texts", text.id): text.fields})

    with pytest.raises(EditionError, match="texts"):
        from_bytes(forged.to_bytes(), shipped_catalogue.kinds)


def test_a_true_quotation_once_released_is_shown_as_one(place):
    folder = place / "catalogue"
    words = ["--id", "2026-1", "--title", "第一版", "--instrument", "某县政府令第1号"]
    options = ["--catalogue", str(folder), "--on", str(DAY), "--in-force", str(DAY)]
    assert main(["release", *options, *words]) == 0
    checked = check(folder, on=DAY)
    now, (edition,) = select_catalogue(checked), checked.editions

    opened = [
        select_catalogue(checked, as_of=DAY),
        archive(checked, DAY).catalogue_of(edition),
        render_context(now, checked, DAY, environment()).opened(edition),
    ]

    assert [quotation(then, then.settings.insist).mark for then in opened] == [""] * 3
