"""Forbidden file names in a catalogue: programs, and names that some systems cannot store."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

from generator.problems.problem import Location, Problem, Related

OWN_OF_GIT = ".git"
PROGRAM = re.compile(
    r"\.(?:py[cdiowxz]?|pth|pl|rb|lua|php|[cm]?[jt]s|sh|bash|bat|cmd|ps1|vbs|exe|com|scr|msi"
    r"|so|dll|dylib|wasm|jar|class|egg|whl|j2|jinja2?)\Z",
    re.IGNORECASE,
)
RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9¹²³]) *(?:\.|\Z)", re.IGNORECASE
)
"""Windows reserves these for devices, with any suffix."""
UNUSABLE = re.compile(r'[<>:"|?*\\]|[. ]\Z')


def printable_name(name: str) -> str:
    """Return a printable file name. A name may contain bytes that are not UTF-8."""
    if name.isprintable():
        return name
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


def is_forbidden_name(name: str) -> bool:
    """Tell whether a file name is forbidden."""
    return bool(PROGRAM.search(name) or RESERVED.match(name) or UNUSABLE.search(name))


def forbidden_names(root: Path) -> Iterator[Problem]:
    """Yield a problem for each program and each forbidden name in ``root``, hidden files included.

    Links are not followed, and ``.git`` is skipped.
    """
    waiting = [(root, "")]
    while waiting:  # no recursion: folders may be nested a thousand deep
        folder, before = waiting.pop()
        paths: dict[str, str] = {}
        for name, is_folder in list_folder(folder):
            path = f"{before}{printable_name(name)}"
            first = paths.setdefault(normalize("NFC", name).casefold(), path)
            if first != path:
                yield _case_problem(path, first)
            if (problem := _name_problem(name, path, is_folder=is_folder)) is not None:
                yield problem
            if is_folder and name != OWN_OF_GIT:
                waiting.append((folder / name, f"{path}/"))


def list_folder(folder: Path) -> list[tuple[str, bool]]:
    """Return the sorted names in a folder, and whether each is a folder. Unreadable folders are empty."""
    try:
        with os.scandir(folder) as items:
            return sorted((item.name, item.is_dir(follow_symlinks=False)) for item in items)
    except OSError:
        return []


def _name_problem(name: str, path: str, *, is_folder: bool) -> Problem | None:
    if PROGRAM.search(name) and not is_folder:
        message, hint = f"“{printable_name(name)}”是程序，目录里只放文字", "移到目录文件夹外面。"
        return Problem(code="F016", message=message, location=Location(path), hint=hint)
    if RESERVED.match(name):
        hint = "aux、con、nul、prn、com1、lpt1这样的名称是Windows留给设备的，换一个。"
    elif UNUSABLE.search(name):
        hint = '名称里不要有<>:"|?*\\，最后不要是点或者空格。'
    else:
        return None
    message = f"Windows上不能用“{printable_name(name)}”这个名称"
    return Problem(code="F017", message=message, location=Location(path), hint=hint)


def _case_problem(path: str, first: str) -> Problem:
    names = [item.rsplit("/", 1)[-1] for item in (first, path)]
    return Problem(
        code="F017",
        message=f"“{names[0]}”和“{names[1]}”只差大小写，Windows、macOS上只放得下一个",
        location=Location(path),
        hint="留一个，或者改名；文件名只用小写。",
        related=(Related(Location(first), "另一个在这里"),),
    )
