"""What may not stand anywhere in a catalogue: programs, and names that some computers cannot hold."""

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
"""Windows keeps these for devices, whatever follows the first dot."""
UNUSABLE = re.compile(r'[<>:"|?*\\]|[. ]\Z')


def shown(name: str) -> str:
    """Return a file's name as it can be printed: other bytes than UTF-8 may stand in it."""
    if name.isprintable():
        return name
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


def is_refused(name: str) -> bool:
    """Tell whether a file's name alone is a problem."""
    return bool(PROGRAM.search(name) or RESERVED.match(name) or UNUSABLE.search(name))


def refused(root: Path) -> Iterator[Problem]:
    """Yield a problem for each program and each impossible name below ``root``, hidden ones too.

    Links are not followed, and what belongs to git is left alone.
    """
    waiting = [(root, "")]
    while waiting:  # no recursion: folders may be nested a thousand deep
        folder, before = waiting.pop()
        taken: dict[str, str] = {}
        for name, is_folder in _listed(folder):
            path = f"{before}{shown(name)}"
            first = taken.setdefault(normalize("NFC", name).casefold(), path)
            if first != path:
                yield _differing_by_case(path, first)
            if (problem := _of_name(name, path, is_folder=is_folder)) is not None:
                yield problem
            if is_folder and name != OWN_OF_GIT:
                waiting.append((folder / name, f"{path}/"))


def _listed(folder: Path) -> list[tuple[str, bool]]:
    """Return names in order, and which of them are folders; none where they cannot be read."""
    try:
        with os.scandir(folder) as items:
            return sorted((item.name, item.is_dir(follow_symlinks=False)) for item in items)
    except OSError:
        return []


def _of_name(name: str, path: str, *, is_folder: bool) -> Problem | None:
    if PROGRAM.search(name) and not is_folder:
        message, hint = f"“{shown(name)}”是程序，目录里只放文字", "移到目录文件夹外面。"
        return Problem(code="F016", message=message, location=Location(path), hint=hint)
    if RESERVED.match(name):
        hint = "aux、con、nul、prn、com1、lpt1这样的名称是Windows留给设备的，换一个。"
    elif UNUSABLE.search(name):
        hint = '名称里不要有<>:"|?*\\，最后不要是点或者空格。'
    else:
        return None
    message = f"Windows上不能用“{shown(name)}”这个名称"
    return Problem(code="F017", message=message, location=Location(path), hint=hint)


def _differing_by_case(path: str, first: str) -> Problem:
    names = [one.rsplit("/", 1)[-1] for one in (first, path)]
    return Problem(
        code="F017",
        message=f"“{names[0]}”和“{names[1]}”只差大小写，Windows、macOS上只放得下一个",
        location=Location(path),
        hint="留一个，或者改名；文件名只用小写。",
        related=(Related(Location(first), "另一个在这里"),),
    )
