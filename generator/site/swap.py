"""Publishing a finished folder in one step: the old site or the new one, never half of each."""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from pathlib import Path

NEW, OLD = ".site-new-", ".site-old-"


def staging_directory(target: Path) -> Path:
    """Make an empty folder beside ``target`` to build in; left-overs of dead runs are cleared."""
    target.parent.mkdir(parents=True, exist_ok=True)
    recover(target)
    prefix = f"{NEW}{target.name}-{os.getpid()}-"
    return Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))


def recover(target: Path) -> None:
    """Bring back the old site if a run died between its two renames, and clear what it left."""
    for old in sorted(target.parent.glob(f"{OLD}{target.name}-*")):
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)
    for new in target.parent.glob(f"{NEW}{target.name}-*"):
        if not _is_alive(new.name.removeprefix(f"{NEW}{target.name}-").split("-")[0]):
            shutil.rmtree(new, ignore_errors=True)


def _is_alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OSError):
        return True  # somebody else's: not ours to clear
    return True


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
    if swap_directories(finished, target):
        finished.rename(aside)
    else:
        target.rename(aside)
        finished.rename(target)
    shutil.rmtree(aside, ignore_errors=True)


def swap_directories(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, so that no reader finds neither.

    Linux alone can (``renameat2(2)`` with ``RENAME_EXCHANGE``), and not on every file system;
    ``False`` when it was not done.
    """
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    here, names = -100, (os.fsencode(one), os.fsencode(other))
    return bool(call(here, names[0], here, names[1], 2) == 0)


def is_site(folder: Path) -> bool:
    """Tell whether a folder was built by us."""
    return (folder / "api" / "v1" / "entries.json").is_file()
