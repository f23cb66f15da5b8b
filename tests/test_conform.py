"""`make conform`: what is waived, what is left, and how it ends."""

from __future__ import annotations

from datetime import date

import pytest
from conform.judged import REPOSITORY, Finding, SkippedError, Waiver, read, unwaived, waivers

FOUND = Finding("width", "a.pdf", "glyph 1")
WAIVED = Waiver("PDF", "width", "*", "the checker is wrong", date(2026, 11, 27))


def test_the_whole_repository_is_judged():
    assert (REPOSITORY / "Makefile").is_file()


def test_a_finding_is_left_unless_its_row_rule_and_place_are_waived():
    other = Waiver("PDF", "width", "b/*", "as above", date(2026, 11, 27), now_and_then=True)

    assert unwaived("PDF", [FOUND], [WAIVED]) == []
    assert unwaived("PDF", [FOUND], [other]) == [FOUND]
    assert unwaived("HTML", [FOUND], [WAIVED]) == [FOUND]


def test_a_waiver_that_nothing_falls_under_is_a_finding():
    (left,) = unwaived("PDF", [], [WAIVED])

    assert left.rule == "waiver"
    assert "width" in left.words


def test_every_waiver_has_its_reason_and_its_day(tmp_path):
    for one in waivers(REPOSITORY / "tests/conform/waivers.toml"):
        assert len(one.reason) > 10
        assert one.on.year >= 2026
    file = tmp_path / "waivers.toml"
    file.write_text('[[waiver]]\nrow = "PDF"\nrule = "width"\non = 2026-11-27\n', "utf-8")
    with pytest.raises(TypeError):
        waivers(file)


def test_a_validator_that_broke_off_has_judged_nothing():
    assert read("[]") == []
    with pytest.raises(SkippedError, match="broke off"):
        read('[{"rule": ')
