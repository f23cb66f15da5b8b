"""Journeys when something is dangerous or simply hard: first whom to call, and no number from memory."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest
from helpers import DAY, small_catalogue

from generator.checking import check
from generator.derive.journeys import figures, journeys
from generator.model.catalogue import Catalogue, published
from generator.outputs.pages.environment import environment
from generator.views.gatherings import LIFE_EVENTS
from generator.views.journeys import journey_links, journey_view, journeys_view
from generator.views.routes import EMERGENCY

HOTLINE = "12345"
COUNSEL = "12356"
"""心理援助热线: the one number for all the country, by a notice of 2024."""
EVENTS = {
    "abroad": "chuguo",
    "adoption": "shouyang",
    "ageing": "yanglao",
    "danger": "laoren-zoushi",
    "disability": "canji",
    "disaster": "zaole-zai",
    "enlistment": "dangbing",
    "guardianship": "jianhu",
    "hardship": "shenqing-jiuzhu",
    "household-register": "qian-hukou",
    "illness": "shengbing",
    "lawsuit": "da-guansi",
    "lost-document": "zhengjian-diule",
    "neighbours": "yeli-taichao",
    "work": "jiuye-shiye",
}
"""A journey of each life event that is told here."""
PLAIN = {"party"}
"""Life events that are no matter of several offices."""
SOURCE = """\
id: law-xf
title: 消防法
kind: law
jurisdiction: national
validity: in_force
seen: full-text
"""
STEP = """\
    legal_basis:
      - source: law-xf
        clause: 第四十四条
        quote: 任何人发现火灾都应当立即报警。
"""
CALL = """\
    phone:
      text: 马上打
      number: '{number}'
      legal_basis:
        - source: law-xf
"""


def journey(name: str, *, urgent: bool = False, type_: str = "guide", number: str = "119") -> str:
    """The file of a journey of one step with a number."""
    head = (
        f"id: {name}\ntitle: {name}\nsummary: 一句话。\ntype: {type_}\nlife_events:\n  - danger\n"
    )
    step = "steps:\n  - id: da\n    title: 打电话\n    text: 说清在哪里。\n"
    return head + "urgent: true\n" * urgent + step + CALL.format(number=number) + STEP


def of(folder: Path, files: Mapping[str, str]) -> Catalogue:
    """The small catalogue with these journeys."""
    written = {f"journeys/{name}.yml": text for name, text in files.items()}
    root = small_catalogue(folder, {"sources/law-xf.yml": SOURCE, **written})
    return published(check(root, on=DAY).catalogue)


def test_what_is_urgent_comes_before_all_else(tmp_path):
    catalogue = of(
        tmp_path,
        {
            "banshi": journey("banshi", type_="journey"),
            "zhaohuo": journey("zhaohuo", urgent=True),
            "ludeng": journey("ludeng"),
        },
    )

    groups = journeys_view(catalogue, title="一件事").groups
    assert [(group.id, [row.journey.title for row in group.rows]) for group in groups] == [
        ("urgent", ["zhaohuo"]),
        ("journey", ["banshi"]),
        ("guide", ["ludeng"]),
    ]
    assert [link.title for link in journey_links(catalogue, "danger")] == [
        "zhaohuo",
        "banshi",
        "ludeng",
    ]


def test_no_group_is_empty(tmp_path):
    catalogue = of(tmp_path, {"ludeng": journey("ludeng")})

    assert [group.id for group in journeys_view(catalogue, title="一件事").groups] == ["guide"]


@pytest.mark.parametrize(
    ("urgent", "number", "calls"),
    [(True, "119", ("119",)), (True, HOTLINE, ()), (False, "119", ())],
    ids=["urgent", "the hotline saves nobody", "not urgent"],
)
def test_the_number_to_call_at_once_stands_on_top(tmp_path, urgent, number, calls):
    catalogue = of(tmp_path, {"zhaohuo": journey("zhaohuo", urgent=urgent, number=number)})

    (one,) = journeys(catalogue)
    assert journey_view(catalogue, one).calls == calls


def test_the_page_of_an_urgent_matter_has_the_call_before_its_steps_and_no_ticks(shipped_catalogue):
    pages = {
        one.id: environment()
        .get_template("journey.html.j2")
        .render(view=journey_view(shipped_catalogue, one), root="../", site=defaultdict(str))
        for one in journeys(shipped_catalogue)
        if one.id in {"zhaohuo", "yeli-taichao"}
    }

    fire, noise = pages["zhaohuo"], pages["yeli-taichao"]
    assert fire.index('href="tel:119"') < fire.index("c-journey")
    assert "data-step" not in fire
    assert "data-step" in noise
    assert not re.search(r"tel:\d+", noise[: noise.index("c-journey")])


def test_danger_always_says_whom_to_call(shipped_catalogue):
    for one in journeys(shipped_catalogue):
        if one.urgent:
            assert journey_view(shipped_catalogue, one).calls, one.id


def test_no_number_is_from_memory(shipped_catalogue):
    for one in journeys(shipped_catalogue):
        for step in one.steps:
            if step.phone and step.phone.number and not step.phone.unverified:
                assert step.phone.legal_basis, (one.id, step.id)
                assert step.phone.number in EMERGENCY | {HOTLINE, COUNSEL}, (one.id, step.id)


def test_who_does_not_want_to_live_sees_at_once_whom_to_call(shipped_catalogue):
    (found,) = (one for one in journeys(shipped_catalogue) if one.id == "xiangbukai")

    view = journey_view(shipped_catalogue, found)

    assert tuple(view.calls) == ("110", "120", COUNSEL)


@pytest.mark.parametrize(("event", "name"), EVENTS.items())
def test_a_life_event_leads_to_its_journey(shipped_catalogue, event, name):
    addresses = [link.address for link in journey_links(shipped_catalogue, event)]

    assert f"journey-{name}/" in addresses


def test_every_life_event_has_a_journey_but_those_that_keep_a_plain_page(shipped_catalogue):
    (events,) = (v for v in shipped_catalogue.vocabularies.values() if v.id == LIFE_EVENTS)

    plain = {one.id for one in events.concepts if not journey_links(shipped_catalogue, one.id)}
    assert plain == PLAIN


def test_every_journey_told_here_may_be_shown(shipped_catalogue):
    shown = {one.id: one for one in journeys(shipped_catalogue)}

    assert all(figures(shown[name]).may_be_shown for name in EVENTS.values())
