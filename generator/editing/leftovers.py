"""What a run that was killed left behind: names tell whose it is, and the next run clears it."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path


def marked(prefix: str) -> str:
    """Return the beginning of a name that tells that it is of this process."""
    return f"{prefix}{os.getpid()}-"


def clear(folder: Path, prefix: str) -> None:
    """Remove what processes left in ``folder`` that run no more. What cannot be removed stays."""
    if not folder.is_dir():
        return
    named = re.compile(rf"{re.escape(prefix)}(\d+)-")
    for left in folder.iterdir():
        found = named.match(left.name)
        if not found or _runs(int(found[1])):
            continue
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    if os.name == "nt":  # asking there would stop it
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True
