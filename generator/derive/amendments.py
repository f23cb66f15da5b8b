"""Amendments of laws: changed articles with their citations, and sources that will end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.derive.citations import Citation, citations, citations_of_each
from generator.laws.articles import Article
from generator.laws.comparing import AnnouncedEnd, ArticleChange, compare, titles_of
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.supporting import Source, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedArticle:
    """An article that changed, and its citations."""

    change: ArticleChange
    cited_in: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingEnd:
    """A source that will end: the day, its successor, and the entries that cite it."""

    source: Source
    on: date
    by: str
    """The title of its successor, or of the text that announces the end; empty if unknown."""
    entries: tuple[Entry, ...]

    @property
    def sentence(self) -> str:
        """The end as a sentence, without the entries."""
        by = f"，由《{self.by}》替代" if self.by else ""
        return f"《{self.source.short_name}》将于{self.on}废止{by}"


def citations_by_source(catalogue: Catalogue) -> dict[str, list[Citation]]:
    """Return all citations by the id of their source."""
    by_id: dict[str, list[Citation]] = {}
    for citation in citations(catalogue):
        by_id.setdefault(citation.source, []).append(citation)
    return by_id


def amendments(
    text: Text, copy: Sequence[Article], cited: Iterable[Citation]
) -> tuple[AmendedArticle, ...]:
    """Return the articles of a text that differ in a newer copy, with their citations."""
    changes = tuple(compare(text.wording, copy))
    citing = citations_of_each(cited, (Article(change.label, "") for change in changes))
    return tuple(
        AmendedArticle(change=change, cited_in=article_citations)
        for change, article_citations in zip(changes, citing, strict=True)
    )


def coming_ends(catalogue: Catalogue, on: date) -> Iterator[ComingEnd]:
    """Yield the sources that end after ``on``: on their own day, or when their successors start."""
    for source in catalogue.sources.values():
        if source.has_ended(on):
            continue
        successors = [
            catalogue.sources[successor]
            for successor in source.replaced_by
            if successor in catalogue.sources
        ]
        starts = [successor.in_force_on for successor in successors if successor.in_force_on]
        day = source.ceased_on or max(starts, default=None)
        if day and day > on:
            titles = "、".join(successor.short_name for successor in successors)
            yield ComingEnd(source=source, on=day, by=titles, entries=_citing(catalogue, source))


def announced_source_ends(
    catalogue: Catalogue, by: str, ends: Iterable[AnnouncedEnd], on: date
) -> Iterator[ComingEnd]:
    """Yield the sources in force whose end after ``on`` is announced by the text with title ``by``."""
    sources = {
        titles_of(source.title)[0]: source
        for source in catalogue.sources.values()
        if not source.has_ended(on)
    }
    for end in ends:
        source = sources.get(titles_of(end.title)[0])
        if source and end.on and end.on > on:
            yield ComingEnd(source=source, on=end.on, by=by, entries=_citing(catalogue, source))


def _citing(catalogue: Catalogue, source: Source) -> tuple[Entry, ...]:
    return catalogue.naming(source)
