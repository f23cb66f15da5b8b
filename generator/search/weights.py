"""What was learned, in whole levels, and as a browser is handed it; ``search-weights.js`` reads it.

The small weights were dropped and the others rounded, so that they weigh little on the way and
give the same answer everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import NamedTuple

from generator.search.hashing import fnv
from generator.search.learning import NONE, UNKNOWN, Features
from generator.search.streams import FIRST, LEVEL, far, near, steps

LEVELS = 48
"""How many levels a weight of one has."""
RARITY_LEVELS = 40
HIGHEST = 31
KEYS = 1 << 20


@dataclass(frozen=True)
class Sense:
    """What was learned, in whole levels."""

    classes: tuple[str, ...]
    """Numbers of entries, and pages; the first is none of them."""
    rarity: Mapping[int, int]
    """By the key of a feature, in the order of the keys."""
    weights: Mapping[int, Mapping[int, int]]
    """By the key of a feature and the place of a class."""

    def scores(self, features: Features) -> dict[str, float]:
        """Return how much a question speaks for each class, as the script does."""
        square, parts = 0.0, []
        for feature, counts in features.items():
            key = key_of(feature)
            known = key in self.rarity
            value = counts * self.rarity[key] / RARITY_LEVELS if known else counts
            square += (1 if known else UNKNOWN) * value * value
            if known:
                parts.append((value, self.weights[key]))
        found = {NONE: 0.0}
        for value, owned in parts:
            for place, level in owned.items():
                class_ = self.classes[place]
                change = value * level / LEVELS / math.sqrt(square)
                found[class_] = found.get(class_, 0.0) + change
        return found


def key_of(feature: str) -> int:
    """Return the number by which a feature is known: twenty bits of FNV-1a, as in the script."""
    return fnv(feature) % KEYS


class Senses(NamedTuple):
    """The same for the first answer, and all of it."""

    first: Sense
    every: Sense


def packed(sense: Sense) -> dict[str, str]:
    """Return it as the script reads it: one stream for each sort of thing, which packs well.

    ``high`` and ``low``: from key to key; ``owners``: how many weights each feature has;
    ``steps``: from class to class within a feature; ``levels``: the weights.
    """
    of = tuple(sense.weights.values())
    return {
        **far(tuple(sense.rarity)),
        "rarity": "".join(LEVEL[level] for level in sense.rarity.values()),
        "owners": "".join(chr(FIRST + len(owned)) for owned in of),
        "steps": "".join(chr(FIRST + step) for owned in of for step in steps(tuple(owned))),
        "levels": "".join(LEVEL[level + HIGHEST] for owned in of for level in owned.values()),
    }


def unpacked(streams: Mapping[str, str], classes: Sequence[str]) -> Sense:
    """Return what ``packed`` was given. Raises ``ValueError`` for what it never gives."""
    keys = near(streams["high"], streams["low"])
    counts = [ord(count) - FIRST for count in streams["owners"]]
    if sum(counts) != len(streams["steps"]):
        raise ValueError(streams["owners"])
    owners = zip(streams["steps"], streams["levels"], strict=True)
    weights = {}
    for key, count in zip(keys, counts, strict=True):
        owned = list(islice(owners, count))
        places = accumulate(ord(step) - FIRST for step, _ in owned)
        levels = (LEVEL.index(level) - HIGHEST for _, level in owned)
        weights[key] = dict(zip(places, levels, strict=True))
    rarity = map(LEVEL.index, streams["rarity"])
    return Sense(tuple(classes), dict(zip(keys, rarity, strict=True)), weights)
