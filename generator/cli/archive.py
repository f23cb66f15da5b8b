"""What commands about editions share: the archive, and finding what A and B of a comparison mean."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from generator.editions.edition import Edition, EditionError, State, as_of, catalogue_of, state_of
from generator.editions.verification import Archive
from generator.model.catalogue import published
from generator.pipeline import Check, check, select_catalogue

WORKING = "now"


def archive(checked: Check, on: date) -> Archive:
    """Return everything citations are checked against."""
    now = checked.catalogue
    return Archive(
        editions=checked.editions,
        catalogue_of=cache(
            lambda edition: catalogue_of(edition, now.kinds, now.address, now.texts.values())
        ),
        working=select_catalogue(checked),
        kinds=now.kinds,
        on=on,
    )


def state_named(
    name: str, checked: Check, folder: Path, on: date
) -> tuple[str, State, Edition | None]:
    """Return what ``name`` means: an edition, a day, ``now``, another folder or a git revision.

    Returns what to call it, what it says, and the edition if it is one. Raises
    ``EditionError`` when it means nothing, or has errors.
    """
    if name == WORKING:
        return "工作稿", state_of(published(checked.catalogue)), None
    for edition in checked.editions:
        if edition.id == name:
            return f"{name}版", edition.state, edition
    if day := _day(name):
        edition_then = as_of(checked.editions, day)
        if edition_then is None:
            raise EditionError(f"{name}还没有施行的版本。")
        return f"{name}施行的{edition_then.id}版", edition_then.state, edition_then
    if Path(name).is_dir():
        return name, _state_in(Path(name), on), None
    with tempfile.TemporaryDirectory() as temporary:
        return name, _state_in(_extract(folder, name, Path(temporary)), on), None


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _state_in(folder: Path, on: date) -> State:
    checked = check(folder, on=on)
    if not checked.paths:
        raise EditionError(f"{folder}里没有目录。")
    return state_of(published(checked.catalogue))


def _extract(folder: Path, revision: str, target: Path) -> Path:
    """Put the repository as it was in a git revision into ``target``; return the catalogue's folder.

    All of it, since what the catalogue builds on may lie beside it.
    """
    known = f"版次、日期、{WORKING}、文件夹、git里的版本"
    unknown = EditionError(f"不知道“{name_of(revision)}”是什么，可以写{known}。")
    if revision.startswith("-"):
        raise unknown
    try:
        where = _git(folder, "rev-parse", "--show-toplevel", "--show-prefix").decode()
        top, inside = where.split("\n")[:2]
        packed = _git(Path(top), "archive", "--format=tar", revision)
    except (OSError, subprocess.CalledProcessError) as error:
        raise unknown from error
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(target, filter="data")
    return target / inside


def _git(folder: Path, *words: str) -> bytes:
    command = ["git", "-C", str(folder), *words]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603


def name_of(revision: str) -> str:
    """Return a name short enough to say."""
    return revision[:40]
