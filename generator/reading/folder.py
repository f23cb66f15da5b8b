"""Read the files of a catalogue folder."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from generator.parallel import map_parallel
from generator.problems.problem import Location, Problem
from generator.reading.characters import visible
from generator.reading.guarded import (
    OUTSIDE_HINT,
    OUTSIDE_MESSAGE,
    RefusedError,
    leads_outside,
    read_guarded,
)
from generator.reading.limits import DEFAULT_LIMITS, Limits
from generator.reading.names import forbidden_names, is_forbidden_name, printable_name
from generator.reading.parse import Reading, parse

UTF8_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class FileReading:
    """One file of the catalogue: its path in the folder, and the result of reading it."""

    path: str
    reading: Reading
    kind: str = ""

    @property
    def folder(self) -> str:
        """The kind's folder, or the file's own name for a file at the top."""
        return self.kind or self.path.split("/", 1)[0]


@dataclass(frozen=True, slots=True)
class FolderReading:
    """All files read, in the order of their paths, and problems of the folder itself."""

    files: tuple[FileReading, ...]
    problems: tuple[Problem, ...]
    folders: tuple[Path, ...] = ()
    """The folders that were read: the catalogue, then its bases."""
    bases: tuple[tuple[str, Path], ...] = ()
    """Its direct and indirect bases, with their relative paths from the catalogue."""


_ListedFile: TypeAlias = tuple[Path, str]
"""A file, and its printable path in the catalogue."""
ReadFile: TypeAlias = Callable[[Path, Path, str, Limits], FileReading]
"""Reads a file: root folder, file, its path in the catalogue, limits."""


def read_folder(
    root: Path,
    *,
    folders: Collection[str],
    files: Collection[str],
    ignored: Collection[str] = (),
    limits: Limits = DEFAULT_LIMITS,
    reader: ReadFile | None = None,
) -> FolderReading:
    """Read the catalogue below ``root``.

    ``folders`` are the folders of the kinds, ``files`` the files at the top, ``ignored`` other items
    that are allowed. Anything else is a problem. With a ``reader``, such as one with a cache, all
    files are read by this process. Never raises because of the content of the disk.
    """
    if not _is_folder(root):
        message = f"没有找到目录文件夹“{root.name}”"
        return FolderReading(
            (), (_folder_problem("F001", message, hint="用 --catalogue 写明它在哪里。"),)
        )
    items = _items(root)
    if items is None:
        return FolderReading((), (_folder_problem("F006", f"打不开文件夹“{root.name}”"),))
    problems: list[Problem] = []
    listed: list[_ListedFile] = []
    for item, is_folder in items:
        name = printable_name(item.name)
        if name.startswith("."):
            continue
        if name in ignored:
            problems.extend(_outside(root, item))
        elif name in files:
            listed.append((item, name))
        elif name in folders and is_folder:
            listed.extend(_files_of_kind(root, item, problems))
        elif not is_forbidden_name(item.name):
            problems.append(_unknown_name(name, folders, files))
    if "catalogue.yml" in set(files) - {path for _, path in listed}:
        location = Location("catalogue.yml")
        problems.append(
            Problem(code="F003", message="缺少目录设置文件catalogue.yml", location=location)
        )
    else:  # a folder without settings is no catalogue, and may contain anything
        problems.extend(forbidden_names(root))
    read_files = partial(_read_files, root, limits=limits, reader=reader or read_file)
    chunks = map_parallel(read_files, listed) if reader is None else [read_files(listed)]
    return FolderReading(tuple(chain(*chunks)), tuple(problems), (root,))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _items(folder: Path) -> list[tuple[Path, bool]] | None:
    """Return the sorted items of a folder, and whether each is a folder or a link to one."""
    try:
        with os.scandir(folder) as entries:
            items = sorted((item.name, _leads_to_folder(item)) for item in entries)
    except OSError:
        return None
    return [(folder / name, is_folder) for name, is_folder in items]


def _leads_to_folder(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:
        return False


def _files_of_kind(root: Path, folder: Path, problems: list[Problem]) -> Iterator[_ListedFile]:
    """Yield the files of one kind, and add a problem for any other item."""
    if outside := _outside(root, folder):
        problems.extend(outside)
        return
    items = _items(folder)
    if items is None:
        location = Location(folder.name)
        problems.append(Problem(code="F006", message="这个文件夹打不开", location=location))
    for item, is_folder in items or ():
        name = printable_name(item.name)
        path = f"{folder.name}/{name}"
        if name.startswith("."):
            continue
        if name != item.name:
            yield item, path
        elif is_folder:
            message = f"“{folder.name}”里不能再有文件夹"
            hint = "把文件移到上一层。"
            problems.append(
                Problem(code="F007", message=message, location=Location(path), hint=hint)
            )
        elif item.suffix != ".yml":
            if is_forbidden_name(item.name):
                continue
            message = "文件名要以.yml结尾"
            is_yaml = item.suffix in {"", ".yaml", ".YML", ".YAML"}
            hint = f"改名为{item.stem}.yml。" if is_yaml else "移到目录文件夹外面。"
            problems.append(
                Problem(code="F004", message=message, location=Location(path), hint=hint)
            )
        else:
            yield item, path


def _unknown_name(name: str, folders: Collection[str], files: Collection[str]) -> Problem:
    if name in folders:
        message, hint = f"“{name}”应当是一个文件夹", "建一个文件夹，里面一条一个文件。"
        return Problem(code="F002", message=message, location=Location(name), hint=hint)
    known = sorted({*folders, *files})
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return Problem(
        code="F002",
        message=f"不认识“{name}”，目录里没有这一类",
        location=Location(name),
        hint=f"是否想写{near[0]}？" if near else f"可以有的是：{'、'.join(known)}。",
    )


def _folder_problem(code: str, message: str, hint: str = "") -> Problem:
    return Problem(code=code, message=message, location=Location(""), hint=hint)


def _read_files(
    root: Path, listed: Sequence[_ListedFile], *, limits: Limits, reader: ReadFile
) -> list[FileReading]:
    return [reader(root, file, path, limits) for file, path in listed]


def read_file(root: Path, file: Path, path: str, limits: Limits) -> FileReading:
    """Read and parse one file. A file that cannot be read gives a problem."""
    if file.name != path.rsplit("/", 1)[-1]:
        hint = "文件名只用英文小写字母、数字和短横线。"
        return _unreadable(path, "F013", "文件名里有读不出来的字", hint)
    try:
        content = read_guarded(root, file, limits.file_bytes)
    except RefusedError as error:
        return _unreadable(path, error.code, error.message, error.hint)
    return FileReading(path, decode(content, path, limits))


def _outside(root: Path, item: Path) -> tuple[Problem, ...]:
    """Return the problem of a link that leads out of the catalogue, if it is one."""
    if not leads_outside(root, item):
        return ()
    location = Location(item.name)
    return (Problem(code="F008", message=OUTSIDE_MESSAGE, location=location, hint=OUTSIDE_HINT),)


def _unreadable(path: str, code: str, message: str, hint: str = "") -> FileReading:
    problem = Problem(code=code, message=message, location=Location(path), hint=hint)
    return FileReading(path, Reading(None, (problem,)))


def decode(content: bytes, path: str, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Decode and parse the bytes of a file. Never raises, whatever the bytes."""
    problems: tuple[Problem, ...] = ()
    if content.startswith(UTF8_BOM):
        content = content[len(UTF8_BOM) :]
        bom = Problem(
            code="F011",
            message="文件开头有BOM标记",
            location=Location(path),
            hint="另存时编码选“UTF-8”，不要选“带BOM的UTF-8”。",
            source_line=_line_of(content, 1),
        )
        problems = (bom,)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8")) + 1
        problem = Problem(
            code="F010",
            message="文件不是UTF-8编码，从这里开始读不出来",
            location=Location(path, line, column),
            hint="用记事本打开，另存为，编码选“UTF-8”。",
            source_line=_line_of(content, line),
        )
        return Reading(None, (*problems, problem))
    reading = parse(text, path, limits)
    document = None if problems else reading.document
    return Reading(document, (*problems, *reading.problems))


def _line_of(content: bytes, number: int) -> str:
    line = content.split(b"\n", number)[number - 1]
    return visible(line.decode("utf-8", "replace").rstrip("\r"))
