"""What a validator says, and what is waived of it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Place:
    """What is judged, and where the validators lie."""

    repository: Path
    site: Path
    javascript: Path
    """The folder with the packages of npm."""

    def files(self, *endings: str) -> list[Path]:
        """Return the files of the site that end so, in order."""
        return sorted(file for file in self.site.rglob("*") if file.name.endswith(endings))

    def told(self, file: Path | str) -> str:
        """Return where a file is, as the table has it."""
        return str(file).removeprefix(f"{self.site}/").removeprefix(f"{self.repository}/")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a validator found: its rule, where, and its words."""

    rule: str
    where: str
    words: str


@dataclass(frozen=True, slots=True)
class Judged:
    """How one validator judged some files."""

    version: str
    files: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that stays, why, and since when."""

    row: str
    rule: str
    where: str
    reason: str
    on: date
    now_and_then: bool = False
    """Whether it depends on chance, such as the last byte of packed data, and may be needless."""

    def covers(self, row: str, finding: Finding) -> bool:
        """Tell whether a finding of a row is waived."""
        return (row, finding.rule) == (self.row, self.rule) and fnmatch(finding.where, self.where)


class SkippedError(Exception):
    """A row could not be judged here; the message is the word for the table."""


def read(said: str) -> Any:
    """Return what a validator said as JSON. Raises ``SkippedError`` where it broke off."""
    try:
        return json.loads(said)
    except ValueError as error:
        raise SkippedError(f"it broke off: {said[-200:]!r}") from error


def waivers(file: Path) -> tuple[Waiver, ...]:
    """Return the waivers of a data file. Raises ``TypeError`` for one without reason or date."""
    given = tomllib.loads(file.read_text(encoding="utf-8"))["waiver"]
    return tuple(Waiver(**{"where": "*", **one}) for one in given)


def unwaived(row: str, findings: Iterable[Finding], waived: Iterable[Waiver]) -> list[Finding]:
    """Return what stays of the findings, and what is wrong with the waivers of the row."""
    findings, own = list(findings), [one for one in waived if one.row == row]
    left = [one for one in findings if not any(waiver.covers(row, one) for waiver in own)]
    needless = [
        one
        for one in own
        if not one.now_and_then and not any(one.covers(row, found) for found in findings)
    ]
    return left + [
        Finding("waiver", "tests/conform/waivers.toml", f"Nothing is left to waive: {one.rule}")
        for one in needless
    ]
