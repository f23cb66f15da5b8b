"""上级目录的锁: ``bases.lock`` holds a digest of each file of the catalogues above.

It has the lines of ``sha256sum``. Without the file nothing is locked; a catalogue above of which it
holds no file is not locked either.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from generator.problems.problem import Location, Problem
from generator.reading.bases import PROJECT, SETTINGS
from generator.reading.guarded import RefusedError, read_guarded
from generator.reading.limits import DEFAULT_LIMITS, Limits
from generator.reading.names import shown

LOCK = "bases.lock"
CODE = "F020"
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
Digests = Mapping[str, str]
"""The digest of each file, by its path from the catalogue that builds on it."""


class LockError(ValueError):
    """The lock cannot be read. The text says so, in Chinese."""


def files_of(folder: Path) -> Iterator[str]:
    """Yield the paths of what a catalogue holds: not what it builds on, nor what is hidden."""
    for name, inner in _listed(folder):
        if not inner and name != PROJECT:
            yield name
        elif inner and name != "bases":
            yield from (f"{name}/{file}" for file, nested in _listed(folder / name) if not nested)


def _listed(folder: Path) -> list[tuple[str, bool]]:
    try:
        with os.scandir(folder) as items:
            found = [(item.name, item.is_dir(follow_symlinks=False)) for item in items]
    except OSError:
        return []
    return sorted(one for one in found if not one[0].startswith("."))


def digests(
    bases: Iterable[tuple[str, Path]], limits: Limits = DEFAULT_LIMITS
) -> Mapping[str, str]:
    """Return the digest of each file of the bases. The end of a line may be Windows's own."""
    return MappingProxyType(
        {
            f"{called}/{shown(path)}": _digest(folder, path, limits)
            for called, folder in bases
            for path in files_of(folder)
        }
    )


def _digest(folder: Path, path: str, limits: Limits) -> str:
    try:
        content = read_guarded(folder, folder / path, limits.edition_bytes)
    except RefusedError:  # reading the catalogue says so; here it is not what it was
        return ""
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def lock_text(held: Digests) -> str:
    """Return what is written to the lock."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(held.items()))


def open_lock(root: Path, limits: Limits = DEFAULT_LIMITS) -> tuple[Digests, tuple[Problem, ...]]:
    """Return what the lock of a catalogue holds, and what is wrong with it; nothing without one."""
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
    held = {}
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise LockError(f"第{number}行写坏了")
        held[match[2]] = match[1]
    return MappingProxyType(held)


def held_of(held: Digests, called: str) -> Digests:
    """Return what a lock holds of one catalogue above."""
    return {path: one for path, one in held.items() if path.startswith(f"{called}/")}


def moved(before: Digests, after: Digests) -> frozenset[str]:
    """Return the paths of files whose digests differ."""
    return frozenset(
        one for one in before.keys() | after.keys() if before.get(one) != after.get(one)
    )


def lock_problems(
    root: Path,
    held: Digests,
    bases: Iterable[tuple[str, Path]],
    entries: frozenset[str],
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Problem]:
    """Yield what is not as the lock holds it. ``entries`` are the folders of entries."""
    whole = root.resolve()
    for called, folder in bases:
        before = held_of(held, called)
        now = digests([(called, folder)], limits) if before else before
        changed = sorted(moved(before, now))
        if changed and whole not in folder.resolve().parents:
            yield _elsewhere(called, len(changed))
            continue
        for path in changed:
            yield _edited(path, called, entries, is_gone=path not in now, is_new=path not in before)


def _elsewhere(called: str, number: int) -> Problem:
    return Problem(
        code=CODE,
        message=f"上级目录“{called}”和锁定的不一样，有{number}个文件变了",
        location=Location(SETTINGS),
        hint="运行catalogue bases update，看改了什么、本地哪几条要再看，再锁定新的。",
    )


def _edited(
    path: str, called: str, entries: frozenset[str], *, is_gone: bool, is_new: bool
) -> Problem:
    kind = path.removeprefix(f"{called}/").split("/", 1)[0]
    here = (
        f"运行catalogue new {kind} --over 编号，在本地的文件里只写要改的几项"
        if kind in entries
        else f"运行catalogue new {kind} --over 编号，在本地的文件里整个换掉"
        if "/" in path.removeprefix(f"{called}/")
        else "写在本目录自己的文件里"
    )
    if is_new:
        message, undo = "上级目录是锁定的，多了这个文件", "本地新加的，移到本目录同名的文件夹里。"
    elif is_gone:
        message, undo = "上级目录是锁定的，少了这个文件", "从版本库里恢复它。"
    else:
        message, undo = "上级目录是锁定的，这个文件改过了", "从版本库里恢复它。"
    change = "" if is_new else f"本地要改的，{here}。"
    return Problem(
        code=CODE,
        message=message,
        location=Location(path),
        hint=f"{undo}{change}上级写错了的，告诉编上级目录的人，出了新的，运行catalogue bases update。",
    )
