"""A list of every file of a published site with its SHA-256, as ``sha256sum -c`` reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.site.folder import digests, files_of
from generator.within import write

MANIFEST = "manifest.sha256"
_HEX = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """How a folder differs from its list, paths in order."""

    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def none(self) -> bool:
        """Tell whether the folder is what its list says."""
        return not (self.changed or self.missing or self.added)


def write_manifest(folder: Path, sums: Mapping[str, str]) -> None:
    """List every file of a finished site in ``manifest.sha256``; the last record that is written.

    ``sums`` are the SHA-256 of all of them, by path.
    """
    lines = [f"{sums[path]}  {path}\n" for path in sorted(sums)]
    write(folder, MANIFEST, "".join(lines).encode())


def read_manifest(folder: Path) -> Mapping[str, str]:
    """Return the SHA-256 of every file that the list of a site names, by path.

    Raises ``OSError`` when there is no list, ``ValueError`` when it is not one.
    """
    said: dict[str, str] = {}
    for line in (folder / MANIFEST).read_text(encoding="utf-8").splitlines():
        digest, gap, path = line.partition("  ")
        if len(digest) != _HEX or not gap or not path:
            raise ValueError(line)
        said[path] = digest
    return said


def intact(site: Path, path: str, sums: Mapping[str, str]) -> bytes | None:
    """Return a file of the site if its bytes are those its list names."""
    file = site / path
    try:
        content = file.read_bytes() if file.is_file() else None  # a pipe would be waited for
    except OSError:
        return None
    whole = content is not None and sha256(content).hexdigest() == sums.get(path)
    return content if whole else None


def verify_manifest(folder: Path) -> Differences:
    """Compare a folder with its list.

    Raises ``OSError`` when there is no list, ``ValueError`` when it is not one. That the list is
    ours only a signature can say.
    """
    said = read_manifest(folder)
    found = _listed(folder)
    return Differences(
        changed=tuple(path for path in sorted(said) if found.get(path, said[path]) != said[path]),
        missing=tuple(sorted(said.keys() - found.keys())),
        added=tuple(sorted(found.keys() - said.keys())),
    )


def _listed(folder: Path) -> Mapping[str, str]:
    return digests(folder, (path for path in files_of(folder) if path != MANIFEST))
