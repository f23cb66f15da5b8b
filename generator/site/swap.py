"""Publishing a finished folder in one step: the old site or the new one, never half of each."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

NEW, OLD = ".site-new-", ".site-old-"


def workplace(target: Path) -> Path:
    """Make an empty folder beside ``target`` to build in; left-overs of dead runs are cleared."""
    target.parent.mkdir(parents=True, exist_ok=True)
    heal(target)
    return Path(tempfile.mkdtemp(prefix=f"{NEW}{target.name}-", dir=target.parent))


def heal(target: Path) -> None:
    """Bring back the old site if a run died between its two renames, and clear what it left."""
    for old in sorted(target.parent.glob(f"{OLD}{target.name}-*")):
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)


def publish(finished: Path, target: Path) -> None:
    """Put ``finished`` in the place of ``target``.

    Raises ``FileExistsError`` when ``target`` is a folder that is not a site of ours: nothing
    that someone else put there is thrown away.
    """
    finished.chmod(0o755)
    if not target.exists():
        finished.rename(target)
        return
    if any(target.iterdir()) and not is_site(target):
        raise FileExistsError(str(target))
    aside = target.parent / f"{OLD}{target.name}-{os.getpid()}"
    target.rename(aside)
    finished.rename(target)
    shutil.rmtree(aside, ignore_errors=True)


def is_site(folder: Path) -> bool:
    """Tell whether a folder was built by us."""
    return (folder / "api" / "v1" / "entries.json").is_file()
