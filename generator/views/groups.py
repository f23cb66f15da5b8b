"""Groups of entries: by kind, verdict, body, source, concept and pinyin letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pypinyin import Style, lazy_pinyin

from generator.model import addresses
from generator.model.catalogue import VOCABULARIES, Catalogue
from generator.model.entries import Decision, Entry
from generator.model.supporting import Concept, Source, Vocabulary
from generator.schema.kinds import Kind

VERDICT_ORDER = (
    Decision.FORBIDDEN,
    Decision.PERMITTED,
    Decision.CASE_BY_CASE,
    Decision.ASSIST_ONLY,
    Decision.UNDECIDED,
)
"""The verdicts in the order of a list, the most frequent one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Entries under one heading."""

    id: str
    title: str
    decision: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptEntries:
    """One concept of a vocabulary with the entries that name it."""

    vocabulary: Vocabulary
    concept: Concept
    entries: tuple[Entry, ...]

    @property
    def slug(self) -> str:
        """The slug of its list."""
        return f"{self.vocabulary.id}-{self.concept.id}"

    @property
    def address(self) -> str:
        """The address of its page."""
        return addresses.concept(self.vocabulary.id, self.concept.id)


def by_decision(kind: Kind, entries: Iterable[Entry]) -> tuple[Group, ...]:
    """Group entries of one kind by verdict, leaving out empty groups."""
    by_verdict: defaultdict[Decision, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_verdict[entry.decision].append(entry)
    return tuple(
        Group(
            id=str(decision),
            title=kind.decision_words[decision],
            decision=str(decision),
            entries=tuple(by_verdict[decision]),
        )
        for decision in VERDICT_ORDER
        if by_verdict[decision]
    )


def by_kind(
    catalogue: Catalogue, entries: Iterable[Entry], *, plain: bool = False
) -> tuple[Group, ...]:
    """Group entries by kind, leaving out empty groups; ``plain`` names each as its page is named."""
    listed = tuple(entries)
    return tuple(
        Group(id=kind.folder, title=(plain and kind.hub) or kind.title, entries=kind_entries)
        for kind in catalogue.kinds.of_entries()
        if (kind_entries := tuple(entry for entry in listed if entry.kind is kind))
    )


def concept_entries(catalogue: Catalogue, vocabulary: Vocabulary) -> tuple[ConceptEntries, ...]:
    """Return every concept of a vocabulary with its entries."""
    target = f"{VOCABULARIES}/{vocabulary.id}"
    return tuple(
        ConceptEntries(
            vocabulary=vocabulary,
            concept=concept,
            entries=_naming_concept(catalogue, target, concept.id),
        )
        for concept in vocabulary.concepts
    )


def _naming_concept(catalogue: Catalogue, target: str, concept: str) -> tuple[Entry, ...]:
    """Return the entries that name a concept. An entry without a community type is for all types."""
    naming = catalogue.naming_value(target, concept)
    if not target.endswith("/community-types"):
        return naming
    numbers = {entry.id for entry in naming}
    return tuple(
        entry
        for entry in catalogue.entries.values()
        if entry.id in numbers or not entry.community_types
    )


def by_letter(catalogue: Catalogue) -> Mapping[str, tuple[Entry, ...]]:
    """Group all entries by the first pinyin letter of their title, A to Z."""
    by_first: defaultdict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
    for entry in catalogue.entries.values():
        syllables = _syllables(entry.title.lstrip("《“（"))
        first = syllables[0][:1].upper() if syllables else "#"
        by_first[first if first.isascii() and first.isalpha() else "#"].append((syllables, entry))
    return {
        letter: tuple(
            entry for _, entry in sorted(by_first[letter], key=lambda item: (item[0], item[1].id))
        )
        for letter in sorted(by_first)
    }


@cache
def _syllables(title: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(title, style=Style.NORMAL))


def citing(catalogue: Catalogue, source: Source) -> tuple[Entry, ...]:
    """Return the entries that cite a source in any field."""
    return catalogue.naming(source)
