"""Index pages: home, letters, concepts, sources and error codes, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from generator.derive.citations import Citation
from generator.derive.ground import WEIGHT_DESCRIPTIONS, legal_weight
from generator.derive.here import relative_jurisdiction
from generator.derive.journeys import journeys
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.supporting import Source, Vocabulary
from generator.problems.explanations import Explanation
from generator.views.entry import reading_extent, validity
from generator.views.groups import Group, by_kind, by_letter, citing, concept_entries
from generator.views.journeys import danger_link, journey_links, ordinary_links
from generator.views.law_texts import LawTextView, law_text
from generator.views.links import (
    EntryLink,
    Link,
    body_links,
    entry_link,
    source_links,
)
from generator.views.navigation import Door, doors
from generator.views.sections.subject import facts
from generator.views.sections.types import Fact

LIFE_EVENTS = "life-events"
"""生活场景: the vocabulary whose concepts journeys belong to."""
MOST_JOURNEYS = 8
"""How many journeys the home page names. The others have a page of their own."""
CODE_FAMILIES = MappingProxyType(
    {
        "F": "文件和文件夹",
        "Y": "写法",
        "S": "哪一项怎么填",
        "R": "内容对不对",
        "W": "豁免和发布过的",
    }
)
"""The sort of problem by the first letter of its code, in the order of the checks."""
MOST_HEADING = 30
"""Characters of a heading: three lines on a phone."""
NUMBERS = "数字和符号"
"""The heading of the letter ``#``: names that do not begin with a letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """首页: the question box, common questions, letters and life events."""

    title: str
    doors: tuple[Door, ...]
    questions: tuple[EntryLink, ...]
    """Common questions, each with the entry that answers it."""
    danger: Link | None
    """The link to the urgent journeys; none if the catalogue has none."""
    journeys: tuple[Link, ...]
    """一件事: the first journeys."""
    all_journeys: int
    """How many journeys there are."""
    letters: tuple[Link, ...]
    life_events: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersView:
    """按字母找: every letter."""

    title: str
    letters: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """按字母找: the entries of one letter."""

    title: str
    crumbs: tuple[Link, ...]
    letter: str
    entries: tuple[EntryLink, ...]
    letters: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryGroup:
    """Entries under one heading."""

    id: str
    title: str
    entries: tuple[EntryLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedLink(Link):
    """A link, with the number of entries on the page it leads to."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyView:
    """生活场景、服务平台……: every concept of a vocabulary."""

    title: str
    intro: str
    concepts: tuple[CountedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptView:
    """One concept with the entries that name it."""

    title: str
    crumbs: tuple[Link, ...]
    description: str
    today: str
    bodies: tuple[Link, ...]
    sources: tuple[Link, ...]
    journeys: tuple[Link, ...]
    """一件事: the journeys of this life event."""
    groups: tuple[EntryGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source in the list."""

    source: Link
    document_number: str
    validity: str
    seen: str
    count: int
    """How many entries cite it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroup:
    """The sources of one sort."""

    id: str
    title: str
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesView:
    """依据: a list of sources by sort."""

    title: str
    groups: tuple[SourceGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlLine:
    """An address of a source, and whether it still opens."""

    url: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One source, and everything that cites it."""

    title: str
    heading: str
    """The title, or the short title if the title is too long."""
    short_title: str
    crumbs: tuple[Link, ...]
    document_number: str
    facts: tuple[Fact, ...]
    urls: tuple[UrlLine, ...]
    note: str
    text: LawTextView | None
    """Its articles; none if its text is not stored."""
    groups: tuple[EntryGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFamily:
    """The codes that begin with one letter. Their problems are of one sort."""

    letter: str
    title: str
    explanations: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesView:
    """报错代码: the explanation of every code."""

    title: str
    families: tuple[CodeFamily, ...]


def codes_view(explanations: Iterable[Explanation], *, title: str) -> CodesView:
    """Return the explanations of all codes, by the sort of problem."""
    listed = tuple(explanations)
    families = (
        CodeFamily(
            letter=letter,
            title=name,
            explanations=tuple(
                explanation for explanation in listed if explanation.code.startswith(letter)
            ),
        )
        for letter, name in CODE_FAMILIES.items()
    )
    return CodesView(
        title=title, families=tuple(family for family in families if family.explanations)
    )


def home_view(catalogue: Catalogue, *, title: str) -> HomeView:
    """Return what the home page shows."""
    entries = catalogue.entries
    life_events = catalogue.vocabularies.get(LIFE_EVENTS)
    return HomeView(
        title=title,
        doors=doors(catalogue.kinds),
        questions=tuple(
            EntryLink(
                title=question.text,
                address=addresses.entry(question.entry),
                id=question.entry,
                decision=str(entries[question.entry].decision),
                decision_label=entries[question.entry].plain_label,
            )
            for question in catalogue.settings.questions
            if question.entry in entries
        ),
        danger=danger_link(catalogue),
        journeys=ordinary_links(catalogue)[:MOST_JOURNEYS],
        all_journeys=len(journeys(catalogue)),
        letters=letter_links(by_letter(catalogue)),
        life_events=tuple(
            Link(title=concept.concept.label, address=concept.address)
            for concept in (concept_entries(catalogue, life_events) if life_events else ())
            if concept.entries
        ),
    )


def letter_links(letters: Iterable[str]) -> tuple[Link, ...]:
    """Return a link for each letter that an entry begins with."""
    return tuple(Link(title=letter, address=addresses.letter(letter)) for letter in letters)


def letter_view(letters: Mapping[str, tuple[Entry, ...]], letter: str) -> LetterView:
    """Return the entries of one letter."""
    name = NUMBERS if letter == "#" else letter
    return LetterView(
        title=f"按字母找：{name}",
        crumbs=(Link(title="按字母找", address=addresses.LETTERS),),
        letter=letter,
        entries=tuple(entry_link(entry) for entry in letters[letter]),
        letters=letter_links(letters),
    )


def entry_groups(groups: Iterable[Group]) -> tuple[EntryGroup, ...]:
    """Return groups of entries as links."""
    return tuple(
        EntryGroup(
            id=group.id,
            title=group.title,
            entries=tuple(entry_link(entry) for entry in group.entries),
        )
        for group in groups
    )


def vocabulary_view(catalogue: Catalogue, vocabulary: Vocabulary) -> VocabularyView:
    """Return every concept of a vocabulary with how many entries name it."""
    return VocabularyView(
        title=vocabulary.title,
        intro=vocabulary.intro,
        concepts=tuple(
            CountedLink(
                title=concept.concept.label, address=concept.address, count=len(concept.entries)
            )
            for concept in concept_entries(catalogue, vocabulary)
        ),
    )


def concept_view(catalogue: Catalogue, vocabulary: Vocabulary, id_: str) -> ConceptView:
    """Return one concept with the entries that name it, by kind."""
    match = next(one for one in concept_entries(catalogue, vocabulary) if one.concept.id == id_)
    concept = match.concept
    return ConceptView(
        title=concept.label,
        crumbs=(Link(title=vocabulary.title, address=addresses.vocabulary(vocabulary.id)),),
        description=concept.description,
        today=concept.today,
        bodies=body_links(catalogue, concept.bodies),
        sources=source_links(catalogue, concept.sources),
        journeys=journey_links(catalogue, id_) if vocabulary.id == LIFE_EVENTS else (),
        groups=entry_groups(by_kind(catalogue, match.entries, plain=True)),
    )


def sources_view(catalogue: Catalogue, on: date, *, title: str) -> SourcesView:
    """Return every source by sort, as it stands on the day ``on``."""
    by_kind_: dict[str, list[Source]] = {}
    for source in catalogue.sources.values():
        by_kind_.setdefault(source.source_kind, []).append(source)
    labels = next((s.kind.labels("kind") for s in catalogue.sources.values()), {})
    return SourcesView(
        title=title,
        groups=tuple(
            SourceGroup(
                id=name,
                title=label,
                rows=tuple(_source_row(catalogue, source, on) for source in by_kind_[name]),
            )
            for name, label in labels.items()
            if name in by_kind_
        ),
    )


def _source_row(catalogue: Catalogue, source: Source, on: date) -> SourceRow:
    return SourceRow(
        source=Link(title=source.title, address=addresses.record(source.kind.name, source.id)),
        document_number=source.document_number,
        validity=validity(source, on),
        seen=source.kind.labels("seen")[source.seen],
        count=len(citing(catalogue, source)),
    )


def source_view(
    catalogue: Catalogue, source: Source, on: date, citations: Iterable[Citation] = ()
) -> SourceView:
    """Return one source as it stands on the day ``on``, and what cites it."""
    label, note = source.kind.labels, source.validity_note
    place = catalogue.settings.jurisdiction
    dates = (
        ("通过", source.adopted_on),
        ("公布", source.published_on),
        ("最后修改", source.amended_on),
        ("施行", source.in_force_on),
        ("失效", source.ceased_on),
    )
    return SourceView(
        title=source.title,
        heading=source.title if len(source.title) <= MOST_HEADING else source.short_name,
        short_title=source.short_name,
        crumbs=(Link(title="依据", address=addresses.SOURCES),),
        document_number=source.document_number,
        facts=facts(
            Fact(label="类别", text=label("kind")[source.source_kind]),
            Fact(label="管哪里", text=label("jurisdiction")[relative_jurisdiction(source, place)]),
            Fact(label="分量", text=WEIGHT_DESCRIPTIONS[legal_weight(source, place)]),
            Fact(label="制发机关", text="、".join(source.issuers)),
            *(Fact(label=name, text=day.isoformat() if day else "") for name, day in dates),
            Fact(label="日期", text=source.date_text),
            Fact(label="现状", text=validity(source, on) + (f"（{note}）" if note else "")),
            Fact(label="我们读到", text=reading_extent(source)),
            Fact(label="替代", links=source_links(catalogue, source.replaced_by)),
            Fact(label="从哪里读到", text=source.provenance),
        ),
        urls=tuple(
            UrlLine(
                url=url.url,
                state=label("urls", "state")[url.state]
                + (f"，{url.checked_on}" if url.checked_on else ""),
            )
            for url in source.urls
        ),
        note=source.note,
        text=law_text(catalogue, source, citations),
        groups=entry_groups(by_kind(catalogue, citing(catalogue, source), plain=True)),
    )
