"""Read untrusted files: no link out of the folder, no device, no endless file."""

from __future__ import annotations

import os
import stat
from errno import EACCES
from pathlib import Path

from generator.problems.os_errors import StatedError

FLAGS: int = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)  # the file may have become a link since it was checked
    | getattr(os, "O_NONBLOCK", 0)  # or a pipe, and opening it would wait for a writer
)


OUTSIDE_MESSAGE = "这是一个指到目录外面的链接，不能用"
OUTSIDE_HINT = "把文件本身放进来。"


class RefusedError(StatedError):
    """A file is refused. Code, message and hint are those of its problem."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(EACCES, message)
        self.code = code
        self.message = message
        self.hint = hint


def resolve_inside(root: Path, item: Path) -> Path:
    """Return the real path of an item in ``root``. Raises ``RefusedError`` if it is outside.

    Raises ``OSError``, too, and ``RuntimeError`` for a link to itself.
    """
    parts = item.relative_to(root).parts
    steps = (item, *item.parents)[: len(parts)]
    if ".." not in parts and not any(step.is_symlink() for step in steps):
        return item
    real = item.resolve()
    if not real.is_relative_to(root.resolve()):
        raise RefusedError("F008", OUTSIDE_MESSAGE, OUTSIDE_HINT)
    return real


def leads_outside(root: Path, item: Path) -> bool:
    """Tell whether an item in ``root`` is a link that leads out of it."""
    try:
        resolve_inside(root, item)
    except RefusedError:
        return True
    except (OSError, RuntimeError):  # a link that leads to itself
        return False
    return False


def read_guarded(root: Path, file: Path, max_bytes: int) -> bytes:
    """Return the bytes of a regular file in ``root``. Raises ``RefusedError`` for anything else.

    A device is not even opened, because opening can have effects.
    """
    try:
        real = resolve_inside(root, file)
        _require_regular_file(os.lstat(real))
        with os.fdopen(os.open(real, FLAGS), "rb") as stream:
            status = os.fstat(stream.fileno())
            _require_regular_file(status)
            size = status.st_size
            content = stream.read(size + 1) if size <= max_bytes else b""
    except RefusedError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise _unreadable() from error
    if size > max_bytes:
        message = f"文件有{-(-size // 1024)}KB，最多{max_bytes // 1024}KB"
        raise RefusedError("F009", message, "删短，或者拆开。")
    if len(content) > size:
        raise RefusedError("F006", "这个文件读的时候还在变长", "存好以后再来一次。")
    return content


def _require_regular_file(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise _unreadable()


def _unreadable() -> RefusedError:
    return RefusedError("F006", "这个文件打不开", "看看文件还在不在、有没有读取权限。")
