"""Fixtures: the repository, a small catalogue to change, and what is built once for a whole run."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from helpers import DAY, small_catalogue, write
from hypothesis import settings
from importing import taking
from releasing import FIRST, release

from generator.checking import Check, check, document_cache
from generator.cli import main
from generator.model.catalogue import Catalogue, published
from generator.reading.folder import decode

REPOSITORY = Path(__file__).resolve().parent.parent
STARTER = REPOSITORY / "generator" / "starter"
COMMAND = Path(sys.executable).with_name("catalogue")
SOME_PRINTS = Path(__file__).with_name("some_prints.py")
Once = Callable[[str, Callable[[Path], object]], Path]
FIRST_FILES = (
    "browser/test_search.py",
    "test_fleet.py",
    "test_trust.py",
    "browser/test_hostile.py",
)
"""What takes longest; the first builds the shipped site while the next ones have no need of it."""

settings.register_profile("deep", max_examples=100 * settings.default.max_examples)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: at any moment one waits for a browser, disk or clock."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that at the end no process waits for another."""
    order = {REPOSITORY / "tests" / name: place for place, name in enumerate(FIRST_FILES)}
    items.sort(key=lambda item: order.get(item.path, len(order)))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout the tests are in."""
    return REPOSITORY


@pytest.fixture(scope="session", autouse=True)
def remembered(pytestconfig: pytest.Config) -> Iterator[None]:
    """A file read once in this process is not read again, as the preview does not.

    Nor is a copy of it, which every test of a small catalogue makes. The command line and what is
    deep read everything anew.
    """
    if pytestconfig.option.markexpr != "not deep":
        yield
        return
    caches = lru_cache(maxsize=10)(partial(document_cache, now=time.time_ns))
    decoded = lru_cache(maxsize=5000)(decode)
    with (
        patch.dict(check.__kwdefaults__, caches=caches),
        patch("generator.reading.folder.decode", decoded),
    ):
        yield


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A small catalogue of its own with its site settings, as `catalogue init` makes it."""
    return Path(shutil.copytree(STARTER, tmp_path / "place"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small catalogue of a handful of files."""
    return small_catalogue(tmp_path)


@pytest.fixture
def take(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Imports rows as CSV into it, see ``taking``."""
    return taking(root, tmp_path, capsys)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Make a folder the first time it is asked for, by whichever process of the run that is."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder = shared / f"once-{name}"
        with folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                unfinished = tmp_path_factory.mktemp(name)
                make(unfinished)
                unfinished.rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def first_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small catalogue with an edition in force since 2026-11-23; copied by who changes it."""
    root = small_catalogue(tmp_path_factory.mktemp("first-edition"))
    assert release(root, *FIRST, "--in-force", "2026-11-23") == 0
    return root


def build(config: Path, *options: str, command: tuple[Path | str, ...] = (COMMAND,)) -> None:
    """Build a site in a process of its own, which may use every core; a test's has threads."""
    subprocess.run([*command, "build", "--config", config, *options], check=True)


@pytest.fixture(scope="session")
def starter_site(once: Once) -> Path:
    """The site of the small catalogue, in its place; copied by who changes it."""

    def make(folder: Path) -> None:
        shutil.copytree(STARTER, folder / "place")
        build(folder / "place/mkdocs.yml")

    return once("starter", make) / "place/site"


@pytest.fixture(scope="session")
def bare_site(once: Once) -> Path:
    """The same without prints, which its settings leave out; made in this process."""

    def make(folder: Path) -> None:
        settings = shutil.copytree(STARTER, folder / "place") / "mkdocs.yml"
        text = settings.read_text(encoding="utf-8")
        bare = text.replace("  - catalogue\n", "  - catalogue:\n      prints: false\n", 1)
        write(settings, bare)
        assert main(["build", "--config", str(settings)]) == 0

    return once("bare", make) / "place/site"


@pytest.fixture(scope="session")
def shipped_check() -> Check:
    """The shipped catalogue as it is checked, with its editions."""
    return check(REPOSITORY / "catalogue", on=DAY)


@pytest.fixture(scope="session")
def shipped_catalogue(shipped_check: Check) -> Catalogue:
    """What is published of the shipped catalogue."""
    return published(shipped_check.catalogue)


@pytest.fixture(scope="session")
def shipped_site(once: Once, pytestconfig: pytest.Config) -> Path:
    """The site of the shipped catalogue, built as its user would; some prints, if nothing deep runs."""
    deep = pytestconfig.option.markexpr != "not deep"
    command = (COMMAND,) if deep else (sys.executable, SOME_PRINTS)

    def make(folder: Path) -> None:
        build(REPOSITORY / "mkdocs.yml", "--site", str(folder / "site"), command=command)

    return once("shipped", make) / "site"
