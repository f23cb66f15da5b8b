"""A cache for reading the same folder repeatedly. Unchanged files are not parsed again."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from generator.reading.folder import FileReading, ReadFile, read_file
from generator.reading.limits import Limits

MIN_AGE = 2_000_000_000
"""The age in nanoseconds from which times are reliable. FAT file systems have a two-second clock."""
_StatSnapshot = tuple[int, int, int, int]


def caching_reader(clock: Callable[[], int]) -> ReadFile:
    """Return a ``read_file`` that caches its result while the file's ``stat`` stays the same.

    ``clock`` gives nanoseconds. A file that was written a moment ago is not cached, because a second
    write may leave the same times and size.
    """
    cache: dict[tuple[Path, str, Limits], tuple[_StatSnapshot, FileReading]] = {}

    def read(root: Path, file: Path, path: str, limits: Limits) -> FileReading:
        snapshot, key = _stat_snapshot(file), (file, path, limits)
        if snapshot is not None and key in cache and cache[key][0] == snapshot:
            return cache[key][1]
        reading = read_file(root, file, path, limits)
        if (
            snapshot is not None
            and snapshot == _stat_snapshot(file)
            and max(snapshot[:2]) + MIN_AGE < clock()
        ):
            cache[key] = snapshot, reading
        return reading

    return read


def _stat_snapshot(file: Path) -> _StatSnapshot | None:
    """Return the times, size and inode of a regular file; nothing for anything else."""
    try:
        status = os.lstat(file)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
