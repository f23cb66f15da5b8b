"""Numbers of entries. They are assigned in order, and never reused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

from generator.reading.folder import FileReading
from generator.schema.kinds import Kind, Kinds

DIGITS, LAST_ABOVE = 3, 5000
_IN_A_NAME = re.compile(r"[a-z]+-[0-9]{1,6}(?![0-9a-z])", re.IGNORECASE)
"""The number at the beginning of a file name."""


def free_numbers(kind: Kind, taken: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the numbers of new entries of a kind, in order, above all used numbers.

    ``taken`` are the (number, folder) of all present and former records.
    """
    form = re.compile(rf"{re.escape(kind.prefix)}-([0-9]{{1,6}})", re.IGNORECASE)
    used = (
        int(match[1])
        for number, folder in taken
        if folder == kind.folder and (match := form.fullmatch(number))
    )
    for number in count(max(used, default=0) + 1):
        yield f"{kind.prefix}-{number:0{DIGITS}}"


def numbers_kept_above(kinds: Kinds) -> Iterator[tuple[str, str]]:
    """Yield the last (number, folder) that is reserved for a locked base, for each kind.

    A lower number could later be assigned to something else in the base.
    """
    for kind in kinds.of_entries():
        yield f"{kind.prefix}-{LAST_ABOVE}", kind.folder


def numbers_of(files: Iterable[FileReading]) -> Iterator[tuple[str, str]]:
    """Yield the (number, folder) of every file by its content and by its name, even with errors."""
    for file in files:
        document = file.reading.document
        if document is not None and "id" in document.data:
            yield str(document.data["id"]), file.folder
        if match := _IN_A_NAME.match(file.path.rsplit("/", 1)[-1]):
            yield match[0], file.folder


def may_hold(file: FileReading) -> Iterator[tuple[str, str]]:
    """Yield the (folder, number) that a file with errors may contain, in lower case."""
    stem = file.path.rsplit("/", 1)[-1].removesuffix(".yml")
    yield file.folder, stem.casefold()
    yield from ((folder, number.casefold()) for number, folder in numbers_of([file]))
