"""法条对照: what became of each article that names the committee, and which entries answer for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from generator.laws.clauses import Passage, article_number, parse_clause
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.once import once
from generator.model.provisions import LawProvisions, Provision
from generator.model.supporting import Text, TextArticle

_FULL_NAME = re.compile(r"中华人民共和国|（[0-9]{4}年[^）]*）$")
MOST_TITLES = 5_000
"""Titles kept without their year: every law asks all of them."""
_BOTH = "[居村][（(][居村][)）]民委员会"
_RESIDENTS = re.compile(f"居民委员会|城市基层群众性自治组织|{_BOTH}")
_VILLAGES = re.compile(f"村民委员会|农村基层群众性自治组织|{_BOTH}")

Cited: TypeAlias = Mapping[str, tuple[tuple[Passage, str], ...]]
"""By source: every passage that an entry cites, with the entry's number."""


class ProvisionStatus(StrEnum):
    """着落 of a provision."""

    CITED = "cited"
    COVERED = "covered"
    OPEN = "open"
    NOT_A_TASK = "not_a_task"
    CEASED = "ceased"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredProvision:
    """A provision with its wording, its status now, and the entries that answer for it."""

    law: LawProvisions
    sources: tuple[str, ...]
    """The ids of the sources that are this law; mostly one, and none where it is never cited."""
    provision: Provision
    text: str
    status: ProvisionStatus
    entries: tuple[Entry, ...]
    """Those that cite it, and those that do what it asks; for an open one, those that touch it."""

    @property
    def slug(self) -> str:
        """Its name in an address: the law's id and the number of the article."""
        number = article_number(self.provision.article)
        parts = (self.law.id, number.number, number.inserted) if number else (self.law.id,)
        return "-".join(str(part) for part in parts if part)

    @property
    def has_reason(self) -> bool:
        """Whether it is set aside: no entry answers for it, and the reason is told."""
        return self.status not in {ProvisionStatus.CITED, ProvisionStatus.COVERED}

    @property
    def speaks_to_residents(self) -> bool:
        """Whether it speaks to residents' committees; 基层群众性自治组织 alone are both."""
        return bool(_RESIDENTS.search(self.text)) or not _VILLAGES.search(self.text)

    @property
    def speaks_to_villages(self) -> bool:
        """Whether it speaks to villagers' committees; most articles speak to both."""
        return bool(_VILLAGES.search(self.text)) or not _RESIDENTS.search(self.text)


def answered_provisions(catalogue: Catalogue) -> tuple[AnsweredProvision, ...]:
    """Return every provision of the collection, by law and article."""
    cited = cited_passages(catalogue)
    return tuple(
        _answered(catalogue, law, one, sources, citing(cited, sources, one))
        for law in catalogue.laws.values()
        for sources in (sources_of(catalogue, law),)
        for one in law.provisions
    )


def by_entry(
    provisions: tuple[AnsweredProvision, ...],
) -> Mapping[str, tuple[AnsweredProvision, ...]]:
    """Return for each entry's number the provisions in force that it answers for."""
    entries: defaultdict[str, list[AnsweredProvision]] = defaultdict(list)
    for one in provisions:
        if not one.has_reason:
            for entry in one.entries:
                entries[entry.id].append(one)
    return MappingProxyType({number: tuple(some) for number, some in entries.items()})


def cited_passages(catalogue: Catalogue) -> Cited:
    """Return every passage of a source that an entry cites, here or in the catalogue above."""
    found: defaultdict[str, list[tuple[Passage, str]]] = defaultdict(list)
    for entry in catalogue.entries.values():
        for source, passage in _passages(entry):
            found[source].append((passage, entry.id))
    return MappingProxyType({source: tuple(some) for source, some in found.items()})


@once
def _passages(entry: Entry) -> tuple[tuple[str, Passage], ...]:
    pairs = {*_citations(entry.fields), *_citations(entry.origin.parent or {})}
    return tuple(
        (source, passage) for source, clause in sorted(pairs) for passage in parse_clause(clause)
    )


def citing(cited: Cited, sources: tuple[str, ...], provision: Provision) -> frozenset[str]:
    """Return the numbers of the entries that cite a provision, the whole of it or a part."""
    number = article_number(provision.article)
    return frozenset(
        entry
        for source in sources
        for passage, entry in cited.get(source, ())
        if number and passage.first <= number <= passage.last
    )


def sources_of(catalogue: Catalogue, law: LawProvisions) -> tuple[str, ...]:
    """Return the ids of the sources that are this law: the one it names, else those of its title."""
    if law.source:
        return (law.source,)
    title = plain_title(law.title)
    return tuple(id_ for id_, one in catalogue.sources.items() if plain_title(one.title) == title)


@lru_cache(maxsize=MOST_TITLES)
def plain_title(title: str) -> str:
    """Return the title of a law without 中华人民共和国 and without a year in brackets behind."""
    return _FULL_NAME.sub("", title)


def wording(
    catalogue: Catalogue, sources: tuple[str, ...], provision: Provision
) -> tuple[Text, TextArticle] | None:
    """Return the text that holds a provision, and the article in it; none where no text does."""
    return next(
        (
            (catalogue.texts[source], one)
            for source in sources
            if source in catalogue.texts
            for one in catalogue.texts[source].articles
            if one.article == provision.article
        ),
        None,
    )


def _answered(
    catalogue: Catalogue,
    law: LawProvisions,
    provision: Provision,
    sources: tuple[str, ...],
    cited_by: frozenset[str],
) -> AnsweredProvision:
    named = cited_by | set(provision.entries)
    there = wording(catalogue, sources, provision)
    return AnsweredProvision(
        law=law,
        sources=sources,
        provision=provision,
        text=there[1].text if there else provision.text,
        status=_status_of(provision, cited_by),
        entries=tuple(catalogue.entries[id_] for id_ in sorted(named) if id_ in catalogue.entries),
    )


def _status_of(provision: Provision, cited_by: frozenset[str]) -> ProvisionStatus:
    """Return what became of it. What an open one names only touches it: that does not answer it."""
    written = ProvisionStatus(provision.status)
    touching = provision.entries if written is ProvisionStatus.OPEN else ()
    is_cited = written is not ProvisionStatus.CEASED and cited_by.difference(touching)
    return ProvisionStatus.CITED if is_cited else written


def _citations(value: object) -> Iterator[tuple[str, str]]:
    """Yield the source and clause of every citation, however deep it lies."""
    if isinstance(value, MappingProxyType | dict):  # asking for a Mapping takes far longer
        if value.keys() >= {"source", "clause"}:
            yield value["source"], value["clause"]
        value = tuple(value.values())
    if isinstance(value, tuple):
        for item in value:
            yield from _citations(item)
