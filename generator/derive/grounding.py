"""How well a catalogue is grounded in law: its citations, routes and undecided entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.derive.citations import Citation, citations, quotation_mismatch
from generator.model.catalogue import Catalogue
from generator.model.entries import Decision, Entry
from generator.model.parts import Route

ELSEWHERE = "别处有做法，这里没有查到规定"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCitation:
    """One citation, compared with the text of its source."""

    citation: Citation
    has_text: bool
    equal: bool
    """Whether its quotation is word for word in the cited article."""

    @property
    def is_reviewed(self) -> bool:
        """Whether a second person checked the quotation against its claim."""
        return "quote_read" in self.citation.fields


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRoute:
    """One route of an entry."""

    entry: Entry
    index: int
    route: Route

    @property
    def has_source(self) -> bool:
        """Whether it has a basis or a source."""
        return bool(self.route.legal_basis or self.route.sources)

    @property
    def is_ungrounded(self) -> bool:
        """Whether it neither has a source nor is marked as unverified."""
        return not self.has_source and not self.route.unverified


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """An entry without a verdict, and the reason, which may be empty."""

    entry: Entry
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounding:
    """The data of all counts."""

    citations: tuple[CheckedCitation, ...]
    routes: tuple[EntryRoute, ...]
    undecided: tuple[Undecided, ...]

    @property
    def entry_citations(self) -> tuple[CheckedCitation, ...]:
        """Return the citations of entries, without those of settings, evidence and journeys."""
        return tuple(
            citation for citation in self.citations if isinstance(citation.citation.record, Entry)
        )

    def routes_of(self, folder: str) -> tuple[EntryRoute, ...]:
        """Return the routes of the entries of one kind."""
        return tuple(route for route in self.routes if route.entry.kind.folder == folder)


def grounding(catalogue: Catalogue) -> Grounding:
    """Gather the citations, routes and undecided entries of a catalogue."""
    entries = catalogue.entries.values()
    return Grounding(
        citations=tuple(_checked(catalogue, citation) for citation in citations(catalogue)),
        routes=tuple(
            EntryRoute(entry=entry, index=index, route=route)
            for entry in entries
            for index, route in enumerate(entry.routes)
        ),
        undecided=tuple(_undecided(entries)),
    )


def _checked(catalogue: Catalogue, citation: Citation) -> CheckedCitation:
    text = catalogue.texts.get(citation.source)
    return CheckedCitation(
        citation=citation,
        has_text=text is not None,
        equal=text is not None
        and bool(citation.quote)
        and quotation_mismatch(text, citation.clause, citation.quote) is None,
    )


def _undecided(entries: Iterable[Entry]) -> Iterable[Undecided]:
    for entry in entries:
        if entry.decision is Decision.UNDECIDED:
            reason = "".join(entry.unverified) or (ELSEWHERE if entry.practice_elsewhere else "")
            yield Undecided(entry=entry, reason=reason)
