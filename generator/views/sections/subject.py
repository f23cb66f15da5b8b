"""The input of all sections, and helpers that several of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from generator.derive.evidence import Evidence
from generator.derive.provisions import AnsweredProvision
from generator.editions.history import Event, ended_since
from generator.model.catalogue import Catalogue
from generator.model.entries import (
    Entry,
)
from generator.model.journeys import Journey
from generator.views.links import (
    concept_link,
)
from generator.views.sections.types import Fact, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The input of all sections: the entry, the day, and its history."""

    catalogue: Catalogue
    entry: Entry
    on: date
    evidence: Evidence
    events: tuple[Event, ...] = ()
    """The changes of the entry, the latest first."""
    unreleased: bool = False
    """Whether it has changed since the last edition."""
    journeys: tuple[Journey, ...] = ()
    """The journeys that lead through it."""
    provisions: tuple[AnsweredProvision, ...] = ()
    """The articles it answers for."""

    @property
    def ended_since(self) -> date | None:
        """The day of the edition that ended it; none if it has not ended."""
        return ended_since(self.events, self.on)


Maker: TypeAlias = Callable[[Subject], Section | None]


def facts(*candidates: Fact | None) -> tuple[Fact, ...]:
    """Return the facts that are not empty."""
    return tuple(fact for fact in candidates if fact and (fact.text or fact.links or fact.source))


def label(entry: Entry, field: str, value: str) -> str:
    """Return the Chinese word for a value of one of the entry's own enumerations."""
    return entry.kind.labels(field).get(value, value)


def concept(catalogue: Catalogue, label: str, vocabulary: str, id_: str) -> Fact | None:
    """Return a fact that links to a concept; none without an id."""
    return Fact(label=label, links=(concept_link(catalogue, vocabulary, id_),)) if id_ else None
