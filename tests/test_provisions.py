"""法条对照: every article that names the committee, what became of it, and what shows it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from helpers import DAY, small_catalogue, write

from generator.checking import check
from generator.cli import main
from generator.derive.provisions import (
    ProvisionStatus,
    answered_provisions,
    plain_title,
    provisions_by_entry,
)
from generator.site.compose import build

COLLECTION = """\
title: 测试用的文本集
repository: someone/laws
commit: 24f29392293ce672d608e19c2bffff10401fe6a8
day: 2026-06-03
expected_count: {}
"""
CITES = """\
    clause: 清单第1项
  - source: law-jwh-2025
    clause: 第十条第一款
"""


def provision(article: str, status: str, **more: object) -> dict[str, object]:
    """One article as a file has it."""
    said = {"article": article, "names": "residents", "asks": "own_duty", "task": "办一件事"}
    reasons = {} if status in {"cited", "covered"} else {"reason": "还没有写。"}
    text = {"text": f"居民委员会、村民委员会办{article}的事。"}
    return {**said, "status": status, **reasons, **text, **more}


def law(*provisions: dict[str, object], id_: str = "law-jwh-2025", **more: object) -> str:
    """The file of one law; JSON is YAML as well."""
    source = {"source": id_} if id_ == "law-jwh-2025" else {}
    path = {"path": "城市居民委员会组织法.md"}
    said = {"id": id_, "title": "城市居民委员会组织法", **source, **path, **more}
    return json.dumps({**said, "provisions": provisions}, ensure_ascii=False, indent=1)


def with_provisions(folder: Path, *provisions: dict[str, object], **more: str) -> Path:
    """A small catalogue whose only entry cites 第十条, with the provisions of one law."""
    root = small_catalogue(
        folder,
        {
            "collection.yml": COLLECTION.format(len(provisions)),
            f"provisions/{more.get('id_', 'law-jwh-2025')}.yml": law(*provisions, **more),
        },
    )
    entry = root / "certificates/zm-001-qinshu-guanxi.yml"
    text = entry.read_text(encoding="utf-8")
    write(entry, text.replace("    clause: 清单第1项\n", CITES))
    return root


def statuses(root: Path) -> list[tuple[str, list[str]]]:
    """What became of each provision, and the entries that answer for it."""
    checked = check(root, on=DAY)
    assert checked.problems == ()
    found = answered_provisions(checked.catalogue)
    return [(str(one.status), [entry.id for entry in one.entries]) for one in found]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (provision("第十条", "cited"), ("cited", ["ZM-001"])),
        (provision("第十条", "covered", entries=["ZM-001"]), ("cited", ["ZM-001"])),
        (provision("第十条", "open"), ("cited", ["ZM-001"])),
        (provision("第十条", "open", entries=["ZM-001"]), ("open", ["ZM-001"])),
        (provision("第十条", "not_a_task", asks="organisation"), ("cited", ["ZM-001"])),
        (provision("第十条", "ceased", replaced_by="新法第一条"), ("ceased", ["ZM-001"])),
        (provision("第十一条", "open"), ("open", [])),
        (provision("第十一条", "covered", entries=["ZM-001"]), ("covered", ["ZM-001"])),
        (provision("第十一条", "not_a_task", asks="mention"), ("not_a_task", [])),
    ],
)
def test_what_became_of_an_article_follows_from_who_cites_it(tmp_path, written, expected):
    assert statuses(with_provisions(tmp_path, written)) == [expected]


def test_a_law_is_known_by_its_title_when_the_file_names_no_source(tmp_path):
    root = with_provisions(tmp_path, provision("第十条", "open"), id_="jumin")

    assert statuses(root) == [("cited", ["ZM-001"])]


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("中华人民共和国城市居民委员会组织法（2025年修订）", "城市居民委员会组织法"),
        (
            "最高人民法院关于适用《中华人民共和国民事诉讼法》的解释（2022年修正）",
            "最高人民法院关于适用《民事诉讼法》的解释",
        ),
        ("人民检察院刑事诉讼规则（试行）", "人民检察院刑事诉讼规则（试行）"),
        ("中华人民共和国民法典（总则编）", "民法典（总则编）"),
    ],
)
def test_titles_are_compared_without_the_state_and_the_year(title, plain):
    assert plain_title(title) == plain


def city_over(folder: Path, *provisions: dict[str, object]) -> Path:
    """A city's catalogue without anything of its own, over one that has the provisions."""
    city = small_catalogue(folder)
    with_provisions(city / "bases", *provisions)
    for kind in ("bodies", "certificates", "sources", "vocabularies"):
        shutil.rmtree(city / kind)
    settings = (city / "catalogue.yml").read_text(encoding="utf-8")
    write(city / "catalogue.yml", f"{settings}bases:\n  - path: bases/catalogue\n")
    return city


def test_an_entry_of_a_city_answers_for_an_article_gone_through_above(tmp_path):
    city = city_over(tmp_path, provision("第十一条", "open"))
    above = city / "bases/catalogue"
    entry = (above / "certificates/zm-001-qinshu-guanxi.yml").read_text(encoding="utf-8")
    write(
        city / "certificates/zm-002-juzhu.yml",
        entry.replace("ZM-001", "ZM-002").replace("亲属关系", "居住").replace("第十条", "第十一条"),
    )

    assert statuses(city) == [("cited", ["ZM-002"])]
    assert statuses(above) == [("open", [])]


def test_an_article_stays_cited_where_a_city_gives_another_basis(tmp_path):
    city = city_over(tmp_path, provision("第十条", "cited"))
    write(
        city / "certificates/zm-001-qinshu-guanxi.yml",
        "id: ZM-001\nadoption:\n  action: narrowed\n  reason: 本地另有规定。\n"
        "legal_basis:\n  - source: minfa-2020-20\n    clause: 清单第1项\n",
    )

    checked = check(city, on=DAY)

    assert "R040" not in {problem.code for problem in checked.problems}
    (one,) = answered_provisions(checked.catalogue)
    assert [entry.id for entry in one.entries] == ["ZM-001"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"status": "open"}, "reason"),
        ({"status": "ceased"}, "reason"),
        ({"status": "covered"}, "entries"),
        ({"status": "not_a_task", "reason": "不是一件事。"}, "asks"),
        ({"status": "done"}, "status"),
    ],
)
def test_an_article_without_a_standing_or_a_reason_is_refused(tmp_path, wrong, told):
    written = provision("第十条", "cited") | wrong

    problems = check(with_provisions(tmp_path, written), on=DAY).problems

    assert problems
    assert any(told in problem.message for problem in problems)


def test_an_article_cannot_name_an_entry_that_is_not_there(tmp_path):
    written = provision("第十条", "covered", entries=["SX-999"])

    problems = check(with_provisions(tmp_path, written), on=DAY).problems

    assert [problem.code for problem in problems] == ["R001"]


def test_what_it_answers_for_stands_on_the_page_of_an_entry(tmp_path):
    root = with_provisions(
        tmp_path, provision("第十条", "cited"), provision("第十二条", "ceased", entries=["ZM-001"])
    )
    found = provisions_by_entry(answered_provisions(check(root, on=DAY).catalogue))
    made = build(root, on=DAY, traditional=False)
    page = next(page.body for page in made.pages if page.address == "zm-001/")

    assert [one.provision.article for one in found["ZM-001"]] == ["第十条"]
    assert '<a href="../provisions/#law-jwh-2025-10">《城市居民委员会组织法》第十条</a>' in page


def test_the_page_folds_the_articles_by_law(tmp_path):
    root = with_provisions(
        tmp_path,
        provision("第十条", "cited", doubt="没有查清。"),
        provision("第十二条", "ceased", replaced_by="新法第一条"),
    )
    made = build(root, on=DAY, traditional=False)
    page = next(page.body for page in made.pages if page.address == "provisions/")

    assert re.findall(r'<details class="c-then"[^>]*>', page) == [
        '<details class="c-then" id="law-jwh-2025">'
    ]
    assert "测试用的文本集2026年6月3日的版本（24f2939）" in page
    assert "2条：引用1，失效1" in page
    assert "现在看新法第一条。" in page
    assert "没有查清。" in page
    assert "居民委员会、村民委员会办第十条的事。" in page


def test_what_only_touches_an_article_is_named_as_near(tmp_path):
    root = with_provisions(tmp_path, provision("第十条", "open", entries=["ZM-001"]))
    made = build(root, on=DAY, traditional=False)
    page = next(page.body for page in made.pages if page.address == "provisions/")

    assert "<b>还没有事项</b>。还没有写。相近的：<a" in page


def test_counts_tell_residents_from_villages_and_leave_out_what_has_ceased(tmp_path):
    only_villages = "村民委员会应当公布账目。"
    root = with_provisions(
        tmp_path,
        provision("第十条", "cited"),
        provision("第十一条", "open", text=only_villages, names="villagers"),
        provision("第十二条", "ceased"),
    )
    made = build(root, on=DAY, traditional=False)
    page = next(page.body for page in made.pages if page.address == "provision-counts/")
    rows = re.findall(r"<tr><th[^>]*>(.*?)</th>(.*?)</tr>", page)
    counts = {
        re.sub("<.*?>", "", name): re.findall(r">(\d+)<", cells) for name, cells in rows if cells
    }

    assert counts["已经失效"] == ["1", "1", "1"]
    assert counts["自己的事"] == ["1", "2", "2", "1"]
    assert counts["城市居民委员会组织法"] == ["1", "2", "2", "1"]


def test_the_open_data_has_every_article_with_its_words(tmp_path):
    root = with_provisions(tmp_path, provision("第十条", "open"), provision("第十一条", "open"))
    data = json.loads(build(root, on=DAY, traditional=False).files["api/v1/provisions.json"])

    assert data["collection"]["day"] == "2026-06-03"
    first, second = data["provisions"]
    assert first | {"text": ""} == {
        "id": "law-jwh-2025-10",
        "law": "城市居民委员会组织法",
        "version": None,
        "source": "law-jwh-2025",
        "article": "第十条",
        "text": "",
        "names": "residents",
        "residents": True,
        "villages": True,
        "asks": "own_duty",
        "task": "办一件事",
        "who": "",
        "status": "cited",
        "entries": ["ZM-001"],
        "replaced_by": None,
        "reason": None,
        "doubt": None,
        "url": "provisions/#law-jwh-2025-10",
    }
    assert (second["status"], second["reason"]) == ("open", "还没有写。")


def test_a_catalogue_without_provisions_says_so(tmp_path):
    made = build(small_catalogue(tmp_path), on=DAY, traditional=False)
    page = next(page.body for page in made.pages if page.address == "provisions/")

    assert "这份目录没有收法条。" in page
    assert json.loads(made.files["api/v1/provisions.json"]) == {
        "collection": None,
        "provisions": [],
    }


def test_all_419_of_the_shipped_catalogue_are_accounted_for(repository, monkeypatch, capsys):
    monkeypatch.chdir(repository)

    assert main(["provisions", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert main(["provisions", "--open"]) == 0
    said = capsys.readouterr().out

    assert (told["provisions"], told["expected"]) == (419, 419)
    assert sum(told[status] for status in ProvisionStatus) == 419
    assert said.startswith("419/419条有交代\n")
    assert said.count("\n《") == told["open"]


def test_each_of_the_shipped_articles_has_its_words(shipped_catalogue):
    found = answered_provisions(shipped_catalogue)

    assert [one.slug for one in found if not one.text] == []
    assert len({one.slug for one in found}) == len(found)
    assert {one.concerns_residents for one in found if one.provision.names == "residents"} == {True}
    assert {one.concerns_villages for one in found if one.provision.names == "villagers"} == {True}


@pytest.mark.parametrize(
    ("text", "residents", "villages"),
    [
        ("居民委员会、村民委员会协助。", True, True),
        ("基层群众性自治组织协助。", True, True),
        ("村(居)民委员会、居（村）民委员会协助。", True, True),
        ("村民委员会是基层群众性自治组织。", False, True),
        ("居民委员会是基层群众性自治组织。", True, False),
        ("农村基层群众性自治组织协助。", False, True),
        ("城市基层群众性自治组织协助。", True, False),
    ],
)
def test_to_whom_an_article_speaks_follows_from_its_words(tmp_path, text, residents, villages):
    root = with_provisions(tmp_path, provision("第十条", "cited", text=text))

    (one,) = answered_provisions(check(root, on=DAY).catalogue)

    assert (one.concerns_residents, one.concerns_villages) == (residents, villages)
