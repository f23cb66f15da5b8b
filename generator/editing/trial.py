"""A temporary copy of a catalogue, to check a change before writing it."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.editing.leftovers import clear_leftovers, own_prefix

_PREFIX = ".catalogue-trial-"
_COPIED_TYPES = (stat.S_ISREG, stat.S_ISDIR, stat.S_ISLNK)


@contextmanager
def trial_copy(root: Path) -> Iterator[Path]:
    """Yield a temporary copy of the catalogue in ``root``. Raises ``OSError``.

    It is beside the catalogue, so that relative paths to bases stay valid.
    """
    parent = root.resolve().parent
    clear_leftovers(parent, _PREFIX)
    with TemporaryDirectory(prefix=own_prefix(_PREFIX), dir=parent) as copy:
        shutil.copytree(root, copy, symlinks=True, ignore=_special_files, dirs_exist_ok=True)
        yield Path(copy)


def _special_files(folder: str, names: list[str]) -> list[str]:
    """Return pipes and devices, which cannot be copied."""
    modes = {name: (Path(folder) / name).lstat().st_mode for name in names}
    return [
        name for name, mode in modes.items() if not any(is_type(mode) for is_type in _COPIED_TYPES)
    ]
