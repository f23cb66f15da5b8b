"""Links on pages: a text and an address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from generator.derive.citations import article_of
from generator.editions.endings import ENDED_LABELS
from generator.editions.names import quote_title
from generator.model import addresses
from generator.model.catalogue import VOCABULARIES, Catalogue
from generator.model.entries import Decision, Entry
from generator.model.once import once
from generator.model.supporting import Body, Source, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text and an address below the site's root. The address is empty for plain text."""

    title: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLink(Link):
    """A link to an entry, with its verdict."""

    id: str
    decision: str
    decision_label: str


def entry_link(entry: Entry) -> EntryLink:
    """Return the link to an entry. For an entry that has ended, the label says so."""
    ended = ENDED_LABELS.get(entry.status)
    return EntryLink(
        title=entry.title,
        address=addresses.entry(entry.id),
        id=entry.id,
        decision=str(Decision.UNDECIDED if ended else entry.decision),
        decision_label=ended or entry.plain_label,
    )


def entry_links(catalogue: Catalogue, numbers: Iterable[str]) -> tuple[EntryLink, ...]:
    """Return the links to entries by number. Unknown numbers are left out."""
    entries = catalogue.entries
    return tuple(entry_link(entries[number]) for number in numbers if number in entries)


def source_link(catalogue: Catalogue, id_: str) -> Link:
    """Return the link to a source, its short title in 《》; the id as text if it is unknown."""
    source = catalogue.sources.get(id_)
    if source is None:
        return Link(title=id_)
    return Link(
        title=quote_title(source.short_name), address=addresses.record(source.kind.name, id_)
    )


def clause_link(catalogue: Catalogue, id_: str, clause: str) -> Link:
    """Return a clause as a link to its first article; plain text if the text is not stored."""
    text = catalogue.texts.get(id_)
    return Link(title=clause, address=_addresses(text)(clause) if text else "")


@once
def _addresses(text: Text) -> Callable[[str], str]:
    """Return a cached function from a clause to the address of its first article."""

    @cache
    def address(clause: str) -> str:
        article = article_of(clause)
        label = next((item.label for item in text.wording if item.matches_label(article)), "")
        return addresses.article(text.id, label) if label else ""

    return address


def source_links(catalogue: Catalogue, ids: Iterable[str]) -> tuple[Link, ...]:
    """Return the links to several sources in their order."""
    return tuple(source_link(catalogue, id_) for id_ in ids)


def body_link(catalogue: Catalogue, id_: str) -> Link:
    """Return the link to a body by its short name; the id as text if it is unknown."""
    body = catalogue.bodies.get(id_)
    if body is None:
        return Link(title=id_)
    return Link(title=body.short_name, address=addresses.record(body.kind.name, id_))


def body_links(catalogue: Catalogue, ids: Iterable[str]) -> tuple[Link, ...]:
    """Return the links to several bodies in their order."""
    return tuple(body_link(catalogue, id_) for id_ in ids)


def concept_link(catalogue: Catalogue, vocabulary: str, id_: str) -> Link:
    """Return the link to a concept by its label; the id as text if it is unknown."""
    concept = catalogue.concepts.get(vocabulary, {}).get(id_)
    if concept is None:
        return Link(title=id_)
    return Link(title=concept.label, address=addresses.concept(vocabulary, id_))


def reference_link(catalogue: Catalogue, target: str, value: str) -> Link:
    """Return the link to the record that a reference names; the value as text if it is unknown."""
    if target.startswith(f"{VOCABULARIES}/"):
        return concept_link(catalogue, target.removeprefix(f"{VOCABULARIES}/"), value)
    record = catalogue.known(target).get(value)
    match record:
        case Entry():
            return entry_link(record)
        case Body():
            return body_link(catalogue, value)
        case Source():
            return source_link(catalogue, value)
    return Link(title=value)
