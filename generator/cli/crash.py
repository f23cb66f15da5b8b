"""Crash reports: a few files in the temporary folder that only their owner may read."""

from __future__ import annotations

import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

MOST_REPORTS = 3
"""How many reports remain, so that a command that fails every night does not fill the disk."""
_NAME = re.compile(r"catalogue-crash-[a-z0-9_]{8}\.txt")


def report(text: str) -> Path:
    """Write a report to a new file that only its owner may read, and delete the oldest reports.

    Raises ``OSError`` if it cannot be written.
    """
    with tempfile.NamedTemporaryFile(
        "w", prefix="catalogue-crash-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(text)
    newest = Path(file.name)
    with suppress(OSError):
        for _, old in sorted(_others(newest), reverse=True)[MOST_REPORTS - 1 :]:
            old.unlink(missing_ok=True)
    return newest


def _others(newest: Path) -> Iterator[tuple[int, Path]]:
    """Yield the other reports of the same owner, each with the time of its last change."""
    owner = newest.lstat().st_uid
    for file in newest.parent.iterdir():
        if file != newest and _NAME.fullmatch(file.name):
            status = file.lstat()
            if stat.S_ISREG(status.st_mode) and status.st_uid == owner:
                yield status.st_mtime_ns, file
