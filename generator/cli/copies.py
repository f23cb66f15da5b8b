"""Read another copy of the editions, for ``catalogue verify --against``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.editions.copies import digests_in, merge_digests
from generator.editions.edition import EditionError
from generator.editions.store import FOLDER
from generator.outputs.api.api import API
from generator.problems.os_errors import describe_os_error
from generator.reading.guarded import RefusedError, read_guarded
from generator.reading.limits import DEFAULT_LIMITS

_PLACES = (f"{FOLDER}/*.json", f"catalogue/{FOLDER}/*.json", f"{API}editions.json", "*.json")
"""The paths of editions in a catalogue, in its repository, in a site, or in a folder of their own."""


def sums_of_copy(copy: Path) -> Mapping[str, str]:
    """Return the SHA-256 of each edition of a copy: a folder, or a file. Raises ``EditionError``."""
    if not copy.exists():
        raise EditionError(f"没有{copy}，比不了。")
    files = [copy] if copy.is_file() else _files(copy)
    if not files:
        raise EditionError(f"{copy}里没有版次，比不了。")
    return merge_digests(map(_sums_of_file, files))


def _sums_of_file(file: Path) -> Mapping[str, str]:
    try:
        return digests_in(read_guarded(file.parent, file, DEFAULT_LIMITS.edition_bytes))
    except RefusedError as error:
        raise EditionError(f"{file}：{error.message}") from error
    except OSError as error:
        raise EditionError(f"读不了{file}：{describe_os_error(error)}。") from error


def _files(folder: Path) -> list[Path]:
    return next((files for where in _PLACES if (files := sorted(folder.glob(where)))), [])
