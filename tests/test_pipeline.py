"""The one call behind everything: which day it is there, and what checking gives."""

from datetime import UTC, date, datetime

import pytest
from helpers import DAY, small_catalogue

from generator.checking import check, local_day

EVENING = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Asia/Shanghai", date(2026, 11, 24)),
        ("Asia/Urumqi", date(2026, 11, 23)),
        ("北京时间", date(2026, 11, 24)),
        ("Asia", date(2026, 11, 24)),
        ("../etc/passwd", date(2026, 11, 24)),
        ("a" * 4000, date(2026, 11, 24)),
    ],
    ids=["named", "another", "unknown", "a continent", "a path", "endless"],
)
def test_the_day_is_that_of_the_catalogue(zone, day, tmp_path):
    root = small_catalogue(tmp_path, {"catalogue.yml": f"time_zone: {zone}\n"})

    assert local_day(root, EVENING) == day


@pytest.mark.parametrize("content", ["", "time_zone：Asia/Urumqi\n", "a: [\n"])
def test_without_settings_it_is_the_day_of_beijing(content, tmp_path):
    root = small_catalogue(tmp_path, {"catalogue.yml": content})

    assert local_day(root, EVENING) == date(2026, 11, 24)


def test_no_folder_is_no_crash(tmp_path):
    assert local_day(tmp_path / "没有", EVENING) == date(2026, 11, 24)
    assert not check(tmp_path / "没有", on=DAY).passed


def test_sound_files_are_used_though_others_are_not(tmp_path):
    root = small_catalogue(tmp_path, {"certificates/zm-002-juzhu.yml": "id：ZM-002\n"})
    checked = check(root, on=DAY)

    assert list(checked.catalogue.entries) == ["ZM-001"]
    assert "certificates/zm-002-juzhu.yml" not in checked.documents
    assert not checked.passed
