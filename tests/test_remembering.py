"""What was learned of how people ask is taken from the earlier site, if it is still what it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers import DAY, small_catalogue, write
from test_reusing import change, edit, seal

from generator.outputs.files import ASSETS, index_files
from generator.search import sense
from generator.search.parts import FIRST, REST
from generator.search.sense import Lesson, Senses, learned
from generator.site import compose, remembering
from generator.site.compose import BuildOptions, check_and_compose
from generator.site.remembering import LEARNED_FROM

SPEECH = "id: plain\ntitle: 平常话\nelsewhere: [小孩发烧39度, 给老婆买生日礼物]\n"
CERTIFICATE = "certificates/zm-001-qinshu-guanxi.yml"


@pytest.fixture
def lessons(monkeypatch: pytest.MonkeyPatch) -> list[Lesson]:
    """What was learned, one after the other; nothing is known from the tests before."""
    told: list[Lesson] = []

    def learn(lesson: Lesson) -> Senses:
        told.append(lesson)
        return learned.__wrapped__(lesson)

    monkeypatch.setattr(compose, "FILES", (index_files,))
    monkeypatch.setattr(remembering, "program", lambda: "this program")
    monkeypatch.setattr(sense, "learned", learn)
    return told


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_catalogue(tmp_path, {"speech/plain.yml": SPEECH})


@pytest.fixture
def site(root: Path, tmp_path: Path, lessons: list[Lesson]) -> Path:
    """An earlier site, as far as it is searched."""
    site = tmp_path / "site"
    for path, content in index_over(root, None).items():
        write(site / path, content)
    seal(site)
    lessons.clear()
    return site


def index_over(root: Path, earlier: Path | None) -> dict[str, bytes]:
    """Make the index of a catalogue, and what tells what it was learned from, as a build does."""
    options = BuildOptions(folder=root, on=DAY, traditional=False, earlier=earlier)
    made = check_and_compose(options)
    assert made.check.passed
    return {**made.files, **made.sources()}


def test_nothing_is_learned_again_when_no_word_changed(root, site, lessons):
    again = index_over(root, site)

    assert not lessons
    assert again == {path: (site / path).read_bytes() for path in again}


def test_a_changed_word_is_learned(root, site, lessons):
    edit(root, CERTIFICATE, "summary", "社区不开，到派出所去问。")
    warm = index_over(root, site)

    assert len(lessons) == 1
    assert warm == index_over(root, None)
    assert warm[LEARNED_FROM] != (site / LEARNED_FROM).read_bytes()


def test_a_changed_field_that_is_not_learned_from_changes_nothing(root, site, lessons):
    edit(root, "catalogue.yml", "publisher", "另一个社区")

    index_over(root, site)

    assert not lessons


def test_another_program_learns_anew(root, site, lessons, monkeypatch):
    monkeypatch.setattr(remembering, "program", lambda: "another program")

    index_over(root, site)

    assert len(lessons) == 1


LOST = {
    "no site": shutil.rmtree,
    "no digest": lambda site: (site / LEARNED_FROM).unlink(),
    "another digest": lambda site: change(site / LEARNED_FROM),
    "no index": lambda site: (site / ASSETS / REST).unlink(),
    "another index": lambda site: change(site / ASSETS / FIRST),
    "an index that is listed and none": lambda site: (
        (site / ASSETS / FIRST).write_text("catalogueSearch.first({})"),
        seal(site),
    ),
    "streams that are cut off": lambda site: (
        (site / ASSETS / REST).write_text(
            'catalogueSearch.rest({"high":"]","low":"1","rarity":"1","owners":"^","steps":"","levels":""})'
        ),
        seal(site),
    ),
}


@pytest.mark.parametrize("lose", LOST.values(), ids=LOST)
def test_what_is_not_whole_is_learned_anew(root, site, lessons, lose):
    lose(site)

    made = index_over(root, site)

    assert len(lessons) == 1
    assert made == index_over(root, None)
