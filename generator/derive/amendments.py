"""What changed in the law: which articles, which entries rest on them, which sources come to an end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.derive.citations import Citation, citations, resting
from generator.laws.articles import Article
from generator.laws.comparing import AnnouncedEnd, ArticleChange, compare, titles_of
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.supporting import Source, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedArticle:
    """An article that changed, and where it is cited."""

    change: ArticleChange
    cited_in: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingEnd:
    """A source that ends on a day to come: when, what follows it, and which entries cite it."""

    source: Source
    on: date
    by: str
    """What says so or takes its place; empty when neither is known."""
    entries: tuple[Entry, ...]

    @property
    def sentence(self) -> str:
        """The end in words, without the entries."""
        by = f"，由《{self.by}》替代" if self.by else ""
        return f"《{self.source.short_name}》将于{self.on}废止{by}"


def by_source(catalogue: Catalogue) -> dict[str, list[Citation]]:
    """Return all citations by the id of what they cite."""
    found: dict[str, list[Citation]] = {}
    for citation in citations(catalogue):
        found.setdefault(citation.source, []).append(citation)
    return found


def amendments(
    text: Text, copy: Sequence[Article], cited: Iterable[Citation]
) -> tuple[AmendedArticle, ...]:
    """Return the articles of a text that are otherwise in a newer copy, with where they are cited."""
    changes = tuple(compare(text.wording, copy))
    resting_on = resting(cited, (Article(change.label, "") for change in changes))
    return tuple(
        AmendedArticle(change=change, cited_in=found)
        for change, found in zip(changes, resting_on, strict=True)
    )


def coming_ends(catalogue: Catalogue, on: date) -> Iterator[ComingEnd]:
    """Yield the sources that are known to end after ``on``: by their own day, or by what follows."""
    for source in catalogue.sources.values():
        if source.has_ended(on):
            continue
        after = [catalogue.sources[one] for one in source.replaced_by if one in catalogue.sources]
        starts = [one.in_force_on for one in after if one.in_force_on]
        day = source.ceased_on or max(starts, default=None)
        if day and day > on:
            by = "、".join(one.short_name for one in after)
            yield ComingEnd(source=source, on=day, by=by, entries=_citing(catalogue, source))


def told_ends(
    catalogue: Catalogue, by: str, ends: Iterable[AnnouncedEnd], on: date
) -> Iterator[ComingEnd]:
    """Yield the sources in force that another text, called ``by``, says will end after ``on``."""
    known = {
        titles_of(one.title)[0]: one for one in catalogue.sources.values() if not one.has_ended(on)
    }
    for end in ends:
        source = known.get(titles_of(end.title)[0])
        if source and end.on and end.on > on:
            yield ComingEnd(source=source, on=end.on, by=by, entries=_citing(catalogue, source))


def _citing(catalogue: Catalogue, source: Source) -> tuple[Entry, ...]:
    return catalogue.naming(source)
