"""The result of a check, which becomes a problem when its line and column are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.problems.problem import Location, Problem, Related, Severity
from generator.reading.document import Document, Pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An error in a document, located by a pointer into its data instead of by line and column.

    ``rules.check`` sets ``code`` and ``severity`` of findings by rules. ``schema.check`` sets
    ``path`` of findings by schemas. All texts are in Simplified Chinese.
    """

    message: str
    path: str = ""
    """The file, relative to the catalogue folder."""
    pointer: Pointer = ()
    code: str = ""
    """Permanent code such as ``R003``."""
    severity: Severity = Severity.ERROR
    at_key: bool = False
    """Whether the location is that of the key, not of the value."""
    part: str = ""
    """The wrong part of the text. The problem is located there, and ``replace`` starts there."""
    hint: str = ""
    replace: tuple[str, str] | None = None
    """Old and new text on the line; only where the repair is certain."""
    related: tuple[tuple[str, Pointer, str], ...] = ()
    """Other places that explain it: path, pointer, and a sentence."""
    missing: Pointer = ()
    """The missing value, if that is the error."""
    meant: Pointer = ()
    """The field that a misspelt key probably means. It is not reported as missing, too."""


def to_problem(finding: Finding, documents: Mapping[str, Document]) -> Problem:
    """Return the problem with its location, source line, repaired line and related locations.

    ``documents`` are the files by path. The location in any other file has no line.
    """
    location = _location(documents, finding.path, finding.pointer, at_key=finding.at_key)
    document = documents.get(finding.path)
    source_line = repaired = ""
    if document:
        if finding.part:
            location = document.part_location(location, finding.part)
        source_line = document.line_at(location)
        repaired = document.repaired_line(location, *finding.replace) if finding.replace else ""
    return Problem(
        code=finding.code,
        message=finding.message,
        location=location,
        severity=finding.severity,
        hint=finding.hint,
        repaired=repaired,
        source_line=source_line,
        related=tuple(
            Related(_location(documents, path, pointer), text)
            for path, pointer, text in finding.related
        ),
    )


def _location(
    documents: Mapping[str, Document], path: str, pointer: Pointer, *, at_key: bool = False
) -> Location:
    document = documents.get(path)
    return document.location(pointer, key=at_key) if document else Location(path)
