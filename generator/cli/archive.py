"""What commands about editions share: the archive, and finding what A and B of a comparison mean."""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from generator.checking import Check, check, select_catalogue
from generator.cli import git
from generator.editions.edition import Edition, EditionError, State, as_of, catalogue_of, state_of
from generator.editions.history import none_in_force
from generator.editions.verification import Archive
from generator.model.catalogue import published

WORKING = "now"
SHALLOW = "这里是浅克隆，只有最近的提交；要更早的，先运行 git fetch --unshallow。"


def archive(checked: Check, on: date) -> Archive:
    """Return everything citations are checked against. Raises ``EditionError`` without settings."""
    now = checked.catalogue
    if not now.settings_fields:
        raise EditionError("目录设置catalogue.yml不能用，先运行 catalogue check。")
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
        return "工作稿", _state(checked, "工作稿"), None
    for edition in checked.editions:
        if edition.id == name:
            return f"{name}版", edition.state, edition
    if day := _day(name):
        edition_then = as_of(checked.editions, day)
        if edition_then is None:
            raise EditionError(none_in_force(checked.editions, day))
        return f"{name}施行的{edition_then.id}版", edition_then.state, edition_then
    if Path(name).is_dir():
        return name, _state_in(Path(name), name, on), None
    with tempfile.TemporaryDirectory() as temporary:
        return name, _state_in(_extract(folder, name, Path(temporary)), name, on), None


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _state_in(folder: Path, name: str, on: date) -> State:
    checked = check(folder, on=on)
    if not checked.paths:
        raise EditionError(f"{name}里没有目录。")
    return _state(checked, name)


def _state(checked: Check, name: str) -> State:
    """Return what a catalogue says, and tell when that may not be all of it."""
    if not checked.passed:
        sys.stderr.write(f"注意：{name}里有错，有错的文件没有算进来。\n")
    return state_of(published(checked.catalogue))


def _extract(folder: Path, revision: str, target: Path) -> Path:
    """Put the repository as it was in a git revision into ``target``; return the catalogue's folder.

    Raises ``EditionError``.
    """
    known = f"版次、日期、{WORKING}、文件夹、git里的版本"
    unknown = f"不知道“{name_of(revision)}”是什么，可以写{known}。"
    if revision.startswith("-") or not git.manages(folder):
        raise EditionError(unknown)
    try:
        then = git.extract(folder, revision, target)
        missing = SHALLOW if then is None and git.is_shallow(folder) else ""
    except git.GitError as error:
        raise EditionError(f"看不了git里的“{name_of(revision)}”。{error}") from error
    if then is None:
        raise EditionError(f"{unknown}{missing}")
    return then


def name_of(revision: str) -> str:
    """Return a name short enough to say."""
    return revision[:40]
