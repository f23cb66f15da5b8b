"""Every day since the first edition can be built and shown; a day before it is said to have none."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from helpers import DAY, small_catalogue
from releasing import SECOND, change, copy_entry, release

from generator.cli import main
from generator.editions.edition import EditionError
from generator.site.compose import BuildOptions, build, check_and_compose

LATER = date(2026, 12, 15)


@pytest.fixture(scope="module")
def released(first_edition, tmp_path_factory):
    """Two editions; the second, in force since 2026-12-15, has an entry more."""
    root = shutil.copytree(first_edition, tmp_path_factory.mktemp("days") / "catalogue")
    copy_entry(root, "ZM-002", "居住情况证明")
    assert release(root, *SECOND, "--in-force", "2026-12-15", papers=()) == 0
    return root


@pytest.fixture
def grown(released, tmp_path):
    """A copy of them to change."""
    return shutil.copytree(released, tmp_path / "catalogue")


@pytest.mark.parametrize("day", [DAY, date(2026, 12, 14), LATER, date(2027, 6, 1)])
def test_every_day_since_the_first_edition_can_be_built(grown, day):
    made = build(grown, on=day, as_of=day, traditional=False)

    assert made.check.passed
    there = {page.address for page in made.pages}
    assert ("zm-002/" in there) == (day >= LATER)


def test_the_site_of_an_earlier_day_sends_nobody_to_what_came_later(grown):
    made = build(grown, on=DAY, as_of=DAY, traditional=False)

    assert made.check.passed
    assert "zm-002/" not in made.moved


def test_a_day_before_the_first_edition_is_told_in_one_sentence(grown, capsys):
    with pytest.raises(EditionError) as raised:
        build(grown, on=DAY, as_of=date(2026, 11, 22))

    said = "2026年11月22日还没有施行的版本：最早的2026-1版，2026年11月23日起施行。"
    assert str(raised.value) == said
    for command in (["show", "zm-001", "--on", "2026-11-22"], ["diff", "2026-11-22"]):
        assert main([*command, "--catalogue", str(grown)]) == 1
        told = capsys.readouterr()
        assert told.err.splitlines()[-1] == said
        assert "现行" not in told.out


def test_without_an_edition_there_is_only_a_working_copy(tmp_path, capsys):
    root = small_catalogue(tmp_path)

    with pytest.raises(EditionError, match="还没有发布过版本。"):
        build(root, on=DAY, as_of=DAY)
    assert main(["show", "zm-001", "--on", "2026-11-23", "--catalogue", str(root)]) == 0

    told = capsys.readouterr().out
    assert told.startswith("ZM-001 亲属关系证明：不应出具（工作稿，还没有发布）")
    assert "现行" not in told


def test_an_address_that_moved_since_still_leads_on_in_the_site_of_an_earlier_day(grown):
    more = "redirects:\n  - from: old-page/\n    to: certificates/\n"
    change(grown, "verified_on: 2026-11-01", f"verified_on: 2026-11-01\n{more}", "catalogue.yml")

    made = build(grown, on=DAY, as_of=DAY, traditional=False)

    assert made.moved["old-page/"] == "certificates/"


def test_the_files_of_today_are_checked_as_of_today(grown):
    """What was checked again since is no mistake on the day that is looked back to."""
    again = date(2027, 1, 10)
    change(grown, "verified_on: 2026-11-01", "verified_on: 2027-01-05")

    looking_back = BuildOptions(folder=grown, on=DAY, as_of=DAY, checked_on=again)
    assert check_and_compose(looking_back).check.passed
    assert not build(grown, on=DAY, as_of=DAY).check.passed


def test_a_day_without_an_edition_is_told_before_what_is_wrong_today(grown):
    change(grown, "decision: forbidden", "decision: perhaps")

    with pytest.raises(EditionError, match="还没有施行的版本"):
        build(grown, on=DAY, as_of=date(2026, 11, 22))


def test_prints_of_an_earlier_day_are_made_from_files_checked_today(grown, tmp_path, capsys):
    change(grown, "verified_on: 2026-11-01", "verified_on: 2027-01-05")
    options = ["--catalogue", str(grown), "--on", "2027-01-10", "--to", str(tmp_path / "prints")]

    assert main(["print", "--as-of", "2026-11-23", "--entry", "ZM-001", *options]) == 0

    assert "份，在" in capsys.readouterr().out
