"""Undo an import, except for files that were changed since."""

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
    """The report cannot be used. The message is in Chinese."""


@dataclass(slots=True)
class UndoResult:
    """The removed and restored files, and those kept because they were changed since."""

    removed: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def undo_records(root: Path, files: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the data for undoing, before the files are written."""
    records = []
    for path, content in sorted(files.items()):
        file = inside(root, path)
        before = file.read_bytes().decode("utf-8") if file.exists() else None
        records.append({"path": path, "before": before, "after": _digest(content.encode())})
    return records


def undo(root: Path, report: Path) -> UndoResult:
    """Undo the import of a report. Raises ``ReportError`` and ``OSError``."""
    result = UndoResult()
    restore: dict[str, str] = {}
    remove: list[Path] = []
    for path, before, after in _read_report(report):
        file = inside(root, path)
        if not file.is_file() or _digest(file.read_bytes()) != after:
            result.kept.append(path)
        elif before is None:
            remove.append(file)
            result.removed.append(path)
        else:
            restore[path] = before
            result.restored.append(path)
    write_all(root, restore)
    for file in remove:
        file.unlink()
    return result


def _read_report(report: Path) -> list[tuple[str, str | None, str]]:
    try:
        data = json.loads(report.read_text(encoding="utf-8"))
        files = [(item["path"], item["before"], item["after"]) for item in data["written"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ReportError(f"{report.name}不是导入写的报告。") from error
    is_valid = all(
        isinstance(path, str) and path.endswith(".yml") and isinstance(before, str | None)
        for path, before, _ in files
    )
    if not is_valid:
        raise ReportError(f"{report.name}不是导入写的报告。")
    return files


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
