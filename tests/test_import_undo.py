"""What an import wrote can be taken back; nothing that anyone changed since is lost."""

from __future__ import annotations

import json

import pytest
from helpers import write
from importing import comma, imported

from generator.cli import main


def state(root):
    return {file: file.read_bytes() for file in root.rglob("*.yml")}


def undone(root, report):
    return main(["import", "--undo", str(report), "--catalogue", str(root)])


def test_an_import_is_taken_back(root, tmp_path, capsys):
    report = tmp_path / "report.json"
    first = comma(tmp_path / "a.csv", "证明事项,备注", "分户证明,甲")
    second = comma(tmp_path / "b.csv", "证明事项,备注", "分户证明,乙", "危房证明,")
    assert imported(root, first) == 0
    before = state(root)
    assert imported(root, second, "--report", str(report)) == 0
    assert state(root) != before

    assert undone(root, report) == 0

    assert state(root) == before
    told = capsys.readouterr().out
    assert "拿掉1个：certificates/zm-003-" in told
    assert "还原1个：certificates/zm-002-" in told


def test_what_was_changed_since_is_left(root, tmp_path, capsys):
    report = tmp_path / "report.json"
    file = comma(tmp_path / "a.csv", "证明事项", "分户证明")
    assert imported(root, file, "--report", str(report)) == 0
    path = next((root / "certificates").glob("zm-002-*.yml"))
    write(path, path.read_text(encoding="utf-8") + "# 问过了\n")

    assert undone(root, report) == 1

    assert "问过了" in path.read_text(encoding="utf-8")
    assert "后来有人改过" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"written": [{}]}',
        '{"written": [{"path": "a.txt", "before": null, "after": ""}]}',
    ],
)
def test_what_is_no_report_is_said(root, tmp_path, capsys, content):
    write(tmp_path / "report.json", content)

    assert undone(root, tmp_path / "report.json") == 1

    assert "不是导入写的报告" in capsys.readouterr().err


def test_a_report_cannot_reach_out_of_the_catalogue(root, tmp_path, capsys):
    other = tmp_path / "other.yml"
    write(other, "x: 1\n")
    one = {"path": "../other.yml", "before": None, "after": ""}
    write(tmp_path / "report.json", json.dumps({"written": [one]}))

    assert undone(root, tmp_path / "report.json") == 1

    assert other.exists()
    assert "拿不掉" in capsys.readouterr().err


def test_importing_the_same_list_again_changes_nothing(root, tmp_path):
    file = comma(
        tmp_path / "a.csv", "序号,证明事项,备注,办理时限", "1,分户证明,甲,当场办", "2,关系证明,,"
    )
    assert imported(root, file) == 0
    before = state(root)

    assert imported(root, file) == 0

    assert state(root) == before
