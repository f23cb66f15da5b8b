"""The index in parts, for catalogues too large to hand to a phone whole.

A question in Chinese loads the head (readings, variants) and a few homes, see ``homes``. What these do
not answer loads the parts that hold its pairs of characters and syllables, and the chunks with
the best candidates. What is in a part names entries only
roughly; the browser ranks the candidates as it would a small catalogue.

Every file costs a request, so few are wanted: what begins with the same sound is in one part,
whether written in characters or letters; and entries whose names end alike, which are likely to
be found together, are in one chunk.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import Any

from generator.model.catalogue import Catalogue
from generator.model.scripts import json_for_script
from generator.search.folding import fold
from generator.search.hashing import fnv
from generator.search.homes import homes
from generator.search.index import NUMBER, TITLE, Shown, search_index, texts_of
from generator.search.lookups import lookups
from generator.search.readings import tokens_of
from generator.search.sense import (
    Lesson,
    Memory,
    first_index,
    forgotten,
    lesson_of,
    said_index,
    sense_of,
)
from generator.search.weights import Senses, packed, unpacked

FIRST, REST = "search-first.js", "search-rest.js"
WHOLE_UP_TO = 2_000
"""Entries up to which the index is one file."""
ENTRIES_A_CHUNK = 10
ENTRIES_A_PART = 20
"""A part for each so many entries, so that a part's size does not grow with the catalogue."""
WHOLE = 100
"""The weight of a name."""
LONGEST_LIST = 400
"""Entries listed for one piece; what more than so many have in common tells nothing apart."""


def search_files(
    catalogue: Catalogue,
    on: date,
    shown: Shown = str,
    editions: Sequence[tuple[str, date]] = (),
    remembered: Memory = forgotten,
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every file of the index on a day, one or many.

    ``editions``: those there are, each with the day from which it holds. ``remembered`` tells what
    was learned before.

    Each is a script that hands over its data, so that it also loads from a USB stick.
    """
    index = search_index(catalogue, on, shown)
    entries = index["entries"]
    senses = sense_of(taught(catalogue), remembered)
    first = first_index(catalogue, senses, index, shown)
    yield FIRST, _script("first", first)
    if first:
        yield "search-said.js", _script("say", said_index(catalogue, index, shown))
        yield REST, _script("rest", packed(senses.every))
        yield "search-cited.js", _script("look", lookups(catalogue, on, shown, editions))
    if len(entries) <= WHOLE_UP_TO:
        yield "search-index.js", _script("load", index)
        return
    count = len(entries) // ENTRIES_A_PART
    syllable_of = {c: syllable for syllable, chars in index["readings"].items() for c in chars}
    told, filled = homes(entries, syllable_of)
    head = {
        **index,
        **told,
        "entries": [],
        "parts": count,
        "chunk": ENTRIES_A_CHUNK,
        "total": len(entries),
    }
    yield "search-index.js", _script("load", head)
    placed = sorted(
        enumerate(entries), key=lambda one: (tokens_of(fold(one[1][TITLE]))[::-1], one[0])
    )
    for number in range(0, len(entries), ENTRIES_A_CHUNK):
        chunk = placed[number : number + ENTRIES_A_CHUNK]
        name = f"search/chunk-{number // ENTRIES_A_CHUNK}.js"
        yield name, _script("deliver", chunk, name)
    for number, home in filled:
        name = f"search/home-{number}.js"
        yield name, _script("deliver", home, name)
    parts: defaultdict[int, dict[str, list[int]]] = defaultdict(dict)
    for piece, owners in _owners([entry for _, entry in placed], syllable_of).items():
        begin = piece.split(" ")[0]
        sound = syllable_of.get(begin, begin)
        parts[part_of(sound, count)][piece] = [len(owners), *owners[:LONGEST_LIST]]
    for number in range(count):
        name = f"search/part-{number}.js"
        yield name, _script("deliver", dict(sorted(parts[number].items())), name)


def taught(catalogue: Catalogue) -> Lesson | None:
    """Return what a catalogue teaches; nothing where it is too large to be learned."""
    return lesson_of(catalogue) if len(catalogue.entries) <= WHOLE_UP_TO else None


def read_senses(first: bytes, rest: bytes, lesson: Lesson) -> Senses:
    """Return what was learned of a lesson out of the two files that hold it."""
    streams = _data(first)["sense"], _data(rest)
    return Senses(*(unpacked(one, lesson.classes) for one in streams))


def part_of(sound: str, count: int) -> int:
    """Return which part holds what begins with a sound: FNV-1a (32 bit) over its UTF-16 units, as the script does."""
    return fnv(sound) % count


def _owners(entries: list[Any], syllable_of: Mapping[str, str]) -> Mapping[str, list[int]]:
    """For each piece, the places of the entries that have it, those with heavier texts first."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        heaviest = {f"#{entry[NUMBER]}": 1}
        for weight, tokens, sounds in sorted(texts_of(entry, syllable_of), key=itemgetter(0)):
            initials = [f"^{sound[0]}" for sound in sounds if sound]
            for pieces in (tokens, _pairs(tokens), sounds, _pairs(sounds), _pairs(initials)):
                heaviest.update(dict.fromkeys(pieces, weight))
        for piece, weight in heaviest.items():
            found[piece].append((WHOLE - weight) * len(entries) + place)
    return {
        piece: [owner % len(entries) for owner in sorted(owners)] for piece, owners in found.items()
    }


def _pairs(tokens: list[str]) -> list[str]:
    return [f"{a} {b}" for a, b in pairwise(tokens)]


def _script(call: str, data: object, name: str = "") -> bytes:
    safe = json_for_script(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    first = f"{json.dumps(name)}," if name else ""
    return f"catalogueSearch.{call}({first}{safe});\n".encode()


def _data(script: bytes) -> Any:
    """Return what a script without a name hands over."""
    return json.loads(script[script.index(b"(") + 1 : script.rindex(b")")])
