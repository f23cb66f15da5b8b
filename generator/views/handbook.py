"""手册: the whole catalogue as a book, with a preface, the quoted laws, and two indexes.

Its content is that of the list of the whole catalogue, so it is cited as that list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.derive.responsibilities import responsibilities
from generator.editions.names import quote_title
from generator.laws.clauses import parse_clause
from generator.model.catalogue import Catalogue
from generator.model.days import written
from generator.views.groups import by_decision, by_kind, by_letter
from generator.views.imprint import Imprint
from generator.views.listings import Listing, Row
from generator.views.quotation import Quotation, quotation

NAME = "手册"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many entries of one kind there are, in total and by verdict."""

    title: str
    total: int
    verdicts: tuple[tuple[str, str, int], ...]
    """Verdict, its label, and the number of entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry: its row of the list, each cell with the heading of its column."""

    row: Row
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The entries of one kind and verdict."""

    word: str
    decision: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """All entries of one kind."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The quotation of one clause, and the numbers of the entries that rest on it."""

    clause: str
    said: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedLaw:
    """The clauses that the catalogue quotes from one source."""

    title: str
    number: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexGroup:
    """Entries under one letter, or one department: number and name."""

    heading: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handbook:
    """手册."""

    title: str
    place: str
    """The jurisdiction; empty if the catalogue names none."""
    name: str
    preface: tuple[str, ...]
    counts: tuple[Count, ...]
    chapters: tuple[Chapter, ...]
    laws: tuple[QuotedLaw, ...]
    by_pinyin: tuple[IndexGroup, ...]
    by_department: tuple[IndexGroup, ...]
    imprint: Imprint


def handbook(catalogue: Catalogue, whole: Listing) -> Handbook:
    """Return the book of the whole catalogue; ``whole`` is the list of all its entries."""
    settings = catalogue.settings
    counts, laws = tuple(_counts(catalogue)), tuple(_laws(catalogue))
    return Handbook(
        title=settings.title,
        place=settings.jurisdiction.name,
        name=NAME,
        preface=tuple(_preface(catalogue, whole, counts, laws)),
        counts=counts,
        chapters=tuple(_chapters(catalogue, whole)),
        laws=laws,
        by_pinyin=tuple(
            IndexGroup(heading=letter, entries=tuple((entry.id, entry.title) for entry in entries))
            for letter, entries in by_letter(catalogue).items()
        ),
        by_department=tuple(_departments(catalogue)),
        imprint=whole.imprint,
    )


def _counts(catalogue: Catalogue) -> Iterator[Count]:
    for group in by_kind(catalogue, catalogue.entries.values()):
        kind = catalogue.kinds.by_key[group.id]
        yield Count(
            title=group.title,
            total=len(group.entries),
            verdicts=tuple(
                (verdict.decision, verdict.title, len(verdict.entries))
                for verdict in by_decision(kind, group.entries)
            ),
        )


def _preface(
    catalogue: Catalogue, whole: Listing, counts: Iterable[Count], laws: Iterable[QuotedLaw]
) -> Iterator[str]:
    """Yield the paragraphs of the preface: what the book is, what it contains and how to use it."""
    settings, stamp, imprint_ = catalogue.settings, catalogue.stamp, whole.imprint
    place = settings.jurisdiction.name
    yield f"《{settings.title}》由{settings.publisher}编{f'，用于{place}' if place else ''}。{imprint_.notice}"
    kinds = "，".join(f"{count.title}{count.total}项" for count in counts)
    yield f"这一本收{len(whole.rows)}项：{kinds}。各种结论有多少项，看下面的表。"
    quotes = sum(len(law.quotes) for law in laws)
    yield (
        f"依据取自{len(catalogue.sources)}件法律、文件和材料。依据汇编抄录目录引用、并且同原文逐字对过的{quotes}处，"
        "放在引号里。没有抄到的，看各项的“依据”，以原件为准。"
    )
    if settings.undecided and any(row.decision == "undecided" for row in whole.rows):
        yield f"结论写“本地没有规定”的：{settings.undecided.text}"
    since = f"，{written(stamp.in_force_on)}起施行" if stamp else ""
    yield f"版次：{imprint_.edition}{since}。{written(settings.verified_on)}核对。"
    yield "怎么查：知道叫什么，查拼音索引；知道哪个部门管，查部门索引；想从头看，查目次。"


def _chapters(catalogue: Catalogue, whole: Listing) -> Iterator[Chapter]:
    def kind_of(section_rows: tuple[Row, ...]) -> str:
        return catalogue.entries[section_rows[0].id].kind.title

    for title, sections in groupby(whole.sections, key=lambda section: kind_of(section.rows)):
        yield Chapter(
            title=title,
            parts=tuple(
                Part(
                    word=section.rows[0].word,
                    decision=section.decision,
                    items=tuple(
                        Item(
                            row=row,
                            cells=tuple(
                                (column.heading, cell)
                                for column, cell in zip(section.columns, row.cells, strict=True)
                                if cell
                            ),
                        )
                        for row in section.rows
                    ),
                )
                for section in sections
            ),
        )


def _laws(catalogue: Catalogue) -> Iterator[QuotedLaw]:
    """Yield each source that is quoted verbatim, with its clauses in their order."""
    by_source: dict[str, dict[tuple[str, str], tuple[Quotation, list[str]]]] = {}
    for entry in catalogue.entries.values():
        for basis in entry.legal_basis:
            if not basis.quote or basis.source not in catalogue.texts:
                continue
            quotes = by_source.setdefault(basis.source, {})
            key = (basis.clause, basis.quote)
            if key not in quotes:
                quoted = quotation(catalogue, basis)
                if quoted is None or quoted.mark:
                    continue
                quotes[key] = (quoted, [])
            quotes[key][1].append(entry.id)
    for source in catalogue.sources.values():
        if clauses := by_source.get(source.id):
            yield QuotedLaw(
                title=quote_title(source.title),
                number=source.document_number,
                quotes=tuple(
                    Quoted(clause=quoted.clause, said=quoted.said, ids=tuple(dict.fromkeys(ids)))
                    for quoted, ids in sorted(
                        clauses.values(), key=lambda item: _place(item[0].clause)
                    )
                ),
            )


def _place(clause: str) -> tuple[bool, int, int, int, int]:
    """Return the sort key of a clause: the order of the law. A clause without a number comes last."""
    passages = parse_clause(clause)
    if not passages:
        return (True, 0, 0, 0, 0)
    first = passages[0]
    return (False, *first.first, first.paragraph, first.item)


def _departments(catalogue: Catalogue) -> Iterator[IndexGroup]:
    """Yield each department with the entries that name it."""
    for body in catalogue.bodies.values():
        ids = responsibilities(catalogue, body).named
        entries = tuple(
            (entry.id, entry.title) for entry in catalogue.entries.values() if entry.id in ids
        )
        if entries:
            yield IndexGroup(heading=body.name, entries=entries)
