"""What a site is made with: what is taken over from an earlier one was made with the same."""

from __future__ import annotations

import platform
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

import generator
from generator.schema.kinds import shipped_schemas

OURS = "community-admission-catalogue[build,print]"
CODE = frozenset({".py", ".typ", ".yml", ".json", ".tsv"})
"""The files of the program that prints are made with; pages alone have style, scripts and HTML."""


@cache
def program() -> str:
    """Return the SHA-256 of what prints are made with: program, libraries, fonts, Python, machine."""
    root, schemas = Path(generator.__file__).parent, shipped_schemas()
    machine = f"{sys.platform} {platform.machine()}"
    python = f"{platform.python_version()} zlib {zlib.ZLIB_RUNTIME_VERSION}"
    total = sha256(f"{machine} {python}\n".encode())
    for name, version in sorted(libraries()):
        total.update(f"{name} {version}\n".encode())
    for folder, files in ((root, _code(root, schemas)), (schemas, sorted(schemas.iterdir()))):
        for file in files:
            content = file.read_bytes()
            said = f"{file.relative_to(folder).as_posix()} {len(content)}\n"
            total.update(said.encode() + content)
    return total.hexdigest()


def _code(root: Path, schemas: Path) -> Iterator[Path]:
    for file in sorted(root.rglob("*")):
        if file.suffix in CODE and schemas not in file.parents:
            yield file


def libraries() -> frozenset[tuple[str, str]]:
    """Return name and version of every library that the program asks for, and that they ask for."""
    found: dict[str, tuple[str, str]] = {}
    asked = [OURS]
    while asked:
        line = asked.pop()
        if line in found:
            continue
        wanted = Requirement(line)
        try:
            there = distribution(wanted.name)
        except PackageNotFoundError:
            continue
        found[line] = (there.name, there.version)
        for told in there.requires or ():
            marker = Requirement(told).marker
            if not marker or any(marker.evaluate({"extra": one}) for one in ("", *wanted.extras)):
                asked.append(told)
    return frozenset(found.values())
