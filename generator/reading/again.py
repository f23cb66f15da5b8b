"""Reading a folder again and again: a file that nobody touched since is not read anew."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from generator.reading.folder import FileReading, ReadFile, read_file
from generator.reading.limits import Limits

SETTLED = 2_000_000_000
"""Nanoseconds after which a file has its time for itself: a clock of a disc may tick once in two seconds."""
_Look = tuple[int, int, int, int]


def read_again(clock: Callable[[], int]) -> ReadFile:
    """Return ``read_file`` that remembers what it gave for plain files, as long as they look the same.

    ``clock`` gives nanoseconds: a file written a moment ago may be written once more and
    look the same, so it is read once more.
    """
    known: dict[tuple[Path, str, Limits], tuple[_Look, FileReading]] = {}

    def read(root: Path, file: Path, path: str, limits: Limits) -> FileReading:
        look, key = _look(file), (file, path, limits)
        if look is not None and key in known and known[key][0] == look:
            return known[key][1]
        made = read_file(root, file, path, limits)
        if look is not None and look == _look(file) and max(look[:2]) + SETTLED < clock():
            known[key] = look, made
        return made

    return read


def _look(file: Path) -> _Look | None:
    """Return what tells that a plain file is another one or was written to; none for what is none."""
    try:
        about = os.lstat(file)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(about.st_mode):
        return None
    return about.st_mtime_ns, about.st_ctime_ns, about.st_size, about.st_ino
