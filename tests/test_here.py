"""What a catalogue says of its own place; the base of the country speaks of none."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from conftest import REPOSITORY, STARTER
from conftest import build as build_site
from helpers import DAY, sampled, small_catalogue, write
from test_adopting import LATER

from generator import build
from generator.derive.here import jurisdiction_name, not_found_text, relative_jurisdiction
from generator.model.settings import Jurisdiction

EZHOU = Jurisdiction(name="湖北省鄂州市", province="湖北省", code="420700")
ENTRY = "certificates/zm-001-qinshu-guanxi.yml"
SOURCE = """\
id: {id}
title: {id}的办法
kind: report
jurisdiction: elsewhere
region: '{region}'
validity: in_force
seen: excerpt
"""
PRACTICES = """\
practice_elsewhere:
  - place: 四川省
    text: 四川这样办。
    sources:
      - sichuan
  - place: 德阳市
    text: 德阳那样办。
    sources:
      - deyang
"""


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (EZHOU, "鄂州市"),
        (Jurisdiction(name="湖北省", province="湖北省", code="420000"), "湖北省"),
        (Jurisdiction(name="北京市", code="110000"), "北京市"),
        (Jurisdiction(name="全国"), ""),
    ],
)
def test_a_place_is_called_by_its_name_inside_its_province(place, name):
    assert jurisdiction_name(place) == name
    assert not_found_text(place) == (f"{name}没有查到规定" if name else "")


def practices_of(tmp_path: Path, code: str) -> str:
    """Return the section on practices on the page of an entry, for a place with this code."""
    sources = {"sichuan": "51", "deyang": "5106"}
    files = {f"sources/{id_}.yml": SOURCE.format(id=id_, region=r) for id_, r in sources.items()}
    root = small_catalogue(tmp_path, files)
    settings, entry = root / "catalogue.yml", root / ENTRY
    text = settings.read_text("utf-8")
    write(settings, text.replace("name: 江北县", f"name: 江北县\n  code: '{code}'"))
    write(entry, entry.read_text("utf-8") + PRACTICES)
    page = next(
        page.body
        for page in build(root, on=DAY).pages
        if page.address == "zm-001/" and not page.prefix
    )
    found = re.search(r'<section[^>]*id="practice".*?</section>', page, re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize(
    ("code", "heading", "own", "elsewhere"),
    [
        ("420700", "外地怎么办", [], ["四川这样办", "德阳那样办"]),
        ("510100", "本地和外地怎么办", ["四川这样办"], ["德阳那样办"]),
        ("510600", "本地怎么办", ["四川这样办", "德阳那样办"], []),
    ],
)
def test_a_place_never_sees_itself_as_elsewhere(tmp_path, code, heading, own, elsewhere):
    said = practices_of(tmp_path, code)
    here, _, there = said.partition("只作参考，不是本地规定")

    assert heading in said
    assert all(sentence in here for sentence in own)
    assert all(sentence in there and sentence not in here for sentence in elsewhere)


@pytest.mark.parametrize(
    ("code", "word"),
    [("510100", "here"), ("510600", "elsewhere"), ("510000", "elsewhere"), ("", "elsewhere")],
)
def test_where_a_source_holds_is_told_from_the_place(shipped_catalogue, code, word):
    place = Jurisdiction(name="某地", code=code)

    assert relative_jurisdiction(shipped_catalogue.sources["lr-cd"], place) == word


def test_a_regulation_of_the_province_and_of_a_municipality(shipped_catalogue):
    sources = shipped_catalogue.sources

    assert relative_jurisdiction(sources["lr-sc-cwh"], Jurisdiction(code="510100")) == "province"
    assert relative_jurisdiction(sources["lr-bj-dog"], Jurisdiction(code="110105")) == "here"
    assert relative_jurisdiction(sources["law-jwh-2025"], EZHOU) == "national"


def test_no_text_says_what_was_not_found_here():
    """What a place has no rule on is said by the catalogue of that place, never by an entry."""
    files = (REPOSITORY / "catalogue").rglob("*.yml")
    stored = re.compile("本地(没有|标准没有)")

    assert [file.name for file in files if stored.search(file.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("address", "sentence"),
    [("zm-049/", "鄂州市没有查到规定"), ("sx-023/", "提供必要的经费和条件”。鄂州市没有查到标准。")],
)
def test_the_catalogue_of_a_place_says_that_nothing_was_found_there(
    shipped_site, address, sentence
):
    assert sentence in (shipped_site / address / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def sichuan(tmp_path_factory) -> Path:
    """A made-up place in Sichuan: the national base alone, and the starter's own pages."""
    folder = tmp_path_factory.mktemp("sichuan") / "place"
    shutil.copytree(STARTER, folder, ignore=shutil.ignore_patterns("*.yml"))
    shutil.copy(STARTER / "mkdocs.yml", folder)
    base = REPOSITORY / "catalogue/bases/national"
    shutil.copytree(base, folder / "catalogue/bases/national")
    settings = (STARTER / "catalogue/catalogue.yml").read_text("utf-8")
    settings = re.sub(
        "(?m)^  name: 某县.*$",
        "  name: 四川省江北市\n  province: 四川省\n  code: '519900'",
        settings,
    )
    write(folder / "catalogue/catalogue.yml", f"{settings}bases:\n  - path: bases/national\n")
    waivers = (base / "waivers.yml").read_text("utf-8")
    waivers = waivers.replace("file: ", "file: bases/national/")
    write(folder / "catalogue/waivers.yml", waivers)
    return folder


FOREIGN = re.compile("湖北|鄂州|外地：四川")
"""What a site of Sichuan would have only of the place whose sample this is."""


@sampled("step", sample=4, whole=1)
def test_the_national_base_serves_a_place_in_sichuan_as_it_is(sichuan, step):
    made = build(sichuan / "catalogue", on=LATER, traditional=False)
    assert len(made.pages) > 1000
    named = [page for page in made.pages if page.address in {"zm-049/", "source-lr-sc-cwh/"}]
    pages = {
        page.address: f"{page.title}\n{page.description}\n{page.body}"
        for page in (*made.pages[::step], *named)
    }
    files = {path: content.decode("utf-8", "ignore") for path, content in made.files.items()}
    texts = {**pages, **files}

    assert {name: word[0] for name, text in texts.items() if (word := FOREIGN.search(text))} == {}
    assert "江北市没有查到规定" in pages["zm-049/"]
    assert "本省" in pages["source-lr-sc-cwh/"]


@pytest.mark.deep
def test_so_does_its_whole_site(sichuan):
    build_site(sichuan / "mkdocs.yml", "--no-prints")
    site = sichuan / "site"
    texts = [file for file in site.rglob("*") if file.suffix not in {".woff2", ".png", ".gz"}]
    found = {
        str(file.relative_to(site)): word[0]
        for file in texts
        if file.is_file() and (word := FOREIGN.search(file.read_bytes().decode("utf-8", "ignore")))
    }

    assert len(texts) > 1000
    assert found == {}


def test_the_name_is_the_one_of_each_list(repository):
    names = {}
    for level in ("national", "hubei"):
        (file,) = (repository / "catalogue/bases" / level).glob("certificates/zm-003-*.yml")
        names[level] = yaml.safe_load(file.read_text("utf-8"))["name"]

    assert names == {
        "national": "户口登记项目内容变更申请证明",
        "hubei": "户口登记项目内容变更更正证明",
    }


def test_the_survey_of_a_place_lies_in_the_layer_of_that_place(repository):
    """What the survey of Ezhou found is told with its source, where it was found."""
    files = (repository / "catalogue/bases").rglob("*.yml")

    assert [file.name for file in files if "约2014" in file.read_text("utf-8")] == []
