"""Find base catalogues: in a nearby folder, or in an installed package.

Nothing is imported. Neither the working directory nor ``sys.path`` is searched.
"""

from __future__ import annotations

import site
from collections.abc import Iterator
from importlib.metadata import DistributionFinder, MetadataPathFinder
from pathlib import Path
from posixpath import normpath

SETTINGS = "catalogue.yml"
PROJECT = "pyproject.toml"
"""The build configuration of a catalogue package. It may be in the catalogue and is not read."""
DATA, SHARED_DATA = "catalogue", "community_admission_catalogues"
"""The catalogue folder of a package, and the folder that several packages share.

In the shared one each package has its own folder, so relative paths work as in a checkout."""


class NoBaseError(ValueError):
    """The base catalogue does not exist. The message is in Chinese."""


def nearby_folder(root: Path, path: str) -> Path:
    """Return the catalogue folder at a relative path. Raises ``NoBaseError``.

    It must be in ``root`` or beside it, so that no chain of bases can reach other parts of the disk.
    """
    try:
        resolved = root.resolve()
        outermost = resolved.parent if normpath(path).split("/")[0] == ".." else resolved
        folder = (resolved / path).resolve()
    except (OSError, RuntimeError, ValueError) as error:  # links in a circle
        raise NoBaseError(f"没有找到上级目录“{path}”") from error
    if outermost not in folder.parents and folder != resolved:
        raise NoBaseError(f"上级目录“{path}”不在本目录里面，也没有和本目录放在一起")
    if not (folder / SETTINGS).is_file():
        raise NoBaseError(f"没有找到上级目录“{path}”")
    return folder


def folder_in_package(name: str) -> Path:
    """Return the catalogue in an installed package. Raises ``NoBaseError``."""
    for folder in _catalogue_folders(name):
        if (folder / SETTINGS).is_file():
            return folder
    raise NoBaseError(f"没有装软件包“{name}”，或者它里面没有{DATA}文件夹")


def _catalogue_folders(name: str) -> Iterator[Path]:
    """Yield the folders with a ``catalogue.yml`` in the file list of a package, the shortest path first."""
    installed = [parent.resolve() for parent in package_folders()]
    context = DistributionFinder.Context(name=name, path=[str(parent) for parent in installed])
    for distribution in MetadataPathFinder.find_distributions(context):
        settings = [file for file in distribution.files or () if _is_catalogue_settings(file.parts)]
        for file in sorted(settings, key=lambda path: len(path.parts)):
            folder = Path(str(distribution.locate_file(file))).resolve().parent
            if any(parent in folder.parents for parent in installed):
                yield folder


def _is_catalogue_settings(parts: tuple[str, ...]) -> bool:
    """Tell whether a file is the ``catalogue.yml`` of a package."""
    return parts[-2:] == (DATA, SETTINGS) or (
        len(parts) == len((SHARED_DATA, "", SETTINGS))
        and (parts[0], parts[-1]) == (SHARED_DATA, SETTINGS)
    )


def package_folders() -> tuple[Path, ...]:
    """Return the folders in which this Python's packages are installed."""
    user_folders = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    return tuple(Path(folder) for folder in (*site.getsitepackages(), *user_folders))
