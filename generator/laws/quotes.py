"""Whether a quotation is word for word part of the articles it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from generator.laws.articles import Article, NotFoundError, words_of

OMISSION = "……"
"""What stands in a quotation where something is left out."""
SHORTEST = 4
"""Characters of a part between two omissions: of single characters anything can be put together."""
_SHOWN = 12
_APART = "\0"
"""Stands between two passages, so that no part of a quotation is found across them."""


class Fault(Enum):
    """Why a quotation is none."""

    CLAUSE = auto()
    """It cannot be understood which article is meant."""
    MISSING = auto()
    """The text has no such article."""
    SHORT = auto()
    DIFFERENT = auto()
    ORDER = auto()


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What is wrong, and where: the article that is missing, or the words that differ."""

    fault: Fault
    words: str


def mismatch(articles: Sequence[Article], clause: str, quote: str) -> Mismatch | None:
    """Return how a quotation differs from what its clause names; none when it is word for word.

    What is left out is marked ``……``. Blanks and line breaks do not count.
    """
    try:
        passages = words_of(articles, clause)
    except NotFoundError as error:
        missing = str(error)
        return Mismatch(Fault.MISSING, missing) if missing else Mismatch(Fault.CLAUSE, clause)
    text, place = _APART.join(map(_folded, passages)), 0
    for part in map(_folded, _parts(quote)):
        if len(part) < SHORTEST:
            return Mismatch(Fault.SHORT, part)
        found = text.find(part, place)
        if found < 0:
            differs = part not in text
            return (
                Mismatch(Fault.DIFFERENT, _differing(part, text))
                if differs
                else Mismatch(Fault.ORDER, part[:_SHOWN])
            )
        place = found + len(part)
    return None


def _parts(quote: str) -> Sequence[str]:
    """Return what stands between the omissions; a quotation may begin and end with one."""
    return [part for part in quote.split(OMISSION) if part.strip()] or [""]


def _folded(text: str) -> str:
    return "".join(text.split())


def _differing(part: str, text: str) -> str:
    """Return where a part begins to differ from a text that does not hold it."""
    alike = next(end for end in range(len(part)) if part[: end + 1] not in text)
    return part[alike : alike + _SHOWN]
