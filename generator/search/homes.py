"""Where the entries of a large catalogue are found at once: by the rarest sounds of their names.

Each name and alias has two neighbouring sounds that few entries share; under these its entry is
kept, whole enough to be ranked and shown. A question is looked for under its own rarest sounds,
so that two or three files answer it. What they do not answer is left to the parts.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from generator.search.hashing import fnv
from generator.search.index import TEXTS, texts_of
from generator.search.streams import LEVEL, far

ENTRIES_A_HOME = 6
"""A home for each so many entries; each entry has several."""
RAREST = 2
"""Pairs of sounds under which a name is kept."""
NAMING = 90
"""The least weight in hundredths of what is a name."""
KEYS = 1 << 18
LEVELS_A_DOUBLING = 2


def homes(
    entries: Sequence[list[Any]], syllable_of: Mapping[str, str]
) -> tuple[dict[str, Any], Iterator[tuple[int, list[list[Any]]]]]:
    """Return what the head says of homes, and each with its number: [order, entry] of each entry."""
    named = [_named(entry, syllable_of) for entry in entries]
    owners = Counter(pair for pairs in named for pair in set().union(*pairs))
    count = max(1, len(entries) // ENTRIES_A_HOME)
    kept: defaultdict[int, list[int]] = defaultdict(list)
    for order, pairs in enumerate(named):
        rarest = (
            pair
            for name in pairs
            for pair in sorted(name, key=lambda one: (owners[one], one))[:RAREST]
        )
        for home in {fnv(pair) % count for pair in rarest}:
            kept[home].append(order)
    filled = (
        (home, [[order, _short(entries[order])] for order in kept[home]]) for home in range(count)
    )
    return {"homes": count, "known": _known(owners)}, filled


def _named(entry: list[Any], syllable_of: Mapping[str, str]) -> list[set[str]]:
    """Return of each name of an entry the pairs of neighbouring sounds."""
    return [
        {f"{a} {b}" for a, b in pairwise(sounds)}
        for weight, _, sounds in texts_of(entry, syllable_of)
        if weight >= NAMING
    ]


def _short(entry: list[Any]) -> list[Any]:
    """Return an entry with its names alone."""
    return [*entry[:TEXTS], [text for text in entry[TEXTS] if text[0] >= NAMING]]


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
