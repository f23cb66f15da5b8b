"""Journeys of the shipped catalogue: figures, order, and what those who are stuck can still do."""

from __future__ import annotations

import pytest
from helpers import DAY, small_catalogue
from test_linked_data import FILES

from generator.derive.evidence import Node, evidence_of
from generator.derive.journeys import figures, journeys, journeys_by_entry, premature_needs
from generator.derive.proof_graph import Grade, Solution, solve, steps
from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate
from generator.model.journeys import Journey
from generator.site.compose import build
from generator.views.journeys import journey_view

MATTERS = (
    "laoren-qushi",
    "sheng-haizi",
    "shangxue",
    "jiehun",
    "lihun",
    "maimai-fangwu",
    "zufang-juzhuzheng",
    "kaidian",
    "yanggou",
)
STUCK = (
    "sangzangfei-hukouben",
    "laoren-cunkuan-zheng-diu",
    "bei-siwang-zhuxiao",
    "dusheng-zinvzheng-diu",
    "erhan-diandongche",
    "tong-yi-ren",
)
NO_SURE_WAY = (
    "danshen-yinhang",
    "laohu-bu-zai-yiben",
    "zaonian-guoshi",
    "zijianfang-meizheng",
    "wochuang-gongzheng",
)
HOUSEHOLD_BOOKS = ("ZL-002", "ZL-108")
BIRTH, MARRIAGE, ADOPTION = "ZL-018", "ZL-019", "ZL-104"
DEATH = ("ZL-010", "ZL-011", "ZL-013")
NOTARY_CHECKS = "ZL-024"
BANK = "id: yinhang\nname: 银行\nshort_name: 银行\nname_verified: true\ntype: public\n"
PHONE = "channels:\n  - type: phone\n    name: 热线\n    phone: '12345'\n    unverified: true\n"


def of(catalogue: Catalogue, name: str) -> Journey:
    return next(one for one in journeys(catalogue) if one.id == name)


def without(catalogue: Catalogue, *lost: str) -> Solution:
    """What can be had by someone who has lost these papers and gets no new ones."""
    gone = {Node("evidence", number) for number in lost}
    return solve(way for way in evidence_of(catalogue).ways if way.node not in gone)


def papers(solution: Solution, node: Node) -> list[str]:
    return [way.node.id for way in steps(node, solution) if way.node.kind == "evidence"]


@pytest.mark.parametrize("name", MATTERS + STUCK + NO_SURE_WAY)
def test_a_journey_is_shown_with_a_ground_for_every_step(shipped_catalogue, name):
    found = figures(of(shipped_catalogue, name))

    assert found.may_be_shown
    assert found.visits <= found.steps


@pytest.mark.parametrize("name", MATTERS + STUCK + NO_SURE_WAY)
def test_nothing_is_needed_before_it_can_be_had(shipped_catalogue, name):
    assert not list(premature_needs(of(shipped_catalogue, name)))


@pytest.mark.parametrize("name", MATTERS + STUCK + NO_SURE_WAY)
def test_every_step_at_a_place_leads_to_the_page_of_its_body(shipped_catalogue, name):
    for step in of(shipped_catalogue, name).steps:
        assert step.body or not step.place, step.title


def test_a_step_leads_to_its_office_and_dials_its_number(shipped_catalogue):
    """Numbers for emergencies are not for asking, and what nobody checked is not dialled."""
    view = journey_view(shipped_catalogue, of(shipped_catalogue, "laoren-qushi"))

    steps_ = {step.id: step for step in view.steps}
    told = {
        name: (step.place, step.body.title if step.body else "", step.call)
        for name, step in steps_.items()
    }
    assert told["zhuxiao-hukou"] == ("老人户口所在地的派出所", "公安局", "12345")
    assert told["sangzangfei"] == ("社保窗口", "人社局", "12333")
    assert told["xiao-cunkuan"] == ("", "开户银行", "")
    assert told["yichan"][2] == "12345"
    assert told["siwang-zhengming"][2] == ""


def test_in_danger_nobody_is_told_to_ask_first(shipped_catalogue):
    urgent = [one for one in journeys(shipped_catalogue) if one.urgent]

    assert urgent
    for journey in urgent:
        view = journey_view(shipped_catalogue, journey)
        assert not any(step.call for step in view.steps), journey.id


@pytest.mark.parametrize("name", NO_SURE_WAY)
def test_who_cannot_finish_today_is_told_so(shipped_catalogue, name):
    journey = of(shipped_catalogue, name)

    assert "没有一条一定走得通的路" in journey.intro
    assert journey.unverified


def test_a_funeral_payment_without_a_household_book(shipped_catalogue):
    """Nor birth or marriage certificate: the office has to look it up."""
    solution = without(shipped_catalogue, *HOUSEHOLD_BOOKS, BIRTH, MARRIAGE, ADOPTION)

    for requirement in ("YQ-064", "YQ-065", "YQ-066"):
        assert solution[Node("requirement", requirement)].visits <= 1


def test_a_dead_parents_deposit_with_lost_certificates(shipped_catalogue):
    """The household book shows both; without it too, a notary looks it up."""
    heir = Node("requirement", "YQ-115")
    lost = (*DEATH, BIRTH, MARRIAGE, ADOPTION)

    with_book = without(shipped_catalogue, *lost)
    bare = without(shipped_catalogue, *lost, *HOUSEHOLD_BOOKS)

    assert "ZL-002" in papers(with_book, heir)
    assert heir in bare
    assert NOTARY_CHECKS in papers(bare, heir)


def test_someone_registered_as_dead_shows_himself(shipped_catalogue):
    solution = without(shipped_catalogue)

    assert solution[Node("fact", "FS-019", "rensheju")].visits == 0
    assert papers(solution, Node("requirement", "YQ-056"))[0] == "ZL-001"


def test_a_lost_one_child_certificate_has_no_way_that_was_read(shipped_catalogue):
    solution = without(shipped_catalogue, "ZL-042")

    assert Node("fact", "FS-026") not in solution
    assert any("没有读到" in line for line in of(shipped_catalogue, STUCK[3]).unverified)


def test_the_same_person_is_shown_by_a_notary_at_the_last(shipped_catalogue):
    solution = without(shipped_catalogue)

    assert solution[Node("fact", "FS-005")].grade is Grade.OFFICE
    assert NOTARY_CHECKS in papers(solution, Node("fact", "FS-005"))


def test_who_never_married_depends_on_what_a_notary_looks_up(shipped_catalogue):
    bank = Node("requirement", "YQ-036")

    assert bank in without(shipped_catalogue)
    assert bank not in without(shipped_catalogue, NOTARY_CHECKS)


def test_a_death_at_home_long_ago_is_looked_into_by_the_police(shipped_catalogue):
    solution = without(shipped_catalogue, *DEATH, "ZL-108")

    assert papers(solution, Node("evidence", "ZL-005")) == ["ZL-008", "ZL-007", "ZL-005"]


def test_who_cannot_go_to_a_notary_is_known_to_be_alive_by_his_insurer_only(shipped_catalogue):
    solution = without(shipped_catalogue, "ZL-026")

    assert Node("fact", "FS-019", "rensheju") in solution
    assert Node("fact", "FS-019") not in solution


@pytest.mark.parametrize(("number", "paper"), [("ZM-004", "养犬登记证"), ("ZM-003", "原始凭证")])
def test_nobody_is_asked_for_the_paper_he_applies_for(shipped_catalogue, number, paper):
    entry = shipped_catalogue.entries[number]
    assert isinstance(entry, Certificate)

    assert all(paper not in document for route in entry.routes for document in route.documents)


def test_the_household_book_does_not_lead_onto_itself(shipped_catalogue):
    """Who registers a child is not asked to show the child in the household book."""
    routes = shipped_catalogue.entries["ZM-009"].routes

    registering = [route for route in routes if route.condition == "上户口的"]
    showing = [route for route in routes if "户口簿" in route.documents]

    assert [route.documents for route in registering] == [("出生医学证明",)]
    assert [route.condition for route in showing] == ["上学、办公证"]


def test_only_the_registrar_is_bound_by_the_rule_for_registrars(shipped_catalogue):
    """婚姻登记条例第十条 binds who registers marriages: no other route rests on it."""
    routes = shipped_catalogue.entries["ZM-008"].routes

    resting = [
        route.body
        for route in routes
        for basis in route.legal_basis
        if basis.source == "reg-hydj-2025" and basis.clause == "第十条"
    ]
    assert resting == ["minzhengju"]


def test_who_owns_nothing_is_not_sent_to_search(shipped_catalogue):
    """Holders and interested parties may search a register: 没有房 is looked up by who asks."""
    routes = shipped_catalogue.entries["ZM-017"].routes

    none = [route.type for route in routes if "没有房" in route.condition]
    assert none == ["data_sharing", "ask_requester"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The pages of a small catalogue in which a journey leads through its certificate."""
    told = BANK.replace("yinhang", "xuexiao") + PHONE
    files = FILES | {"bodies/yinhang.yml": BANK, "bodies/xuexiao.yml": told}
    root = small_catalogue(tmp_path_factory.mktemp("journeys"), files)
    return {page.address: page for page in build(root, on=DAY).pages if not page.prefix}


def test_an_entry_leads_to_the_whole_matter(pages):
    page = pages["zm-001/"].body

    assert '从头到尾怎么办：<a href="../journey-ban-jia/">搬家</a>' in page


def test_a_paper_leads_to_the_matter_on_which_it_is_got(pages):
    link = '从头到尾怎么办：<a href="../journey-ban-jia/">搬家</a>'

    assert link in pages["evidence-zl-001/"].body
    assert link not in pages["evidence-zl-002/"].body


def test_the_matters_of_an_entry_end_with_what_only_points_the_way(shipped_catalogue):
    found = journeys_by_entry(shipped_catalogue)["ZM-018"]

    assert [one.id for one in found] == ["laoren-qushi", "laoren-cunkuan-zheng-diu"]


def test_whose_number_nobody_found_is_asked_for_at_the_hotline(pages):
    assert (
        '没有查到它的电话、网址。不知道在哪里的，打<a class="nb" href="tel:12345">12345</a>问。'
        in (pages["body-yinhang/"].body)
    )
    assert "没有查到它的电话" not in pages["body-xuexiao/"].body
