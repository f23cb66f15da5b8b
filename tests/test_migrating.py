"""Catalogues written in an older form are read as they are, and written anew on request."""

from __future__ import annotations

import pytest
from helpers import DAY, SMALL, small_catalogue, write

from generator.checking import check
from generator.cli import main

OLD = """\
routes:
  - type: issuing_body
    place: 户籍派出所
    body: gonganju
    # 两份都写了
    sources:
      - minfa-2020-20
      # 2025年新的
      - law-jwh-2025  # 第六条
  - type: ask_requester
    body: gonganju
    legal_basis:
      - source: minfa-2020-20
        clause: 清单第1项
    sources:
      - law-jwh-2025
      - minfa-2020-20
  - type: ask_requester
    body: gonganju
    unverified: true
"""
NEW = """\
routes:
  - type: issuing_body
    place: 户籍派出所
    body: gonganju
    # 两份都写了
    legal_basis:
      - source: minfa-2020-20
      # 2025年新的
      - source: law-jwh-2025  # 第六条
  - type: ask_requester
    body: gonganju
    legal_basis:
      - source: minfa-2020-20
        clause: 清单第1项
      - source: law-jwh-2025
  - type: ask_requester
    body: gonganju
    unverified: true
"""
ENTRY = "certificates/zm-001-qinshu-guanxi.yml"


@pytest.fixture
def place(tmp_path):
    entry = (SMALL / ENTRY).read_text(encoding="utf-8")
    begin, end = entry.index("routes:"), entry.index("legal_basis:")
    return small_catalogue(tmp_path, {ENTRY: entry[:begin] + OLD + entry[end:]})


def migrate(place, *options: str) -> int:
    return main(["fmt", "--migrate", "--catalogue", str(place), *options])


def test_the_sources_of_a_route_become_its_basis_and_the_form_is_noted(place):
    assert check(place, on=DAY).problems == ()
    before = check(place, on=DAY).catalogue
    assert before.settings.format == 1

    assert migrate(place) == 0

    assert NEW in (place / ENTRY).read_text(encoding="utf-8")
    after = check(place, on=DAY)
    assert after.problems == ()
    assert after.catalogue.settings.format == 2
    assert after.catalogue.entries["ZM-001"].legal_basis == before.entries["ZM-001"].legal_basis
    assert after.catalogue.entries["ZM-001"].routes[0].legal_basis[1].source == "law-jwh-2025"


def test_what_is_migrated_once_stays_as_it_is(place, capsys):
    assert migrate(place) == 0
    written = {file: file.read_bytes() for file in place.rglob("*.yml")}
    capsys.readouterr()

    assert migrate(place, "--check") == 0
    assert migrate(place) == 0
    assert capsys.readouterr().out == ""
    assert {file: file.read_bytes() for file in place.rglob("*.yml")} == written


def test_it_can_be_looked_at_first(place, capsys):
    before = (place / ENTRY).read_bytes()

    assert migrate(place, "--check") == 1
    assert f"{ENTRY}：没有排好" in capsys.readouterr().out
    assert (place / ENTRY).read_bytes() == before


def test_a_broken_file_is_told_and_left_alone(place, capsys):
    write(place / ENTRY, "id: ZM-001\nid: ZM-002\n")

    assert migrate(place) == 1
    assert "这个文件读不懂" in capsys.readouterr().err
    assert (place / ENTRY).read_text(encoding="utf-8") == "id: ZM-001\nid: ZM-002\n"


def test_a_form_newer_than_the_program_is_refused(place):
    settings = place / "catalogue.yml"
    write(settings, settings.read_text(encoding="utf-8") + "format: 3\n")

    (problem,) = check(place, on=DAY).problems

    assert (problem.code, problem.location.file) == ("S013", "catalogue.yml")
