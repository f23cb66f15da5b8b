"""Calls of git. A failure is always an error that contains git's own message.

The repository is decided by the folder alone, so that it is the same one inside a git hook.
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

from generator.editions.store import FOLDER, TEMPORARY_PREFIX
from generator.model.days import written
from generator.problems.os_errors import describe_os_error

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
"""The environment variables that choose a repository."""
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_READ = ("*.yml", "*/*.yml", f"{FOLDER}/*.json")
"""The files of a catalogue that are part of an edition, or that it depends on."""
_EVERYTHING = (
    *("-c", "status.renames=false", "status", "--porcelain", "-z"),
    *("--untracked-files=all", "--ignore-submodules=none"),
)
"""The command for every changed file, independent of the user's settings, with unescaped names."""
_TRACKED = ("ls-files", "-v", "-z", "--full-name", "--recurse-submodules")
_WATCHED = frozenset("HM")
"""The marks of ``git ls-files -v`` for files whose changes git reports."""
_HASH = re.compile("[0-9a-f]{7,64}")
SHOWN = 7
"""How many digits of a hash are shown."""
MOST_WORDS = 1000
"""How many characters of git's message are shown."""
_UNKNOWN = 1
"""The exit code of ``git rev-parse --verify`` for an unknown revision. Others are failures."""


class GitError(Exception):
    """Git failed. The text says so in Chinese, with git's own message."""


def manages(folder: Path) -> bool:
    """Tell whether a folder is in a repository, even one that git cannot read."""
    return _environment(folder) is not None


def uncommitted(folder: Path) -> tuple[str, ...]:
    """Return the catalogue's files that differ from the last commit; none outside a repository.

    Raises ``GitError`` if git fails.
    """
    if not manages(folder):
        return ()
    changed = _listed(_answer(folder, *_EVERYTHING, "--", "."))
    names = [name[3:] for name in changed if f"/{TEMPORARY_PREFIX}" not in name]
    tracked = list(_listed(_answer(folder, *_TRACKED, "--", ".")))
    if tracked:  # else the repository has nothing to do with this folder
        watched = {name[2:] for name in tracked if name[0] in _WATCHED} | set(names)
        inside = _line(_answer(folder, "rev-parse", "--show-prefix"))
        paths = (f"{inside}{path}" for path in _files(folder))
        names += [f"{path}（git没有在看它）" for path in paths if path not in watched]
    return tuple(names)


def extract(folder: Path, revision: str, target: Path) -> Path | None:
    """Extract a revision of the repository into ``target``; return the path of the folder in it.

    The whole repository is extracted, since the bases of a catalogue may be beside it. Returns none
    for an unknown revision. Raises ``GitError`` if git fails.
    """
    answer = _ask(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if answer.returncode == _UNKNOWN and not answer.stderr.strip():
        return None
    commit = _checked(answer).decode().strip()
    top = Path(_line(_answer(folder, "rev-parse", "--show-toplevel")))
    inside = _line(_answer(folder, "rev-parse", "--show-prefix"))
    packed = _answer(top, "archive", "--format=tar", commit)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(target, filter=_safe_member)  # noqa: S202 - each member is looked at
    return target / inside


def display_name(folder: Path, revision: str) -> str:
    """Return how to call a revision in messages: its name, or the day of the commit for a hash."""
    if not _HASH.fullmatch(revision):
        return revision
    day = _line(_answer(folder, "log", "-1", "--format=%cs", revision, "--"))
    return f"{written(date.fromisoformat(day))}的提交{revision[:SHOWN]}"


def is_shallow(folder: Path) -> bool:
    """Tell whether a clone lacks its older commits."""
    return _line(_answer(folder, "rev-parse", "--is-shallow-repository")) == "true"


def _safe_member(member: tarfile.TarInfo, target: str) -> tarfile.TarInfo | None:
    """Return a member of the archive, or none if it would be extracted outside the target."""
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


def _checked(process: subprocess.CompletedProcess[bytes]) -> bytes:
    if process.returncode:
        message = process.stderr.decode("utf-8", "replace").strip()[:MOST_WORDS]
        raise GitError(
            f"git没有答上来。git的原话：\n{message or f'（没有说，结束码{process.returncode}）'}"
        )
    return process.stdout


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
        reason = f"{describe_os_error(error)}：{error.filename}"
        raise GitError(
            f"这里由git管着（有.git），却运行不了git（{reason}）。装上git再来。"
        ) from error


def _environment(folder: Path) -> Mapping[str, str] | None:
    """Return the environment for git in a folder; none if the folder is in no repository."""
    here = folder.resolve()
    if not here.is_dir():
        return None
    environment = {
        name: value for name, value in os.environ.items() if name not in _LOCATING
    } | _QUIET
    if any(os.path.lexists(parent / ".git") for parent in (here, *here.parents)):
        return environment
    tree = Path(os.environ.get("GIT_WORK_TREE", "")).resolve()
    if "GIT_DIR" in os.environ and here.is_relative_to(tree):
        repository = Path(os.environ["GIT_DIR"]).resolve()
        return environment | {"GIT_DIR": str(repository), "GIT_WORK_TREE": str(tree)}
    return None
