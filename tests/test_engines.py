"""The same catalogue by other engines: the same bytes, or as many pages with the same words."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import sampled
from lxml import html

from generator.cli import main

REPOSITORY = Path(__file__).parent.parent
ENGINES = ("mkdocs", "properdocs", "zensical")


@pytest.fixture(scope="module")
def folder(starter_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("rendered") / "pages"
    config = str(starter_site.parent / "mkdocs.yml")
    assert main(["render", str(target), "--config", config]) == 0
    return target


@pytest.fixture(scope="module", params=ENGINES)
def site(request: pytest.FixtureRequest, folder: Path) -> Path:
    """The site that one engine makes of a copy of the folder."""
    copy = folder.parent / request.param
    shutil.copytree(folder, copy)
    done = subprocess.run(
        [Path(sys.executable).with_name(request.param), "build"],
        cwd=copy,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return copy / "site"


def words(text: str) -> list[str]:
    return re.findall(r"[一-鿿]+", text)


def test_every_page_is_there_with_its_words(site: Path, folder: Path, starter_site: Path):
    """Exit codes say nothing: an engine that ignores what it does not know exits with 0 too."""
    sources = sorted(folder.glob("docs/**/*.md"))
    generated = [
        file for file in sources if "c-grid" in (text := file.read_text("utf-8")) or "c-say" in text
    ]

    assert len(generated) > 40
    for file in sources:
        address = file.relative_to(folder / "docs").with_suffix("")
        address = address.parent if address.name == "index" else address
        assert (site / address / "index.html").is_file(), address
    for file in generated:
        if file.parent.name in {"prints", "tasks"}:
            continue  # they speak of prints, which the folder has not
        address = file.parent.relative_to(folder / "docs")
        ours = html.fromstring((starter_site / address / "index.html").read_text("utf-8"))
        theirs = html.fromstring((site / address / "index.html").read_text("utf-8"))
        said = words(
            " ".join(
                ours.xpath(
                    "//*[@id='main']//text()[not(ancestor::script)]"
                    "[not(ancestor::p[.//a[contains(@href, 'prints/')]])]"
                    "[not(ancestor::a[contains(@href, 'prints/')])]"
                )
            )
        )
        found = set(words(" ".join(theirs.xpath("//text()"))))
        assert not [word for word in said if word not in found], address


def test_links_and_files_stand_where_pages_look_for_them(site: Path):
    for page in ("", "zm-001", "certificates"):
        tree = html.fromstring((site / page / "index.html").read_text("utf-8"))
        for link in tree.xpath("//main//a/@href | //article//a/@href"):
            if re.match(r"[a-z]+:|#", link) or "prints/" in link:
                continue
            target = (site / page / link.split("#")[0]).resolve()
            assert target.exists(), (page, link)
    assert (site / "api/v1/entries.json").is_file()
    assert (site / "assets/catalogue/catalogue.css").is_file()


@sampled("which", sample="bare", whole="shipped")
def test_properdocs_builds_the_same_site_from_the_same_file(which, tmp_path, request):
    """Its plugin, Traditional copy, map, worker, and prints where there is time: byte for byte what
    MkDocs makes."""
    built: Path = request.getfixturevalue(f"{which}_site")
    config = REPOSITORY / "mkdocs.yml" if which == "shipped" else built.parent / "mkdocs.yml"

    subprocess.run(
        [
            Path(sys.executable).with_name("properdocs"),
            *("build", "--quiet", "-f", config, "--site-dir", tmp_path / "site"),
        ],
        check=True,
    )

    assert digests(tmp_path / "site") == digests(built)


def digests(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_what_no_page_loads_is_not_published(starter_site: Path):
    """The theme brings two megabytes of scripts, and what debuggers want of them."""
    pages = [file.read_text("utf-8") for file in starter_site.rglob("*.html")]
    theirs = [file for file in starter_site.glob("assets/**/*") if "catalogue" not in file.parts]

    left = [file for file in theirs if file.suffix in {".js", ".css", ".map"}]

    assert left
    for file in left:
        assert any(file.name in page for page in pages), file
    assert not [page for page in pages if re.search(r'<input[^>]+type="checkbox"', page)]


def test_a_folder_in_use_is_left_alone(starter_site: Path, tmp_path: Path, capsys):
    (tmp_path / "mine").write_text("x")

    assert main(["render", str(tmp_path), "--config", str(starter_site.parent / "mkdocs.yml")]) == 1
    assert "没有动它" in capsys.readouterr().err
