"""Where a catalogue cites a source: which clause, in whose words, for which entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from operator import itemgetter
from types import MappingProxyType

from generator.laws.articles import Article, NotFoundError, words_of
from generator.laws.clauses import names_article, parse_clause
from generator.laws.quotes import Mismatch, mismatch
from generator.model.catalogue import SETTINGS, Catalogue
from generator.model.once import once
from generator.model.record import Record
from generator.model.supporting import Text
from generator.model.values import Fields
from generator.reading.document import Pointer

BASIS = "legal_basis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source named as the ground of what is said, with the clause and its words as written."""

    record: Record | None
    """What cites it; none for the settings."""
    path: str
    pointer: Pointer
    fields: Fields

    @property
    def source(self) -> str:
        """The id of the source."""
        return str(self.fields["source"])

    @property
    def clause(self) -> str:
        """The clause; empty where none is named."""
        return str(self.fields.get("clause", ""))

    @property
    def quote(self) -> str:
        """The words of the clause; empty where none are quoted."""
        return str(self.fields.get("quote", ""))


def citations(catalogue: Catalogue) -> Iterator[Citation]:
    """Yield every citation of a catalogue: each ``legal_basis``, and all that has a clause or a quote."""
    for record in catalogue:
        yield from citations_of(record)
    for pointer, fields in _cited(catalogue.settings_fields):
        yield Citation(record=None, path=SETTINGS, pointer=pointer, fields=fields)


@once
def citations_of(record: Record) -> tuple[Citation, ...]:
    """Return the citations of one record."""
    return tuple(
        Citation(record=record, path=record.path, pointer=pointer, fields=fields)
        for pointer, fields in _cited(record.fields)
    )


def _cited(value: object, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Fields]]:
    if isinstance(value, MappingProxyType):
        if "source" in value and (value.keys() & {"clause", "quote"} or _in_basis(pointer)):
            yield pointer, value
        for key, item in value.items():
            yield from _cited(item, (*pointer, key))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _cited(item, (*pointer, number))


def _in_basis(pointer: Pointer) -> bool:
    return len(pointer) > 1 and pointer[-2] == BASIS


def rests_on(citation: Citation, article: Article) -> bool:
    """Tell whether a citation names an article, or a part of it."""
    return names_article(citation.clause, article.label) or article.is_called(citation.clause)


def resting(
    citations: Iterable[Citation], articles: Iterable[Article]
) -> Iterator[tuple[Citation, ...]]:
    """Yield for each article the citations that rest on it; a clause is asked once for all of them."""
    by_clause: defaultdict[str, list[tuple[int, Citation]]] = defaultdict(list)
    for place, one in enumerate(citations):
        by_clause[one.clause].append((place, one))
    for article in articles:
        found = (some for some in by_clause.values() if rests_on(some[0][1], article))
        yield tuple(one for _, one in sorted(chain.from_iterable(found), key=itemgetter(0)))


def not_held(text: Text, clause: str) -> str | None:
    """Return what a clause names and a text does not hold, such as 第六十条 or 第十条第三款.

    ``""`` when the clause names no article that can be understood; none when all is there.
    """
    return _not_held(text)(clause)


def misquoted(text: Text, clause: str, quote: str) -> Mismatch | None:
    """Return how a quotation differs from what its clause names in a text, as ``mismatch`` does."""
    return _misquoted(text)(clause, quote)


@once
def _not_held(text: Text) -> Callable[[str], str | None]:
    """Look a clause up in a text once: entries name the same ones again and again."""

    @cache
    def looked_up(clause: str) -> str | None:
        try:
            words_of(text.wording, clause)
        except NotFoundError as error:
            return str(error)
        return None

    return looked_up


@once
def _misquoted(text: Text) -> Callable[[str, str], Mismatch | None]:
    return cache(partial(mismatch, text.wording))


def article_of(clause: str) -> str:
    """Return the first article a clause names: 第十条 of 第十条第三款; the clause if it is none."""
    passages = parse_clause(clause)
    return str(passages[0].first) if passages else clause


def is_part_of_law(text: Text, article: str) -> bool | None:
    """Tell whether the whole law has an article, whether copied or not; none when that is not known."""
    if any(one.label == article for one in text.wording):
        return True
    if not text.contents:
        return None
    wanted = parse_clause(article)
    rows = (row for item in text.contents for row in parse_clause(item))
    return article in text.contents or any(
        row.first <= one.first <= row.last for one in wanted for row in rows
    )
