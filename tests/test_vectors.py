"""Answers that Python and the browser must both give; ``tests/browser/test_vectors.py`` runs the same."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from helpers import DAY, TESTS, small_catalogue

from generator.checking import check
from generator.derive.money import CommunityProfile, lines
from generator.editing.exporting import entry_file
from generator.editions.cited import VerificationData
from generator.editions.copies import compare, digests_in, merge_digests
from generator.editions.edition import EditionError
from generator.editions.verification import verify
from generator.outputs.pages.edit_form import written_order
from generator.schema.kinds import load_kinds
from generator.search.folding import fold
from generator.search.pieces import part_of
from generator.search.readings import tokens_of


def vectors(name):
    return json.loads((TESTS / "vectors" / f"{name}.json").read_text(encoding="utf-8"))


KINDS = load_kinds()
CERTIFICATE = KINDS.by_key["certificates"]
ORDER = written_order(KINDS, CERTIFICATE.schema)
VERIFICATION = vectors("verification")
COPIES = vectors("copies")
MONEY = vectors("money")
TYPES = """\
id: community-types
title: 社区类型
concepts:
  - id: urban
    label: 城市
  - id: town
    label: 镇
  - id: rural
    label: 农村
"""


@pytest.fixture(scope="module")
def funded(tmp_path_factory):
    """A catalogue with the funding standards of the vectors."""
    common = {
        "name": "经费",
        "summary": "试。",
        "decision": "permitted",
        "status": "in_force",
        "tier": "A",
        "legal_basis": [{"source": "law-jwh-2025", "clause": "第四条"}],
        "verification": {
            "verified_on": "2026-11-01",
            "next_review_on": "2027-11-01",
            "confidence": "single",
        },
    }
    files = {
        f"funding/{entry['id'].lower()}-x.yml": entry_file(
            {**common, **entry, "name": f"经费{entry['id']}"}, KINDS.by_key["funding"], KINDS
        )
        for entry in MONEY["entries"]
    }
    files["vocabularies/community-types.yml"] = TYPES
    checked = check(small_catalogue(tmp_path_factory.mktemp("money"), files), on=DAY)
    assert checked.passed, [problem.message for problem in checked.problems]
    return checked.catalogue


@pytest.mark.parametrize("case", VERIFICATION["cases"], ids=lambda case: case["name"])
def test_verification(case):
    data = msgspec.convert(VERIFICATION["data"], VerificationData)

    verdict = verify(data, date.fromisoformat(case["on"]), case["text"])

    told = (verdict.state, list(verdict.sentences), verdict.digits)
    assert told == (case["state"], case["sentences"], case["digits"])


@pytest.mark.parametrize(("text", "folded"), vectors("folding"))
def test_folding(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(("folded", "tokens"), vectors("tokens"))
def test_tokens(folded, tokens):
    assert tokens_of(folded) == tokens


@pytest.mark.parametrize(("sound", "count", "part"), vectors("parts"))
def test_parts(sound, count, part):
    assert part_of(sound, count) == part


@pytest.mark.parametrize(("data", "text"), vectors("yaml"))
def test_yaml(data, text):
    assert entry_file(data, CERTIFICATE, KINDS) == text


@pytest.mark.parametrize("case", MONEY["cases"], ids=lambda case: case["name"])
def test_money(funded, case):
    pay = case["community"]["base_pay"]
    community = CommunityProfile(
        **{**case["community"], "base_pay": None if pay is None else Decimal(pay)}
    )

    found = lines(funded, case["standing"], community, DAY)

    assert [[one.entry.id, str(one.least), str(one.most)] for one in found] == case["lines"]


@pytest.mark.parametrize("case", COPIES["cases"], ids=lambda case: case["name"])
def test_copies(case):
    own = {one["id"]: one["sha256"] for one in COPIES["own"]}

    try:
        compared = compare(own, merge_digests(digests_in(file.encode()) for file in case["files"]))
        told = (compared.agrees, list(compared.sentences))
    except EditionError as error:
        told = (False, [str(error)])

    assert told == (case["agrees"], case["sentences"])
