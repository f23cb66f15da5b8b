"""Name, colour, logo and repository are settings in `catalogue.yml`, each with one meaning."""

import pytest
from helpers import DAY, small_catalogue, write
from test_locked import city  # noqa: F401 - a fixture

from generator.checking import check
from generator.cli import main
from generator.model.settings import Repository
from generator.outputs.colours import NIGHT, READABLE, WHITE, contrast, readable, style_of
from generator.outputs.page import Page
from generator.site.edit_links import EditLinks, not_edited_here

ADDRESS = "https://forge.example/city/list"
SETTINGS = f"""\
repository:
  address: {ADDRESS}
  forge: github
colour: '#ffcc00'
logo: logo.svg
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>'


def page(source, address="zm-001/"):
    return Page(
        address=address, title="", description="", section="", source=source, render=lambda: ""
    )


@pytest.mark.parametrize(
    ("forge", "edit", "new"),
    [
        ("github", "/edit/main/catalogue/", "/new/main"),
        ("gitlab", "/-/edit/main/catalogue/", "/-/new/main"),
        ("gitea", "/_edit/main/catalogue/", "/_new/main"),
    ],
)
def test_a_repository_gives_the_addresses_of_its_platform(forge, edit, new):
    repository = Repository(address=f"{ADDRESS}/", forge=forge)

    assert repository.edit_address("catalogue") == f"{ADDRESS}{edit}"
    assert repository.new_file_address == f"{ADDRESS}{new}"


def test_a_site_is_made_as_its_settings_say(place):
    settings = place / "catalogue/catalogue.yml"
    write(settings, settings.read_text(encoding="utf-8") + SETTINGS)
    write(place / "docs/logo.svg", LOGO)
    write(place / "mkdocs.yml", (place / "mkdocs.yml").read_text("utf-8").replace("社区", "别的"))

    assert main(["build", "--no-prints", "--config", str(place / "mkdocs.yml")]) == 0

    site = place / "site"
    entry = (site / "zm-001/index.html").read_text(encoding="utf-8")
    file = "edit/main/catalogue/certificates/zm-001-qinshu-guanxi.yml"
    assert f'href="{ADDRESS}/{file}"' in entry
    assert " · 社区事项目录（示例）</title>" in entry
    assert '<img class="c-logo" src="../logo.svg?' in entry
    assert f'data-repository="{ADDRESS}/new/main"' in (site / "edit/index.html").read_text("utf-8")
    assert style_of("#ffcc00") in (site / "assets/catalogue/catalogue.css").read_text("utf-8")


@pytest.mark.parametrize("colour", ["#ffcc00", "#17405c", "#000000", "#ffffff", "#a32a1e"])
def test_what_is_written_on_a_colour_can_be_read_by_day_and_at_night(colour):
    assert contrast(readable(colour, WHITE, "#000000"), WHITE) >= READABLE
    assert contrast(readable(colour, NIGHT, WHITE), NIGHT) >= READABLE


def test_a_colour_that_can_be_read_is_left_as_it_is():
    assert readable("#17405c", WHITE, "#000000") == "#17405c"
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_without_a_colour_the_style_is_as_it_comes():
    assert style_of("") == ""


def test_what_is_locked_is_changed_in_the_form(city):  # noqa: F811
    checked = check(city, on=DAY)
    links = EditLinks(
        files=f"{ADDRESS}/edit/main/catalogue/",
        not_here=not_edited_here(city, checked.bases, checked.locked),
        entry_folders=frozenset({"certificates"}),
    )
    above = checked.catalogue.entries["ZM-001"].own_file

    assert links.of(page(above)) == "../edit/?kind=certificates&entry=ZM-001"
    assert links.of(page("bases/above/bodies/gonganju.yml", "body-gonganju/")) == ""
    assert links.of(page("bodies/x.yml")) == f"{ADDRESS}/edit/main/catalogue/bodies/x.yml"
    assert links.of(page("")) == ""


def test_what_is_not_locked_is_edited_where_it_lies(city):  # noqa: F811
    (city / "bases.lock").unlink()
    checked = check(city, on=DAY)

    assert not_edited_here(city, checked.bases, checked.locked) == ()


def test_what_lies_elsewhere_has_no_file_here(tmp_path):
    root = small_catalogue(tmp_path)

    assert not_edited_here(root, [("a-package", tmp_path / "packages/a")], ()) == ("a-package",)
    assert EditLinks(not_here=("a-package",)).of(page("a-package/bodies/x.yml")) == ""


def test_without_a_repository_nothing_leads_to_a_file():
    assert EditLinks().of(page("bodies/x.yml")) == ""
