"""By what else the entries of a large catalogue are found: pieces of names, and of what is said of them.

A piece names entries only roughly; the browser loads the chunks that hold most of them, and ranks
these as it would a small catalogue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from itertools import chain, pairwise
from operator import itemgetter

from generator.model.scripts import data_for_script
from generator.search.hashing import fnv
from generator.search.homes import NAMING
from generator.search.index import NUMBER, Found

ENTRIES_A_PART = 20
"""A part for each so many entries, so that a part's size does not grow with the catalogue."""
LONGEST_LIST = 200
"""Entries listed for one piece; what more than so many have in common tells nothing apart."""
BEGUN = 3
"""First letters by which a name is found that is only begun."""


class Pieces:
    """Takes entries in, one after the other, and then tells which have which piece."""

    def __init__(self) -> None:
        """Begin without an entry."""
        self._entries = 0
        self._of_names: defaultdict[str, list[int]] = defaultdict(list)
        self._beside: defaultdict[tuple[str, str], list[int]] = defaultdict(list)

    def add(self, found: Found) -> None:
        """Take an entry in; its place is that among those before."""
        place, self._entries = self._entries, self._entries + 1
        pieces, pairs = {f"#{found.entry[NUMBER]}"}, set[tuple[str, str]]()
        for weight, _, (tokens, sounds, _) in found.said:
            if weight < NAMING:
                pairs.update(pairwise(sounds))
                continue
            pieces.update(tokens)
            letters = "".join(sound[0] for sound in sounds)
            pieces |= {f"={letters}", f"^{letters[:BEGUN]}"}
        for piece in pieces:
            self._of_names[piece].append(place)
        for pair in pairs:
            self._beside[pair].append(place)

    def files(self, named: Container[tuple[str, str]]) -> tuple[int, Iterator[tuple[int, str]]]:
        """Return how many parts there are, and each with its number: [how many, places] of each piece.

        Sounds that stand beside each other in names are ``named``; they are looked for at home.
        """
        count = max(1, self._entries // ENTRIES_A_PART)
        parts: list[dict[str, list[int]]] = [{} for _ in range(count)]
        beside = ((" ".join(p), some) for p, some in self._beside.items() if p not in named)
        for piece, places in chain(self._of_names.items(), beside):
            parts[part_of(piece, count)][piece] = [len(places), *places[:LONGEST_LIST]]
        in_order = (dict(sorted(part.items(), key=itemgetter(0))) for part in parts)
        return count, ((number, data_for_script(part)) for number, part in enumerate(in_order))


def part_of(piece: str, count: int) -> int:
    """Return which part holds a piece: FNV-1a (32 bit) over its UTF-16 units, as the script does."""
    return fnv(piece) % count
