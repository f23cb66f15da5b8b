"""What tests of editions share: releasing the small catalogue and editing its files."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from helpers import DAY, write

from generator.cli import main
from generator.editions.edition import EditionType
from generator.editions.release import ReleaseRequest
from generator.outputs.prints import frozen
from generator.outputs.prints.print_jobs import Print, prints

FIRST = ["--id", "2026-1", "--title", "第一版", "--instrument", "江北县政府令第1号"]
SECOND = ["--id", "2026-2", "--title", "第二版", "--instrument", "江北县政府令第2号"]
ENTRY = "certificates/zm-001-qinshu-guanxi.yml"


def release(
    root: Path, *options: str, on: str = "2026-11-23", papers: Collection[str] | None = None
) -> int:
    """Release an edition with the command; return its exit code.

    All prints are made, which takes a second, or only those at the paths in ``papers``.
    """
    words = ["release", "--catalogue", str(root), "--on", on, *options]
    if papers is None:
        return main(words)

    def wanted(*given: Any, **more: Any) -> Iterator[Print]:
        return (one for one in prints(*given, **more) if one.path in papers)

    with patch.object(frozen, "prints", wanted if papers else lambda *_, **__: iter(())):
        return main(words)


def change(root: Path, old: str, new: str, path: str = ENTRY) -> None:
    """Replace a text that stands in a file of the catalogue."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    write(file, text.replace(old, new))


def copy_entry(root: Path, number: str, name: str) -> str:
    """Lay a second entry beside ZM-001, the same but for its number and name; return its path."""
    path = f"certificates/{number.lower()}-x.yml"
    text = (root / ENTRY).read_text(encoding="utf-8")
    write(
        root / path, text.replace("ZM-001", number).replace("name: 亲属关系证明", f"name: {name}")
    )
    return path


def wanted_edition(number, adopted=DAY, in_force=DAY, type_=EditionType.EDITION):
    """Return a request for an edition that follows the first."""
    return ReleaseRequest(
        id=number,
        type=type_,
        title="第二版",
        instrument="无",
        adopted_on=adopted,
        in_force_on=in_force,
    )
