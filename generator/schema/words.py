"""Words that do not say what a question or a name is about, from ``schemas/words.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

import yaml

from generator.schema.kinds import shipped_schemas


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words that carry no meaning of their own, longest first."""

    question_words: tuple[str, ...]
    """How people ask."""
    generic_words: tuple[str, ...]
    """What every request has in common."""
    frames: tuple[str, ...]
    """What is taken off a sentence before it is compared: how it asks, for what paper."""
    amounts: str
    """A regular expression for numbers and lengths of time."""
    owner: str
    """A regular expression for what owns things and is no person, where it is told of and does nothing."""
    owner_first: str
    """The same at the head of a question."""

    def says_something(self, folded: str) -> bool:
        """Tell whether anything is left of a folded text without these words."""
        return bool(self._pattern.sub("", folded))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """As in ``static/search-language.js``."""
        every = longest_first((*self.question_words, *self.generic_words))
        return re.compile("|".join((self.amounts, *every)))


@cache
def words() -> Words:
    """Return the words that come with the package."""
    data = yaml.safe_load((shipped_schemas() / "words.yml").read_text(encoding="utf-8"))
    owners = "|".join(longest_first(data["owners"]))
    owner = f"({owners})(?![{data['owner_acts']}])"
    return Words(
        question_words=longest_first(data["question_words"]),
        generic_words=longest_first((*data["paper_words"], *data["generic_words"])),
        frames=longest_first(
            word
            for key in ("question_words", "paper_words", "frame_words")
            for word in data[key]
            if len(word) > 1
        ),
        amounts=data["amounts"],
        owner=owner,
        owner_first=f"^[{data['owner_led_by']}]*{owner}",
    )


def longest_first(some: Iterable[str]) -> tuple[str, ...]:
    """Return words in the order in which they are looked for."""
    return tuple(sorted(some, key=lambda word: (-len(word), word)))
