"""Reports of our own mistakes: a few files in the temporary folder, for their owner's eyes only."""

from __future__ import annotations

import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

KEPT = 3
"""The newest; a command that fails every night must not fill the disk."""
_NAME = re.compile(r"catalogue-crash-[a-z0-9_]{8}\.txt")


def report(text: str) -> Path:
    """Write a report to a new file, which only its owner may read; clear the oldest of ours.

    Raises ``OSError`` when it cannot be written.
    """
    with tempfile.NamedTemporaryFile(
        "w", prefix="catalogue-crash-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(text)
    newest = Path(file.name)
    with suppress(OSError):
        for _, old in sorted(_others(newest), reverse=True)[KEPT - 1 :]:
            old.unlink(missing_ok=True)
    return newest


def _others(newest: Path) -> Iterator[tuple[int, Path]]:
    """Yield when each other report of the same owner was written, and the report."""
    owner = newest.lstat().st_uid
    for file in newest.parent.iterdir():
        if file != newest and _NAME.fullmatch(file.name):
            about = file.lstat()
            if stat.S_ISREG(about.st_mode) and about.st_uid == owner:
                yield about.st_mtime_ns, file
