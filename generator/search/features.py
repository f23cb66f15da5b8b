"""What a question is made of: single characters, neighbouring pairs, and frames such as 怎么办.

``search-sense.js`` does the same; ``tests/vectors/features.json`` holds both to the same answers.
Everyday words become the catalogue's own first, in texts and questions alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from generator.schema.words import longest_first
from generator.search.folding import to_simplified

CHARACTER, PAIR, FRAME = 0.7, 1.0, 0.5
"""How much each kind of feature counts before it is weighed by how rare it is."""
MARK = "#"
"""What the feature of a frame begins with; no character of a question is one."""


@dataclass(frozen=True)
class Cutter:
    """Cuts questions and texts into features."""

    words: Mapping[str, str]
    """Everyday word → the catalogue's own; empty where it says nothing."""
    frames: tuple[str, ...]
    amounts: str
    """A regular expression for what weighs nothing: numbers and lengths of time."""

    def features(self, text: str) -> dict[str, float]:
        """Return each feature of a text with what it counts."""
        found: dict[str, float] = {}

        def cut(frame: re.Match[str]) -> str:
            found[f"{MARK}{frame[0]}"] = FRAME
            return " "

        plain = self._amounts.sub(" ", self._frames.sub(cut, self.understood(text)))
        for run in plain.split():
            characters = list(run)
            for character in characters:
                found[character] = CHARACTER
            for a, b in pairwise(characters):
                found[a + b] = PAIR
        return found

    def understood(self, text: str) -> str:
        """Return a text folded, its runs apart, in the catalogue's own words."""
        if not self.words:
            return spaced(text)
        return self._words.sub(lambda said: self.words[said[0]], spaced(text))

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return _any_of(self.words)

    @cached_property
    def _frames(self) -> re.Pattern[str]:
        return _any_of(self.frames)

    @cached_property
    def _amounts(self) -> re.Pattern[str]:
        return re.compile(self.amounts)


def spaced(text: str) -> str:
    """Fold a text as ``fold`` does, with one space for what is neither letter nor digit."""
    normal = to_simplified(unicodedata.normalize("NFKC", text).lower())
    return " ".join("".join(c if c.isalnum() else " " for c in normal).split())


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    every = "|".join(map(re.escape, longest_first(words)))
    return re.compile(every or "(?!)")
