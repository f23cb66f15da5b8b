"""法条对照: the status of each article that names the committee, and its entries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from generator.derive.citations import citations_of, find_citations
from generator.laws.clauses import ArticleNumber, Passage, article_number, parse_clause
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.once import once
from generator.model.provisions import LawProvisions, Provision
from generator.model.supporting import Text, TextArticle

_FULL_NAME = re.compile(r"中华人民共和国|（[0-9]{4}年[^）]*）$")
MOST_TITLES = 5_000
"""The size of the cache of titles. Each law is compared with all titles."""
_BOTH = "[居村][（(][居村][)）]民委员会"
_RESIDENTS = re.compile(f"居民委员会|城市基层群众性自治组织|{_BOTH}")
_VILLAGES = re.compile(f"村民委员会|农村基层群众性自治组织|{_BOTH}")

CitedArticles: TypeAlias = Mapping[str, Mapping[tuple[ArticleNumber, ArticleNumber], set[str]]]
"""By source: each cited range of articles, first and last, with the numbers of the citing entries."""


class ProvisionStatus(StrEnum):
    """着落 of a provision."""

    CITED = "cited"
    COVERED = "covered"
    OPEN = "open"
    NOT_A_TASK = "not_a_task"
    CEASED = "ceased"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredProvision:
    """A provision with its wording, its current status and its entries."""

    law: LawProvisions
    sources: tuple[str, ...]
    """The ids of the sources that are this law; usually one, none if it is never cited."""
    provision: Provision
    text: str
    status: ProvisionStatus
    entries: tuple[Entry, ...]
    """The entries that cite or implement it; for an open one, the related entries."""

    @property
    def slug(self) -> str:
        """Its part of an address: the id of the law and the number of the article."""
        number = article_number(self.provision.article)
        parts = (self.law.id, number.number, number.inserted) if number else (self.law.id,)
        return "-".join(str(part) for part in parts if part)

    @property
    def has_reason(self) -> bool:
        """Whether it has a reason instead of entries."""
        return self.status not in {ProvisionStatus.CITED, ProvisionStatus.COVERED}

    @property
    def concerns_residents(self) -> bool:
        """Whether it concerns residents' committees. 基层群众性自治组织 means both committees."""
        return bool(_RESIDENTS.search(self.text)) or not _VILLAGES.search(self.text)

    @property
    def concerns_villages(self) -> bool:
        """Whether it concerns villagers' committees. Most articles concern both."""
        return bool(_VILLAGES.search(self.text)) or not _RESIDENTS.search(self.text)


def answered_provisions(catalogue: Catalogue) -> tuple[AnsweredProvision, ...]:
    """Return all provisions of the collection, by law and article."""
    cited = cited_articles(catalogue)
    return tuple(
        _answered(catalogue, law, provision, sources, citing_entries(cited, sources, provision))
        for law in catalogue.laws.values()
        for sources in (sources_of(catalogue, law),)
        for provision in law.provisions
    )


def provisions_by_entry(
    provisions: tuple[AnsweredProvision, ...],
) -> Mapping[str, tuple[AnsweredProvision, ...]]:
    """Return the cited and covered provisions by the number of the entry."""
    entries: defaultdict[str, list[AnsweredProvision]] = defaultdict(list)
    for provision in provisions:
        if not provision.has_reason:
            for entry in provision.entries:
                entries[entry.id].append(provision)
    return MappingProxyType({number: tuple(answered) for number, answered in entries.items()})


def cited_articles(catalogue: Catalogue) -> CitedArticles:
    """Return every range of articles that an entry or its base entry cites."""
    by_source: defaultdict[str, defaultdict[tuple[ArticleNumber, ArticleNumber], set[str]]]
    by_source = defaultdict(lambda: defaultdict(set))
    for entry in catalogue.entries.values():
        for source, passage in _passages(entry):
            by_source[source][passage.first, passage.last].add(entry.id)
    return MappingProxyType(by_source)


@once
def _passages(entry: Entry) -> tuple[tuple[str, Passage], ...]:
    fields = (
        *(citation.fields for citation in citations_of(entry)),
        *(fields for _, fields in find_citations(entry.origin.parent)),
    )
    pairs = {(one["source"], one["clause"]) for one in fields if "clause" in one}
    return tuple(
        (source, passage) for source, clause in sorted(pairs) for passage in parse_clause(clause)
    )


def citing_entries(
    cited: CitedArticles, sources: tuple[str, ...], provision: Provision
) -> frozenset[str]:
    """Return the numbers of the entries that cite a provision or a part of it."""
    number = article_number(provision.article)
    return frozenset().union(
        *(
            entries
            for source in sources
            for (first, last), entries in cited.get(source, {}).items()
            if number and first <= number <= last
        )
    )


def sources_of(catalogue: Catalogue, law: LawProvisions) -> tuple[str, ...]:
    """Return the ids of the sources that are this law: its ``source``, or those with its title."""
    if law.source:
        return (law.source,)
    title = plain_title(law.title)
    return tuple(
        id_ for id_, source in catalogue.sources.items() if plain_title(source.title) == title
    )


@lru_cache(maxsize=MOST_TITLES)
def plain_title(title: str) -> str:
    """Return the title of a law without 中华人民共和国 and without the year in brackets at its end."""
    return _FULL_NAME.sub("", title)


def wording(
    catalogue: Catalogue, sources: tuple[str, ...], provision: Provision
) -> tuple[Text, TextArticle] | None:
    """Return the text that contains a provision, and the article in it, if there is one."""
    return next(
        (
            (catalogue.texts[source], article)
            for source in sources
            if source in catalogue.texts
            for article in catalogue.texts[source].articles
            if article.article == provision.article
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
    numbers = cited_by | set(provision.entries)
    text_article = wording(catalogue, sources, provision)
    return AnsweredProvision(
        law=law,
        sources=sources,
        provision=provision,
        text=text_article[1].text if text_article else provision.text,
        status=_status_of(provision, cited_by),
        entries=tuple(
            catalogue.entries[id_] for id_ in sorted(numbers) if id_ in catalogue.entries
        ),
    )


def _status_of(provision: Provision, cited_by: frozenset[str]) -> ProvisionStatus:
    """Return the status of a provision. Related entries of an open one do not count as citing it."""
    stated = ProvisionStatus(provision.status)
    related = provision.entries if stated is ProvisionStatus.OPEN else ()
    is_cited = stated is not ProvisionStatus.CEASED and cited_by.difference(related)
    return ProvisionStatus.CITED if is_cited else stated
