"""The folder of editions: read as a chain, added to, never rewritten."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from errno import EFBIG
from itertools import pairwise
from pathlib import Path

from generator.editions.edition import Edition, EditionError
from generator.editions.kept_prints import FILE as KEPT
from generator.editions.kept_prints import completed, read_rows
from generator.problems.os_errors import StatedError
from generator.problems.problem import Location, Problem
from generator.reading.guarded import RefusedError, leads_outside, read_guarded
from generator.reading.limits import DEFAULT_LIMITS, Limits
from generator.reading.names import printable_name
from generator.within import inside

FOLDER = "editions"
UNFINISHED = ".new-"
"""What the name of a file begins with while it is being written."""
RESTORE = "从版本库里恢复原来的文件；发布过的版本不能改。"


def read_editions(
    catalogue: Path, opened: Callable[[bytes], Edition], limits: Limits = DEFAULT_LIMITS
) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
    """Return the editions of a catalogue folder, the oldest first, and what is wrong with them.

    Each must be as it was sealed (F012) and follow the one it names as the one before (F014).
    A folder that is a link to elsewhere is told by who reads the catalogue. ``opened`` is
    ``from_bytes`` for the kinds there are, or what remembers what it gave.
    """
    read: dict[str, Edition] = {}
    problems: list[Problem] = []
    folder = catalogue / FOLDER
    if leads_outside(catalogue, folder) or not folder.is_dir():
        return (), ()
    for file in sorted(folder.glob("*.json")):
        try:
            read[file.stem] = _read(catalogue, file, opened, limits)
        except EditionError as error:
            problems.append(_problem("F012", file, str(error)))
    chained, told = _completed(catalogue, _chain(read), limits)
    problems += told
    for number in sorted(read.keys() - {edition.id for edition in chained}):
        if not problems:
            said = f"{number}版接不上前一版：前一版不在，或者被换过"
            problems.append(_problem("F014", folder / f"{number}.json", said))
    problems += _backwards(folder, chained)
    return chained, tuple(problems)


def _completed(
    catalogue: Path, chained: tuple[Edition, ...], limits: Limits
) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
    """Add what is kept beside editions of format 1, which do not hold it themselves."""
    try:
        rows = read_rows(catalogue, FOLDER, limits)
    except EditionError as error:
        place = Location(f"{FOLDER}/{KEPT}")
        problem = Problem(code="F012", message=str(error), location=place, hint=RESTORE)
        return chained, (problem,)
    return tuple(completed(edition, rows) for edition in chained), ()


def _backwards(folder: Path, chained: Iterable[Edition]) -> Iterator[Problem]:
    """Tell editions whose days lie before those of the one before, as ``release`` refuses them."""
    for before, edition in pairwise(chained):
        if edition.adopted_on < before.adopted_on or edition.in_force_on < before.in_force_on:
            said = f"{edition.id}版的日期早于前一版{before.id}版，前后颠倒了"
            yield _problem("F014", folder / f"{edition.id}.json", said)


def _read(
    catalogue: Path, file: Path, opened: Callable[[bytes], Edition], limits: Limits
) -> Edition:
    try:
        content = read_guarded(catalogue, file, limits.edition_bytes)
    except RefusedError as error:
        raise EditionError(error.message) from error
    edition = opened(content)
    if edition.id != file.stem:
        raise EditionError(f"文件名是{printable_name(file.stem)}，里面写的版次是{edition.id}")
    return edition


def _chain(read: dict[str, Edition]) -> tuple[Edition, ...]:
    """Put editions behind one another; what fits nowhere is left out."""
    chained: list[Edition] = []
    left = dict(read)
    before = None
    while True:
        following = [edition for edition in left.values() if edition.supersedes == before]
        if len(following) != 1:
            return tuple(chained)
        (edition,) = following
        chained.append(left.pop(edition.id))
        before = (edition.id, edition.digest)


def _problem(code: str, file: Path, message: str) -> Problem:
    return Problem(
        code=code,
        message=message,
        location=Location(f"{FOLDER}/{printable_name(file.name)}"),
        hint=RESTORE,
    )


def write_edition(catalogue: Path, edition: Edition) -> Path:
    """Add an edition to the folder, whole or not at all.

    Raises ``FileExistsError`` when there is one with its id, ``OSError`` when it cannot be
    written, or is too large to be read again.
    """
    content = edition.to_bytes()
    if len(content) > DEFAULT_LIMITS.edition_bytes:
        raise StatedError(EFBIG, "这一版太大")
    target = inside(catalogue, f"{FOLDER}/{edition.id}.json")
    folder = target.parent
    folder.mkdir(exist_ok=True)
    for left in folder.glob(f"{UNFINISHED}*"):  # by a run that was killed
        left.unlink()
    handle, name = tempfile.mkstemp(dir=folder, prefix=UNFINISHED)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(0o644)
        os.link(new, target)  # unlike a rename, never replaces what is there
    finally:
        with contextlib.suppress(OSError):
            new.unlink()
    return target
