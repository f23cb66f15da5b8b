"""How much of a catalogue stands on the words of the law: citations, routes, entries undecided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.derive.citations import Citation, citations, misquoted
from generator.model.catalogue import Catalogue
from generator.model.entries import Decision, Entry
from generator.model.parts import Route

ELSEWHERE = "别处有做法，这里没有查到规定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One citation, and how it stands to the text of its source."""

    citation: Citation
    has_text: bool
    equal: bool
    """Its quotation is word for word in the article it names."""

    @property
    def read_again(self) -> bool:
        """Whether somebody who did not choose the quotation read it against its claim."""
        return "quote_read" in self.citation.fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One route of an entry."""

    entry: Entry
    place: int
    route: Route

    @property
    def grounded(self) -> bool:
        """Whether it names a source."""
        return bool(self.route.legal_basis or self.route.sources)

    @property
    def bare(self) -> bool:
        """Whether it neither names a source nor says that it is unverified."""
        return not self.grounded and not self.route.unverified


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """An entry without a verdict, and why; no reason where none is given."""

    entry: Entry
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounding:
    """Everything that is counted."""

    cited: tuple[Cited, ...]
    ways: tuple[Way, ...]
    undecided: tuple[Undecided, ...]

    @property
    def cited_by_entries(self) -> tuple[Cited, ...]:
        """Return the citations of entries; the others are of settings, evidence, journeys."""
        return tuple(one for one in self.cited if isinstance(one.citation.record, Entry))

    def ways_of(self, folder: str) -> tuple[Way, ...]:
        """Return the routes of the entries of one kind."""
        return tuple(way for way in self.ways if way.entry.kind.folder == folder)


def grounding(catalogue: Catalogue) -> Grounding:
    """Count how a catalogue is grounded."""
    entries = catalogue.entries.values()
    return Grounding(
        cited=tuple(_cited(catalogue, citation) for citation in citations(catalogue)),
        ways=tuple(
            Way(entry=entry, place=place, route=route)
            for entry in entries
            for place, route in enumerate(entry.routes)
        ),
        undecided=tuple(_undecided(entries)),
    )


def _cited(catalogue: Catalogue, citation: Citation) -> Cited:
    text = catalogue.texts.get(citation.source)
    return Cited(
        citation=citation,
        has_text=text is not None,
        equal=text is not None
        and bool(citation.quote)
        and misquoted(text, citation.clause, citation.quote) is None,
    )


def _undecided(entries: Iterable[Entry]) -> Iterable[Undecided]:
    for entry in entries:
        if entry.decision is Decision.UNDECIDED:
            reason = "".join(entry.unverified) or (ELSEWHERE if entry.practice_elsewhere else "")
            yield Undecided(entry=entry, reason=reason)
