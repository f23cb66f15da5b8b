"""Asking git. What git does not answer is an error, told with git's own words, and never "nothing".

Which repository is asked is decided by the folder alone, so that it is the same one inside a hook.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from generator.editions.store import FOLDER, UNFINISHED
from generator.model.days import written
from generator.problems.os_errors import in_words

_LOCATING = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
"""What says in the environment which repository to use."""
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_READ = ("*.yml", "*/*.yml", f"{FOLDER}/*.json")
"""The files of a catalogue that end up in an edition, or that it follows."""
_EVERYTHING = (
    *("-c", "status.renames=false", "status", "--porcelain", "-z"),
    *("--untracked-files=all", "--ignore-submodules=none"),
)
"""Every file that differs, whatever the settings of the user; names as they are, not in octal."""
_TRACKED = ("ls-files", "-v", "-z", "--full-name", "--recurse-submodules")
_SEEN = frozenset("HM")
"""How ``git ls-files -v`` marks the files whose changes git looks for."""
_HASH = re.compile("[0-9a-f]{7,64}")
SHOWN = 7
"""Digits of a hash that people are shown."""
MOST_WORDS = 1000
"""Characters of what git says; the rest is left out."""
_UNKNOWN = 1
"""How ``git rev-parse --verify`` ends when there is no such revision; all else is trouble."""


class GitError(Exception):
    """Git did not answer. The text says so in Chinese, with git's own words."""


def manages(folder: Path) -> bool:
    """Tell whether a folder lies in a repository, whether or not git can read it."""
    return _environment(folder) is not None


def uncommitted(folder: Path) -> tuple[str, ...]:
    """Return the catalogue's files that are not as in the last commit; none outside a repository.

    Raises ``GitError`` when that cannot be known.
    """
    if not manages(folder):
        return ()
    changed = _listed(_answer(folder, *_EVERYTHING, "--", "."))
    found = [name[3:] for name in changed if f"/{UNFINISHED}" not in name]
    tracked = list(_listed(_answer(folder, *_TRACKED, "--", ".")))
    if tracked:  # else the repository has nothing to do with this folder
        seen = {name[2:] for name in tracked if name[0] in _SEEN} | set(found)
        inside = _line(_answer(folder, "rev-parse", "--show-prefix"))
        names = (f"{inside}{path}" for path in _files(folder))
        found += [f"{name}（git没有在看它）" for name in names if name not in seen]
    return tuple(found)


def extract(folder: Path, revision: str, target: Path) -> Path | None:
    """Put the repository as it was in a revision into ``target``; return where the folder is in it.

    All of it, since what a catalogue builds on may lie beside it. None when there is no such
    revision. Raises ``GitError``.
    """
    asked = _ask(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if asked.returncode == _UNKNOWN and not asked.stderr.strip():
        return None
    commit = _checked(asked).decode().strip()
    top = Path(_line(_answer(folder, "rev-parse", "--show-toplevel")))
    inside = _line(_answer(folder, "rev-parse", "--show-prefix"))
    packed = _answer(top, "archive", "--format=tar", commit)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(target, filter=_kept)  # noqa: S202 - each member is looked at
    return target / inside


def called(folder: Path, revision: str) -> str:
    """Return what to call a revision: its name, or for a hash the day it was committed."""
    if not _HASH.fullmatch(revision):
        return revision
    day = _line(_answer(folder, "log", "-1", "--format=%cs", revision, "--"))
    return f"{written(date.fromisoformat(day))}的提交{revision[:SHOWN]}"


def is_shallow(folder: Path) -> bool:
    """Tell whether a clone lacks its older commits."""
    return _line(_answer(folder, "rev-parse", "--is-shallow-repository")) == "true"


def _kept(member: tarfile.TarInfo, target: str) -> tarfile.TarInfo | None:
    """Leave out what would be unpacked elsewhere, such as a link out of the repository."""
    try:
        return tarfile.data_filter(member, target)
    except tarfile.FilterError:
        return None


def _files(folder: Path) -> Iterator[str]:
    for pattern in _READ:
        for file in sorted(folder.glob(pattern)):
            path = file.relative_to(folder)
            if not any(part.startswith(".") for part in path.parts):
                yield path.as_posix()


def _listed(answer: bytes) -> Iterator[str]:
    return (name for name in os.fsdecode(answer).split("\0") if name)


def _line(answer: bytes) -> str:
    return os.fsdecode(answer).removesuffix("\n")


def _answer(folder: Path, *words: str) -> bytes:
    return _checked(_ask(folder, *words))


def _checked(done: subprocess.CompletedProcess[bytes]) -> bytes:
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()[:MOST_WORDS]
        raise GitError(
            f"git没有答上来。git的原话：\n{words or f'（没有说，结束码{done.returncode}）'}"
        )
    return done.stdout


def _ask(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), *words]
    try:
        return subprocess.run(  # noqa: S603 - our own words, and a revision that begins with no dash
            command,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        said = f"{in_words(error)}：{error.filename}"
        raise GitError(
            f"这里由git管着（有.git），却运行不了git（{said}）。装上git再来。"
        ) from error


def _environment(folder: Path) -> Mapping[str, str] | None:
    """Return the environment in which to ask about a folder; none when it is in no repository."""
    here = folder.resolve()
    if not here.is_dir():
        return None
    plain = {name: value for name, value in os.environ.items() if name not in _LOCATING} | _QUIET
    if any(os.path.lexists(parent / ".git") for parent in (here, *here.parents)):
        return plain
    tree = Path(os.environ.get("GIT_WORK_TREE", "")).resolve()
    if "GIT_DIR" in os.environ and here.is_relative_to(tree):
        repository = Path(os.environ["GIT_DIR"]).resolve()
        return plain | {"GIT_DIR": str(repository), "GIT_WORK_TREE": str(tree)}
    return None
