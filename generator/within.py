"""Writing below a folder, and nowhere else: every file of a site, a print or a catalogue."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

from generator.problems.os_errors import StatedError

_NOWHERE = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udc7f\udd00-\udfff]|^[A-Za-z]:")
"""What is in no path: control characters, what Windows takes for another way, what is no character.
Bytes of a file's name that are no UTF-8 may be: Python writes them as U+DC80 to U+DCFF."""


class OutsideError(StatedError):
    """A path that leads out of the folder it was to be written in."""


def inside(folder: Path, path: str) -> Path:
    """Return where ``path``, with ``/`` between its parts, lies below ``folder``.

    Raises ``OutsideError`` for a path that is absolute, goes up, or would on another system, and
    for one on which a link leads out of the folder.
    """
    parts = path.split("/")
    if _NOWHERE.search(path) or {"", ".", ".."} & set(parts):
        raise _outside(path)
    place = folder
    for part in parts:
        place = place / part
        if place.is_symlink() and not _is_below(folder, folder / path):
            raise _outside(path)
    return place


def write(folder: Path, path: str, content: bytes) -> None:
    """Write a file below ``folder``, with the folders above it. Raises ``OutsideError``."""
    file = inside(folder, path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _is_below(folder: Path, file: Path) -> bool:
    root = os.path.realpath(folder)
    return os.path.commonpath([root, os.path.realpath(file)]) == root


def _outside(path: str) -> OutsideError:
    return OutsideError(errno.EPERM, "会写到文件夹外面去", path)
