"""The command line: exit codes, Chinese words, and files where they should be."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from helpers import sampled

from generator.cli import main
from generator.reading.parse import parse
from generator.schema.kinds import load_kinds


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_a_sound_catalogue_exits_0(place, capsys):
    assert main(["check", "--catalogue", str(place / "catalogue")]) == 0
    assert "没有问题" in capsys.readouterr().out


def test_an_error_exits_1_and_names_file_line_column_and_repair(place, capsys, monkeypatch):
    monkeypatch.chdir(place)
    edit(place / "catalogue/services/sx-001-xiezhu-renkou-pucha.yml", "name: 协助", "name：协助")

    assert main(["check"]) == 1

    out = capsys.readouterr().out
    assert "catalogue/services/sx-001-xiezhu-renkou-pucha.yml:2:5: 错误[Y003]" in out
    assert "改成：name: 协助人口普查" in out


def test_a_missing_folder_is_a_problem_and_no_traceback(tmp_path, capsys):
    assert main(["check", "--catalogue", str(tmp_path / "nothing")]) == 1
    assert "没有找到目录文件夹" in capsys.readouterr().out


@pytest.mark.parametrize(
    "argv", [[], ["chekc"], ["check", "--format", "xml"], ["check", "--on", "2026-02-30"]]
)
def test_wrong_usage_exits_2_and_says_so_in_chinese(argv, capsys):
    assert main(argv) == 2
    assert "用法不对" in capsys.readouterr().err


def test_an_option_that_a_command_has_not_leads_to_that_commands_help(capsys):
    assert main(["print", "--out", "x"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("用法不对：不认识：--out x\n是否想写--to？\n")
    assert said.endswith("写 catalogue print --help 看怎么用。\n")


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "argv",
    [
        ["check", "--on"],
        ["build", "--as-of"],
        ["print", "--as-of"],
        ["release", "--id", "1", "--title", "一", "--instrument", "无", "--in-force"],
    ],
    ids=lambda argv: argv[0],
)
def test_a_day_on_which_no_catalogue_is_wrong_usage(argv, day, capsys):
    assert main([*argv, day]) == 2
    assert f"“{day}”太早或者太晚，年份在1900到2199之间" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["9999-12-31", "'0001-01-01'", "soon", "5"])
def test_a_day_in_the_site_settings_is_looked_at_too(place, day, capsys):
    edit(place / "mkdocs.yml", "  - catalogue\nwatch", f"  - catalogue:\n      as_of: {day}\nwatch")

    assert main(["build", "--config", str(place / "mkdocs.yml")]) == 1
    assert "Plugin 'catalogue' option 'as_of'" in capsys.readouterr().err


def test_our_own_mistake_exits_3_without_a_traceback_on_screen(place, capsys, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("boom")

    monkeypatch.setattr("generator.cli.check.check", broken)

    assert main(["check", "--catalogue", str(place / "catalogue")]) == 3
    err = capsys.readouterr().err
    assert "程序的问题" in err
    assert "Traceback" not in err


def test_reports_of_our_own_mistakes_are_few_and_their_owners_alone(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("generator.cli.explain.run", lambda _: 1 / 0)
    others = [tmp_path / "catalogue-2026.txt", tmp_path / "catalogue-crash-notes.txt"]
    for file in others:
        file.write_text("mine")
    (tmp_path / "catalogue-crash-abcdefgh.txt").symlink_to(others[0])
    told = []
    for _ in range(6):
        assert main(["explain", "F001"]) == 3
        told.append(Path(capsys.readouterr().err.split("：")[-1].strip()))

    reports = set(tmp_path.iterdir()) - {*others, tmp_path / "catalogue-crash-abcdefgh.txt"}
    assert (tmp_path / "catalogue-crash-abcdefgh.txt").is_symlink()
    assert reports == set(told[-3:])
    assert "ZeroDivisionError" in told[-1].read_text("utf-8")
    assert {file.stat().st_mode & 0o777 for file in reports} == {0o600}
    assert [file.read_text() for file in others] == ["mine", "mine"]


def test_problems_as_json(place, capsys, monkeypatch):
    monkeypatch.chdir(place)
    edit(place / "catalogue/certificates/zm-001-qinshu-guanxi.yml", "forbidden", "Forbidden")

    assert main(["check", "--format", "json"]) == 1

    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["file"] == "catalogue/certificates/zm-001-qinshu-guanxi.yml"
    assert problem["repaired"] == "decision: forbidden"


def test_explain_knows_every_code_and_guesses_a_near_one(capsys):
    assert main(["explain", "y003"]) == 0
    assert "全角冒号" in capsys.readouterr().out
    assert main(["explain", "Y0003"]) == 2
    assert "是否想写Y003" in capsys.readouterr().err


def test_new_takes_the_next_number_and_passes_the_check(place, monkeypatch):
    monkeypatch.chdir(place)

    assert main(["new", "certificates", "--name", "居住证明"]) == 0
    assert main(["new", "certificates", "--name", "#: 怪名字'\""]) == 0

    assert (place / "catalogue/certificates/zm-002-ju-zhu-zheng-ming.yml").is_file()
    assert list((place / "catalogue/certificates").glob("zm-003-*.yml"))
    assert main(["check"]) == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("居住\u200b证明", "有看不见的字符（U+200B，零宽空格），写成“居住证明”"),
        ("居住\x1b证明", "有控制字符（U+001B，转义符），写成“居住证明”"),
        (os.fsdecode(b"\xff") + "居住证明", "有控制字符（U+DCFF，半个字符），写成“居住证明”"),
        ("居住\n证明", "只写一行，前后不空格，写成“居住证明”"),
        ("　居住证明 ", "只写一行，前后不空格，写成“居住证明”"),
        ("\u3164\u2800　", "有看不见的字符（U+3164，韩文填充符），删掉它"),
    ],
)
def test_new_takes_no_name_that_hides_something(place, capsys, monkeypatch, given, said):
    monkeypatch.chdir(place)

    assert main(["new", "certificates", "--name", given]) == 2

    assert said in capsys.readouterr().err
    assert not list((place / "catalogue/certificates").glob("zm-002*"))


def test_new_takes_a_name_of_blanks_for_one_still_to_be_written(place, monkeypatch):
    monkeypatch.chdir(place)

    assert main(["new", "certificates", "--name", "　 "]) == 0

    (file,) = (place / "catalogue/certificates").glob("zm-002*")
    assert "\nname: 待写\n" in file.read_text(encoding="utf-8")


def test_new_takes_a_name_with_rare_characters(place, monkeypatch):
    monkeypatch.chdir(place)

    assert main(["new", "certificates", "--name", "葛\U000e0100\ue000\U00020628证明"]) == 0
    assert main(["check"]) == 0


def test_new_of_an_unknown_kind_guesses_what_was_meant(place, capsys, monkeypatch):
    monkeypatch.chdir(place)
    assert main(["new", "certificate", "--name", "x"]) == 2
    assert "是否想写certificates" in capsys.readouterr().err


@sampled("options", sample=["--no-prints"], whole=[])
def test_init_makes_a_catalogue_that_builds_at_once(tmp_path, monkeypatch, options):
    assert main(["init", str(tmp_path / "city")]) == 0
    monkeypatch.chdir(tmp_path / "city")
    assert main(["check"]) == 0
    assert main(["build", *options]) == 0
    assert (tmp_path / "city/site/zm-001/index.html").is_file()


def test_init_leaves_a_folder_with_something_in_it_alone(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
    assert "没有动它" in capsys.readouterr().err


# --- as a tool --------------------------------------------------------------------------------


def test_the_version_is_told(capsys):
    assert main(["--version"]) == 0
    assert re.fullmatch(r"catalogue \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_a_mistyped_command_is_guessed(capsys):
    assert main(["chek"]) == 2
    said = capsys.readouterr().err
    assert "没有“chek”这个命令。是否想写check？" in said
    assert "invalid" not in said


def test_without_a_command_an_example_is_given(capsys):
    assert main([]) == 2
    assert "例：catalogue check" in capsys.readouterr().err


def test_a_missing_name_is_named_in_chinese(capsys):
    assert main(["new", "certificates"]) == 2
    assert "--name" in capsys.readouterr().err


def test_some_files_are_checked_alone(place, capsys, monkeypatch):
    monkeypatch.chdir(place)
    one = Path("catalogue/certificates/zm-001-qinshu-guanxi.yml")
    other = Path("catalogue/bodies/gonganju.yml")
    for file in (one, other):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("name: ", "name：", 1), encoding="utf-8")

    assert main(["check", str(one)]) == 1
    said = capsys.readouterr().out
    assert "zm-001" in said
    assert "gonganju.yml:" not in said
    assert main(["check", "catalogue/bodies/juweihui.yml"]) == 0
    assert main(["check", "catalogue/bodies/nowhere.yml"]) == 2
    assert "目录里没有这个文件" in capsys.readouterr().err


KINDS_OF_FILES = sorted(kind.folder for kind in load_kinds() if kind.folder)


@pytest.mark.parametrize("folder", KINDS_OF_FILES)
def test_every_kind_can_be_begun_and_what_is_to_be_chosen_is_told(
    place, folder, capsys, monkeypatch
):
    monkeypatch.chdir(place)
    assert main(["new", folder, "--name", "江北县民政局"]) == 0
    file = Path(capsys.readouterr().out.splitlines()[0].removeprefix("新建了 "))
    text = file.read_text(encoding="utf-8")

    assert parse(text, file.name).problems == ()
    main(["check", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["problems"]
    assert all(
        problem["file"] == file.as_posix() for problem in found if problem["severity"] == "error"
    )


def test_what_may_be_written_and_how_stands_in_a_new_file(place, capsys, monkeypatch):
    monkeypatch.chdir(place)
    main(["new", "bodies", "--name", "江北县民政局"])
    text = Path("catalogue/bodies/jiangbeixianminzhengju.yml").read_text(encoding="utf-8")

    assert "可以写：government（政府部门）、party（党委部门）" in text
    assert "\ntype: 待写\n" in text
    assert "\n# channels:\n#   - type:\n#     name:\n" in text
    main(["new", "bodies", "--name", "江北县民政局"])
    assert "jiangbeixianminzhengju-2.yml" in capsys.readouterr().out
