"""Remove temporary files of killed processes. Their names contain the process id."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path


def own_prefix(prefix: str) -> str:
    """Return a prefix of names with the id of this process."""
    return f"{prefix}{os.getpid()}-"


def clear_leftovers(folder: Path, prefix: str) -> None:
    """Remove temporary files of finished processes from ``folder``. Failures are ignored."""
    if not folder.is_dir():
        return
    pattern = re.compile(rf"{re.escape(prefix)}(\d+)-")
    for item in folder.iterdir():
        match = pattern.match(item.name)
        if not match or _is_running(int(match[1])):
            continue
        if item.is_dir() and not item.is_symlink():
            shutil.rmtree(item, ignore_errors=True)
        else:
            item.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if os.name == "nt":  # there os.kill would end the process
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True
