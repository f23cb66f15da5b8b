"""What a check found, before its line and column are known, and how it becomes a problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.problems.problem import Location, Problem, Related, Severity
from generator.reading.document import Document, Pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong in a document: what, and where in the data (a pointer, not a line).

    A check fills in what it knows. A rule leaves ``code`` and ``severity`` to ``rules.check``,
    a schema leaves ``path`` to ``schema.check``. All texts are in Simplified Chinese.
    """

    message: str
    path: str = ""
    """The file, relative to the catalogue folder."""
    pointer: Pointer = ()
    code: str = ""
    """Permanent code such as ``R003``."""
    severity: Severity = Severity.ERROR
    at_key: bool = False
    """The key is meant, not its value."""
    part: str = ""
    """The part of the text that is meant; the problem is placed at it and ``replace`` starts there."""
    hint: str = ""
    replace: tuple[str, str] | None = None
    """Old and new text on the line; only where the repair is certain."""
    related: tuple[tuple[str, Pointer, str], ...] = ()
    """Other places that explain it: path, pointer, and a sentence."""
    missing: Pointer = ()
    """The value that is absent, where that is what is wrong."""
    meant: Pointer = ()
    """The value this was probably meant to be, under its right name; it is not missing as well."""


def to_problem(finding: Finding, documents: Mapping[str, Document]) -> Problem:
    """Return the problem with its place, source line, repaired line and related places.

    ``documents`` are the files by path. A file that is not among them is named without a line.
    """
    place = _place(documents, finding.path, finding.pointer, at_key=finding.at_key)
    document = documents.get(finding.path)
    source_line = repaired = ""
    if document:
        if finding.part:
            place = document.inside(place, finding.part)
        source_line = document.line_at(place)
        repaired = document.mended(place, *finding.replace) if finding.replace else ""
    return Problem(
        code=finding.code,
        message=finding.message,
        location=place,
        severity=finding.severity,
        hint=finding.hint,
        repaired=repaired,
        source_line=source_line,
        related=tuple(
            Related(_place(documents, path, pointer), text)
            for path, pointer, text in finding.related
        ),
    )


def _place(
    documents: Mapping[str, Document], path: str, pointer: Pointer, *, at_key: bool = False
) -> Location:
    document = documents.get(path)
    return document.location(pointer, key=at_key) if document else Location(path)
