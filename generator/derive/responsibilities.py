"""谁负责: the duties of each body, and its current and former demands on communities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate, Decision, Entry, SealUse, Service
from generator.model.speech import Speech, Whose
from generator.model.supporting import Body

STATUTORY = "statutory"
"""经费: the principle of an item for which a law names the payer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibilities:
    """谁负责: the entries of one body, by role."""

    body: Body
    sent_here: tuple[Entry, ...]
    """The entries that send residents to it."""
    answers_for: tuple[Entry, ...]
    asks: tuple[Service, ...]
    """The assistance that it demands of communities."""
    burdens: tuple[Entry, ...]
    used_to_ask: tuple[Entry, ...]
    """The certificates that it used to demand."""

    @property
    def funded(self) -> tuple[Service, ...]:
        """The assistance for which a law names the payer."""
        return tuple(entry for entry in self.asks if is_funded(entry))

    @property
    def named(self) -> frozenset[str]:
        """The numbers of all entries that refer to it."""
        groups = (self.sent_here, self.answers_for, self.asks, self.burdens, self.used_to_ask)
        return frozenset(entry.id for group in groups for entry in group)

    @property
    def count(self) -> int:
        """The number of entries that refer to it."""
        return len(self.named)


def responsibilities(catalogue: Catalogue, body: Body) -> Responsibilities:
    """Return the entries that refer to one body, by role."""
    competent = catalogue.naming(body, "competent_bodies", "executing_bodies")
    routes = catalogue.naming(body, "routes")
    asks = tuple(entry for entry in competent if is_assistance(entry))
    referring = tuple(entry for entry in routes if isinstance(entry, Certificate | SealUse))
    others = {entry.id for entry in (*asks, *referring)}
    return Responsibilities(
        body=body,
        sent_here=referring,
        answers_for=tuple(
            entry for entry in dict.fromkeys((*competent, *routes)) if entry.id not in others
        ),
        asks=asks,
        burdens=catalogue.naming(body, "demanded_by"),
        used_to_ask=catalogue.naming(body, "requesters"),
    )


def whose(catalogue: Catalogue) -> Iterator[Whose]:
    """归谁管: yield what no entry treats, each with the body in charge, in the order of the files."""
    for speech in catalogue.of(Speech).values():
        yield from speech.whose


def is_assistance(entry: Entry) -> TypeGuard[Service]:
    """Tell whether an entry is assistance that a body demands of communities."""
    return isinstance(entry, Service) and entry.decision is Decision.ASSIST_ONLY


def is_funded(entry: Service) -> bool:
    """Tell whether a law names the payer of an item. Nothing else counts as funded."""
    return entry.funding is not None and entry.funding.principle == STATUTORY
