"""The folder of editions: an append-only chain of files."""

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
from generator.editions.kept_prints import read_rows, with_kept_prints
from generator.problems.os_errors import StatedError
from generator.problems.problem import Location, Problem
from generator.reading.guarded import RefusedError, leads_outside, read_guarded
from generator.reading.limits import DEFAULT_LIMITS, Limits
from generator.reading.names import printable_name
from generator.within import inside

FOLDER = "editions"
TEMPORARY_PREFIX = ".new-"
"""The prefix of file names during writing."""
RESTORE_HINT = "从版本库里恢复原来的文件；发布过的版本不能改。"


def read_editions(
    catalogue: Path, parse: Callable[[bytes], Edition], limits: Limits = DEFAULT_LIMITS
) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
    """Return the editions of a catalogue folder, the oldest first, and their problems.

    Each must match its digest (F012) and follow the edition that it supersedes (F014). A link to another
    folder is ignored, because reading the catalogue reports it. ``parse`` is ``from_bytes`` with the
    kinds, possibly with a cache.
    """
    by_id: dict[str, Edition] = {}
    problems: list[Problem] = []
    folder = catalogue / FOLDER
    if leads_outside(catalogue, folder) or not folder.is_dir():
        return (), ()
    for file in sorted(folder.glob("*.json")):
        try:
            by_id[file.stem] = _read(catalogue, file, parse, limits)
        except EditionError as error:
            problems.append(_problem("F012", file, str(error)))
    chained, more = _with_kept_prints(catalogue, _chain(by_id), limits)
    problems += more
    for number in sorted(by_id.keys() - {edition.id for edition in chained}):
        if not problems:
            message = f"{number}版接不上前一版：前一版不在，或者被换过"
            problems.append(_problem("F014", folder / f"{number}.json", message))
    problems += _date_problems(folder, chained)
    return chained, tuple(problems)


def _with_kept_prints(
    catalogue: Path, chained: tuple[Edition, ...], limits: Limits
) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
    """Add addresses and prints to the editions of format 1."""
    try:
        rows = read_rows(catalogue, FOLDER, limits)
    except EditionError as error:
        location = Location(f"{FOLDER}/{KEPT}")
        problem = Problem(code="F012", message=str(error), location=location, hint=RESTORE_HINT)
        return chained, (problem,)
    return tuple(with_kept_prints(edition, rows) for edition in chained), ()


def _date_problems(folder: Path, chained: Iterable[Edition]) -> Iterator[Problem]:
    """Yield the problems of editions whose dates are before those of the previous one."""
    for before, edition in pairwise(chained):
        if edition.adopted_on < before.adopted_on or edition.in_force_on < before.in_force_on:
            message = f"{edition.id}版的日期早于前一版{before.id}版，前后颠倒了"
            yield _problem("F014", folder / f"{edition.id}.json", message)


def _read(
    catalogue: Path, file: Path, parse: Callable[[bytes], Edition], limits: Limits
) -> Edition:
    try:
        content = read_guarded(catalogue, file, limits.edition_bytes)
    except RefusedError as error:
        raise EditionError(error.message) from error
    edition = parse(content)
    if edition.id != file.stem:
        raise EditionError(f"文件名是{printable_name(file.stem)}，里面写的版次是{edition.id}")
    return edition


def _chain(by_id: dict[str, Edition]) -> tuple[Edition, ...]:
    """Return the editions in the order of the chain. Editions outside of it are left out."""
    chained: list[Edition] = []
    remaining = dict(by_id)
    before = None
    while True:
        following = [edition for edition in remaining.values() if edition.supersedes == before]
        if len(following) != 1:
            return tuple(chained)
        (edition,) = following
        chained.append(remaining.pop(edition.id))
        before = (edition.id, edition.digest)


def _problem(code: str, file: Path, message: str) -> Problem:
    return Problem(
        code=code,
        message=message,
        location=Location(f"{FOLDER}/{printable_name(file.name)}"),
        hint=RESTORE_HINT,
    )


def write_edition(catalogue: Path, edition: Edition) -> Path:
    """Add an edition to the folder atomically.

    Raises ``FileExistsError`` for a used id, ``OSError`` if writing fails or the file is too large.
    """
    content = edition.to_bytes()
    if len(content) > DEFAULT_LIMITS.edition_bytes:
        raise StatedError(EFBIG, "这一版太大")
    target = inside(catalogue, f"{FOLDER}/{edition.id}.json")
    folder = target.parent
    folder.mkdir(exist_ok=True)
    for leftover in folder.glob(f"{TEMPORARY_PREFIX}*"):  # by a run that was killed
        leftover.unlink()
    handle, name = tempfile.mkstemp(dir=folder, prefix=TEMPORARY_PREFIX)
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
