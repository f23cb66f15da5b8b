"""Where the catalogues above lie: in a folder near by, or in a package that is installed.

Nothing is imported, and nothing is looked for in the working directory or on Python's path.
"""

from __future__ import annotations

import site
from collections.abc import Iterator
from importlib.metadata import DistributionFinder, MetadataPathFinder
from pathlib import Path
from posixpath import normpath

SETTINGS = "catalogue.yml"
PROJECT = "pyproject.toml"
"""What makes a package of a catalogue may lie in it; it is not read."""
DATA, TOGETHER = "catalogue", "community_admission_catalogues"
"""The folder of a package that holds its catalogue; and one that several packages share, each with
a folder of its own in it, so that one may name another as it does in a checkout."""


class NoBaseError(ValueError):
    """There is no such catalogue. The text says so, in Chinese."""


def folder_near(root: Path, written: str) -> Path:
    """Return the folder at a path from ``root``: inside it, or beside it. Raises ``NoBaseError``.

    So no catalogue reaches what its neighbours do not hold, however many are built on one another.
    """
    try:
        whole = root.resolve()
        near = whole.parent if normpath(written).split("/")[0] == ".." else whole
        folder = (whole / written).resolve()
    except (OSError, RuntimeError, ValueError) as error:  # links in a circle
        raise NoBaseError(f"没有找到上级目录“{written}”") from error
    if near not in folder.parents and folder != whole:
        raise NoBaseError(f"上级目录“{written}”不在本目录里面，也没有和本目录放在一起")
    if not (folder / SETTINGS).is_file():
        raise NoBaseError(f"没有找到上级目录“{written}”")
    return folder


def folder_in_package(name: str) -> Path:
    """Return the catalogue in an installed package. Raises ``NoBaseError``."""
    for folder in _folders_listed(name):
        if (folder / SETTINGS).is_file():
            return folder
    raise NoBaseError(f"没有装软件包“{name}”，或者它里面没有{DATA}文件夹")


def _folders_listed(name: str) -> Iterator[Path]:
    """Yield the folders that a package says it put there as its catalogue, the uppermost first."""
    places = [place.resolve() for place in installed_in()]
    context = DistributionFinder.Context(name=name, path=[str(place) for place in places])
    for found in MetadataPathFinder.find_distributions(context):
        listed = [file for file in found.files or () if _is_of_a_catalogue(file.parts)]
        for file in sorted(listed, key=lambda one: len(one.parts)):
            folder = Path(str(found.locate_file(file))).resolve().parent
            if any(place in folder.parents for place in places):
                yield folder


def _is_of_a_catalogue(parts: tuple[str, ...]) -> bool:
    """Tell whether a file is the settings of a package's catalogue."""
    return parts[-2:] == (DATA, SETTINGS) or (
        len(parts) == len((TOGETHER, "", SETTINGS))
        and (parts[0], parts[-1]) == (TOGETHER, SETTINGS)
    )


def installed_in() -> tuple[Path, ...]:
    """Return where this Python's packages are installed."""
    own = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    return tuple(Path(place) for place in (*site.getsitepackages(), *own))
