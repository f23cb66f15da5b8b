"""The catalogue folder on disc: which files there are and what their bytes say."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.problems.problem import Place, Problem
from generator.reading.limits import DEFAULT_LIMITS, Limits
from generator.reading.parse import Reading, parse

UTF8_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class FileReading:
    """One file of the catalogue: its path below the folder, and what reading it gave."""

    path: str
    reading: Reading

    @property
    def folder(self) -> str:
        """The kind's folder, or the file's own name for a file at the top."""
        return self.path.split("/", 1)[0]


@dataclass(frozen=True, slots=True)
class FolderReading:
    """All files read, in the order of their paths, and problems of the folder itself."""

    files: tuple[FileReading, ...]
    problems: tuple[Problem, ...]


def read_folder(
    root: Path,
    *,
    folders: Collection[str],
    files: Collection[str],
    ignored: Collection[str] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> FolderReading:
    """Read the catalogue below ``root``.

    ``folders`` are the kinds' folders, ``files`` the single files at the top, ``ignored``
    what may stand there without being read. Anything else gets a problem. Never raises for
    what it finds on disc.
    """
    if not root.is_dir():
        message = f"没有找到目录文件夹“{root.name}”"
        return FolderReading(
            (), (_folder_problem("F001", message, hint="用 --catalogue 写明它在哪里。"),)
        )
    problems: list[Problem] = []
    read: list[FileReading] = []
    try:
        entries = sorted(root.iterdir(), key=lambda item: item.name)
    except OSError:
        return FolderReading((), (_folder_problem("F006", f"打不开文件夹“{root.name}”"),))
    for item in entries:
        if item.name.startswith(".") or item.name in ignored:
            continue
        if item.name in files:
            read.append(_read_file(root, item, item.name, limits))
        elif item.name in folders and item.is_dir():
            for inner in _files_of(item, problems):
                read.append(_read_file(root, inner, f"{item.name}/{inner.name}", limits))
        else:
            problems.append(_unknown(item, folders, files))
    for name in sorted(set(files) - {file.path for file in read}):
        if name == "catalogue.yml":
            problems.append(
                Problem(code="F003", message="缺少目录设置文件catalogue.yml", place=Place(name))
            )
    return FolderReading(tuple(read), tuple(problems))


def _files_of(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    try:
        items = sorted(folder.iterdir(), key=lambda item: item.name)
    except OSError:
        problems.append(Problem(code="F006", message="这个文件夹打不开", place=Place(folder.name)))
        return
    for item in items:
        path = f"{folder.name}/{item.name}"
        if item.name.startswith("."):
            continue
        if item.is_dir():
            problems.append(
                Problem(
                    code="F007",
                    message=f"“{folder.name}”里不能再有文件夹",
                    place=Place(path),
                    hint="把文件移到上一层。",
                )
            )
        elif item.suffix != ".yml":
            problems.append(
                Problem(
                    code="F004",
                    message="文件名要以.yml结尾",
                    place=Place(path),
                    hint=f"改名为{item.stem}.yml，或者移走。",
                )
            )
        else:
            yield item


def _unknown(item: Path, folders: Collection[str], files: Collection[str]) -> Problem:
    known = sorted({*folders, *files})
    near = difflib.get_close_matches(item.name, known, n=1, cutoff=0.6)
    return Problem(
        code="F002",
        message=f"不认识“{item.name}”，目录里没有这一类",
        place=Place(item.name),
        hint=f"是否想写{near[0]}？" if near else f"可以有的是：{'、'.join(known)}。",
    )


def _folder_problem(code: str, message: str, hint: str = "") -> Problem:
    return Problem(code=code, message=message, place=Place(""), hint=hint)


def _read_file(root: Path, file: Path, path: str, limits: Limits) -> FileReading:
    """Read one file's bytes and parse them; each obstacle is a problem of its own."""
    try:
        if not file.resolve().is_relative_to(root.resolve()):
            return _unusable(path, "F008", "这是一个指到目录外面的链接，不能用")
        size = file.stat().st_size
        if size > limits.file_bytes:
            limit = limits.file_bytes // 1024
            return _unusable(path, "F009", f"文件有{size // 1024} KiB，最多{limit} KiB")
        content = file.read_bytes()
    except (OSError, RuntimeError):
        return _unusable(path, "F006", "这个文件打不开", "看看文件还在不在、有没有读取权限。")
    return FileReading(path, decode(content, path, limits))


def _unusable(path: str, code: str, message: str, hint: str = "") -> FileReading:
    problem = Problem(code=code, message=message, place=Place(path), hint=hint)
    return FileReading(path, Reading(None, (problem,)))


def decode(content: bytes, path: str, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Turn a file's bytes into a reading. Never raises, whatever the bytes."""
    problems: tuple[Problem, ...] = ()
    if content.startswith(UTF8_BOM):
        content = content[len(UTF8_BOM) :]
        first = content.split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
        problems = (
            Problem(
                code="F011",
                message="文件开头有BOM标记",
                place=Place(path),
                hint="另存时编码选“UTF-8”，不要选“带BOM的UTF-8”。",
                repaired=first,
                source_line=first,
            ),
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        bad = Problem(
            code="F010",
            message="文件不是UTF-8编码，从这里开始读不出来",
            place=Place(path, line, column),
            hint="用记事本打开，另存为，编码选“UTF-8”。",
        )
        return Reading(None, (*problems, bad))
    reading = parse(text, path, limits)
    document = None if problems else reading.document
    return Reading(document, (*problems, *reading.problems))
