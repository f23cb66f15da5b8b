"""Reading the site without a network: one version for all of it, and a worker that keeps to it.

Every page asks for its style, scripts and pictures under addresses that end in the version of
the whole site. So a page can only ever get what belongs to it, and whoever reads a page can see
of which version it is. ``sw.js`` does the rest in the reader's browser, with what
``offline.json`` tells it.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from generator.outputs.files import ASSETS
from generator.model.addresses import OFFLINE
from generator.site.folder import digests, files_of
from generator.parallel import map_parallel
from generator.within import write

WORKER = "sw.js"
MANIFEST = "offline.json"
_SUM_LENGTH = 16
_ASSET = re.compile(rf"(?:^|/){ASSETS}[^/]+$")
_PART = re.compile(rf"(?:^|/){ASSETS}[^/]+/[^/]+$")
_SHOWN_WITH = re.compile(
    r'<(?:(?P<picture>img)|script|link(?=\s[^>]*\brel="(?:stylesheet|icon)"))\s[^>]*?'
    r'(?<=\s)(?:src|href)="(?!/|[a-z]+:)(?P<address>[^"?#]+)(?=")'
)


def prepare(folder: Path) -> str:
    """Give the finished site in ``folder`` its version and its worker; return the version."""
    (folder / MANIFEST).unlink(missing_ok=True)
    write(folder, WORKER, Path(__file__).with_name(WORKER).read_bytes())
    version = digest(folder)
    paths = files_of(folder)
    pages = [path for path in paths if path.endswith(".html")]
    found = map_parallel(partial(_give_version, folder, version), pages)
    shown, pictures = (set[str]().union(*some) for some in zip(*found, strict=True))
    # what one page alone asks for is kept once it was asked for
    later = {path for path in paths if _PART.search(path)}
    needed = {path for path in paths if _ASSET.search(path)} | (shown - later)
    later |= pictures - needed
    sums = digests(folder, sorted(needed | later))
    manifest = {
        "version": version,
        "homes": sorted(_homes(pages)),
        "needed": sorted(needed),
        "files": {path: sum_[:_SUM_LENGTH] for path, sum_ in sums.items()},
    }
    write(folder, MANIFEST, json.dumps(manifest, indent=1).encode())
    return version


def _give_version(folder: Path, version: str, pages: Sequence[str]) -> tuple[set[str], set[str]]:
    """Put the version into all addresses that pages are shown with.

    Return what they lead to: style, scripts and icons, and pictures.
    """
    shown: set[str] = set()
    pictures: set[str] = set()
    for name in pages:
        def versioned(found: re.Match[str], name: str = name) -> str:
            path = posixpath.join(posixpath.dirname(name), unquote(found["address"]))
            (pictures if found["picture"] else shown).add(posixpath.normpath(path))
            return f"{found[0]}?{version}"

        page = (folder / name).read_bytes().decode()
        write(folder, name, _SHOWN_WITH.sub(versioned, page).encode())
    return shown, pictures


def digest(folder: Path) -> str:
    """Return the version: a digest over the names and contents of all files, and nothing else."""
    total = sha256()
    for path, sum_ in digests(folder, files_of(folder)).items():
        total.update(f"{path}\n{sum_}\n".encode())
    return total.hexdigest()[:_SUM_LENGTH]


def _homes(pages: Iterable[str]) -> Iterator[str]:
    """Yield where each copy of the site begins: the root, and that in another script."""
    for page in pages:
        if f"/{page}".endswith(f"/{OFFLINE}index.html"):
            yield page.removesuffix(f"{OFFLINE}index.html")
