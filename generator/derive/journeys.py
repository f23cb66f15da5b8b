"""Journeys that may be shown, with their figures, and in what order their steps must stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.model.catalogue import Catalogue
from generator.model.journeys import Journey, JourneyStep, Remedy

MOST_UNCHECKED = Fraction(1, 4)
"""Of its details, a journey may have this share that was not checked."""
LAST = 99
GUIDE = "guide"
"""The type of what only points the way, in one or two steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What stands of a journey: steps, offices, steps with a ground, details that were not checked."""

    steps: int
    visits: int
    grounded: int
    details: int
    unchecked: int

    @property
    def may_be_shown(self) -> bool:
        """Whether every step has a ground and at most a quarter of the details is not checked."""
        return self.grounded == self.steps and self.unchecked <= self.details * MOST_UNCHECKED


def figures(journey: Journey) -> Figures:
    """Count a journey. An office that several steps lead to is counted for each."""
    details = [one for step in journey.steps for one in step.details]
    return Figures(
        steps=len(journey.steps),
        visits=sum(1 for step in journey.steps if step.body or step.place),
        grounded=sum(step.is_grounded for step in journey.steps),
        details=len(details),
        unchecked=sum(one.unverified for one in details),
    )


def journeys(catalogue: Catalogue) -> tuple[Journey, ...]:
    """Return the journeys that are shown: drafts are not."""
    return tuple(one for one in catalogue.of(Journey).values() if not one.draft)


def by_entry(catalogue: Catalogue) -> dict[str, tuple[Journey, ...]]:
    """Return the journeys that lead through each entry; what only points the way comes last."""
    found: dict[str, dict[Journey, None]] = defaultdict(dict)
    for journey in sorted(journeys(catalogue), key=lambda one: one.type == GUIDE):
        for step in journey.steps:
            for number in step.entries:
                found[number][journey] = None
    return {number: tuple(those) for number, those in found.items()}


def remedies(catalogue: Catalogue) -> tuple[Remedy, ...]:
    """Return what can be done against a refusal, in its order."""
    found = catalogue.of(Remedy).values()
    return tuple(sorted(found, key=lambda one: (one.order or LAST, one.id)))


def needed_too_early(journey: Journey) -> Iterator[tuple[int, int, JourneyStep, str]]:
    """Yield what a step needs and only a later step gives: the step's place, the need's place.

    What an earlier step gives as well is no fault.
    """
    for place, step in enumerate(journey.steps):
        before = {number for one in journey.steps[:place] for number in one.yields}
        for need, number in enumerate(step.needs):
            later = (one for one in journey.steps[place:] if number in one.yields)
            if number not in before and (giver := next(later, None)):
                yield place, need, giver, number
