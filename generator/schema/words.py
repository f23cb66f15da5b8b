"""Words that do not distinguish questions or names, from ``schemas/words.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

import yaml

from generator.schema.kinds import shipped_schemas


@dataclass(frozen=True, kw_only=True)
class Words:
    """Words without a meaning of their own, longest first."""

    question_words: tuple[str, ...]
    """Words of questions."""
    generic_words: tuple[str, ...]
    """Words that all requests have in common."""
    frames: tuple[str, ...]
    """Words that are removed from a sentence before it is compared: those of questions and papers."""
    amounts: str
    """A regular expression for numbers and lengths of time."""
    owner: str
    """A regular expression for an owner that is no person, unless it is the one that acts."""
    owner_first: str
    """The same expression at the beginning of a question."""

    def says_something(self, folded: str) -> bool:
        """Tell whether a folded text contains anything besides these words."""
        return bool(self._pattern.sub("", folded))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """The pattern of these words. ``static/search-language.js`` has the same."""
        every = longest_first((*self.question_words, *self.generic_words))
        return re.compile("|".join((self.amounts, *every)))


@cache
def words() -> Words:
    """Return the words of the package."""
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


def longest_first(unsorted: Iterable[str]) -> tuple[str, ...]:
    """Return words in the order of the search, the longest first."""
    return tuple(sorted(unsorted, key=lambda word: (-len(word), word)))
