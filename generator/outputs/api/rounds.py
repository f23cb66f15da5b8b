"""What communities reported and what departments answered, for programs."""

from __future__ import annotations

from typing import Any

from generator.derive.consultation import Answer, latest_answers
from generator.model.canonical import public
from generator.model.catalogue import Catalogue


def tallies_data(catalogue: Catalogue) -> dict[str, Any]:
    """Return every month that was reported: who said so, and how many of what and from whom."""
    return {"tallies": [public(tally.fields) for _, tally in sorted(catalogue.tallies.items())]}


def consultations_data(catalogue: Catalogue) -> dict[str, Any]:
    """Return every department's last word on every entry, and what became of it."""
    return {"answers": [_answer(one) for one in latest_answers(catalogue)]}


def _answer(one: Answer) -> dict[str, Any]:
    told = one.opinion
    return {
        "entry": told.entry,
        "body": one.consultation.body,
        "asked_on": one.consultation.asked_on.isoformat(),
        "signed_on": told.signed_on.isoformat(),
        "signed_by": told.signed_by,
        "opinion": told.opinion,
        "text": told.text or None,
        "outcome": told.outcome or None,
        "outcome_reason": told.outcome_reason or None,
        "changed_since": one.changed,
    }
