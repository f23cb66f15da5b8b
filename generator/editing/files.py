"""Write several files atomically."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from errno import EINVAL
from pathlib import Path

from generator.editing.leftovers import clear_leftovers, own_prefix
from generator.problems.os_errors import StatedError
from generator.within import inside

_NEW = ".new-"
"""The prefix of temporary files."""


def write_all(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts as UTF-8, like ``write_all_bytes``."""
    write_all_bytes(folder, {path: text.encode() for path, text in files.items()})


def write_all_bytes(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files by their paths in ``folder``.

    Raises ``OSError`` without a change if one cannot be written or is outside the folder. All are first
    written to temporary files, then moved. If a move fails, the earlier ones are undone.
    """
    temporary: dict[Path, Path] = {}
    previous: dict[Path, bytes | None] = {}
    try:
        targets = {inside(folder, path): content for path, content in files.items()}
        for parent in {target.parent for target in targets}:
            parent.mkdir(parents=True, exist_ok=True)
            clear_leftovers(parent, _NEW)
        for target, content in targets.items():
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=own_prefix(_NEW))
            temporary[target] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
        for target, temporary_file in temporary.items():
            previous[target] = _previous_content(target)
            temporary_file.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            temporary_file.replace(target)
    except OSError:
        for target, content_before in previous.items():
            if content_before is None:
                target.unlink(missing_ok=True)
            else:
                target.write_bytes(content_before)
        raise
    finally:
        for temporary_file in temporary.values():
            temporary_file.unlink(missing_ok=True)


def _previous_content(target: Path) -> bytes | None:
    """Return the current content of a file; ``None`` if there is none.

    Raises ``OSError`` for links, which would be lost, and for devices.
    """
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise StatedError(EINVAL, f"{target.name}是链接或者设备，不是普通文件")
    return target.read_bytes() if target.exists() else None
