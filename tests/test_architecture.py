"""What holds the house together: one direction, small files, no printing below the command line."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import picture
import pytest

import generator
from generator.schema.kinds import load_kinds

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


def test_the_picture_of_the_imports_is_that_of_the_code():
    page = picture.PAGE.read_text(encoding="utf-8")

    assert page == picture.drawn(page), "make picture"


@pytest.mark.parametrize(
    "file",
    [*SOURCES, *sorted(Path(__file__).parent.rglob("*.py"))],
    ids=lambda file: file.relative_to(PACKAGE.parent).as_posix(),
)
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


NAMED = {
    "editing/merging.py": "the field `funding` of a service",
    "editing/migrating.py": "the field `sources` of a route",
    "editions/audience.py": "the field `sources` of an entry",
    "editions/names.py": "a frozen state has its records by folder",
    "editions/notices.py": "as above",
    "model/addresses.py": "addresses, which never change",
    "model/canonical.py": "the field `sources` of an entry",
    "model/records.py": "names of schemas, each with its class",
    "outputs/api/api.py": "addresses and keys below api/v1, which never change",
    "outputs/pages/static/search-drawing.js": "the link to the list most people look for",
    "outputs/pages/templates/data.html.j2": "an example of a program",
    "problems/codes/files.yml": "an example of a schema",
    "rules/payer_named.py": "the field `funding` of a service",
    "search/lookups.py": "the key of sources in what is handed to the script",
    "views/columns.py": "names of columns and the field `funding`",
    "views/entry.py": "the field `funding` of a service, the shared definition `upstream`",
    "views/hub.py": "names of columns",
    "views/bodies.py": "the column `funding`",
    "views/listings.py": "names of columns",
    "views/routes.py": "the field `funding` of a service",
    "views/open_data.py": "names of answers of api/v1",
}
"""Where a word in quotation marks is the name of a kind's folder and something else is meant."""


def test_no_name_of_a_folder_and_no_letters_of_numbers_decide_anything():
    kinds = load_kinds()
    words = {kind.folder for kind in kinds if kind.is_entry or kind.page}
    words |= {letters for kind in kinds for letters in (kind.prefix, kind.prefix.lower())}
    quoted = re.compile(rf"""(["'])({"|".join(filter(None, sorted(words)))})/?\1""")
    found = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*")
        if file.suffix in {".py", ".j2", ".html", ".js", ".yml"}
        and "starter" not in file.relative_to(PACKAGE).parts
        and quoted.search(file.read_text(encoding="utf-8"))
    }

    assert sorted(found - NAMED.keys()) == []
    assert sorted(NAMED.keys() - found) == []
