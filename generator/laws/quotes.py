"""Compare quotations with the articles that they cite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from generator.laws.articles import Article, NotFoundError, find_passages, without_blanks

OMISSION = "……"
"""The mark of an omission in a quotation."""
MIN_PART_LENGTH = 4
"""The minimum length of a part between omissions. Single characters could be combined to anything."""
_EXCERPT_LENGTH = 12
_SEPARATOR = "\0"
"""Separates passages, so that no part of a quotation matches across them."""


class Fault(Enum):
    """The reason why a quotation does not match."""

    CLAUSE = auto()
    """The clause cannot be parsed."""
    MISSING = auto()
    """The text does not have the article."""
    SHORT = auto()
    DIFFERENT = auto()
    ORDER = auto()


@dataclass(frozen=True, slots=True)
class Mismatch:
    """The fault, and the missing article or the differing words."""

    fault: Fault
    words: str


def mismatch(articles: Sequence[Article], clause: str, quote: str) -> Mismatch | None:
    """Return the difference between a quotation and its clause; none if it is word for word.

    Omissions are marked ``……``. Spaces and line breaks are ignored.
    """
    try:
        passages = find_passages(articles, clause)
    except NotFoundError as error:
        missing = str(error)
        return Mismatch(Fault.MISSING, missing) if missing else Mismatch(Fault.CLAUSE, clause)
    text, position = _SEPARATOR.join(map(without_blanks, passages)), 0
    for part in map(without_blanks, _parts(quote)):
        if len(part) < MIN_PART_LENGTH:
            return Mismatch(Fault.SHORT, part)
        index = text.find(part, position)
        if index < 0:
            differs = part not in text
            return (
                Mismatch(Fault.DIFFERENT, _differing(part, text))
                if differs
                else Mismatch(Fault.ORDER, part[:_EXCERPT_LENGTH])
            )
        position = index + len(part)
    return None


def _parts(quote: str) -> Sequence[str]:
    """Return the parts between the omissions. A quotation may begin and end with one."""
    return [part for part in quote.split(OMISSION) if part.strip()] or [""]


def _differing(part: str, text: str) -> str:
    """Return an excerpt where a part begins to differ from the text."""
    common = next(end for end in range(len(part)) if part[: end + 1] not in text)
    return part[common : common + _EXCERPT_LENGTH]
