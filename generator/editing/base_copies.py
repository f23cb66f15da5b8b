"""Copies of base catalogues in a catalogue: find, copy and replace them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from posixpath import normpath

from generator.reading.bases import PROJECT, SETTINGS, NoBaseError, folder_in_package
from generator.reading.layers import BASES
from generator.within import inside

PACKAGE = "community-admission-"
"""The prefix of our data packages, such as ``community-admission-national``."""
CATALOGUE = "catalogue"
_NEW, _OLD = ".catalogue-new-", ".catalogue-old-"
"""The prefixes of a new copy and of the old one during a replacement."""
_IGNORED = shutil.ignore_patterns(PROJECT, ".*")


def find_base(name: str, checkouts: Iterable[Path]) -> Path | None:
    """Return the folder of a base: a path, a base in a checkout, or an installed package."""
    checkout_folders = (root / CATALOGUE / BASES / name for root in checkouts)
    folder = next(
        (
            candidate
            for candidate in (Path(name), *checkout_folders)
            if (candidate / SETTINGS).is_file()
        ),
        None,
    )
    return folder or packaged_base(name)


def packaged_base(name: str) -> Path | None:
    """Return the folder of an installed package, by the name of the package or of its catalogue."""
    for package in (f"{PACKAGE}{name}", name):
        try:
            return folder_in_package(package)
        except NoBaseError:
            continue
    return None


def required_copies(base: Path, bases: Iterable[tuple[str, Path]]) -> Mapping[str, Path]:
    """Return the folders to copy for ``base`` and its own bases, by their paths in the new catalogue.

    ``bases`` are its bases with their relative paths. A base inside it is copied with it, and one in a
    package needs no copy.
    """
    name = f"{BASES}/{base.resolve().name}"
    beside = {normpath(f"{name}/{path}"): folder for path, folder in bases if path[:3] == "../"}
    return {name: base, **beside}


def copy_bases(root: Path, copies: Mapping[str, Path]) -> None:
    """Copy catalogues into ``root``. Raises ``OSError``."""
    for path, folder in copies.items():
        shutil.copytree(folder, inside(root, path), ignore=_IGNORED)


def replace_copies(root: Path, copies: Mapping[str, Path]) -> None:
    """Replace catalogues by newer ones. Raises ``OSError``.

    Each new copy is complete before the old one is removed. ``recover`` restores the old one after an
    interruption.
    """
    for path, folder in copies.items():
        target = inside(root, path)
        new, old = (target.with_name(f"{prefix}{target.name}") for prefix in (_NEW, _OLD))
        try:
            shutil.copytree(folder, new, ignore=_IGNORED)
        except OSError:
            shutil.rmtree(new, ignore_errors=True)
            raise
        target.rename(old)
        new.rename(target)
        shutil.rmtree(old)


def recover(root: Path) -> None:
    """Restore copies after an interrupted replacement, and remove temporary ones."""
    for old in [*root.rglob(f"{_OLD}*")]:
        target = old.with_name(old.name.removeprefix(_OLD))
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)
    for new in [*root.rglob(f"{_NEW}*")]:
        shutil.rmtree(new, ignore_errors=True)
