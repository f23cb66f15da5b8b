"""The written pages in the theme of our own: what is left when no other theme is installed."""

from __future__ import annotations

import importlib
import re
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml
from helpers import DAY, without
from lxml import html

from generator import build
from generator.site import engine, plain

FOLDER = Path(plain.__file__).parent
REPOSITORY = Path(__file__).parent.parent
STARTER = REPOSITORY / "generator/starter/catalogue"
WRITTEN = sorted(file.stem for file in (REPOSITORY / "docs").glob("*.md"))
HEADING = re.compile(r"^(#{2,4}) (.+?) \{#([\w-]+)\}$", re.MULTILINE)
TABLE = re.compile(r"^\|[ :-]+-[ :|-]*$|<table", re.MULTILINE)
"""The line below the head of a table, or a table in HTML."""
OURS = re.compile(r"(\.\./|\./|/)*assets/(catalogue/[\w.-]+|stylesheets/plain\.css)")


def set_to_plain(config: str) -> str:
    """Return a ``mkdocs.yml`` with our theme as it is found without being installed."""
    theme = f"theme: {{name: null, custom_dir: {FOLDER}, static_templates: [404.html]}}\n"
    return re.sub(r"^theme:\n(  .*\n)+", theme, config, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped written pages around the small catalogue, as the engine makes them."""
    folder = tmp_path_factory.mktemp("plain")
    text = set_to_plain((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))
    text = text.replace("  - catalogue\n", "  - catalogue: {traditional: false}\n", 1)
    shutil.copytree(REPOSITORY / "docs", folder / "docs")
    shutil.copytree(STARTER, folder / "catalogue")
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    config, plugin = engine.load(folder / "mkdocs.yml", site=folder / "site")
    engine.build_shells(config, plugin, build(folder / "catalogue", on=DAY))
    return folder / "site"


@pytest.mark.parametrize("page", WRITTEN)
def test_a_written_page_is_whole(page: str, site: Path):
    source = (REPOSITORY / f"docs/{page}.md").read_text(encoding="utf-8")
    title = yaml.safe_load(source.split("---")[1])["title"]

    tree = html.parse(site / page / "index.html").getroot()

    assert tree.findtext(".//title").startswith(f"{title} · ")
    assert tree.findtext(".//h1") == title
    headings = {(f"h{len(marks)}", name) for marks, _, name in HEADING.findall(source)}
    assert headings
    assert headings <= {(one.tag, one.get("id")) for one in tree.xpath("//main//*[@id]")}
    assert len(tree.xpath("//main//table")) == len(TABLE.findall(source))
    for place in ("//header//nav", "//header//details//a", "//main[.//h1]", "//footer//a"):
        assert tree.xpath(place), place
    assert tree.xpath("//header//form[@role='search']//input[@data-catalogue-search]")


def test_nothing_of_another_theme_is_asked_for(site: Path):
    asked = {
        address
        for file in site.rglob("*.html")
        for address in html.parse(file).xpath(
            "//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src | //main//img/@src"
        )
    }

    assert any("plain.css" in address for address in asked)
    assert not [address for address in asked if not OURS.match(address)]
    brought = [file for file in (site / "assets").rglob("*") if file.is_file()]
    assert [file.name for file in brought] == ["plain.css"]


def test_the_page_for_what_is_not_there_asks_again(site: Path):
    assert html.parse(site / "404.html").xpath("//main//input[@data-catalogue-search]")


def test_it_is_chosen_by_name_where_the_program_is_installed():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    named = importlib.import_module(project["entry-points"]["mkdocs.themes"]["catalogue"])

    assert named is plain
    settings = yaml.safe_load((FOLDER / "mkdocs_theme.yml").read_text(encoding="utf-8"))
    assert settings["static_templates"] == ["404.html"]


@pytest.mark.deep
def test_a_whole_site_needs_no_other_theme(place: Path, starter_site: Path):
    """The same pages with the same words, and nothing imported of what is not installed."""
    config = place / "mkdocs.yml"
    config.write_text(set_to_plain(config.read_text(encoding="utf-8")), encoding="utf-8")

    ((code, _, errors),) = without({"material"}, place, ["build"])

    assert code == 0, errors
    theirs, ours = pages(starter_site), pages(place / "site")
    assert ours.keys() == theirs.keys()
    assert [page for page in theirs if said(ours[page]) != said(theirs[page])] == []


def pages(site: Path) -> dict[str, Path]:
    return {file.relative_to(site).as_posix(): file for file in site.rglob("*.html")}


def said(file: Path) -> list[str]:
    """Return what a page says; not the link past the menu that our style hides of the other theme."""
    unseen = "ancestor::script or ancestor::a[contains(@class, 'md-skip')]"
    return html.parse(file).xpath(f"//body//text()[normalize-space()][not({unseen})]")
