"""Data for programs: by their schemas, by independent libraries, and by the examples on the page."""

from __future__ import annotations

import csv
import html
import json
import re
from datetime import date
from io import StringIO
from pathlib import Path

import feedparser
import icalendar
import pytest
from helpers import DAY, TESTS, small_catalogue
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from test_editions import FIRST, SECOND, change, release

from generator.site.compose import build
from generator.views.open_data import PATHS


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The small catalogue with two editions, rendered."""
    root = small_catalogue(tmp_path_factory.mktemp("data"))
    assert release(root, *FIRST, "--in-force", "2026-11-23", papers=()) == 0
    change(root, "decision: forbidden", "decision: assist_only")
    assert release(root, *SECOND, "--in-force", "2026-12-15", papers=()) == 0
    return build(root, on=DAY)


@pytest.fixture(scope="module")
def api(made):
    return {
        path.removeprefix("api/v1/"): content
        for path, content in made.files.items()
        if path.startswith("api/v1/")
    }


@pytest.fixture(scope="module")
def shipped(shipped_site):
    return shipped_site / "api/v1"


def validator(name):
    schema = json.loads((TESTS.parent / "schemas/api.schema.json").read_text(encoding="utf-8"))
    registry = Registry().with_resource(schema["$id"], Resource.from_contents(schema))
    return Draft202012Validator({"$ref": f"{schema['$id']}#/$defs/{name}"}, registry=registry)


@pytest.mark.parametrize(
    "name", ["entries", "bodies", "sources", "provisions", "editions", "changes", "catalogue"]
)
def test_json_is_what_its_schema_says(api, shipped, name):
    validator(name).validate(json.loads(api[f"{name}.json"]))
    validator(name).validate(json.loads((shipped / f"{name}.json").read_bytes()))


def test_each_entry_is_there_alone_and_its_fields_keep_to_their_schema(shipped, shipped_catalogue):
    files = sorted((shipped / "entries").glob("*.json"))
    assert len(files) == len(shipped_catalogue.entries)
    for file in files:
        entry = json.loads(file.read_bytes())
        validator("entry").validate(entry)
        kind = shipped_catalogue.entries[entry["id"]].kind
        shipped_catalogue.kinds.validators[kind.folder].validate(entry["fields"])
        assert "notes_internal" not in entry["fields"]


def test_changes_are_told_with_their_edition(api):
    (change_,) = json.loads(api["changes.json"])["changes"]

    assert (change_["id"], change_["edition"], change_["group"]) == ("ZM-001", "2026-2", "changed")


def test_the_table_has_every_entry(shipped, shipped_catalogue):
    rows = list(csv.DictReader(StringIO((shipped / "entries.csv").read_text(encoding="utf-8-sig"))))

    assert [row["编号"] for row in rows] == list(shipped_catalogue.entries)


def test_the_page_holds_linked_data_that_cannot_leave_its_element(made, tmp_path):
    page = next(page.body for page in made.pages if page.address == "zm-001/")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)

    node = json.loads(data)["@graph"][0]

    assert node["dct:identifier"] == "ZM-001"
    assert node["cv:hasCompetentAuthority"] == [{"@id": "../body-gonganju/"}]
    root = small_catalogue(tmp_path)
    change(root, "name: 亲属关系证明", "name: 亲属</script><script>alert(1)")
    page = next(p.body for p in build(root, on=DAY).pages if p.address == "zm-001/")
    assert "<script>alert" not in page


def test_feeds_are_read_by_an_independent_library(api):
    for name in ("changes.atom", "bodies/gonganju.atom"):
        feed = feedparser.parse(api[name])
        assert not feed.bozo, feed.get("bozo_exception")
        assert feed.feed.title
        assert "结论由“不应出具”改为“只协助核实”" in feed.entries[0].summary
        ids = [entry.id for entry in feed.entries]
        assert len(set(ids)) == len(ids)
    assert not feedparser.parse(api["bodies/minzhengju.atom"]).entries


@pytest.mark.parametrize("address", ["", "https://sqml.ezhou.example.cn/"])
def test_every_entry_of_a_feed_has_a_link_or_content_and_a_feed_says_where_it_is(tmp_path, address):
    """RFC 4287, 4.1.2 and 4.1.1. Where no address is known, an entry is all there is."""
    root = small_catalogue(tmp_path)
    assert release(root, *FIRST, "--in-force", "2026-11-23") == 0
    if address:
        change(root, "time_zone:", f"address: {address}\ntime_zone:", "catalogue.yml")
    files = build(root, on=DAY, traditional=False).files

    for name in ("api/v1/changes.atom", "api/v1/bodies/gonganju.atom"):
        feed = feedparser.parse(files[name])
        links = {link.rel: link.href for link in feed.feed.get("links", ())}
        assert links.get("self", "") == (address and f"{address}{name}")
        for entry in feed.entries:
            assert bool(entry.get("links")) == bool(address)
            assert bool(entry.get("content")) != bool(address)


def test_the_calendar_is_read_by_an_independent_library(api, shipped):
    calendar = icalendar.Calendar.from_ical(api["dates.ics"])
    said = {
        str(event["summary"]): event["dtstart"].dt.isoformat() for event in calendar.walk("VEVENT")
    }

    assert said["2026-2版施行：第二版"] == "2026-12-15"
    assert said["ZM-001亲属关系证明该再核对了"] == "2027-11-01"
    whole = (shipped / "dates.ics").read_bytes()
    assert len(icalendar.Calendar.from_ical(whole).walk("VEVENT")) > 200
    assert max(len(line) for line in whole.split(b"\r\n")) <= 75


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_of_the_table_is_a_formula(tmp_path, sign):
    root = small_catalogue(tmp_path)
    change(root, "name: 亲属关系证明", f"name: '{sign}HYPERLINK(\"http://x\")'")

    table = build(root, on=DAY, traditional=False).files["api/v1/entries.csv"]

    (row,) = csv.DictReader(StringIO(table.decode("utf-8-sig")))
    assert row["名称"] == f'\'{sign}HYPERLINK("http://x")'


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_stand_in_the_calendar_and_the_feed(tmp_path, day):
    root = small_catalogue(tmp_path)
    for old in ("verified_on: 2026-11-01", "next_review_on: 2027-11-01"):
        change(root, old, f"{old.split(':')[0]}: {day}")
    assert release(root, *FIRST, "--in-force", day, "--adopted", day, on=day, papers=()) == 0
    files = build(root, on=date.fromisoformat(day), traditional=False).files

    events = icalendar.Calendar.from_ical(files["api/v1/dates.ics"]).walk("VEVENT")
    feed = feedparser.parse(files["api/v1/changes.atom"])

    assert {str(event["dtstart"].dt) for event in events} == {day}
    assert not feed.bozo
    assert feed.feed.updated.startswith(day)


def test_the_openapi_description_is_sound_and_complete(api, shipped):
    described = json.loads(api["openapi.json"])
    schemas = (TESTS.parent / "schemas").resolve().as_uri()
    text = json.dumps(described).replace("../../schemas", schemas)

    OpenAPIV31SpecValidator(json.loads(text)).validate()

    patterns = [re.sub(r"\{\w+\}", "[a-z0-9-]+", path) for path, *_ in PATHS]
    files = [file.relative_to(shipped).as_posix() for file in shipped.rglob("*") if file.is_file()]
    for file in files:
        assert file == "openapi.json" or any(re.fullmatch(p, file) for p in patterns), file
    for pattern in patterns:
        assert any(re.fullmatch(pattern, file) for file in files), pattern


def test_llms_txt_says_what_is_where(shipped_site):
    text = (shipped_site / "llms.txt").read_text(encoding="utf-8")

    for path in re.findall(r"\]\(([^)]+)\)", text):
        file = shipped_site / path
        assert file.is_file() or (file / "index.html").is_file(), path


def test_the_examples_on_the_page_work(shipped_site, capsys):
    page = (shipped_site / "data/index.html").read_text(encoding="utf-8")
    examples = re.findall(r"<pre [^>]*data-example>(.*?)</pre>", page, re.DOTALL)
    assert len(examples) >= 3
    for example in examples:
        code = re.sub(r'site = ".*"', f'site = "{shipped_site.as_uri()}/"', html.unescape(example))
        exec(compile(code, "example", "exec"), {})  # noqa: S102 - what the page tells people to run
        assert capsys.readouterr().out.strip()


def test_what_a_reader_checks_with_is_no_larger_than_needed(shipped_site: Path):
    editions = len(json.loads((shipped_site / "api/v1/editions.json").read_text())["editions"])
    file = shipped_site / "assets/catalogue/verify/data.js"
    unreleased = '"drafts": [' in file.read_text(encoding="utf-8")
    # The fifth rewrote nearly every entry, a sentence each; what is not released yet is one more.
    assert file.stat().st_size < 150_000 * (editions + unreleased)
