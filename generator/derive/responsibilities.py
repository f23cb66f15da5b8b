"""谁负责: what every body answers for, sends to communities, and used to ask of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard

from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate, Decision, Entry, SealUse, Service
from generator.model.supporting import Body

STATUTORY = "statutory"
"""经费: the principle of an item for which a law says who pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibilities:
    """谁负责: everything one body answers for."""

    body: Body
    sent_here: tuple[Entry, ...]
    """What residents are sent to it for."""
    answers_for: tuple[Entry, ...]
    asks: tuple[Service, ...]
    """The assistance it asks of communities."""
    burdens: tuple[Entry, ...]
    used_to_ask: tuple[Entry, ...]
    """Certificates it is known to have asked for."""

    @property
    def funded(self) -> tuple[Service, ...]:
        """The assistance for which a law says who pays."""
        return tuple(entry for entry in self.asks if is_funded(entry))

    @property
    def named(self) -> frozenset[str]:
        """The numbers of all entries that name it."""
        groups = (self.sent_here, self.answers_for, self.asks, self.burdens, self.used_to_ask)
        return frozenset(entry.id for group in groups for entry in group)

    @property
    def count(self) -> int:
        """How many entries name it, each once."""
        return len(self.named)


def responsibilities(catalogue: Catalogue, body: Body) -> Responsibilities:
    """Gather everything that names one body."""
    answers = catalogue.naming(body, "competent_bodies", "executing_bodies")
    routes = catalogue.naming(body, "routes")
    asks = tuple(entry for entry in answers if is_assistance(entry))
    sent = tuple(entry for entry in routes if isinstance(entry, Certificate | SealUse))
    taken = {entry.id for entry in (*asks, *sent)}
    return Responsibilities(
        body=body,
        sent_here=sent,
        answers_for=tuple(
            entry for entry in dict.fromkeys((*answers, *routes)) if entry.id not in taken
        ),
        asks=asks,
        burdens=catalogue.naming(body, "demanded_by"),
        used_to_ask=catalogue.naming(body, "requesters"),
    )


def is_assistance(entry: Entry) -> TypeGuard[Service]:
    """Tell whether an entry is assistance that a body asks of communities."""
    return isinstance(entry, Service) and entry.decision is Decision.ASSIST_ONLY


def is_funded(entry: Service) -> bool:
    """Tell whether a law says who pays for an item; nothing else is called funded."""
    return entry.funding is not None and entry.funding.principle == STATUTORY
