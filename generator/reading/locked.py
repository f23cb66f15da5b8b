"""上级目录的锁: ``bases.lock`` contains the digest of each file of the bases.

Its format is that of ``sha256sum``. A base without a file in it is not locked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from generator.problems.problem import Location, Problem
from generator.reading.bases import PROJECT, SETTINGS
from generator.reading.guarded import RefusedError, read_guarded
from generator.reading.limits import DEFAULT_LIMITS, Limits
from generator.reading.names import list_folder, printable_name

LOCK = "bases.lock"
CODE = "F020"
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
Digests = Mapping[str, str]
"""The digest of each file of the bases, by its path relative to the catalogue."""


class LockError(ValueError):
    """The lock cannot be read. The message is in Chinese."""


def files_of(folder: Path) -> Iterator[str]:
    """Yield the paths of the files of a catalogue, without its bases and hidden files."""
    for name, inner in _visible_items(folder):
        if not inner and name != PROJECT:
            yield name
        elif inner and name != "bases":
            yield from (
                f"{name}/{file}" for file, nested in _visible_items(folder / name) if not nested
            )


def _visible_items(folder: Path) -> list[tuple[str, bool]]:
    return [item for item in list_folder(folder) if not item[0].startswith(".")]


def digests(
    bases: Iterable[tuple[str, Path]], limits: Limits = DEFAULT_LIMITS
) -> Mapping[str, str]:
    """Return the digest of each file of the bases. CRLF and LF have the same digest."""
    return MappingProxyType(
        {
            f"{name}/{printable_name(path)}": _digest(folder, path, limits)
            for name, folder in bases
            for path in files_of(folder)
        }
    )


def _digest(folder: Path, path: str, limits: Limits) -> str:
    try:
        content = read_guarded(folder, folder / path, limits.edition_bytes)
    except RefusedError:  # reading the catalogue reports it; here the file counts as changed
        return ""
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def lock_text(locked: Digests) -> str:
    """Return the text of the lock file."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(locked.items()))


def open_lock(root: Path, limits: Limits = DEFAULT_LIMITS) -> tuple[Digests, tuple[Problem, ...]]:
    """Return the digests in the lock of a catalogue, and its problems. Without a lock both are empty."""
    if not (root / LOCK).is_symlink() and not (root / LOCK).exists():
        return MappingProxyType({}), ()
    try:
        return _read(root, limits), ()
    except LockError as error:
        problem = Problem(
            code=CODE,
            message=f"锁定上级目录的文件{error}",
            location=Location(LOCK),
            hint="从版本库里恢复它；没有的，运行catalogue bases lock。",
        )
        return MappingProxyType({}), (problem,)


def _read(root: Path, limits: Limits) -> Digests:
    try:
        text = read_guarded(root, root / LOCK, limits.edition_bytes).decode()
    except (RefusedError, UnicodeDecodeError):
        raise LockError("读不出来") from None
    locked = {}
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise LockError(f"第{number}行写坏了")
        locked[match[2]] = match[1]
    return MappingProxyType(locked)


def locked_files(locked: Digests, name: str) -> Digests:
    """Return the digests of one base."""
    return {path: digest for path, digest in locked.items() if path.startswith(f"{name}/")}


def changed_paths(before: Digests, after: Digests) -> frozenset[str]:
    """Return the paths of files whose digests differ."""
    return frozenset(
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    )


def lock_problems(
    root: Path,
    locked: Digests,
    bases: Iterable[tuple[str, Path]],
    entries: frozenset[str],
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Problem]:
    """Yield a problem for each difference from the lock. ``entries`` are the folders of entries."""
    resolved = root.resolve()
    for name, folder in bases:
        before = locked_files(locked, name)
        now = digests([(name, folder)], limits) if before else before
        changed = sorted(changed_paths(before, now))
        if changed and resolved not in folder.resolve().parents:
            yield _base_changed(name, len(changed))
            continue
        for path in changed:
            yield _file_changed(
                path, name, entries, is_gone=path not in now, is_new=path not in before
            )


def _base_changed(name: str, number: int) -> Problem:
    return Problem(
        code=CODE,
        message=f"上级目录“{name}”和锁定的不一样，有{number}个文件变了",
        location=Location(SETTINGS),
        hint="运行catalogue bases update，看改了什么、本地哪几条要再看，再锁定新的。",
    )


def _file_changed(
    path: str, name: str, entries: frozenset[str], *, is_gone: bool, is_new: bool
) -> Problem:
    kind = path.removeprefix(f"{name}/").split("/", 1)[0]
    advice = (
        f"运行catalogue new {kind} --over 编号，在本地的文件里只写要改的几项"
        if kind in entries
        else f"运行catalogue new {kind} --over 编号，在本地的文件里整个换掉"
        if "/" in path.removeprefix(f"{name}/")
        else "写在本目录自己的文件里"
    )
    if is_new:
        message, undo = "上级目录是锁定的，多了这个文件", "本地新加的，移到本目录同名的文件夹里。"
    elif is_gone:
        message, undo = "上级目录是锁定的，少了这个文件", "从版本库里恢复它。"
    else:
        message, undo = "上级目录是锁定的，这个文件改过了", "从版本库里恢复它。"
    change = "" if is_new else f"本地要改的，{advice}。"
    return Problem(
        code=CODE,
        message=message,
        location=Location(path),
        hint=f"{undo}{change}上级写错了的，告诉编上级目录的人，出了新的，运行catalogue bases update。",
    )
