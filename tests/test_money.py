"""The money: hand-worked cases at every boundary, exact to the fen, with nothing added that may not be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from helpers import DAY, small_catalogue, write

from generator.checking import check
from generator.derive.money import CommunityProfile, boundaries, calculator_data, lines, total
from generator.model.catalogue import Catalogue
from generator.views.money import span, yuan

OPEN = "正好2000户、正好3000户，各压在两档上，原文没有说算哪一档。"


FUNDING = """\
id: JF-001
name: 工作经费
summary: 每年六万元。
decision: permitted
status: in_force
ceased_on: {ceased}
tier: A
standing: law
standards:
  - text: 每年六万元。
    amount: '60000'
    unit: 元
    counted_by: community
    households_to: 2000
legal_basis:
  - source: law-jwh-2025
    clause: 第四条
verification:
  verified_on: 2026-11-01
  next_review_on: 2027-11-01
  confidence: single
"""


def reckoned(catalogue: Catalogue, standing: str = "recommended", **place) -> dict[str, list[str]]:
    found = lines(catalogue, standing, CommunityProfile(**place), DAY)
    return {line.entry.id: sorted({str(line.least), str(line.most)}) for line in found}


@pytest.mark.parametrize(
    ("households", "a_year"),
    [
        (0, ["60000.00"]),
        (1, ["60000.00"]),
        (1999, ["60000.00"]),
        (2000, ["60000.00", "70000.00"]),
        (2001, ["70000.00"]),
        (2999, ["70000.00"]),
        (3000, ["70000.00", "80000.00"]),
        (3001, ["80000.00"]),
        (20000, ["80000.00"]),
    ],
)
def test_the_work_fund_by_households(shipped_catalogue, households, a_year):
    assert reckoned(shipped_catalogue, households=households)["JF-001"] == a_year


def test_where_the_survey_leaves_it_open_the_entry_says_so(shipped_catalogue):
    assert boundaries(shipped_catalogue, DAY) == (2000, 3000)
    (line,) = (
        x
        for x in lines(shipped_catalogue, "recommended", CommunityProfile(households=2000), DAY)
        if x.least != x.most
    )

    assert line.entry.fields["ambiguity"] == OPEN
    assert line.texts == ("2000户以下，每年不低于6万元。", "2000—3000户，每年不低于7万元。")


def test_a_community_worked_by_hand(shipped_catalogue):
    """2,500 households, 83 members, a chief at 60,000.55 yuan, two deputies, three others."""
    found = reckoned(
        shipped_catalogue,
        households=2500,
        party_members=83,
        deputies=2,
        other_staff=3,
        base_pay=Decimal("60000.55"),
    )

    assert found == {
        "JF-001": ["70000.00"],
        "JF-002": ["4150.00"],  # 83 × 50
        "JF-003": ["100000.00"],
        "JF-005": ["312002.86"],  # 60000.55 + 108000.99 + 144001.32
        "JF-006": ["31200.29"],  # 312002.86 × 10 % = 31200.286
    }
    assert total(
        lines(shipped_catalogue, "recommended", CommunityProfile(households=2500), DAY)
    ) == (
        170000,
        170000,
    )


def test_without_the_chief_s_pay_no_pay_is_reckoned(shipped_catalogue):
    assert set(reckoned(shipped_catalogue, households=2500)) == {"JF-001", "JF-002", "JF-003"}


def test_what_was_in_force_then_differs_by_type(shipped_catalogue):
    then = {
        kind: reckoned(shipped_catalogue, "then", type=kind) for kind in ("urban", "town", "rural")
    }

    assert then["urban"] == {
        "JF-013": ["50000.00"],
        "JF-014": ["1000.00", "1500.00"],
        "JF-015": ["10000.00"],
    }
    assert then["rural"] == {}


def test_the_law_names_no_amount(shipped_catalogue):
    assert reckoned(shipped_catalogue, "law", households=2500, base_pay=Decimal(50000)) == {}


@pytest.mark.parametrize(("ceased", "counted"), [("2026-11-23", False), ("2026-11-24", True)])
def test_a_standard_that_has_ended_yields_nothing(tmp_path, ceased, counted):
    root = small_catalogue(tmp_path)
    write(root / "funding/jf-001-jingfei.yml", FUNDING.format(ceased=ceased))
    catalogue = check(root, on=DAY).catalogue
    found = lines(catalogue, "law", CommunityProfile(households=10), DAY)

    assert [line.entry.id for line in found] == ["JF-001"] * counted
    assert len(calculator_data(catalogue, DAY)) == counted
    assert boundaries(catalogue, DAY) == (2000,) * counted


def test_law_then_and_proposal_never_stand_in_one_sum(shipped_catalogue):
    data = calculator_data(shipped_catalogue, DAY)

    assert {one["standing"] for one in data} == {"then", "recommended"}
    assert all(one["standards"] for one in data)


@pytest.mark.parametrize(
    ("amount", "written"),
    [("60000", "60,000元"), ("0.5", "0.50元"), ("1234567.89", "1,234,567.89元")],
)
def test_amounts_as_they_are_read(amount, written):
    assert yuan(Decimal(amount)) == written


def test_a_sum_that_may_not_be_less_is_written_so(shipped_catalogue):
    place = CommunityProfile(households=2500, type="urban")
    found = {
        line.entry.id: line
        for standing in ("then", "recommended")
        for line in lines(shipped_catalogue, standing, place, DAY)
    }

    work, family = found["JF-001"], found["JF-013"]

    assert span(work.least, work.most, at_least=work.at_least) == "不低于70,000元"
    assert span(family.least, family.most, at_least=family.at_least) == "50,000元"
    data = {one["id"]: one for one in calculator_data(shipped_catalogue, DAY)}
    assert data["JF-013"]["open"].startswith("“2:1”谁是2")
