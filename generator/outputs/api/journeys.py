"""``api/v1/journeys.json``: one matter in steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.derive.journeys import journeys, remedies
from generator.model.canonical import public
from generator.model.catalogue import Catalogue
from generator.model.journeys import Journey


def journeys_data(catalogue: Catalogue) -> dict[str, Any]:
    """Return the journeys that are shown, and what can be done against a refusal."""
    return {
        "journeys": _journeys(catalogue),
        "remedies": (public(one.fields) for one in remedies(catalogue)),
    }


def _journeys(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    for journey in journeys(catalogue):
        shown = {"id": journey.id, "name": journey.title, "url": f"{journey.slug}/"}
        steps = list(_steps(journey))
        yield (
            shown
            | {k: v for k, v in public(journey.fields).items() if k != "draft"}
            | {"steps": steps}
        )


def _steps(journey: Journey) -> Iterator[dict[str, Any]]:
    for step, fields in zip(journey.steps, journey.fields["steps"], strict=True):
        yield {**fields, "basis": fields.get("legal_basis", ()), "unverified": not step.is_grounded}
