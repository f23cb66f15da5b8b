"""Problems as plain JSON and for the annotations of GitHub and GitLab."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from generator.problems.problem import Location, Problem, Severity

Json: TypeAlias = "str | int | Sequence[Json] | Mapping[str, Json]"
"""A JSON value in reports of problems."""


def render_json(problems: Iterable[Problem], base: str = "") -> str:
    """Return all problems as one JSON document, ``{"problems": [...]}``."""
    return _dump({"problems": [_as_json(problem, base) for problem in problems]})


def render_github(problems: Iterable[Problem], base: str = "") -> str:
    """Return GitHub workflow commands, one line a problem.

    ``%``, CR and LF are escaped in data, ``:`` and ``,`` as well in properties; see GitHub's
    "Workflow commands for GitHub Actions".
    """
    return "".join(
        f"::{problem.severity} file={_property(base + problem.location.file)},"
        f"line={problem.location.line},col={problem.location.column},"
        f"title={_property(problem.code)}::{_data(_description(problem))}\n"
        for problem in problems
    )


def render_gitlab(problems: Iterable[Problem], base: str = "") -> str:
    """Return a GitLab Code Quality report (a subset of the Code Climate format)."""
    severities = {Severity.ERROR: "major", Severity.WARNING: "minor"}
    occurrences: Counter[str] = Counter()
    issues = []
    for problem in problems:
        text = _stable_text(problem)
        occurrences[text] += 1
        issues.append(
            {
                "description": _description(problem),
                "check_name": problem.code,
                "fingerprint": _fingerprint(text, occurrences[text]),
                "severity": severities[problem.severity],
                "location": {
                    "path": base + problem.location.file,
                    "lines": {"begin": problem.location.line},
                },
            }
        )
    return _dump(issues)


def _as_json(problem: Problem, base: str) -> dict[str, Json]:
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        **_location(problem.location, base),
        "hint": problem.hint,
        "source_line": problem.source_line,
        "repaired": problem.repaired,
        "related": [{**_location(r.location, base), "message": r.text} for r in problem.related],
    }


def _location(location: Location, base: str) -> dict[str, Json]:
    return {"file": base + location.file, "line": location.line, "column": location.column}


def _description(problem: Problem) -> str:
    parts = [problem.message, problem.hint]
    if problem.repaired:
        parts.append(f"改成：{problem.repaired.strip()}")
    return "\n".join(part for part in parts if part)


def _stable_text(problem: Problem) -> str:
    """Return a text that stays the same when lines move."""
    return f"{problem.code}\0{problem.location.file}\0{problem.message}\0{problem.source_line}"


def _fingerprint(text: str, occurrence: int) -> str:
    """Return the fingerprint of the n-th problem with this text. GitLab shows each fingerprint once."""
    return hashlib.sha256(f"{text}\0{occurrence}".encode("utf-8", "surrogatepass")).hexdigest()


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return " ".join(escaped.splitlines())  # other line breaks, such as U+2028


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
