"""Addresses that an edition had and that are gone lead on, in both copies of the site."""

from __future__ import annotations

import shutil

import pytest
from helpers import DAY, write
from lxml import html
from releasing import change

from generator.checking import check, select_catalogue
from generator.model.settings import Redirect
from generator.outputs.pages.redirects import redirects_as_of
from generator.site.compose import build
from generator.site.markdown_export import rendered


@pytest.fixture
def renamed(first_edition, tmp_path):
    """A small catalogue whose body was renamed twice after the first edition."""
    root = shutil.copytree(first_edition, tmp_path / "catalogue")
    old = root / "bodies/minzhengju.yml"
    text = old.read_text(encoding="utf-8")
    old.unlink()
    write(root / "bodies/minzheng.yml", text.replace("id: minzhengju", "id: minzheng"))
    return root


def told(root, *moves):
    lines = "".join(f"  - from: {old}/\n    to: {new}/\n" for old, new in moves)
    settings = "verified_on: 2026-11-01"
    change(root, settings, f"{settings}\nredirects:\n{lines}", "catalogue.yml")


def test_what_moved_twice_leads_to_where_it_is_now(renamed):
    told(renamed, ("body-minzhengju", "body-mz"), ("body-mz", "body-minzheng"))

    made = build(renamed, on=DAY)

    assert made.check.passed
    bodies = {old: new for old, new in made.moved.items() if old.startswith("body-")}
    assert bodies == {"body-minzhengju/": "body-minzheng/", "body-mz/": "body-minzheng/"}


def test_moves_in_a_circle_lead_nowhere_and_are_told(renamed):
    told(renamed, ("body-minzhengju", "body-mz"), ("body-mz", "body-minzhengju"))

    assert {problem.code for problem in build(renamed, on=DAY).check.problems} == {"W102"}


def test_the_page_that_leads_on_names_where_to_in_plain_html(renamed):
    told(renamed, ("body-minzhengju", "body-minzheng"))

    made = build(renamed, on=DAY, address="https://mulu.example.cn/")

    page = html.document_fromstring(made.files["body-minzhengju/index.html"])
    (link,) = page.xpath("//body//a")
    assert (link.get("href"), link.text) == ("../body-minzheng/", "江北县民政局")
    canonical = page.xpath("//link[@rel='canonical']/@href")
    assert canonical == ["https://mulu.example.cn/body-minzheng/"]
    assert not page.xpath("//script")


def test_the_traditional_copy_leads_on_too(renamed):
    told(renamed, ("body-minzhengju", "body-minzheng"))

    made = build(renamed, on=DAY)

    page = made.files["zh-hant/body-minzhengju/index.html"].decode()
    assert 'href="../body-minzheng/"' in page
    assert "江北縣民政局" in page
    assert (
        "zh-hant/body-minzhengju/index.html" not in build(renamed, on=DAY, traditional=False).files
    )


def test_a_page_that_is_made_no_more_leads_to_the_edition_that_had_it(renamed):
    catalogue = select_catalogue(check(renamed, on=DAY), as_of=DAY)
    there = {"edition-2026-1/", "codes/"}
    moves = (Redirect(from_="later/", to="even-later/"), Redirect(from_="qr/", to="codes/"))

    found = redirects_as_of(catalogue, frozenset({"wheel/", "codes/"}), moves, there)

    assert found == {"wheel/": "edition-2026-1/", "qr/": "codes/"}


def test_a_folder_for_another_engine_leads_on_too(renamed):
    told(renamed, ("body-minzhengju", "body-minzheng"))

    files = dict(rendered(build(renamed, on=DAY), {}))

    assert b"url=../body-minzheng/" in files["docs/body-minzhengju/index.html"]
    assert not any(path.startswith("docs/zh-hant/") for path in files)
