"""Problems as SARIF 2.1.0 (OASIS Standard, 27 March 2020) for code scanning tools."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from generator.problems.explanations import Explanation
from generator.problems.machine import Json
from generator.problems.problem import Location, Problem, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def render(
    problems: Iterable[Problem], base: str = "", *, explained: Mapping[str, Explanation]
) -> str:
    """Return one SARIF log. ``base`` is put before each file.

    ``explained`` has the explanations by code. A code without one is its own description.
    """
    listed = list(problems)
    codes = sorted({problem.code for problem in listed})
    run = {
        "tool": {
            "driver": {
                "name": "catalogue",
                "language": "zh-CN",
                "rules": [_rule(code, explained.get(code)) for code in codes],
            }
        },
        "language": "zh-CN",
        # SARIF 3.14.27: a run with text regions shall say in what unit columns are counted.
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes.index(problem.code), base) for problem in listed],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, explanation: Explanation | None) -> dict[str, Json]:
    title = explanation.title if explanation else code
    rule: dict[str, Json] = {"id": code, "shortDescription": {"text": title}}
    if explanation:
        rule["fullDescription"] = {"text": explanation.meaning}
    return rule


def _result(problem: Problem, index: int, base: str) -> dict[str, Json]:
    text = problem.message if not problem.hint else f"{problem.message}。{problem.hint}"
    result: dict[str, Json] = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": LEVELS[problem.severity],
        "message": _message(text),
        "locations": [_location(problem.location, base)],
    }
    if problem.related:
        result["relatedLocations"] = [
            {**_location(related.location, base), "id": number, "message": _message(related.text)}
            for number, related in enumerate(problem.related, 1)
        ]
    if problem.repaired:
        result["fixes"] = [_fix(problem, base)]
    return result


def _message(text: str) -> dict[str, str]:
    """Return a message in which nothing is a link; see SARIF 3.11.6."""
    return {"text": text.replace("](", "] (")}


def _location(location: Location, base: str) -> dict[str, Json]:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(location, base),
            "region": {"startLine": location.line, "startColumn": location.column},
        }
    }


def _artifact(location: Location, base: str) -> dict[str, str]:
    return {"uri": quote(base + location.file or ".", safe="/")}


def _fix(problem: Problem, base: str) -> dict[str, Json]:
    line = problem.location.line
    return {
        "description": {"text": "改成右边这一行"},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(problem.location, base),
                "replacements": [
                    {
                        "deletedRegion": {
                            "startLine": line,
                            "startColumn": 1,
                            "endColumn": len(problem.source_line) + 1,
                        },
                        "insertedContent": {"text": problem.repaired},
                    }
                ],
            }
        ],
    }
