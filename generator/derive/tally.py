"""报来件数: the counts that communities reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.derive.ledgers import ledger_definitions
from generator.model.catalogue import Catalogue
from generator.model.rounds import Tally

TASKS = "tasks"
"""The ledger of tasks that departments sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedCount:
    """The total of one month and ledger, and the number of reporting communities."""

    month: str
    ledger: str
    communities: int
    count: int
    outside: int
    """The part of the count that is not in the catalogue."""


def tasks_by_department(catalogue: Catalogue) -> Mapping[str, int]:
    """Return the number of tasks sent by each department in all reported months."""
    counts: dict[str, int] = {}
    for tally in catalogue.tallies.values():
        for count in tally.counts:
            if count.ledger == TASKS and count.body:
                counts[count.body] = counts.get(count.body, 0) + count.count
    return counts


def reported_counts(catalogue: Catalogue) -> tuple[ReportedCount, ...]:
    """Return the totals of all reported months and ledgers, in order."""
    return tuple(
        _reported_count(tally, ledger)
        for _, tally in sorted(catalogue.tallies.items())
        for ledger in ledger_definitions()
        if any(report.ledger == ledger for report in tally.reports)
    )


def _reported_count(tally: Tally, ledger: str) -> ReportedCount:
    counts = [line for line in tally.counts if line.ledger == ledger]
    return ReportedCount(
        month=tally.id,
        ledger=ledger,
        communities=len({line.community for line in tally.reports if line.ledger == ledger}),
        count=sum(line.count for line in counts),
        outside=sum(line.count for line in counts if not line.entry),
    )


def mismatched_ledgers(tally: Tally) -> tuple[tuple[str, int, int], ...]:
    """Return the ledgers whose counts differ from the reports, with both sums."""
    mismatched = []
    for ledger in ledger_definitions():
        reports = sum(line.count for line in tally.reports if line.ledger == ledger)
        counts = sum(line.count for line in tally.counts if line.ledger == ledger)
        if reports != counts:
            mismatched.append((ledger, reports, counts))
    return tuple(mismatched)
