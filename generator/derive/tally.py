"""报来件数: what communities counted themselves, summed over months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.derive.ledgers import given_ledgers
from generator.model.catalogue import Catalogue
from generator.model.rounds import Tally

TASKS = "tasks"
"""The ledger of what departments send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One month of one ledger: how many, and how many communities say so."""

    month: str
    ledger: str
    communities: int
    count: int
    outside: int
    """Of these, how many of matters that are not in the catalogue."""


def sent_by(catalogue: Catalogue) -> Mapping[str, int]:
    """Return how often each department sent something, by its id, in all months reported."""
    found: dict[str, int] = {}
    for tally in catalogue.tallies.values():
        for one in tally.counts:
            if one.ledger == TASKS and one.body:
                found[one.body] = found.get(one.body, 0) + one.count
    return found


def reported(catalogue: Catalogue) -> tuple[Reported, ...]:
    """Return every month and ledger of which something was reported, in order."""
    return tuple(
        _reported(tally, ledger)
        for _, tally in sorted(catalogue.tallies.items())
        for ledger in given_ledgers()
        if any(one.ledger == ledger for one in tally.reports)
    )


def _reported(tally: Tally, ledger: str) -> Reported:
    counts = [one for one in tally.counts if one.ledger == ledger]
    return Reported(
        month=tally.id,
        ledger=ledger,
        communities=len({one.community for one in tally.reports if one.ledger == ledger}),
        count=sum(one.count for one in counts),
        outside=sum(one.count for one in counts if not one.entry),
    )


def unequal(tally: Tally) -> tuple[tuple[str, int, int], ...]:
    """Return the ledgers whose counts are not what the communities reported, with both sums."""
    found = []
    for ledger in given_ledgers():
        reports = sum(one.count for one in tally.reports if one.ledger == ledger)
        counts = sum(one.count for one in tally.counts if one.ledger == ledger)
        if reports != counts:
            found.append((ledger, reports, counts))
    return tuple(found)
