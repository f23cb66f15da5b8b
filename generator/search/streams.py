"""Numbers as characters: one stream for each sort of thing, which packs well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

LEVEL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
FIRST = 0x5D
"""The character of the number nought in a stream whose numbers may be large."""


def steps(places: Sequence[int]) -> Iterator[int]:
    """Yield how far each place is from the one before."""
    before = 0
    for place in places:
        yield place - before
        before = place
