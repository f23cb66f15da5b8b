"""What holds the house together: one direction, small files, no printing below the command line."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import generator

PACKAGE = Path(generator.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 400


def test_rooms_import_in_one_direction():
    # A process of its own: the linter sets up logging, which would silence every other logger.
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    found = subprocess.run(
        [*lint, "--no-cache"], cwd=PACKAGE.parent, capture_output=True, text=True, check=False
    )

    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_no_file_is_too_long(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_only_the_command_line_speaks():
    speaking = [
        f"{file.relative_to(PACKAGE)}:{node.lineno}"
        for file in SOURCES
        if "cli" not in file.relative_to(PACKAGE).parts
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and node.id == "print")
        or (isinstance(node, ast.Attribute) and node.attr in {"stdout", "stderr"})
    ]

    assert speaking == []


def test_checking_asks_no_clock():
    rooms = ("problems", "reading", "schema", "laws", "model", "rules")
    asking = [
        file.relative_to(PACKAGE).as_posix()
        for room in rooms
        for file in sorted((PACKAGE / room).rglob("*.py"))
        if re.search(r"\b(today|now|utcnow|time)\(\)", file.read_text(encoding="utf-8"))
    ]

    assert asking == []


def test_why_the_system_failed_is_said_in_one_way():
    asking = {
        file.relative_to(PACKAGE).as_posix()
        for file in SOURCES
        if "error.strerror}" in file.read_text(encoding="utf-8")
    }

    assert asking == set()
