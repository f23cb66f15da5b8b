"""Reading the site without a network: one version for all of it, and a worker that keeps to it.

Every page asks for its style, scripts and pictures under addresses that end in the version of
the whole site. So a page can only ever get what belongs to it, and whoever reads a page can see
of which version it is. ``sw.js`` does the rest in the reader's browser, with what
``offline.json`` tells it.

What residents ask most is in one file, the answers, so that a device can keep all of it: each
page as its lines, those that stand in several pages only once.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from generator.model.addresses import OFFLINE
from generator.outputs.files import ASSETS
from generator.parallel import map_parallel
from generator.site.folder import digests, files_of
from generator.within import write

WORKER = "sw.js"
MANIFEST = "offline.json"
ANSWERS = f"{ASSETS}offline/answers.json"
MOST_ANSWERS = 2_000_000
"""Bytes of one file of answers: with all else that is kept, less than three million."""
_SUM_LENGTH = 16
_ASSET = re.compile(rf"(?:^|/){ASSETS}[^/]+$")
_PART = re.compile(rf"(?:^|/){ASSETS}[^/]+/[^/]+$")
_SHOWN_WITH = re.compile(
    r'<(?:(?P<picture>img)|script|link(?=\s[^>]*\brel="(?:stylesheet|icon)"))\s[^>]*?'
    r'(?<=\s)(?:src|href)="(?!/|[a-z]+:)(?P<address>[^"?#]+)(?=")'
)


@dataclass(frozen=True, slots=True)
class _Versioned:
    """A page with the version in it: its digest, and the paths of what it is shown with."""

    path: str
    digest: str
    shown: frozenset[str]
    """Style, scripts and icons."""
    pictures: frozenset[str]


def prepare(folder: Path, answers: Sequence[str] = ()) -> Mapping[str, str]:
    """Give the finished site in ``folder`` its version and its worker.

    ``answers`` are the paths of the pages that every device keeps. Return the SHA-256 of every
    file as it is then, by path.
    """
    (folder / MANIFEST).unlink(missing_ok=True)
    write(folder, WORKER, Path(__file__).with_name(WORKER).read_bytes())
    sums = dict(digests(folder, files_of(folder)))
    version = version_of(sums)
    pages = [path for path in sums if path.endswith(".html")]
    versioned = [
        page
        for some in map_parallel(partial(_give_version, folder, version), pages)
        for page in some
    ]
    sums |= {page.path: page.digest for page in versioned}
    needed = {path for path in sums if _ASSET.search(path)}
    copies: dict[str, Any] = {}
    for home in (homes := sorted(_homes(pages))):
        own = partial(_belongs, home, homes)
        shown = set().union(*(page.shown for page in versioned if own(page.path)))
        copies[home] = {"needed": sorted(needed & shown | set(filter(own, needed)))}
        if content := _packed(folder, [*filter(own, answers)]):
            copies[home]["answers"] = f"{home}{ANSWERS}"
            sums[f"{home}{ANSWERS}"] = sha256(content).hexdigest()
            write(folder, f"{home}{ANSWERS}", content)
    # what one page alone asks for is kept once it was asked for
    later = {path for path in sums if _PART.search(path)}.union(
        *(page.shown | page.pictures for page in versioned)
    )
    manifest = {
        "version": version,
        "homes": copies,
        "files": {path: sums[path][:_SUM_LENGTH] for path in sorted(needed | later)},
    }
    content = json.dumps(manifest, indent=1).encode()
    write(folder, MANIFEST, content)
    return sums | {MANIFEST: sha256(content).hexdigest()}


def _belongs(home: str, homes: Sequence[str], path: str) -> bool:
    """Tell whether a file is of the copy of the site that begins at ``home``."""
    return home == max((one for one in homes if path.startswith(one)), key=len, default="")


def _packed(folder: Path, paths: Sequence[str]) -> bytes:
    """Return pages as one file, the shortest where not all have room; nothing for no pages."""
    pages = {path: (folder / path).read_bytes().decode().split("\n") for path in paths}
    chosen = sorted(paths, key=lambda path: (sum(map(len, pages[path])), path))
    while len(content := pack({path: pages[path] for path in sorted(chosen)})) > MOST_ANSWERS:
        chosen = chosen[: len(chosen) * MOST_ANSWERS // len(content)]
    return content if chosen else b""


def pack(pages: Mapping[str, Sequence[str]]) -> bytes:
    """Return pages, given as their lines, as JSON: a line of several pages as its number."""
    counted = Counter(line for lines in pages.values() for line in set(lines))
    shared = dict.fromkeys(line for lines in pages.values() for line in lines if counted[line] > 1)
    numbers = {line: number for number, line in enumerate(shared)}
    told = {
        path.removesuffix("index.html"): [numbers.get(line, line) for line in lines]
        for path, lines in pages.items()
    }
    said = {"lines": list(shared), "pages": told}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _give_version(folder: Path, version: str, pages: Sequence[str]) -> list[_Versioned]:
    """Put the version into all addresses that pages are shown with."""
    return [_versioned(folder, version, name) for name in pages]


def _versioned(folder: Path, version: str, name: str) -> _Versioned:
    shown: set[str] = set()
    pictures: set[str] = set()

    def with_version(found: re.Match[str]) -> str:
        path = posixpath.join(posixpath.dirname(name), unquote(found["address"]))
        (pictures if found["picture"] else shown).add(posixpath.normpath(path))
        return f"{found[0]}?{version}"

    page = (folder / name).read_bytes().decode()
    content = _SHOWN_WITH.sub(with_version, page).encode()
    write(folder, name, content)
    return _Versioned(name, sha256(content).hexdigest(), frozenset(shown), frozenset(pictures))


def version_of(sums: Mapping[str, str]) -> str:
    """Return the version: a digest over the names and contents of all files, and nothing else."""
    total = sha256()
    for path in sorted(sums):
        total.update(f"{path}\n{sums[path]}\n".encode())
    return total.hexdigest()[:_SUM_LENGTH]


def _homes(pages: Iterable[str]) -> Iterator[str]:
    """Yield where each copy of the site begins: the root, and that in another script."""
    for page in pages:
        if f"/{page}".endswith(f"/{OFFLINE}index.html"):
            yield page.removesuffix(f"{OFFLINE}index.html")
