"""The index as files: one for a catalogue that a phone can hold, many for a larger one.

Of a large catalogue a question loads the head (readings, variants) and then three files at most.
What is like a name is found in the homes of its rarest sounds, see ``homes``. What is not is looked
for by its pieces, see ``pieces``, which lead to chunks of whole entries; those whose names end
alike, which are likely to be found together, are in one chunk.

Such files have other names when they hold something else: a page that was opened before asks for
those it knows, and does not misread the new ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from generator.model.catalogue import Catalogue
from generator.model.scripts import data_for_script
from generator.search.folding import fold
from generator.search.homes import Homes
from generator.search.index import Reader, Shown, search_index
from generator.search.lookups import lookups
from generator.search.pieces import Pieces
from generator.search.readings import tokens_of
from generator.search.sense import (
    Lesson,
    Memory,
    by_meaning,
    cutter,
    first_index,
    forgotten,
    lesson_of,
    said_index,
    sense_of,
)
from generator.search.weights import Senses, packed, unpacked

FIRST, REST, WHOLE = "search-first.js", "search-rest.js", "search-index.js"
WHOLE_UP_TO = 2_000
"""Entries up to which the index is one file."""
PAGES_ALONE: Mapping[str, Any] = {"entries": []}
"""Stands for the index where entries are not learned."""
ENTRIES_A_CHUNK = 10


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
    is_small = _is_small(catalogue)
    index = search_index(catalogue, on, shown) if is_small else PAGES_ALONE
    senses = sense_of(taught(catalogue), remembered)
    first = first_index(catalogue, senses, index, shown)
    yield FIRST, _script("first", data_for_script(first))
    if first:
        said = said_index(catalogue, index, shown)
        cited = lookups(catalogue, on, shown, editions, entries=is_small)
        yield "search-said.js", _script("say", data_for_script(said))
        yield REST, _script("rest", data_for_script(packed(senses.every)))
        yield "search-cited.js", _script("look", data_for_script(cited))
    if is_small:
        yield WHOLE, _script("load", data_for_script(index))
    else:
        yield from _parted(catalogue, on, shown)


def _parted(catalogue: Catalogue, on: date, shown: Shown) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a large catalogue, whose entries are read one after the other."""
    reader, homes, pieces = Reader(catalogue, on, shown), Homes(), Pieces()
    entries = list(enumerate(catalogue.entries.values()))
    entries.sort(key=lambda one: (tokens_of(fold(reader.title(one[1])))[::-1], one[0]))
    for number, begin in enumerate(range(0, len(entries), ENTRIES_A_CHUNK)):
        chunk = []
        for order, entry in entries[begin : begin + ENTRIES_A_CHUNK]:
            found = reader.read(entry)
            homes.add(order, found)
            pieces.add(found)
            chunk.append([order, found.entry])
        yield _delivered(f"search/chunk-{number}.js", data_for_script(chunk))
    told, filled = homes.files()
    count, parts = pieces.files(homes.named)
    head = {
        "entries": [],
        **reader.language(),
        "words": by_meaning(cutter(catalogue).words),
        **told,
        "parts": count,
        "chunk": ENTRIES_A_CHUNK,
        "total": len(entries),
    }
    yield WHOLE, _script("load", data_for_script(head))
    for number, rows in filled:
        yield _delivered(f"search/names-{number}.js", f"[{rows}]")
    for number, part in parts:
        yield _delivered(f"search/pieces-{number}.js", part)


def taught(catalogue: Catalogue) -> Lesson | None:
    """Return what a catalogue teaches; of a large one that is what its pages answer besides its entries."""
    return lesson_of(catalogue, entries=_is_small(catalogue))


def _is_small(catalogue: Catalogue) -> bool:
    return len(catalogue.entries) <= WHOLE_UP_TO


def read_senses(first: bytes, rest: bytes, lesson: Lesson) -> Senses:
    """Return what was learned of a lesson out of the two files that hold it."""
    streams = _data(first)["sense"], _data(rest)
    return Senses(*(unpacked(one, lesson.classes) for one in streams))


def _script(call: str, data: str) -> bytes:
    return f"catalogueSearch.{call}({data});\n".encode()


def _delivered(name: str, data: str) -> tuple[str, bytes]:
    """Return a file that hands over its data with its name."""
    return name, _script("deliver", f'"{name}",{data}')


def _data(script: bytes) -> Any:
    """Return what a script without a name hands over."""
    return json.loads(script[script.index(b"(") + 1 : script.rindex(b")")])
