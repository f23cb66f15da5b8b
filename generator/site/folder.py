"""What is in the folder of a site: its files, and their digests."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from generator.parallel import map_parallel


def files_of(folder: Path) -> list[str]:
    """Return the path of every file below ``folder``, in order, with ``/`` between its parts."""
    found: list[str] = []
    for parent, _, names in os.walk(folder):
        inside = Path(parent).relative_to(folder).as_posix()
        found += names if inside == "." else [f"{inside}/{name}" for name in names]
    return sorted(found)


def digests(folder: Path, paths: Iterable[str]) -> Mapping[str, str]:
    """Return the SHA-256 of files below ``folder`` by their paths, in hexadecimal."""
    chosen = list(paths)
    found = map_parallel(partial(_digests, folder), chosen)
    return dict(zip(chosen, chain.from_iterable(found), strict=True))


def _digests(folder: Path, paths: Sequence[str]) -> list[str]:
    return [hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in paths]
