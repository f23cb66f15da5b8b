"""What checks a catalogue works without what builds, prints and runs fleets."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from conftest import STARTER
from helpers import without

COMMANDS = (
    (["check"], "没有问题"),
    (["fmt"], ""),
    (["fix"], "没有能自动改的"),
    (["due"], ""),
    (["coverage"], ""),
    (["show", "ZM-001"], "ZM-001"),
    (["new", "certificates", "--name", "居住证明"], "新建了"),
    (["explain", "R001"], "R001"),
)


@pytest.fixture(scope="session")
def extras(repository: Path) -> dict[str, set[str]]:
    """The modules that each extra of the package brings."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    modules: dict[str, set[str]] = {}
    for module, owners in packages_distributions().items():
        for owner in owners:
            modules.setdefault(owner.lower(), set()).add(module)
    return {
        extra: set().union(*(modules[re.split("[><=]", one)[0]] for one in wanted))
        for extra, wanted in project["optional-dependencies"].items()
        if extra != "national"  # data, and no module
    }


@pytest.fixture(scope="module")
def with_none(extras, tmp_path_factory) -> dict[str, tuple[int, str, str]]:
    """What each command said where no extra is installed, by its first word."""
    place = Path(shutil.copytree(STARTER, tmp_path_factory.mktemp("none") / "place"))
    commands = [*(words for words, _ in COMMANDS), ["build"], ["--help"]]
    said = without(set().union(*extras.values()), place, *commands)
    return {words[0]: one for words, one in zip(commands, said, strict=True)}


def test_each_extra_brings_something(extras):
    assert set(extras) == {"build", "print", "fleet"}
    assert {"mkdocs", "jinja2"} <= extras["build"]
    assert {"typst", "docx"} <= extras["print"]


@pytest.mark.parametrize(("words", "said"), COMMANDS, ids=[words[0] for words, _ in COMMANDS])
def test_an_editor_needs_none_of_them(words, said, with_none):
    code, out, err = with_none[words[0]]

    assert (code, err) == (0, "")
    assert said in out


def test_a_site_needs_nothing_of_what_prints(place, extras):
    ((code, _, err),) = without(extras["print"] | extras["fleet"], place, ["build", "--no-prints"])

    assert code == 0, err
    assert (place / "site/zm-001/index.html").is_file()


def test_what_is_missing_is_named_with_how_to_install_it(with_none):
    code, _, err = with_none["build"]

    assert code == 2
    assert "要的软件包没有装（jinja2）" in err
    assert "pip install '.[build,print]'" in err


def test_help_lists_all_commands_whatever_is_installed(with_none):
    code, out, _ = with_none["--help"]

    assert code == 0
    assert "print" in out
    assert "没有装" in out


@pytest.mark.deep
def test_the_wheels_alone_are_enough_in_a_fresh_environment(repository, tmp_path):
    """Installed as anybody would, apart from this checkout, with what lies above as a package."""
    wheels, fresh = tmp_path / "wheels", tmp_path / "fresh"
    for folder in (repository, repository / "catalogue/bases/national"):
        pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", wheels]
        subprocess.run([*pip, "--no-build-isolation", folder], check=True)
    subprocess.run([sys.executable, "-m", "venv", fresh], check=True)
    wanted = ["--find-links", wheels, "community-admission-catalogue[national]"]
    subprocess.run([fresh / "bin/python", "-m", "pip", "install", "--quiet", *wanted], check=True)

    def said(*words: str) -> str:
        return subprocess.run(
            [fresh / "bin/catalogue", *words],
            cwd=tmp_path,
            env={"PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert said("--version").startswith("catalogue ")
    said("init", "mine", "--on", "national", "--province", "浙江省", "--place", "安吉县")
    assert "没有问题" in said("check", "--catalogue", "mine/catalogue", "--on", "2026-12-01")
    assert "锁定着" in said("bases", "--catalogue", "mine/catalogue")
    (packages,) = fresh.glob("lib/python*/site-packages")
    assert (packages / "generator/py.typed").is_file()
    assert not (packages / "mkdocs").exists()
    mine = {file.name for file in (tmp_path / "mine").iterdir()}
    assert mine >= {".vscode", ".github", ".gitlab-ci.yml", "README.md"}


def test_what_tells_others_of_the_program_says_the_same_of_it(repository):
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited, told = (
        yaml.safe_load((repository / name).read_text(encoding="utf-8"))
        for name in ("CITATION.cff", "publiccode.yml")
    )
    holder = re.search(r"Copyright \(c\) \d+ (.+)", (repository / "LICENSE").read_text("utf-8"))[1]

    assert cited["version"] == told["softwareVersion"] == project["version"]
    assert cited["license"] == told["legal"]["license"] == project["license"]
    assert cited["title"] == told["name"]
    assert cited["authors"] == told["maintenance"]["contacts"] == [{"name": holder}]
    for words in told["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
