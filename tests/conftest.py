"""Fixtures: the repository, a small catalogue to change, and the shipped site, built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers import DAY

from generator.cli import main
from generator.model.catalogue import Catalogue, published
from generator.pipeline import check

REPOSITORY = Path(__file__).resolve().parent.parent
STARTER = REPOSITORY / "generator" / "starter"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout the tests are in."""
    return REPOSITORY


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A small catalogue of its own with its site settings, as `catalogue init` makes it."""
    return Path(shutil.copytree(STARTER, tmp_path / "place"))


@pytest.fixture(scope="session")
def starter_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small catalogue, built once; copied by who changes it."""
    place = Path(shutil.copytree(STARTER, tmp_path_factory.mktemp("starter") / "place"))
    assert main(["build", "--config", str(place / "mkdocs.yml")]) == 0
    return place / "site"


@pytest.fixture(scope="session")
def shipped_catalogue() -> Catalogue:
    """What is published of the shipped catalogue."""
    return published(check(REPOSITORY / "catalogue", on=DAY).catalogue)


@pytest.fixture(scope="session")
def shipped_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the shipped catalogue, built as its user would."""
    site = tmp_path_factory.mktemp("shipped") / "site"
    assert main(["build", "--config", str(REPOSITORY / "mkdocs.yml"), "--site", str(site)]) == 0
    return site
