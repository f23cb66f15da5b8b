"""Catalogues over catalogues: a city over its province over the nation."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from helpers import DAY, small_catalogue, write

from generator import build
from generator.checking import Check, check, local_day
from generator.cli import main
from generator.model.canonical import decision_fingerprint, public
from generator.problems.problem import Location
from generator.views.duties import duties

ENTRY = "certificates/zm-001-qinshu-guanxi.yml"
SETTINGS = """\
title: {name}社区事项准入目录
short_title: {name}目录
jurisdiction:
  name: {name}
publisher: {name}编者
standing:
  type: sample
  headline: 测试用的目录。
  notice: 只供测试，不是真的目录。
hotline:
  phone: '12345'
  name: 政务服务便民热线
time_zone: Asia/Shanghai
verified_on: 2026-11-01
"""
NARROWED = """\
id: ZM-001
summary: 社区不开。到甲省任何一个派出所查户籍档案。
adoption:
  action: narrowed
  reason: 本省可以异地查。
  legal_basis:
    - source: law-jwh-2025
"""
SOURCE = """\
id: {id}
title: 测试用的{kind}
short_title: 测试{kind}
kind: {kind}
jurisdiction: {level}
validity: in_force
seen: full-text
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A city with nothing of its own, over a province that narrows one entry, over the nation."""
    nation = small_catalogue(tmp_path)
    nation.rename(tmp_path / "guojia")
    write(
        tmp_path / "sheng/catalogue.yml",
        SETTINGS.format(name="甲省") + "bases:\n  - path: ../guojia\n",
    )
    write(tmp_path / "sheng" / ENTRY, NARROWED)
    write(
        tmp_path / "shi/catalogue.yml",
        SETTINGS.format(name="乙市") + "bases:\n  - path: ../sheng\n",
    )
    return tmp_path / "shi"


def codes(found: Check) -> list[str]:
    return [problem.code for problem in found.problems]


def test_only_the_catalogue_itself_is_repaired(city, capsys):
    above = city.parent / "guojia" / ENTRY
    write(above, above.read_text(encoding="utf-8").replace("id: ZM-001", "id:ZM-001"))
    before = above.read_bytes()

    assert main(["fix", "--yes", "--catalogue", str(city), "--on", DAY.isoformat()]) == 0

    assert "没有能自动改的" in capsys.readouterr().out
    assert above.read_bytes() == before


def test_everything_above_is_there_and_says_where_it_comes_from(city):
    found = check(city, on=DAY)
    entry = found.catalogue.entries["ZM-001"]

    assert codes(found) == []
    assert entry.summary == "社区不开。到甲省任何一个派出所查户籍档案。"
    assert entry.fields["routes"][0]["place"] == "户籍派出所"
    assert entry.path == f"../sheng/{ENTRY}"
    assert found.catalogue.bodies["gonganju"].path == "../guojia/bodies/gonganju.yml"
    assert found.catalogue.bodies["gonganju"].origin.parent_title == "江北目录"
    assert entry.origin.parent_title == "甲省目录（改自江北目录）"
    assert entry.own_file == ""


def test_a_page_says_which_part_is_whose(city):
    page = next(
        page.body
        for page in build(city.parent / "sheng", on=DAY).pages
        if page.address == "zm-001/" and not page.prefix
    )

    assert "江北目录" in page
    assert "收窄：本省可以异地查。" in page
    assert "一句话" in page


def test_a_local_body_replaces_the_one_above(city):
    write(
        city / "bodies/gonganju.yml",
        "id: gonganju\nname: 乙市公安局\nshort_name: 市公安局\nname_verified: true\ntype: government\n",
    )

    assert check(city, on=DAY).catalogue.bodies["gonganju"].name == "乙市公安局"


def test_a_problem_above_names_the_file_above(city):
    broken = city.parent / "guojia" / ENTRY
    write(broken, broken.read_text(encoding="utf-8").replace("tier: A", "tier: Z"))

    (problem,) = (one for one in check(city, on=DAY).problems if one.code.startswith("S"))

    assert problem.location.file == f"../guojia/{ENTRY}"
    assert problem.source_line == "tier: Z"


def test_a_character_above_is_told_with_its_own_line_and_column(city):
    above = city.parent / "guojia" / ENTRY
    text = above.read_text(encoding="utf-8")
    write(above, text.replace("meaning: 证明", "meaning: >-\n  开的是\n  \u0410类证明"))

    (problem,) = check(city, on=DAY).problems

    assert problem.code == "R032"
    assert problem.location == Location(f"../guojia/{ENTRY}", 10, 3)
    assert problem.repaired.startswith("  A类证明两个人")


def test_a_field_written_here_is_complained_of_here(city):
    write(
        city.parent / "sheng" / ENTRY,
        NARROWED.replace("summary: 社区不开", "summary: [社区不开]  # "),
    )

    problem = check(city.parent / "sheng", on=DAY).problems[0]

    assert (problem.location.file, problem.location.line) == (ENTRY, 2)


SUPPLEMENTED = """\
id: ZM-001
routes:
  - type: issuing_body
    body: gonganju
    place: 乙市的窗口
    unverified: true
plain_name: 一家人的证明
adoption:
  action: supplemented
  reason: 补上本市的窗口。
"""


def test_what_is_supplemented_goes_on_with_the_lists_above(city):
    write(city / ENTRY, SUPPLEMENTED)

    found = check(city, on=DAY)
    entry = found.catalogue.entries["ZM-001"]

    assert codes(found) == ["R028"]  # not yet said with what it was compared
    assert [route["place"] for route in entry.fields["routes"]][-1] == "乙市的窗口"
    assert len(entry.fields["routes"]) == len(entry.origin.parent["routes"]) + 1
    assert entry.plain_name == "一家人的证明"
    assert "adoption" not in public(entry.fields)  # it says nothing else than the one above
    assert entry.origin.files == (f"../guojia/{ENTRY}", f"../sheng/{ENTRY}", ENTRY)


def test_an_item_is_complained_of_where_it_stands(city):
    write(city / ENTRY, SUPPLEMENTED.replace("body: gonganju", "body: meiyou"))
    above = city.parent / "guojia" / ENTRY
    write(above, above.read_text(encoding="utf-8").replace("body: gonganju", "body: meile", 1))

    places = {
        p.location.file: p.location.line for p in check(city, on=DAY).problems if p.code == "R001"
    }

    assert places[ENTRY] == 4
    assert f"../guojia/{ENTRY}" in places


def test_a_supplement_changes_nothing_above(city):
    write(city / ENTRY, SUPPLEMENTED + "summary: 社区不开。\n")

    (problem,) = (one for one in check(city, on=DAY).problems if one.code == "R026")

    assert "一句话" in problem.message
    assert problem.location.file == ENTRY


def test_changing_what_is_above_needs_a_basis(city):
    write(city / ENTRY, NARROWED.replace("  legal_basis:\n    - source: law-jwh-2025\n", ""))

    assert "R026" in codes(check(city, on=DAY))


def test_changing_without_saying_so(city):
    write(city / ENTRY, "id: ZM-001\nsummary: 社区不开。\n")

    assert "R026" in codes(check(city, on=DAY))


def test_adopting_what_is_not_there(city):
    write(city / "certificates/zm-002-x.yml", NARROWED.replace("ZM-001", "ZM-002"))

    assert any(code.startswith("S") for code in codes(check(city, on=DAY)))


@pytest.mark.parametrize("action", ["narrowed", "not_adopted"])
def test_what_is_forbidden_above_cannot_be_loosened(city, action):
    write(city / ENTRY, f"{NARROWED}decision: undecided\n".replace("narrowed", action))

    assert "R027" in codes(check(city, on=DAY))


@pytest.mark.parametrize(("kind", "passes"), [("law", True), ("local_policy", False)])
def test_unless_an_exception_of_that_rank_is_cited(city, kind, passes):
    write(city / "sources/liwai.yml", SOURCE.format(id="liwai", kind=kind, level="national"))
    exception = "exceptions:\n  - text: 公证处来函的。\n    legal_basis:\n      - source: liwai\n"
    write(city / ENTRY, f"{NARROWED}decision: undecided\n{exception}")

    assert ("R027" not in codes(check(city, on=DAY))) is passes


def test_not_adopted_is_no_verdict_and_still_a_page(city):
    nation = city.parent / "guojia" / ENTRY
    text = nation.read_text(encoding="utf-8").replace("forbidden", "permitted")
    write(nation, text)
    write(city / ENTRY, NARROWED.replace("narrowed", "not_adopted"))
    found = check(city, on=DAY)

    assert found.catalogue.entries["ZM-001"].decision == "undecided"


def test_only_what_matters_asks_for_another_look(city):
    nation = city.parent / "guojia" / ENTRY
    write(city.parent / "sheng" / ENTRY, NARROWED)
    narrowed = check(city.parent / "sheng", on=DAY).catalogue.entries["ZM-001"]
    mark = decision_fingerprint(narrowed.origin.parent)
    above = check(city.parent / "guojia", on=DAY).catalogue.entries["ZM-001"]
    assert mark == decision_fingerprint(above.fields)  # true/false is read alike at each level
    write(city.parent / "sheng" / ENTRY, f"{NARROWED}  reviewed: '{mark}'\n")
    assert codes(check(city, on=DAY)) == []

    text = nation.read_text(encoding="utf-8")
    asked = "aliases:\n  - text: 亲属证明\n    type: colloquial\nasked_as:\n  - 怎么证明是兄妹\n"
    write(nation, text + asked)
    assert codes(check(city, on=DAY)) == []
    assert codes(check(city.parent / "sheng", on=DAY)) == []

    clause = "    clause: 清单第1项\n"
    assert clause in text
    write(nation, text.replace(clause, f"{clause}    quote: 亲属关系证明\n"))
    assert codes(check(city.parent / "sheng", on=DAY)) == []

    write(nation, text.replace("户籍派出所", "常住地派出所"))
    found = check(city.parent / "sheng", on=DAY)
    assert codes(found) == ["R028"]
    assert codes(check(city, on=DAY)) == []  # the province's business, not the city's
    assert (
        decision_fingerprint(found.catalogue.entries["ZM-001"].origin.parent)
        in found.problems[0].hint
    )
    reasons = [duty.reason for one in duties(found.catalogue, DAY) for duty in one.duties]
    assert "江北目录的这一条改了，待复核" in reasons


@pytest.mark.parametrize("base", ["../meiyou", "../shi", "."])
def test_a_base_that_is_not_there_or_leads_back(city, base):
    write(city / "catalogue.yml", SETTINGS.format(name="乙市") + f"bases:\n  - path: {base}\n")
    found = check(city, on=DAY)

    assert "F015" in codes(found)
    assert found.problems[0].location.file == "catalogue.yml"


def test_two_that_name_each_other(city):
    write(
        city.parent / "guojia/catalogue.yml",
        SETTINGS.format(name="国家") + "bases:\n  - path: ../shi\n",
    )

    assert "F015" in codes(check(city, on=DAY))


def test_the_command_opens_the_file_above(city, capsys):
    broken = city.parent / "guojia" / ENTRY
    write(broken, broken.read_text(encoding="utf-8").replace("tier: A", "tier: Z"))

    assert main(["check", "--catalogue", str(city)]) == 1
    assert f"guojia/{ENTRY}:6:" in capsys.readouterr().out


@pytest.mark.parametrize("level", ["national", "hubei"])
def test_each_level_of_the_sample_stands_alone(level, repository):
    root = repository / "catalogue/bases" / level

    made = build(root, on=local_day(root, datetime.now(UTC)), traditional=False)

    assert made.check.problems == ()
    assert {f"{entry.slug}/" for entry in made.check.catalogue.entries.values()} <= {
        page.address for page in made.pages
    }


@pytest.mark.deep
@pytest.mark.parametrize("level", ["national", "hubei"])
def test_each_level_of_the_sample_has_a_whole_site_of_its_own(level, place, repository):
    bases = shutil.copytree(repository / "catalogue/bases", place / "bases")
    config = str(place / "mkdocs.yml")

    assert (
        main(["build", "--no-prints", "--config", config, "--catalogue", str(bases / level)]) == 0
    )


# --- root causes first ------------------------------------------------------------------------


def slipped(root: Path, file: str) -> None:
    """Type a full-width colon in the first line of a file."""
    path = root / file
    write(path, path.read_text(encoding="utf-8").replace(": ", "：", 1))


@pytest.mark.parametrize(
    "file",
    [
        "../guojia/catalogue.yml",
        f"../guojia/{ENTRY}",
        "../guojia/bodies/gonganju.yml",
        "../guojia/sources/minfa-2020-20.yml",
        "../guojia/vocabularies/life-events.yml",
        f"../sheng/{ENTRY}",
        "../sheng/catalogue.yml",
        "catalogue.yml",
    ],
)
def test_one_slip_anywhere_is_one_problem(city, file):
    entry = city.parent / "guojia" / ENTRY
    text = entry.read_text(encoding="utf-8")
    write(entry, text.replace("tier: A\n", "tier: A\nlife_events:\n  - birth\n"))
    write(city / ENTRY, NARROWED.replace("本省", "本市"))
    before = check(city, on=DAY).problems
    slipped(city, file)

    new = [problem for problem in check(city, on=DAY).problems if problem not in before]

    assert [(problem.code, problem.location.file) for problem in new] == [("Y003", file)]


def test_waivers_that_cannot_be_read_may_hold_for_what_the_rules_find(city):
    write(city / "waivers.yml", "waivers：\n")
    write(city / ENTRY, NARROWED.replace("law-jwh-2025", "law-jwh-2024"))

    assert {problem.location.file for problem in check(city, on=DAY).problems} == {"waivers.yml"}


def test_a_base_that_is_not_there_is_the_only_problem(city):
    write(city / ENTRY, NARROWED)
    shutil.rmtree(city.parent / "sheng")

    assert codes(check(city, on=DAY)) == ["F015"]


def test_an_error_that_a_local_entry_makes_names_the_local_file(city):
    write(city / ENTRY, NARROWED.replace("summary: ", "decision: permitted\nsummary: "))
    problems = check(city, on=DAY).problems

    assert problems
    assert {problem.location.file for problem in problems} == {ENTRY}


def test_an_error_above_names_the_file_above(city):
    above = city.parent / "guojia" / ENTRY
    write(above, above.read_text(encoding="utf-8").replace("tier: A", "tier: X"))
    write(city / ENTRY, NARROWED)

    assert {problem.location.file for problem in check(city, on=DAY).problems} == {
        f"../guojia/{ENTRY}"
    }
