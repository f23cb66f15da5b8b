"""A copy of a catalogue to try a change on before anything is written."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.editing.leftovers import clear, marked

_PREFIX = ".catalogue-trial-"
_COPIED = (stat.S_ISREG, stat.S_ISDIR, stat.S_ISLNK)


@contextmanager
def trial_copy(root: Path) -> Iterator[Path]:
    """Give a copy of the catalogue in ``root``, and take it away again. Raises ``OSError``.

    It lies beside the catalogue, so that a way to one above still leads there.
    """
    beside = root.resolve().parent
    clear(beside, _PREFIX)
    with TemporaryDirectory(prefix=marked(_PREFIX), dir=beside) as copy:
        shutil.copytree(root, copy, symlinks=True, ignore=_special, dirs_exist_ok=True)
        yield Path(copy)


def _special(folder: str, names: list[str]) -> list[str]:
    """Return what is neither file, folder nor link: a pipe or a device cannot be copied."""
    modes = {name: (Path(folder) / name).lstat().st_mode for name in names}
    return [name for name, mode in modes.items() if not any(kept(mode) for kept in _COPIED)]
