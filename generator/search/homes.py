"""Where the entries of a large catalogue are found at once: by the rarest sounds of their names.

Each name and alias has two neighbouring sounds that few entries share; under these it is kept,
with all that is shown of its entry. A question is looked for under its own rarest sounds, so that
two or three files answer it. What they do not answer is left to the parts.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, KeysView, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from generator.model.scripts import data_for_script
from generator.search.hashing import fnv
from generator.search.index import Found
from generator.search.streams import LEVEL, Numbered, far

ENTRIES_A_HOME = 6
"""A home for each so many entries; each entry has several."""
RAREST = 3
"""Pairs of sounds under which a name is kept."""
NAMING = 90
"""The least weight in hundredths of what is a name."""
KEYS = 1 << 18
LEVELS_A_DOUBLING = 2
IS_TITLE = 1
"""Stands for a text that is the title."""
AS_NUMBERED = 0
"""Stands for the address of an entry where it is its number in small letters."""


class _Kept(NamedTuple):
    """An entry on its way home; texts are JSON already."""

    shown: str
    names: tuple[str, ...]
    titles: tuple[int, ...]
    """Which of the names are the title; they are kept everywhere, as it is shown anyway."""
    pairs: tuple[tuple[int, ...], ...]
    """Of each name, its pairs of neighbouring sounds by number."""


class Homes:
    """Takes entries in, one after the other, and then tells where each name is at home."""

    def __init__(self) -> None:
        """Begin without an entry."""
        self._pairs: Numbered[tuple[str, str]] = Numbered()
        self._verdicts: Numbered[tuple[str, str]] = Numbered()
        self._kept: list[_Kept] = []

    def add(self, order: int, found: Found) -> None:
        """Take an entry in; ``order`` is its place in the catalogue."""
        number, slug, title, decision, word, summary, go_to, _ = found.entry
        address = AS_NUMBERED if slug == number.lower() else slug
        verdict = self._verdicts[decision, word]
        row = data_for_script([order, number, address, title, verdict, summary, go_to])
        names = [one for one in found.said if one.weight >= NAMING]
        pairs = (pairwise(sounds) for _, _, (_, sounds, _) in names)
        self._kept.append(
            _Kept(
                row[:-1],
                tuple(data_for_script(one.packed) for one in names),
                tuple(place for place, one in enumerate(names) if one.packed[1] == IS_TITLE),
                tuple(tuple({*map(self._pairs.__getitem__, some)}) for some in pairs),
            )
        )

    @property
    def named(self) -> KeysView[tuple[str, str]]:
        """The pairs of sounds that names have."""
        return self._pairs.keys()

    def files(self) -> tuple[dict[str, Any], Iterator[tuple[int, str]]]:
        """Return what the head says of homes, and each with its number: its rows as JSON.

        A row is [order, number, address, title, verdict, summary, where to go, names kept here].
        """
        owners = Counter(pair for kept in self._kept for pair in set().union(*kept.pairs))
        pairs = list(map(" ".join, self._pairs))
        count = max(1, len(self._kept) // ENTRIES_A_HOME)
        homes = [fnv(pair) % count for pair in pairs]
        ranks = {
            pair: rank
            for rank, pair in enumerate(sorted(owners, key=lambda one: (owners[one], pairs[one])))
        }
        filled: defaultdict[int, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
        for entry, kept in enumerate(self._kept):
            own = {
                homes[pair]
                for some in kept.pairs
                for pair in sorted(some, key=ranks.__getitem__)[:RAREST]
            }
            at = {home: list(kept.titles) for home in own}
            for name, some in enumerate(kept.pairs):
                if name not in kept.titles:
                    for home in own.intersection({homes[pair] for pair in some}):
                        at[home].append(name)
            for home, names in at.items():
                filled[home].append((entry, tuple(names)))
        told = {
            "homes": count,
            "verdicts": list(self._verdicts),
            "known": _known({pairs[pair]: some for pair, some in owners.items()}),
        }
        return told, ((home, self._rows(filled[home])) for home in range(count))

    def _rows(self, home: list[tuple[int, tuple[int, ...]]]) -> str:
        rows = ((self._kept[entry], names) for entry, names in home)
        return ",".join(
            f"{kept.shown},[{','.join(kept.names[name] for name in names)}]]"
            for kept, names in rows
        )


def _known(owners: Mapping[str, int]) -> dict[str, str]:
    """Return the pairs that occur and how common each is, as streams: key to key, and levels."""
    common: dict[int, int] = {}
    for pair, some in owners.items():
        key = fnv(pair) % KEYS
        common[key] = max(some, common.get(key, 0))
    keys = sorted(common)
    return {
        **far(keys),
        "levels": "".join(LEVEL[round(LEVELS_A_DOUBLING * math.log2(common[key]))] for key in keys),
    }
