"""负担: what is asked of communities, counted by department and from edition to edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from generator.derive.responsibilities import is_assistance, is_funded, responsibilities
from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate, Decision, Entry, Overhead, Service
from generator.model.supporting import Body

Bodies: TypeAlias = tuple[str, ...]
"""Ids of bodies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one department asks of communities."""

    body: Body
    asks: tuple[Entry, ...]
    funded: tuple[Entry, ...]
    barred: tuple[Entry, ...]
    """What it may not hand down to communities."""
    certificates: tuple[Entry, ...]
    """Certificates it used to demand that the community does not issue."""
    overheads: tuple[Entry, ...]
    """Ledgers, plaques, inspections, systems and vetoes it is known to have demanded."""

    @property
    def unfunded(self) -> int:
        """Items for which no law says who pays."""
        return len(self.asks) - len(self.funded)

    @property
    def weight(self) -> tuple[int, int, str]:
        """Its place in a list: who asks most comes first."""
        return (-len(self.asks), -len(self.certificates), self.body.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The burden of a whole catalogue at one time."""

    label: str
    address: str
    """The page that shows the catalogue as it was; empty for now."""
    assisted: int
    funded: int
    barred: int
    refused: int
    """Certificates the community does not issue."""
    kept: int
    cancelled: int
    unknown: int
    """Ledgers, plaques, inspections of which nobody has found what becomes of them."""

    @property
    def unfunded(self) -> int:
        """Items for which no law says who pays."""
        return self.assisted - self.funded


def loads(catalogue: Catalogue, on: date) -> tuple[Load, ...]:
    """Return every department that asks, asked or may not ask something, who asks most first."""
    found = (load(catalogue, body, on) for body in catalogue.bodies.values())
    some = (one for one in found if one.asks or one.barred or one.certificates or one.overheads)
    return tuple(sorted(some, key=lambda one: one.weight))


def load(catalogue: Catalogue, body: Body, on: date) -> Load:
    """Return what one department asks on the day ``on``; what has ended is no burden."""
    duties = responsibilities(catalogue, body)
    named = _in_force(catalogue.naming(body, "competent_bodies", "demanded_by"), on)
    asks = tuple(entry for entry in duties.asks if not entry.has_ended(on))
    return Load(
        body=body,
        asks=asks,
        funded=tuple(entry for entry in asks if is_funded(entry)),
        barred=tuple(entry for entry in named if _is_barred(entry)),
        certificates=tuple(
            entry for entry in _in_force(duties.used_to_ask, on) if _is_refused(entry)
        ),
        overheads=tuple(entry for entry in named if isinstance(entry, Overhead)),
    )


def _in_force(entries: Iterable[Entry], on: date) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if not entry.has_ended(on))


def _is_barred(entry: Entry) -> bool:
    return isinstance(entry, Service) and entry.decision is Decision.FORBIDDEN


def _is_refused(entry: Entry) -> bool:
    return isinstance(entry, Certificate) and entry.decision is Decision.FORBIDDEN


def totals(catalogue: Catalogue, on: date, *, label: str, address: str = "") -> Totals:
    """Return the burden of a whole catalogue on the day ``on``; what has ended is not counted.

    ``label`` is what the row is called, ``address`` the page that shows the catalogue as it was.
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
        cancelled=sum(one in {"cancelled", "merged", "moved_to_body"} for one in outcomes),
        unknown=outcomes.count("unknown"),
    )


def no_longer(
    catalogue: Catalogue, on: date
) -> tuple[tuple[str, tuple[tuple[Entry, Bodies], ...]], ...]:
    """谁不得再要什么: by kind, what may not be demanded any more, and the bodies known to have."""
    kinds = ((Service, "不得下派的事"), (Certificate, "不应出具的证明"), (Overhead, "取消的"))
    entries = _in_force(catalogue.entries.values(), on)
    return tuple(
        (
            title,
            tuple(
                (entry, demanding(entry))
                for entry in entries
                if isinstance(entry, class_) and entry.decision is Decision.FORBIDDEN
            ),
        )
        for class_, title in kinds
    )


def demanding(entry: Entry) -> Bodies:
    """Return the bodies that demand, or used to, what an entry is about; none when nobody knows."""
    match entry:
        case Certificate():
            named: Iterable[str] = (one.body for one in entry.requesters if one.body)
        case Overhead():
            named = entry.demanded_by
        case Service():
            named = entry.competent_bodies
        case _:
            named = ()
    return tuple(dict.fromkeys(named))


def by_form(catalogue: Catalogue, on: date) -> Mapping[str, tuple[Overhead, ...]]:
    """Return ledgers, plaques, inspections, systems and vetoes by what they are."""
    found: dict[str, list[Overhead]] = {}
    for entry in _in_force(catalogue.entries.values(), on):
        if isinstance(entry, Overhead):
            found.setdefault(entry.kind.labels("form")[entry.form], []).append(entry)
    return {form: tuple(some) for form, some in found.items()}
