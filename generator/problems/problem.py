"""The diagnostic type: what is wrong, where, and how to repair it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error stops a build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A position in a catalogue file.

    ``file`` is relative to the catalogue folder and uses ``/``; it is empty for the folder
    itself. ``line`` and ``column`` start at 1 and count characters, not bytes.
    """

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Related:
    """A second location that explains a problem, with a sentence in Chinese."""

    location: Location
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One record an editor should look at. All texts are in Simplified Chinese."""

    code: str
    """Permanent code such as ``Y003``; never reused. See ``explanations``."""
    message: str
    location: Location
    severity: Severity = Severity.ERROR
    hint: str = ""
    """What to do; empty when the message already says it."""
    repaired: str = ""
    """The corrected line; empty if the correction is not certain."""
    source_line: str = ""
    """The line in the file, without its line break."""
    related: tuple[Related, ...] = ()


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems sorted by location, severity and code, without duplicates."""
    return tuple(
        sorted(
            dict.fromkeys(problems),
            key=lambda p: (p.location, p.severity, p.code, p.message),
        )
    )


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether at least one of the problems stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)
