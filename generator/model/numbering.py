"""Numbers of entries: given in order, each once and for ever."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

from generator.reading.folder import FileReading
from generator.schema.kinds import Kind, Kinds

DIGITS, LAST_ABOVE = 3, 5000
_IN_A_NAME = re.compile(r"[a-z]+-[0-9]{1,6}(?![0-9a-z])", re.IGNORECASE)
"""The number a file's name begins with."""


def free_numbers(kind: Kind, taken: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the numbers of new entries of a kind, in order, above every number taken.

    ``taken`` are (number, folder) of all records there are and ever were.
    """
    form = re.compile(rf"{re.escape(kind.prefix)}-([0-9]{{1,6}})", re.IGNORECASE)
    used = (
        int(found[1])
        for number, folder in taken
        if folder == kind.folder and (found := form.fullmatch(number))
    )
    for number in count(max(used, default=0) + 1):
        yield f"{kind.prefix}-{number:0{DIGITS}}"


def numbers_kept_above(kinds: Kinds) -> Iterator[tuple[str, str]]:
    """Yield the last (number, folder) that a locked catalogue above may still give to each kind.

    Below it, a number given here could be given above tomorrow to something else.
    """
    for kind in kinds.of_entries():
        yield f"{kind.prefix}-{LAST_ABOVE}", kind.folder


def numbers_of(files: Iterable[FileReading]) -> Iterator[tuple[str, str]]:
    """Yield (number, folder) of every file, also of one with errors: by its text and by its name."""
    for file in files:
        document = file.reading.document
        if document is not None and "id" in document.data:
            yield str(document.data["id"]), file.folder
        if named := _IN_A_NAME.match(file.path.rsplit("/", 1)[-1]):
            yield named[0], file.folder


def may_hold(file: FileReading) -> Iterator[tuple[str, str]]:
    """Yield (folder, number) of what a file with errors may hold, in small letters."""
    stem = file.path.rsplit("/", 1)[-1].removesuffix(".yml")
    yield file.folder, stem.casefold()
    yield from ((folder, number.casefold()) for number, folder in numbers_of([file]))
