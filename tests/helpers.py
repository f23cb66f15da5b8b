"""What many tests share: a small catalogue on disc, cases kept as data, problems as plain data."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, settings

from generator.editions.changes import Change
from generator.model.canonical import canonical
from generator.model.values import CatalogueState
from generator.problems.problem import Location, Problem, Severity

TESTS = Path(__file__).parent
SMALL = TESTS / "catalogues" / "small"
"""A valid catalogue of a handful of files; cases lay their own files over it."""
DAY = date(2026, 11, 23)
"""The day for which tests check unless they say another."""


def examples(number: int) -> settings:
    """Try so many made-up inputs; a hundred times as many in `make test-deep`."""
    times = settings.default.max_examples // 100
    return settings(
        max_examples=number * times, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


def sampled(name: str, *, sample: object, whole: object) -> pytest.MarkDecorator:
    """Give a test an argument: a sample for `make test`, the whole for `make test-deep`."""
    return pytest.mark.parametrize(name, [sample, pytest.param(whole, marks=pytest.mark.deep)])


def small_catalogue(folder: Path, files: Mapping[str, str | bytes] = {}) -> Path:
    """Put the small catalogue and ``files`` into ``folder``; return where it is."""
    root = folder / "catalogue"
    shutil.copytree(SMALL, root)
    for path, content in files.items():
        write(root / path, content)
    return root


def write(file: Path, content: str | bytes) -> None:
    """Write a file as it is, with the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def git(folder: Path, *words: str) -> None:
    """Run git in a folder as somebody; what it fetches may lie on this machine."""
    who = ("user.name=x", "user.email=x@example.org", "protocol.file.allow=always")
    about = [word for setting in who for word in ("-c", setting)]
    command = ["git", "-C", str(folder), *about, *words]
    subprocess.run(command, check=True, capture_output=True)


def commit(folder: Path) -> None:
    """Commit all there is in a folder."""
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")


def repository_in(folder: Path) -> None:
    """Make a folder a repository, all in it committed."""
    git(folder, "init", "-q")
    commit(folder)


def lay_out(root: Path, case: Mapping[str, Any]) -> None:
    """Lay the ``files`` of a case over the catalogue below ``root``, and make its changes."""
    for path, text in case.get("files", {}).items():
        write(root / path, text)
    for part in case.get("change", ()):
        file = root / part.get("file", case.get("file"))
        text = file.read_text(encoding="utf-8")
        times = text.count(part["old"])
        assert times == 1, f"{part['old']!r} stands {times} times in {file.name}"
        write(file, text.replace(part["old"], part["new"]))


def break_file(root: Path, case: Mapping[str, Any]) -> None:
    """Break one file of the catalogue below ``root`` in the way a case of ``broken`` says."""
    lay_out(root, case)
    file = root / case["file"]
    if "hex" in case:
        write(file, bytes.fromhex(case["hex"]))
    elif "text" in case:
        character, times = case.get("many", ("", 0))
        write(file, case["text"].replace("(many)", character * times))
    elif "link" in case:
        file.symlink_to(case["link"])
    elif case.get("folder"):
        file.mkdir()
    elif case.get("remove"):
        shutil.rmtree(file) if file.is_dir() else file.unlink()


def cases(folder: str) -> list[dict[str, Any]]:
    """Read all cases below ``tests/<folder>``; each knows from which file it is."""
    return [
        {**case, "of": file.stem}
        for file in sorted((TESTS / folder).glob("*.yml"))
        for case in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    ]


def case_name(case: Mapping[str, Any]) -> str:
    """Name a case in pytest's output."""
    return f"{case['of']}: {case['name']}"


def told(problem: Problem, file: str = "") -> dict[str, Any]:
    """Return a problem as cases write it: what is empty or goes without saying left out."""
    said = {
        "code": problem.code,
        "severity": "" if problem.severity is Severity.ERROR else str(problem.severity),
        "file": "" if problem.location.file == file else problem.location.file,
        "line": problem.location.line,
        "column": problem.location.column,
        "message": problem.message,
        "hint": problem.hint,
        "repaired": problem.repaired,
        "related": [at(related.location) for related in problem.related],
    }
    return {key: value for key, value in said.items() if value}


def at(place: Location) -> str:
    """Write a place as ``file:line:column``."""
    return f"{place.file}:{place.line}:{place.column}"


def replay(before: CatalogueState, made: Iterable[Change]) -> CatalogueState:
    """Return the state after the changes. Raises ``ValueError`` if they do not fit ``before``."""
    state = dict(before)
    for change in made:
        key = (change.folder, change.id)
        was = state.pop(key, None)
        if (was is None) != (change.old is None) or canonical(was) != canonical(change.old):
            raise ValueError(f"{change.folder} {change.id}: not what it was")
        if change.new is not None:
            state[key] = change.new
    return MappingProxyType(state)


_WITHOUT = """
import contextlib, io, json, sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Missing())
from generator.cli import main

def run(words):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(words)
        except SystemExit as stop:
            code = stop.code
    return code, out.getvalue(), err.getvalue()

print(json.dumps([run(words) for words in json.loads(sys.argv[1])]))
"""


def without(absent: set[str], place: Path, *commands: list[str]) -> list[tuple[int, str, str]]:
    """Run commands in a process that lacks these modules; return codes, outputs and errors."""
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT.format(absent=absent), json.dumps(commands)],
        cwd=place,
        capture_output=True,
        text=True,
        check=True,
    )
    return [tuple(one) for one in json.loads(done.stdout)]
