"""Answers that Python and the browser must both give; ``tests/browser/test_vectors.py`` runs the same."""

from __future__ import annotations

import json
from datetime import date

import msgspec
import pytest
from helpers import TESTS

from generator.editions.verification import VerificationData, verify


def vectors(name):
    return json.loads((TESTS / "vectors" / f"{name}.json").read_text(encoding="utf-8"))


VERIFICATION = vectors("verification")


@pytest.mark.parametrize("case", VERIFICATION["cases"], ids=lambda case: case["name"])
def test_verification(case):
    data = msgspec.convert(VERIFICATION["data"], VerificationData)

    verdict = verify(data, date.fromisoformat(case["on"]), case["text"])

    assert (verdict.state, list(verdict.sentences)) == (case["state"], case["sentences"])
