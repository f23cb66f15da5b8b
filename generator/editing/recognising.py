"""Find the entry of a row of a list, by name or alias."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.rules.name_conflict import entry_name_key, words_of
from generator.schema.kinds import Kind

ALIAS = "别名"
_LABELS = {"name": "名称", "plain_name": "通俗名称", "aliases": ALIAS}
_ORDER = tuple(_LABELS.values())


@dataclass(frozen=True, slots=True)
class EntryMatch:
    """An existing entry, and the label of the field that matched."""

    entry: Entry
    matched_by: str


_ALTERNATIVE = " / "
"""Separates two names of one entry."""
_OPTIONAL = re.compile(r"证明|居民|情况|状况|事项|基本|申请|办理|的")
"""Optional words in names."""


@dataclass(frozen=True, slots=True)
class EntryNames:
    """All normalized names of the entries."""

    kind: Kind
    by_word: Mapping[str, tuple[EntryMatch, ...]]
    by_core: Mapping[str, tuple[EntryMatch, ...]]
    """The entries of this kind, by their names without optional words."""

    def find_similar(self, name: str) -> tuple[EntryMatch, ...]:
        """Return the entries of this kind with a similar name, such as 居住 or 证明居民婚姻状况."""
        return self.by_core.get(_OPTIONAL.sub("", entry_name_key(name)), ())

    def find(self, name: str) -> tuple[EntryMatch, ...]:
        """Return the entries with a name. This kind and official names take precedence.

        Several are returned only if they have the same precedence.
        """
        matches = self.by_word.get(entry_name_key(name), ())
        same_kind = [match for match in matches if match.entry.kind == self.kind] or list(matches)
        best = min((_ORDER.index(match.matched_by) for match in same_kind), default=0)
        return tuple(match for match in same_kind if _ORDER.index(match.matched_by) == best)


def entry_names(catalogue: Catalogue, kind: Kind) -> EntryNames:
    """Return all names of the entries of a catalogue."""
    by_name: defaultdict[str, dict[str, EntryMatch]] = defaultdict(dict)
    for entry in catalogue.entries.values():
        for pointer, text in words_of(entry):
            for part in (text, *text.split(_ALTERNATIVE)):
                by_name[entry_name_key(part)].setdefault(
                    entry.id, EntryMatch(entry, _LABELS[str(pointer[0])])
                )
    cores: defaultdict[str, dict[str, EntryMatch]] = defaultdict(dict)
    for word, matches in by_name.items():
        same_kind = {number: part for number, part in matches.items() if part.entry.kind == kind}
        if core := _OPTIONAL.sub("", word):
            cores[core] |= same_kind
    return EntryNames(kind, _as_tuples(by_name), _as_tuples(cores))


def _as_tuples(
    by_name: Mapping[str, Mapping[str, EntryMatch]],
) -> dict[str, tuple[EntryMatch, ...]]:
    return {word: tuple(matches.values()) for word, matches in by_name.items()}
