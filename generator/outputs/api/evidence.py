"""``api/v1/evidence.json``: what proves what, in the terms of CCCEV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.derive.evidence import CertificateRequirement, Evidence
from generator.derive.proof_graph import Grade
from generator.model.canonical import public
from generator.model.catalogue import Catalogue
from generator.model.evidence import Requirements

REACH = {Grade.GROUNDED: "grounded", Grade.OFFICE: "office_decides", None: "none"}
"""How the best way to a requirement rests."""


def evidence_data(catalogue: Catalogue, evidence: Evidence) -> dict[str, Any]:
    """Return facts, evidence types, what is usually held, and every requirement with its reach."""
    return {
        "facts": (
            {"id": number, "name": fact.name, "evidence": list(_showing(evidence, number))}
            | public(fact.fields)
            for number, fact in evidence.facts.items()
        ),
        "evidence_types": (public(one.fields) for one in evidence.types.values()),
        "held": [number for number, one in evidence.types.items() if one.held],
        "requirements": _requirements(catalogue, evidence),
    }


def _showing(evidence: Evidence, fact: str) -> Iterator[str]:
    """Yield the evidence types said to show a fact, on whatever ground."""
    for number, one in evidence.types.items():
        if any(proof.fact == fact for proof in one.proves):
            yield number


def _requirements(catalogue: Catalogue, evidence: Evidence) -> Iterator[dict[str, Any]]:
    for record in catalogue.of(Requirements).values():
        for one, fields in zip(record.requirements, record.fields["requirements"], strict=True):
            reach = evidence.grade_of(CertificateRequirement(entry=record.entry, requirement=one))
            yield {"entry": record.entry, **public(fields), "reach": REACH[reach]}
