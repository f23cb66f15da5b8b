"""The citations of a catalogue: source, clause, quotation and citing record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from operator import itemgetter
from types import MappingProxyType

from generator.laws.articles import Article, NotFoundError, find_passages
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
    """A citation of a source, with clause and quotation as written."""

    record: Record | None
    """The citing record; none for the settings."""
    path: str
    pointer: Pointer
    fields: Fields

    @property
    def source(self) -> str:
        """The id of the source."""
        return str(self.fields["source"])

    @property
    def clause(self) -> str:
        """The clause; may be empty."""
        return str(self.fields.get("clause", ""))

    @property
    def quote(self) -> str:
        """The quotation; may be empty."""
        return str(self.fields.get("quote", ""))


def citations(catalogue: Catalogue) -> Iterator[Citation]:
    """Yield all citations: items of a ``legal_basis``, and other sources with clause or quote."""
    for record in catalogue:
        yield from citations_of(record)
    for pointer, fields in find_citations(catalogue.settings_fields):
        yield Citation(record=None, path=SETTINGS, pointer=pointer, fields=fields)


@once
def citations_of(record: Record) -> tuple[Citation, ...]:
    """Return the citations of one record."""
    return tuple(
        Citation(record=record, path=record.path, pointer=pointer, fields=fields)
        for pointer, fields in find_citations(record.fields)
    )


def find_citations(value: object, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Fields]]:
    """Yield the pointer and the fields of each citation in a value of a record."""
    if isinstance(value, MappingProxyType):
        if "source" in value and (value.keys() & {"clause", "quote"} or _in_basis(pointer)):
            yield pointer, value
        for key, item in value.items():
            yield from find_citations(item, (*pointer, key))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from find_citations(item, (*pointer, number))


def _in_basis(pointer: Pointer) -> bool:
    return len(pointer) > 1 and pointer[-2] == BASIS


def rests_on(citation: Citation, article: Article) -> bool:
    """Tell whether a citation names an article, or a part of it."""
    return names_article(citation.clause, article.label) or article.matches_label(citation.clause)


def citations_of_each(
    citations: Iterable[Citation], articles: Iterable[Article]
) -> Iterator[tuple[Citation, ...]]:
    """Yield the citations of each article. Every distinct clause is compared once."""
    by_clause: defaultdict[str, list[tuple[int, Citation]]] = defaultdict(list)
    for index, citation in enumerate(citations):
        by_clause[citation.clause].append((index, citation))
    for article in articles:
        groups = (group for group in by_clause.values() if rests_on(group[0][1], article))
        yield tuple(
            citation for _, citation in sorted(chain.from_iterable(groups), key=itemgetter(0))
        )


def missing_part(text: Text, clause: str) -> str | None:
    """Return the part of a clause that a text does not have, such as 第六十条 or 第十条第三款.

    Returns ``""`` for a clause that cannot be parsed, and none if nothing is missing.
    """
    return _missing_part_of(text)(clause)


def quotation_mismatch(text: Text, clause: str, quote: str) -> Mismatch | None:
    """Return the difference between a quotation and its clause in a text, as ``mismatch`` does."""
    return _quotation_mismatch_in(text)(clause, quote)


@once
def _missing_part_of(text: Text) -> Callable[[str], str | None]:
    """Return a lookup with a cache, because entries cite the same clauses repeatedly."""

    @cache
    def look_up(clause: str) -> str | None:
        try:
            find_passages(text.wording, clause)
        except NotFoundError as error:
            return str(error)
        return None

    return look_up


@once
def _quotation_mismatch_in(text: Text) -> Callable[[str, str], Mismatch | None]:
    return cache(partial(mismatch, text.wording))


def article_of(clause: str) -> str:
    """Return the first article of a clause: 第十条 of 第十条第三款; the clause if it names none."""
    passages = parse_clause(clause)
    return str(passages[0].first) if passages else clause


def is_part_of_law(text: Text, article: str) -> bool | None:
    """Tell whether the whole law has an article, copied or not; none if unknown."""
    if any(passage.label == article for passage in text.wording):
        return True
    if not text.contents:
        return None
    passages = parse_clause(article)
    rows = (row for item in text.contents for row in parse_clause(item))
    return article in text.contents or any(
        row.first <= passage.first <= row.last for passage in passages for row in rows
    )
