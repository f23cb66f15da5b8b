"""Writing several files so that all are written or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from errno import EINVAL
from pathlib import Path

from generator.editing.leftovers import clear, marked
from generator.problems.os_errors import StatedError
from generator.within import inside

_NEW = ".new-"
"""What the name of a file begins with that is not in its place yet."""


def write_all(folder: Path, files: Mapping[str, str]) -> None:
    """Write every text as UTF-8, as ``write_all_bytes`` does."""
    write_all_bytes(folder, {path: text.encode() for path, text in files.items()})


def write_all_bytes(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write every file, by its path below ``folder``.

    Raises ``OSError`` with nothing changed when one cannot be written, or leads out of the folder.

    All are first written beside their places, then each is moved there; should a move fail,
    those before it are put back.
    """
    new: dict[Path, Path] = {}
    moved: dict[Path, bytes | None] = {}
    try:
        targets = {inside(folder, path): content for path, content in files.items()}
        for parent in {target.parent for target in targets}:
            parent.mkdir(parents=True, exist_ok=True)
            clear(parent, _NEW)
        for target, content in targets.items():
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=marked(_NEW))
            new[target] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
        for target, written in new.items():
            moved[target] = _before(target)
            written.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            written.replace(target)
    except OSError:
        for target, before in moved.items():
            if before is None:
                target.unlink(missing_ok=True)
            else:
                target.write_bytes(before)
        raise
    finally:
        for written in new.values():
            written.unlink(missing_ok=True)


def _before(target: Path) -> bytes | None:
    """Return what is to be written over; ``None`` when nothing is there.

    Raises ``OSError`` for anything but a plain file: a link would be lost, a device has no end.
    """
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise StatedError(EINVAL, f"{target.name}是链接或者设备，不是普通文件")
    return target.read_bytes() if target.exists() else None
