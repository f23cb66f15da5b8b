"""Reading files that anybody may have put there: no link out of the folder, no device, no end of it."""

from __future__ import annotations

import os
import stat
from errno import EACCES
from pathlib import Path

from generator.problems.os_errors import StatedError

FLAGS: int = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)  # a link put there since it was looked at
    | getattr(os, "O_NONBLOCK", 0)  # a pipe put there since: opening it would wait for a writer
)


OUTSIDE = "这是一个指到目录外面的链接，不能用"
BRING_IN = "把文件本身放进来。"


class RefusedError(StatedError):
    """A file is not read. Code, message and hint are those of its problem."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(EACCES, message)
        self.code = code
        self.message = message
        self.hint = hint


def inside(root: Path, item: Path) -> Path:
    """Return what a path below ``root`` leads to. Raises ``RefusedError`` when that is outside.

    Other errors are those of asking for it, such as ``RuntimeError`` for a link to itself.
    """
    parts = item.relative_to(root).parts
    steps = (item, *item.parents)[: len(parts)]
    if ".." not in parts and not any(step.is_symlink() for step in steps):
        return item
    real = item.resolve()
    if not real.is_relative_to(root.resolve()):
        raise RefusedError("F008", OUTSIDE, BRING_IN)
    return real


def leads_outside(root: Path, item: Path) -> bool:
    """Tell whether something below ``root`` leads to somewhere else."""
    try:
        inside(root, item)
    except RefusedError:
        return True
    except (OSError, RuntimeError):  # a link that leads to itself
        return False
    return False


def read_guarded(root: Path, file: Path, most: int) -> bytes:
    """Return the bytes, at most ``most``, of a plain file below ``root``.

    Raises ``RefusedError`` for anything else. A device is not even opened, as that may do things.
    """
    try:
        real = inside(root, file)
        _only_plain(os.lstat(real))
        with os.fdopen(os.open(real, FLAGS), "rb") as opened:
            about = os.fstat(opened.fileno())
            _only_plain(about)
            size = about.st_size
            content = opened.read(size + 1) if size <= most else b""
    except RefusedError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise _unreadable() from error
    if size > most:
        message = f"文件有{-(-size // 1024)}KB，最多{most // 1024}KB"
        raise RefusedError("F009", message, "删短，或者拆开。")
    if len(content) > size:
        raise RefusedError("F006", "这个文件读的时候还在变长", "存好以后再来一次。")
    return content


def _only_plain(about: os.stat_result) -> None:
    if not stat.S_ISREG(about.st_mode):
        raise _unreadable()


def _unreadable() -> RefusedError:
    return RefusedError("F006", "这个文件打不开", "看看文件还在不在、有没有读取权限。")
