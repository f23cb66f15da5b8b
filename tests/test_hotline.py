"""What a hotline is given: each question as it is asked, with an answer it can read out and its basis."""

from __future__ import annotations

import json
from datetime import datetime

import openpyxl
import pytest
from helpers import DAY, small_catalogue

from generator.cli import main
from generator.outputs.prints.hotline import COLUMNS, SHEET
from generator.views.hotline import hotline_answers


@pytest.fixture(scope="module")
def answers(shipped_catalogue):
    return tuple(hotline_answers(shipped_catalogue, DAY))


def test_every_entry_in_force_has_an_answer(answers, shipped_catalogue):
    wanted = {e.id for e in shipped_catalogue.entries.values() if not e.has_ended(DAY)}

    assert {one.id for one in answers} == wanted
    assert all(one.question and one.answer for one in answers)


def test_a_question_is_in_the_words_people_use_and_the_answer_says_where_to_go(answers):
    dog = next(one for one in answers if one.id == "ZM-004")

    assert dog.question == "养狗要社区证明吗"
    assert dog.answer.startswith("不应出具。")
    assert "1．" in dog.answer
    assert "居民养犬证明" in dog.other_names
    assert any(one.quote and one.line.endswith(f"“{one.quote}”") for one in dog.basis)


def test_a_question_of_an_entry_has_its_own_row(answers, shipped_catalogue):
    asked = [q for e in shipped_catalogue.entries.values() if not e.has_ended(DAY) for q in e.faq]

    said = {(one.question, one.answer) for one in answers}

    assert asked
    assert {(one.question, one.answer) for one in asked} <= said


@pytest.mark.parametrize("form", ["xlsx", "json"])
def test_the_command_writes_it(tmp_path, capsys, form):
    root, target = small_catalogue(tmp_path), tmp_path / f"out.{form}"
    options = ["--catalogue", str(root), "--on", "2026-11-23", "--form", form, "--to", str(target)]

    assert main(["export", "hotline", *options]) == 0

    assert "1个答复" in capsys.readouterr().out
    if form == "json":
        (one,) = json.loads(target.read_text(encoding="utf-8"))["answers"]
        assert (one["id"], one["basis"][0]["number"]) == ("ZM-001", "民发〔2020〕20号")
    else:
        head, row = openpyxl.load_workbook(target)[SHEET].iter_rows(values_only=True)
        assert head == tuple(heading for heading, _ in COLUMNS)
        assert row[0] == "ZM-001"
        assert isinstance(row[9], datetime)


def test_a_catalogue_with_errors_gives_a_hotline_nothing(tmp_path, capsys):
    root = small_catalogue(tmp_path, {"certificates/zm-009-x.yml": "id: ZM-009\n"})

    assert main(["export", "hotline", "--catalogue", str(root)]) == 1

    assert "没有导出" in capsys.readouterr().err


def test_without_a_kind_the_kinds_are_named(tmp_path, capsys):
    assert main(["export", "--catalogue", str(small_catalogue(tmp_path))]) == 2

    assert "没有写明哪一类，--kind可以写certificates" in capsys.readouterr().err
