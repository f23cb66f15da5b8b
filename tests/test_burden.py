"""The burden counted: charts say what the data say, and every named problem leads somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from helpers import DAY, lay_out, small_catalogue
from lxml import html

from generator import build
from generator.checking import Check, check
from generator.derive.burden import (
    demanding_bodies,
    department_burden,
    department_burdens,
    forbidden_demands,
    totals,
)
from generator.model.catalogue import Catalogue
from generator.views.burden import burden_view

Pages = Callable[[str], str]


@pytest.fixture(scope="session")
def pages(shipped_site: Path) -> Pages:
    return lambda address: (shipped_site / address / "index.html").read_text(encoding="utf-8")


def bars(page: str, chart: int = 1) -> list[tuple[str, int, float]]:
    """Name, number and width of every bar of one chart."""
    figure = html.fromstring(page).xpath("//figure[@class='c-figure']")[chart - 1]
    return [
        (
            bar.xpath("./text[1]")[0].text,
            int(bar.get("data-number")),
            float(bar.xpath("./rect/@width")[0]),
        )
        for bar in figure.xpath(".//*[@data-number]")
    ]


def test_the_chart_equals_the_data_and_the_table_beside_it(
    pages: Pages, shipped_catalogue: Catalogue
):
    counted = {
        one.body.short_name: sum(
            one.body.id in entry.fields.get("competent_bodies", ())
            or one.body.id in entry.fields.get("executing_bodies", ())
            for entry in shipped_catalogue.entries.values()
            if entry.kind.folder == "services" and entry.decision == "assist_only"
        )
        for one in department_burdens(shipped_catalogue, DAY)
    }
    drawn = bars(pages("burden/"))

    assert len(drawn) == 12
    assert drawn[0][1] == max(counted.values())
    for name, number, width in drawn:
        assert number == counted[name]
        assert width == pytest.approx(280 * number / drawn[0][1], abs=1)
    table = html.fromstring(pages("burden/")).xpath("//table")[0]
    said = {
        row.xpath("string(./th)"): int(row.xpath("string(./td[1])"))
        for row in table.xpath(".//tbody/tr")
    }
    assert said == counted


def test_the_survey_s_communities_add_up(pages: Pages):
    drawn = bars(pages("burden/"), 3)

    assert [number for _, number, _ in drawn] == [36, 18, 68]
    assert sum(number for _, number, _ in drawn) == 122


def test_a_department_s_own_bar_stands_out(pages: Pages):
    own = html.fromstring(pages("body-gonganju/")).xpath("//figure//*[@class='on']/text[1]")

    assert [one.text for one in own] == ["公安局"]


def test_every_edition_is_counted_and_now(
    pages: Pages, shipped_catalogue: Catalogue, shipped_check: Check
):
    editions = shipped_check.editions
    drawn = bars(pages("burden/"), 2)
    now = totals(shipped_catalogue, DAY, label="现在")

    assert [name for name, _, _ in drawn] == [*(f"{e.id}版" for e in editions), "现在"]
    assert drawn[-1][1] == now.assisted
    assert now.assisted == now.funded + now.unfunded
    assert now.refused == sum(
        entry.kind.folder == "certificates" and entry.decision == "forbidden"
        for entry in shipped_catalogue.entries.values()
    )


def test_who_may_no_longer_ask_is_named(shipped_catalogue: Catalogue):
    listed = {
        entry.id: bodies
        for _, some in forbidden_demands(shipped_catalogue, DAY)
        for entry, bodies in some
    }

    assert listed["SX-074"] == ("shuiwuju",)
    assert "yinhang" in {body for bodies in listed.values() for body in bodies}
    assert all(entry_id in shipped_catalogue.entries for entry_id in listed)


def test_a_ledger_somebody_demanded_is_theirs(tmp_path: Path):
    root = small_catalogue(tmp_path)
    ledger = """\
id: FD-001
name: 反诈台账
summary: 一句话。
decision: undecided
status: in_force
tier: D
form: ledger
demanded_by:
  - gonganju
outcome: unknown
unverified:
  - 没有见到文件。
verification:
  verified_on: 2026-11-01
  next_review_on: 2027-11-01
  confidence: single
"""
    lay_out(root, {"files": {"overheads/fd-001-fanzha.yml": ledger}})
    catalogue = check(root, on=date(2026, 11, 23)).catalogue

    assert [
        e.id for e in department_burden(catalogue, catalogue.bodies["gonganju"], DAY).overheads
    ] == ["FD-001"]
    assert demanding_bodies(catalogue.entries["FD-001"]) == ("gonganju",)


SERVICE = """\
id: SX-001
name: 协助普法
summary: 协助司法局普法。
decision: assist_only
status: {status}
ceased_on: {ceased}
tier: A
role: assist
competent_bodies:
  - gonganju
community_does: 张贴宣传材料。
funding:
  principle: unfunded
  text: 没有查到经费规定。
routes:
  - type: issuing_body
    body: gonganju
legal_basis:
  - source: law-jwh-2025
    clause: 第四条
ended:
  text: 不再协助。
verification:
  verified_on: 2026-11-01
  next_review_on: 2027-11-01
  confidence: single
"""


@pytest.mark.parametrize(
    ("status", "ceased", "counted"),
    [
        ("in_force", "2026-11-24", 1),
        ("in_force", "2026-11-23", 0),
        ("abolished", "2026-11-01", 0),
        ("suspended", "2026-12-01", 0),
    ],
)
def test_what_has_ended_is_no_burden(tmp_path: Path, status: str, ceased: str, counted: int):
    root = small_catalogue(tmp_path)
    text = SERVICE.format(status=status, ceased=ceased)
    lay_out(root, {"files": {"services/sx-001-pufa.yml": text}})
    catalogue = check(root, on=DAY).catalogue

    assert "SX-001" in catalogue.entries
    assert totals(catalogue, DAY, label="现在").assisted == counted
    assert sum(len(one.asks) for one in department_burdens(catalogue, DAY)) == counted


def test_every_named_problem_and_recommendation_leads_to_a_page(
    repository: Path, shipped_site: Path
):
    text = (repository / "docs/background.md").read_text(encoding="utf-8")
    table = text[text.index("{#answers}") :].split("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ") and "---" not in line][1:]

    assert len(rows) >= 24
    for row in rows:
        links = re.findall(r"\]\(([^)]+)\)", row.split("|")[2])
        assert links, row
        for link in links:
            if link.endswith(".md"):
                assert (repository / "docs" / link).is_file()
            else:
                page = link.removeprefix("../").partition("#")[0]
                assert (shipped_site / page / "index.html").is_file(), link


def test_a_number_of_afterwards_has_a_column_only_where_one_is_known(shipped_catalogue: Catalogue):
    now = totals(shipped_catalogue, DAY, label="现在")

    view = burden_view(shipped_catalogue, (now,), DAY, title="社区的负担")

    assert not view.after_known
    assert not any(entry.fields.get("count_after") for entry in shipped_catalogue.entries.values())


def test_whoever_is_responsible_is_not_said_to_have_asked(shipped_catalogue: Catalogue):
    now = totals(shipped_catalogue, DAY, label="现在")

    view = burden_view(shipped_catalogue, (now,), DAY, title="社区的负担")

    assert {group.title: group.who for group in view.no_longer} == {
        "不得下派的事": "谁负责",
        "不应出具的证明": "以前谁要",
        "取消的": "以前谁要",
    }
    assert "派得最多" not in view.lead


TALLY = """\
id: 2026-10
reports:
  - ledger: tasks
    community: 民主路社区
    count: 9
counts:
  - ledger: tasks
    entry: SX-001
    body: gonganju
    count: 3
  - ledger: tasks
    body: minzhengju
    count: 5
  - ledger: tasks
    count: 1
"""


def shown_burden(root: Path) -> str:
    built = build(root, on=DAY)
    return next(page for page in built.pages if page.address == "burden/").body


def test_what_communities_report_stands_beside_what_the_law_says(tmp_path: Path):
    service = SERVICE.format(status="in_force", ceased="2027-01-01")
    files = {"services/sx-001-pufa.yml": service, "tallies/2026-10.yml": TALLY}
    site = build(small_catalogue(tmp_path, files), on=DAY)
    page = html.fromstring(next(p for p in site.pages if p.address == "burden/").body)
    (month,) = json.loads(site.files["api/v1/tallies.json"])["tallies"]
    assert (month["id"], len(month["counts"])) == ("2026-10", 3)

    heads = [
        head.text for head in page.xpath("//section[@aria-labelledby='b-who']//th[@scope='col']")
    ]
    rows = {
        row.xpath("string(./th)").strip(): [cell.text_content() for cell in row.xpath("./td")][:2]
        for row in page.xpath("//section[@aria-labelledby='b-who']//tbody/tr")
    }
    assert heads[:3] == ["部门", "法定协助", "报来件数"]
    assert (rows["公安局"], rows["民政局"]) == (["1", "3"], ["0", "5"])
    (told,) = page.xpath("//section[@aria-labelledby='b-sent']//tbody/tr")
    assert [c.text_content().strip() for c in told] == ["2026-10", "准入事项台账", "1", "9", "6"]


def test_where_nobody_has_reported_the_page_says_so(tmp_path: Path):
    service = SERVICE.format(status="in_force", ceased="2027-01-01")
    page = shown_burden(small_catalogue(tmp_path, {"services/sx-001-pufa.yml": service}))

    assert "现在没有数" in page
    assert "报来件数" not in page
