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
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from generator.rendering.files import ASSETS
from generator.rendering.pages import OFFLINE

WORKER = "sw.js"
MANIFEST = "offline.json"
_SUM_LENGTH = 16
_SHOWN_WITH = re.compile(
    r'<(?:(?P<picture>img)|script|link(?=\s[^>]*\brel="(?:stylesheet|icon)"))\s[^>]*?'
    r'(?<=\s)(?:src|href)="(?!/|[a-z]+:)(?P<address>[^"?#]+)(?=")'
)


def prepare(folder: Path) -> str:
    """Give the finished site in ``folder`` its version and its worker; return the version."""
    (folder / MANIFEST).unlink(missing_ok=True)
    (folder / WORKER).write_bytes(Path(__file__).with_name(WORKER).read_bytes())
    version = digest(folder)
    needed = {_name(file, folder) for file in folder.rglob(f"{ASSETS}*") if file.is_file()}
    later = {_name(file, folder) for file in folder.rglob(f"{ASSETS}*/*")}
    for file in folder.rglob("*.html"):
        page = file.read_bytes().decode()
        for found in _SHOWN_WITH.finditer(page):
            path = posixpath.join(_name(file.parent, folder), unquote(found["address"]))
            path = posixpath.normpath(path)
            if path not in later:  # what one page alone asks for is kept once it was asked for
                (later if found["picture"] else needed).add(path)
        file.write_bytes(_SHOWN_WITH.sub(rf"\g<0>?{version}", page).encode())
    manifest = {
        "version": version,
        "homes": sorted(_homes(folder)),
        "needed": sorted(needed),
        "files": {path: _sum(folder / path) for path in sorted(needed | later)},
    }
    (folder / MANIFEST).write_bytes(json.dumps(manifest, indent=1).encode())
    return version


def digest(folder: Path) -> str:
    """Return the version: a digest over the names and contents of all files, and nothing else."""
    total = sha256()
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        total.update(f"{_name(file, folder)}\n{_sum(file)}\n".encode())
    return total.hexdigest()[:_SUM_LENGTH]


def _homes(folder: Path) -> Iterator[str]:
    """Yield where each copy of the site begins: the root, and that in another script."""
    for page in folder.rglob(f"{OFFLINE}index.html"):
        home = _name(page.parent.parent, folder)
        yield "" if home == "." else f"{home}/"


def _sum(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()[:_SUM_LENGTH]


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()
