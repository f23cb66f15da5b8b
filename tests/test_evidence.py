"""What proves what: the solver against brute force, circles and gaps in words, the real catalogue."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from helpers import DAY, small_catalogue
from hypothesis import given
from hypothesis import strategies as st

from generator.checking import check
from generator.derive.evidence import Node, evidence_of
from generator.derive.proof_graph import Grade, Way, obstacle, solve, steps
from generator.model.entries import Decision
from generator.model.evidence import EvidenceKind, EvidenceType
from generator.model.journeys import Journey
from generator.outputs.pages.environment import environment
from generator.views.evidence import asked_line
from generator.views.evidence_types import evidence_type_view
from generator.views.journeys import refused_view

NODES = [Node("evidence", name) for name in "ABCDEFG"]
WAYS = st.lists(
    st.builds(
        lambda node, needs, grade, visits: Way(
            node=node, needs=tuple(needs), grade=grade, visits=visits
        ),
        st.sampled_from(NODES),
        st.lists(st.sampled_from(NODES), max_size=3),
        st.sampled_from(Grade),
        st.integers(0, 2),
    ),
    max_size=14,
)


def reachable(ways: list[Way], grade: Grade) -> set[Node]:
    """All that can be had at a grade, by trying every way again until nothing is added."""
    have: set[Node] = set()
    while True:
        more = {way.node for way in ways if way.grade <= grade and have.issuperset(way.needs)}
        if more <= have:
            return have
        have |= more


@given(WAYS)
def test_the_solution_is_what_trying_everything_finds(ways):
    solution = solve(ways)

    for grade in Grade:
        found = {node for node, solved in solution.items() if solved.grade <= grade}
        assert found == reachable(ways, grade)


@given(WAYS)
def test_what_cannot_be_had_is_explained(ways):
    solution = solve(ways)

    for node in set(NODES) - solution.keys():
        blocked = obstacle(node, ways, solution)
        assert blocked is not None
        assert not solution.keys() & set(blocked.path)
        assert blocked.is_circle is (blocked.path[-1] in blocked.path[:-1])
        if not blocked.is_circle:
            assert not [way for way in ways if way.node == blocked.path[-1]]


@given(WAYS)
def test_steps_can_be_gone_in_their_order(ways):
    solution = solve(ways)

    for node in solution:
        have: set[Node] = set()
        for way in steps(node, solution):
            assert have.issuperset(way.needs)
            have.add(way.node)
        assert node in have


def evidence_type(number: str, *, needs: str = "", proves: str = "") -> str:
    """The file of an evidence type that needs another one, and shows a fact."""
    lines = [f"id: {number}", f"name: 材料{number[-1]}", "type: document", "issued_by: gonganju"]
    basis = ["source: minfa-2020-20", "clause: 第一条", "quote: 一句原话。"]
    if proves:
        lines += ["proves:", f"  - fact: {proves}", "    legal_basis:"]
        lines += [f"      - {basis[0]}", *(f"        {line}" for line in basis[1:])]
    if needs:
        lines += ["requires:", "  - all:", f"      - {needs}", "    legal_basis:"]
        lines += [f"      - {basis[0]}", *(f"        {line}" for line in basis[1:])]
    return "\n".join(lines) + "\n"


FACT = "id: FS-001\nname: 住在哪里\nof: 一个人\n"
REQUIREMENT = """\
entry: ZM-001
requirements:
  - id: YQ-001
    fact: FS-001
    requester:
      name: 银行
    demand:
      none_found: true
    accepts:
      - show:
          - ZL-001
        force: must
        legal_basis:
          - source: minfa-2020-20
            clause: 第一条
            quote: 一句原话。
"""


def messages(folder: Path, files: dict[str, str]) -> list[str]:
    root = small_catalogue(folder, files)
    return [problem.message for problem in check(root, on=DAY).problems]


def test_a_circle_is_told_in_words(tmp_path):
    files = {
        "facts/fs-001-zhu.yml": FACT,
        "evidence-types/zl-001-jia.yml": evidence_type("ZL-001", needs="ZL-002", proves="FS-001"),
        "evidence-types/zl-002-yi.yml": evidence_type("ZL-002", needs="ZL-001"),
        "requirements/zm-001.yml": REQUIREMENT,
    }

    assert messages(tmp_path, files) == [
        "银行要的这一项绕成了圈：要材料1先要材料2，要材料2先要材料1"
    ]


def test_a_gap_is_told_in_words(tmp_path):
    files = {
        "facts/fs-001-zhu.yml": FACT,
        "evidence-types/zl-001-jia.yml": evidence_type("ZL-001", needs="ZL-002", proves="FS-001"),
        "evidence-types/zl-002-yi.yml": evidence_type("ZL-002"),
        "requirements/zm-001.yml": REQUIREMENT,
    }

    assert messages(tmp_path, files) == [
        "银行要的这一项走不通：要有材料2才行，怎么拿到它没有读到规定"
    ]


def test_every_requirement_behind_a_refusal_is_met_or_says_why_not(shipped_catalogue):
    evidence = evidence_of(shipped_catalogue)

    for asked in evidence.requirements:
        if shipped_catalogue.entries[asked.entry].decision is Decision.FORBIDDEN:
            assert bool(asked.requirement.no_way) is (evidence.grade_of(asked) is None), asked


def test_a_dead_parents_deposit_is_drawn_without_a_circle(shipped_catalogue):
    """The State Council's own case of 2020: bank, notary, police, residents' committee."""
    evidence = evidence_of(shipped_catalogue)
    (asked,) = (one for one in evidence.requirements if one.requirement.id == "YQ-115")

    way = [
        evidence.types[one.node.id].name
        for one in steps(asked.node, evidence.solution)
        if one.node.id in evidence.types
    ]

    assert way == [
        "亲笔签名的承诺（已故存款人小额存款）",
        "居民身份证",
        "居民死亡医学证明",
        "居民户口簿",
    ]
    assert evidence.solution[asked.node].visits <= 1


def test_a_promise_counts_only_before_who_must_take_it(tmp_path):
    promise = evidence_type("ZL-001", proves="FS-001").replace("type: document", "type: promise")
    promise = promise.replace("issued_by: gonganju\n", "") + "requires:\n  - nothing: true\n"
    files = {
        "facts/fs-001-zhu.yml": FACT,
        "evidence-types/zl-001-jia.yml": promise,
        "requirements/zm-001.yml": REQUIREMENT,
    }
    before_police = REQUIREMENT.replace("name: 银行\n", "name: 派出所\n      body: gonganju\n")
    bound = {
        **files,
        "evidence-types/zl-001-jia.yml": promise + "bound_to:\n  - gonganju\n",
        "requirements/zm-001.yml": before_police,
    }

    assert len(messages(tmp_path / "free", files)) == 1
    assert messages(tmp_path / "bound", bound) == []


def test_what_offices_look_up_counts_before_offices_only(shipped_catalogue):
    """政务数据共享条例第十九条 binds offices of government: no bank, no notary."""
    evidence = evidence_of(shipped_catalogue)
    (shared,) = (
        number for number, one in evidence.types.items() if one.name == "政府部门通过共享取得的数据"
    )
    looked_up = {
        way.node.before for way in evidence.ways if Node("evidence", shared) in way.needs
    } - {asked.node.before for asked in evidence.requirements}

    assert looked_up == {"government"}
    lent = {
        way.node.before
        for way in evidence.ways
        if any(need.before == "government" for need in way.needs)
    }
    assert "ziranziyuanju" in lent
    assert not lent & {"yinhang", "gongzhengchu", "xuexiao", ""}


def test_nobody_is_told_to_hand_in_a_death(shipped_catalogue):
    """A widow at the bank: papers are handed in, facts are proved, each with papers of its own."""
    evidence = evidence_of(shipped_catalogue)
    (at_the_bank,) = (one for one in evidence.requirements if one.requirement.id == "YQ-115")
    line = asked_line(shipped_catalogue, evidence, at_the_bank)
    told = environment().get_template("_evidence.html.j2").module.asked(line, "../")

    words = re.sub(r"<[^>]+>", "", str(told))

    assert (
        "居民身份证，还要证明死亡（拿居民死亡医学证明）、证明夫妻关系（已婚）（拿居民户口簿）"
        in words
    )
    assert not re.search("拿出[^，（]*死亡、", words)


def test_who_must_go_to_a_notary_is_not_sent_to_the_bureau_of_justice(shipped_catalogue):
    places = [
        (one.place, one.body)
        for entry in shipped_catalogue.entries.values()
        for one in entry.routes
        if "公证" in one.place
    ]
    steps = [
        (step.place, step.body)
        for journey in shipped_catalogue.of(Journey).values()
        for step in journey.steps
        if "公证" in step.place
    ]
    deeds = [
        (one.name, one.issued_by)
        for one in shipped_catalogue.of(EvidenceType).values()
        if one.type is EvidenceKind.NOTARIAL
    ]

    assert len(places) > 10
    assert len(deeds) > 10
    assert {body for _, body in (*places, *steps, *deeds)} == {"gongzhengchu"}


def test_nobody_accepts_what_it_gives_only_to_who_has_shown_it_already(shipped_catalogue):
    evidence = evidence_of(shipped_catalogue)

    for asked in evidence.requirements:
        requester = asked.requirement.requester.body
        for number in {one for accepted in asked.requirement.accepts for one in accepted.show}:
            shown = evidence.types[number]
            if requester and shown.issued_by == requester and shown.requires:
                assert not all(asked.requirement.fact in way.facts for way in shown.requires)


def test_a_quotation_leads_to_its_article(shipped_catalogue):
    evidence = evidence_of(shipped_catalogue)
    marriage = evidence_type_view(shipped_catalogue, evidence, evidence.types["ZL-019"])
    refused = refused_view(shipped_catalogue, title="窗口不办怎么办")

    for template, view, address, clause in [
        ("evidence.html.j2", marriage, "source-reg-hydj-2025", "第八条"),
        ("refused.html.j2", refused, "source-law-xzxk", "第三十二条"),
    ]:
        page = (
            environment()
            .get_template(template)
            .render(view=view, root="../", site={"hotline": None})
        )
        assert f'<a href="../{address}/#{quote(clause)}">' in page
