"""Prints that are not made again: they are taken from the site that is about to be replaced.

Beside the prints of a site stands what each was made from. One is taken over when it would be made
from the same by the same program, and when its bytes are those that the site's own list names.
Otherwise it is made. So a site is the same whether there was one before it or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import FunctionType, MappingProxyType
from typing import Any

import msgspec

from generator.outputs.prints.print_jobs import Print
from generator.site.made_with import program
from generator.site.manifest import intact, read_manifest
from generator.views.finished_prints import MADE_FROM, PRINTS, Finished
from generator.within import write


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one print was made from, as a SHA-256, and how many pages it came to."""

    sha256: str
    pages: int


class Sources(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the prints of a site were made with, and each from what, by its path."""

    program: str
    prints: dict[str, Source]


def recorded(jobs: Iterable[Print], finished: Iterable[Finished]) -> bytes:
    """Return the content of ``prints/made-from.json``."""
    pages = {one.path: one.pages for one in finished}
    prints = {job.path: Source(made_from(job), pages[job.path]) for job in jobs}
    content = msgspec.json.encode(Sources(program(), prints))
    return msgspec.json.format(content, indent=1) + b"\n"


def take_over(jobs: Iterable[Print], site: Path, folder: Path) -> Mapping[str, int]:
    """Copy into ``folder`` the prints of ``site`` that would come out the same.

    Returns their pages, by path. A site that is not there or is not whole has none.
    """
    try:
        sums = read_manifest(site)
        content = intact(site, MADE_FROM, sums)
        there = msgspec.json.decode(content or b"", type=Sources)
    except (OSError, ValueError):
        return {}
    if there.program != program():
        return {}
    taken: dict[str, int] = {}
    for job in jobs:
        source = there.prints.get(job.path)
        if source is None or source.sha256 != made_from(job):
            continue
        content = intact(site, f"{PRINTS}{job.path}", sums)
        if content is not None:
            write(folder, job.path, content)
            taken[job.path] = source.pages
    return taken


def made_from(job: Print) -> str:
    """Return the SHA-256 of all that a print is made from and checked against."""
    return sha256(_canonical([job.render, job.check])).hexdigest()


def _in_words(value: object) -> Any:
    """Return what JSON has no words for: a call as its parts, a function as its name."""
    if isinstance(value, partial):
        return [value.func, value.args, value.keywords]
    if isinstance(value, FunctionType):
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, MappingProxyType):
        return dict(value)
    raise NotImplementedError(type(value))


_canonical = msgspec.json.Encoder(enc_hook=_in_words, order="deterministic").encode
