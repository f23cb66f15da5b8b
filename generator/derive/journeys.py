"""Published journeys, their figures, and the order of their steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.model.catalogue import Catalogue
from generator.model.journeys import Journey, JourneyStep, Remedy

MOST_UNCHECKED = Fraction(1, 4)
"""The largest share of unverified details in a journey."""
LAST = 99
GUIDE = "guide"
"""The type of a short journey that only refers to an office, in one or two steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of a journey: steps, visits, grounded steps, details and unverified details."""

    steps: int
    visits: int
    grounded: int
    details: int
    unchecked: int

    @property
    def may_be_shown(self) -> bool:
        """Whether all steps are grounded, and at most ``MOST_UNCHECKED`` of the details is unverified."""
        return self.grounded == self.steps and self.unchecked <= self.details * MOST_UNCHECKED


def figures(journey: Journey) -> Figures:
    """Return the counts of a journey. Each step to an office counts as a visit."""
    details = [detail for step in journey.steps for detail in step.details]
    return Figures(
        steps=len(journey.steps),
        visits=sum(1 for step in journey.steps if step.body or step.place),
        grounded=sum(step.is_grounded for step in journey.steps),
        details=len(details),
        unchecked=sum(detail.unverified for detail in details),
    )


def journeys(catalogue: Catalogue) -> tuple[Journey, ...]:
    """Return the journeys that are no drafts."""
    return tuple(journey for journey in catalogue.of(Journey).values() if not journey.draft)


def journeys_by_entry(catalogue: Catalogue) -> dict[str, tuple[Journey, ...]]:
    """Return the journeys of each entry, guides last."""
    by_entry: dict[str, dict[Journey, None]] = defaultdict(dict)
    for journey in sorted(journeys(catalogue), key=lambda journey: journey.type == GUIDE):
        for step in journey.steps:
            for number in step.entries:
                by_entry[number][journey] = None
    return {number: tuple(entry_journeys) for number, entry_journeys in by_entry.items()}


def remedies(catalogue: Catalogue) -> tuple[Remedy, ...]:
    """Return the remedies against a refusal, in order."""
    all_remedies = catalogue.of(Remedy).values()
    return tuple(sorted(all_remedies, key=lambda remedy: (remedy.order or LAST, remedy.id)))


def premature_needs(journey: Journey) -> Iterator[tuple[int, int, JourneyStep, str]]:
    """Yield each paper that a step needs and that only this or a later step yields.

    The items are the index of the step, the index of the need, the later step, and the id of the paper.
    """
    for index, step in enumerate(journey.steps):
        earlier = {
            type_id for earlier_step in journey.steps[:index] for type_id in earlier_step.yields
        }
        for need, type_id in enumerate(step.needs):
            later = (
                earlier_step
                for earlier_step in journey.steps[index:]
                if type_id in earlier_step.yields
            )
            if type_id not in earlier and (later_step := next(later, None)):
                yield index, need, later_step, type_id
