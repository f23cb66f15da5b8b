"""负担: the demands on communities, by department and by edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypeVar

from generator.derive.responsibilities import is_assistance, is_funded, responsibilities
from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate, Decision, Entry, Overhead, Service
from generator.model.supporting import Body

AnyEntry = TypeVar("AnyEntry", bound=Entry)
Bodies: TypeAlias = tuple[str, ...]
"""Ids of bodies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentBurden:
    """The demands of one department on communities."""

    body: Body
    asks: tuple[Entry, ...]
    funded: tuple[Entry, ...]
    barred: tuple[Entry, ...]
    """Services that it may not hand down to communities."""
    certificates: tuple[Entry, ...]
    """Certificates that it used to demand and that communities do not issue."""
    overheads: tuple[Entry, ...]
    """Ledgers, plaques, inspections, systems and vetoes that it demanded."""

    @property
    def unfunded(self) -> int:
        """The number of items for which no law names a payer."""
        return len(self.asks) - len(self.funded)

    @property
    def weight(self) -> tuple[int, int, str]:
        """The sort key: the most demands first."""
        return (-len(self.asks), -len(self.certificates), self.body.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The totals of a whole catalogue on one day."""

    label: str
    address: str
    """The page of the edition; empty for the current catalogue."""
    assisted: int
    funded: int
    barred: int
    refused: int
    """Certificates that communities do not issue."""
    kept: int
    cancelled: int
    unknown: int
    """Ledgers, plaques and inspections with an unknown outcome."""

    @property
    def unfunded(self) -> int:
        """The number of items for which no law names a payer."""
        return self.assisted - self.funded


def department_burdens(catalogue: Catalogue, on: date) -> tuple[DepartmentBurden, ...]:
    """Return all departments with current, former or forbidden demands, the most demands first."""
    burdens = (department_burden(catalogue, body, on) for body in catalogue.bodies.values())
    nonzero = (
        burden
        for burden in burdens
        if burden.asks or burden.barred or burden.certificates or burden.overheads
    )
    return tuple(sorted(nonzero, key=lambda burden: burden.weight))


def department_burden(catalogue: Catalogue, body: Body, on: date) -> DepartmentBurden:
    """Return the demands of one department on the day ``on``, without ended entries."""
    duties = responsibilities(catalogue, body)
    named = _in_force(catalogue.naming(body, "competent_bodies", "demanded_by"), on)
    asks = _in_force(duties.asks, on)
    return DepartmentBurden(
        body=body,
        asks=asks,
        funded=tuple(entry for entry in asks if is_funded(entry)),
        barred=tuple(entry for entry in named if _is_barred(entry)),
        certificates=tuple(
            entry for entry in _in_force(duties.used_to_ask, on) if _is_refused(entry)
        ),
        overheads=tuple(entry for entry in named if isinstance(entry, Overhead)),
    )


def _in_force(entries: Iterable[AnyEntry], on: date) -> tuple[AnyEntry, ...]:
    return tuple(entry for entry in entries if not entry.has_ended(on))


def _is_barred(entry: Entry) -> bool:
    return isinstance(entry, Service) and entry.decision is Decision.FORBIDDEN


def _is_refused(entry: Entry) -> bool:
    return isinstance(entry, Certificate) and entry.decision is Decision.FORBIDDEN


def totals(catalogue: Catalogue, on: date, *, label: str, address: str = "") -> Totals:
    """Return the totals of a whole catalogue on the day ``on``, without ended entries.

    ``label`` is the title of the row, ``address`` the page of the edition.
    """
    entries = _in_force(catalogue.entries.values(), on)
    assisted = [entry for entry in entries if is_assistance(entry)]
    outcomes = [entry.outcome for entry in entries if isinstance(entry, Overhead)]
    return Totals(
        label=label,
        address=address,
        assisted=len(assisted),
        funded=sum(is_funded(entry) for entry in assisted),
        barred=sum(_is_barred(entry) for entry in entries),
        refused=sum(_is_refused(entry) for entry in entries),
        kept=outcomes.count("kept"),
        cancelled=sum(outcome in {"cancelled", "merged", "moved_to_body"} for outcome in outcomes),
        unknown=outcomes.count("unknown"),
    )


def forbidden_demands(
    catalogue: Catalogue, on: date
) -> tuple[tuple[str, tuple[tuple[Entry, Bodies], ...]], ...]:
    """谁不得再要什么: by kind, the entries that may not be demanded, with the bodies that did."""
    kinds = ((Service, "不得下派的事"), (Certificate, "不应出具的证明"), (Overhead, "取消的"))
    entries = _in_force(catalogue.entries.values(), on)
    return tuple(
        (
            title,
            tuple(
                (entry, demanding_bodies(entry))
                for entry in entries
                if isinstance(entry, class_) and entry.decision is Decision.FORBIDDEN
            ),
        )
        for class_, title in kinds
    )


def demanding_bodies(entry: Entry) -> Bodies:
    """Return the bodies that demand, or used to demand, an entry; empty if unknown."""
    match entry:
        case Certificate():
            bodies: Iterable[str] = (
                requester.body for requester in entry.requesters if requester.body
            )
        case Overhead():
            bodies = entry.demanded_by
        case Service():
            bodies = entry.competent_bodies
        case _:
            bodies = ()
    return tuple(dict.fromkeys(bodies))


def overheads_by_form(catalogue: Catalogue, on: date) -> Mapping[str, tuple[Overhead, ...]]:
    """Return ledgers, plaques, inspections, systems and vetoes by the label of their form."""
    by_form: dict[str, list[Overhead]] = {}
    for entry in _in_force(catalogue.entries.values(), on):
        if isinstance(entry, Overhead):
            by_form.setdefault(entry.kind.labels("form")[entry.form], []).append(entry)
    return {form: tuple(overheads) for form, overheads in by_form.items()}
