"""Helpers of the commands about editions: the archive, and the two sides of a comparison."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from generator.checking import Check, check, select_catalogue
from generator.cli import git
from generator.cli.reviewing import ReviewItem, review_items
from generator.editions.edition import Edition, EditionError, as_of, catalogue_of, state_of
from generator.editions.history import none_in_force
from generator.editions.verification import Archive
from generator.model.catalogue import SETTINGS, published
from generator.model.values import CatalogueState
from generator.reading.layers import NO_BASE

WORKING = "now"
PAGES = "docs"
"""The folder of the hand-written pages, beside the catalogue."""
SHALLOW = "这里是浅克隆，只有最近的提交；要更早的，先运行 git fetch --unshallow。"


def archive(checked: Check, on: date) -> Archive:
    """Return everything that citations are verified against.

    Raises ``EditionError`` if the settings cannot be read.
    """
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison."""

    title: str
    state: CatalogueState
    edition: Edition | None = None
    unread: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    """The files with errors, each with the (folder, number) keys it may contain, in lower case."""
    for_review: Mapping[str, ReviewItem] | None = None
    """What only reviewers see, by name; none if that is not known."""


def side_named(name: str, checked: Check, folder: Path, on: date) -> Side:
    """Return the side for ``name``: an edition, a day, ``now``, another folder or a git revision.

    Raises ``EditionError`` if the name is unknown or its settings cannot be read.
    """
    if name == WORKING:
        return _side(checked, "工作稿", folder)
    for edition in checked.editions:
        if edition.id == name:
            return Side(title=f"{name}版", state=edition.state, edition=edition)
    if day := _day(name):
        then = as_of(checked.editions, day)
        if then is None:
            raise EditionError(none_in_force(checked.editions, day))
        return Side(title=f"{name}施行的{then.id}版", state=then.state, edition=then)
    if Path(name).is_dir():
        return _side_in(Path(name), name, on)
    with tempfile.TemporaryDirectory() as temporary:
        extracted = _extract(folder, name, Path(temporary))
        return _side_in(extracted, git.display_name(folder, name), on)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _side_in(folder: Path, name: str, on: date) -> Side:
    checked = check(folder, on=on)
    if not checked.paths and not checked.unread:
        raise EditionError(f"{name}里没有目录。")
    return _side(checked, name, folder)


def _side(checked: Check, name: str, folder: Path) -> Side:
    """Return the state of a catalogue, and which of its files could not be read."""
    without_base = any(problem.code == NO_BASE for problem in checked.problems)
    if SETTINGS in checked.unread or not checked.catalogue.settings_fields or without_base:
        raise EditionError(f"{name}的{SETTINGS}有错，比不了。先运行 catalogue check，照提示改好。")
    return Side(
        title=name,
        state=state_of(published(checked.catalogue)),
        unread=checked.unread,
        for_review=review_items(checked.catalogue, folder.resolve().parent / PAGES),
    )


def _extract(folder: Path, revision: str, target: Path) -> Path:
    """Extract a git revision into ``target``; return the catalogue's folder in it.

    Raises ``EditionError`` if that is not possible.
    """
    possible = f"版次、日期、{WORKING}、文件夹、git里的版本"
    unknown = f"不知道“{name_of(revision)}”是什么，可以写{possible}。"
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
    """Return a revision, cut to a length that fits a message."""
    return revision[:40]
