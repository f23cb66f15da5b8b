"""Taking back what an import wrote, as long as nobody has changed it since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.editing.files import write_all
from generator.within import inside


class ReportError(ValueError):
    """The report cannot be used. The text says why, in Chinese."""


@dataclass(slots=True)
class Undone:
    """What was taken back, and what was left because it is not as the import wrote it."""

    removed: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def written(root: Path, files: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what taking the files back will need, before they are written."""
    found = []
    for path, content in sorted(files.items()):
        file = inside(root, path)
        before = file.read_bytes().decode("utf-8") if file.exists() else None
        found.append({"path": path, "before": before, "after": _mark(content.encode())})
    return found


def undo(root: Path, report: Path) -> Undone:
    """Take back what a report says was written. Raises ``ReportError`` and ``OSError``."""
    undone = Undone()
    restore: dict[str, str] = {}
    remove: list[Path] = []
    for path, before, after in _listed(report):
        file = inside(root, path)
        if not file.is_file() or _mark(file.read_bytes()) != after:
            undone.left.append(path)
        elif before is None:
            remove.append(file)
            undone.removed.append(path)
        else:
            restore[path] = before
            undone.restored.append(path)
    write_all(root, restore)
    for file in remove:
        file.unlink()
    return undone


def _listed(report: Path) -> list[tuple[str, str | None, str]]:
    try:
        data = json.loads(report.read_text(encoding="utf-8"))
        listed = [(one["path"], one["before"], one["after"]) for one in data["written"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ReportError(f"{report.name}不是导入写的报告。") from error
    kinds = all(
        isinstance(path, str) and path.endswith(".yml") and isinstance(before, str | None)
        for path, before, _ in listed
    )
    if not kinds:
        raise ReportError(f"{report.name}不是导入写的报告。")
    return listed


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
