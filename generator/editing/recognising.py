"""Which entry a row of a list means: by number, by name, or by what people call it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from generator.derive.naming import normalize_entry_name
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.rules.name_conflict import folded, words_of
from generator.schema.kinds import Kind

ALIAS = "别名"
_BY = {"name": "名称", "plain_name": "通俗名称", "aliases": ALIAS}
_ORDER = tuple(_BY.values())


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that is there, and by which of its words it was recognised."""

    entry: Entry
    by: str


_OR = " / "
"""Stands between two names of one matter."""
_FRAME = re.compile(r"证明|居民|情况|状况|事项|基本|申请|办理|的")
"""What two ways to say one name have more or less."""


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the entries are called, as names are compared."""

    kind: Kind
    by_word: Mapping[str, tuple[Known, ...]]
    by_core: Mapping[str, tuple[Known, ...]]
    """The entries of this kind, by what their names say without what may be left out."""

    def near(self, name: str) -> tuple[Known, ...]:
        """Return the entries of this kind a name said otherwise (居住, 证明居民婚姻状况) may mean."""
        return self.by_core.get(_FRAME.sub("", key_of(name)), ())

    def meant(self, name: str) -> tuple[Known, ...]:
        """Return the entries a name may mean: those of this kind first, official names first.

        Several are returned only when nothing decides between them.
        """
        found = self.by_word.get(key_of(name), ())
        mine = [one for one in found if one.entry.kind == self.kind] or list(found)
        best = min((_ORDER.index(one.by) for one in mine), default=0)
        return tuple(one for one in mine if _ORDER.index(one.by) == best)


def words(catalogue: Catalogue, kind: Kind) -> Words:
    """Gather what the entries of a catalogue are called."""
    found: defaultdict[str, dict[str, Known]] = defaultdict(dict)
    for entry in catalogue.entries.values():
        for pointer, text in words_of(entry):
            for one in (text, *text.split(_OR)):
                found[key_of(one)].setdefault(entry.id, Known(entry, _BY[str(pointer[0])]))
    cores: defaultdict[str, dict[str, Known]] = defaultdict(dict)
    for word, some in found.items():
        mine = {number: one for number, one in some.items() if one.entry.kind == kind}
        if core := _FRAME.sub("", word):
            cores[core] |= mine
    return Words(kind, _listed(found), _listed(cores))


def _listed(found: Mapping[str, Mapping[str, Known]]) -> dict[str, tuple[Known, ...]]:
    return {word: tuple(some.values()) for word, some in found.items()}


def key_of(name: str) -> str:
    """Return a name as it is compared here: simplified, without blanks and marks."""
    return folded(normalize_entry_name(name))
