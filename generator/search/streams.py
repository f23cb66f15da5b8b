"""Numbers as characters: one stream for each sort of thing, which packs well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TypeVar

LEVEL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
FIRST = 0x5D
"""The character of the number nought in a stream whose numbers may be large."""


Kind = TypeVar("Kind")


class Numbered(dict[Kind, int]):
    """Gives each thing the next number when it is first asked for."""

    def __missing__(self, one: Kind) -> int:
        """Return the number of what is new."""
        self[one] = number = len(self)
        return number


def steps(places: Sequence[int]) -> Iterator[int]:
    """Yield how far each place is from the one before."""
    before = 0
    for place in places:
        yield place - before
        before = place


def far(places: Sequence[int]) -> dict[str, str]:
    """Return places far apart as two streams: how often ``LEVEL`` goes into each step, and the rest."""
    apart = list(steps(places))
    return {
        "high": "".join(chr(FIRST + step // len(LEVEL)) for step in apart),
        "low": "".join(LEVEL[step % len(LEVEL)] for step in apart),
    }


def near(high: str, low: str) -> list[int]:
    """Return the places that ``far`` was given."""
    return list(
        accumulate(
            (ord(a) - FIRST) * len(LEVEL) + LEVEL.index(b) for a, b in zip(high, low, strict=True)
        )
    )
