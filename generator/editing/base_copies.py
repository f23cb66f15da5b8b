"""Catalogues above, kept as copies in a catalogue: where they come from, and putting them there."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from posixpath import normpath

from generator.reading.bases import PROJECT, SETTINGS, NoBaseError, folder_in_package
from generator.reading.layers import BASES
from generator.within import inside

PACKAGE = "community-admission-"
"""What the names of our packages of data begin with: ``community-admission-national``."""
CATALOGUE = "catalogue"
_FRESH, _OLD = ".catalogue-new-", ".catalogue-old-"
"""What names begin with beside the place of a copy: one that is coming, and one that goes."""
_LEFT_OUT = shutil.ignore_patterns(PROJECT, ".*")


def find_base(named: str, checkouts: Iterable[Path]) -> Path | None:
    """Return the folder of a catalogue above: a folder as written, a checkout's, or a package's."""
    kept = (root / CATALOGUE / BASES / named for root in checkouts)
    folder = next((one for one in (Path(named), *kept) if (one / SETTINGS).is_file()), None)
    return folder or in_package(named)


def in_package(named: str) -> Path | None:
    """Return the folder of an installed package, by its name or by the name of its catalogue."""
    for name in (f"{PACKAGE}{named}", named):
        try:
            return folder_in_package(name)
        except NoBaseError:
            continue
    return None


def to_copy(base: Path, bases: Iterable[tuple[str, Path]]) -> Mapping[str, Path]:
    """Return what to copy so that ``base`` still finds what it builds on, by its path in the new one.

    ``bases`` are those it builds on, as they are called from it. One in it comes with it; one in a
    package is named the same from everywhere.
    """
    name = f"{BASES}/{base.resolve().name}"
    beside = {normpath(f"{name}/{called}"): one for called, one in bases if called[:3] == "../"}
    return {name: base, **beside}


def copy(root: Path, copies: Mapping[str, Path]) -> None:
    """Copy catalogues into ``root``, each to its path. Raises ``OSError``."""
    for path, folder in copies.items():
        shutil.copytree(folder, inside(root, path), ignore=_LEFT_OUT)


def replace_copies(root: Path, copies: Mapping[str, Path]) -> None:
    """Put newer catalogues in the place of older ones. Raises ``OSError``.

    Each lies whole beside its place before the older one goes; ``recover`` brings it back if this
    is broken off in between.
    """
    for path, folder in copies.items():
        target = inside(root, path)
        fresh, old = (target.with_name(f"{word}{target.name}") for word in (_FRESH, _OLD))
        try:
            shutil.copytree(folder, fresh, ignore=_LEFT_OUT)
        except OSError:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        target.rename(old)
        fresh.rename(target)
        shutil.rmtree(old)


def recover(root: Path) -> None:
    """Bring back a copy whose replacement was broken off, and clear what is left of it."""
    for old in [*root.rglob(f"{_OLD}*")]:
        target = old.with_name(old.name.removeprefix(_OLD))
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)
    for fresh in [*root.rglob(f"{_FRESH}*")]:
        shutil.rmtree(fresh, ignore_errors=True)
