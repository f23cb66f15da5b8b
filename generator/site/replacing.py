"""Replacing the files of a site one by one, where its folder cannot be replaced as a whole.

Each file is the old one or the new one at any moment, and none is ever missing that both have.
For the moment it takes, a reader may get a new page beside an old one, or with the old style.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

from generator.outputs.files import ASSETS
from generator.outputs.traditional import PREFIX
from generator.site.folder import files_of
from generator.site.manifest import MANIFEST
from generator.site.offline import MANIFEST as OFFLINE_MANIFEST
from generator.site.offline import WORKER

MARK = "api/v1/entries.json"
"""The file by which a folder is known as a site of ours."""
FIRST = (MARK, ASSETS, f"{PREFIX}{ASSETS}")
LAST = (WORKER, OFFLINE_MANIFEST, MANIFEST)
"""Readers' browsers fetch the site anew because of the first two."""


class HalfReplacedError(OSError):
    """Some files are new and some are old: the rest could not be replaced."""


def replace_files(finished: Path, target: Path, kept: Callable[[str], bool]) -> None:
    """Move every file of ``finished`` over that of ``target``; remove what has none.

    What stands at the top of ``target`` under a name that is ``kept`` is left alone. Raises
    ``OSError`` when nothing was changed, ``HalfReplacedError`` later.
    """
    *paths, last = sorted(files_of(finished), key=turn)
    begun = False
    try:
        for path in paths:
            _move(finished, target, path)
            begun = True
        _remove_others(target, {*paths, last}, kept)
        _move(finished, target, last)
    except OSError as error:
        if begun:
            raise HalfReplacedError(error.errno, error.strerror, error.filename) from error
        raise


def turn(path: str) -> tuple[int, str]:
    """Return when a file's turn is: what pages are shown with before them, the manifest last.

    So no page lacks its style, and a run that died is seen by the manifest.
    """
    if path in LAST:
        return len(FIRST) + 1 + LAST.index(path), path
    places = (at for at, begins in enumerate(FIRST) if path.startswith(begins))
    return next(places, len(FIRST)), path


def _move(finished: Path, target: Path, path: str) -> None:
    _make_room(target, path)
    (finished / path).replace(target / path)


def _make_room(target: Path, path: str) -> None:
    """Make the folders of a file; what stands in the way of a folder or the file goes.

    A link to a folder is no folder of the site: nothing is written through it.
    """
    folder = target
    for part in path.split("/")[:-1]:
        folder /= part
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        folder.mkdir(exist_ok=True)
    file = target / path
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)


def _remove_others(
    folder: Path, paths: AbstractSet[str], kept: Callable[[str], bool], inside: str = ""
) -> None:
    for entry in sorted(folder.iterdir()):
        path = f"{inside}{entry.name}"
        if path in paths or (not inside and kept(entry.name)):
            continue
        if entry.is_dir() and not entry.is_symlink():
            _remove_others(entry, paths, kept, f"{path}/")
            with suppress(OSError):  # what the new site has is still in it
                entry.rmdir()
        else:
            entry.unlink()
