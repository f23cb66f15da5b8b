"""The list of another place is taken as an upstream list; its rows are matched by name or alias."""

from __future__ import annotations

import json

import pytest
import yaml
from helpers import DAY, small_catalogue, write
from importing import comma, imported

from generator.checking import check
from generator.cli import main

ENTRY = "certificates/zm-001-qinshu-guanxi.yml"
ABOUT = (
    "--as",
    "upstream",
    "--id",
    "jiangnan-2020",
    "--title",
    "江南县清单",
    "--source",
    "minfa-2020-20",
)


@pytest.fixture
def root(tmp_path):
    found = small_catalogue(tmp_path)
    text = (found / ENTRY).read_text(encoding="utf-8")
    aliases = "aliases:\n  - text: 关系证明\n    type: colloquial\n"
    write(found / ENTRY, text.replace("summary:", f"{aliases}summary:"))
    return found


def test_a_list_of_another_place_is_kept_row_by_row(root, tmp_path, capsys):
    rows = ("序号,证明事项,备注", "3,关系证明；,甲", "7,4050人员证明,")
    file, report = comma(tmp_path / "list.csv", *rows), tmp_path / "report.json"

    assert imported(root, file, *ABOUT, "--report", str(report)) == 0

    told = capsys.readouterr().out
    assert "一共2项，对上1项，没有对上1项" in told
    assert "第3项 关系证明 → ZM-001 亲属关系证明（别名）" in told
    listed = yaml.safe_load((root / "upstream/jiangnan-2020.yml").read_text(encoding="utf-8"))
    assert listed["rows"] == [
        {"serial": 3, "name": "关系证明"},
        {"serial": 7, "name": "4050人员证明"},
    ]
    cells = json.loads(report.read_text(encoding="utf-8"))["cells"]
    assert {cell["cell"]: cell["to"] for cell in cells}["C2"] == "上级清单只写序号和名称"
    said = {p.message: p.hint for p in check(root, on=DAY).problems if p.code == "R013"}
    assert said["第3项“关系证明”没有着落"].startswith("名称或者别名一样的有ZM-001亲属关系证明")
    assert said["第7项“4050人员证明”没有着落"].startswith("在对应事项的upstream里写上它")
    assert main(["import", "--undo", str(report), "--catalogue", str(root)]) == 0
    assert not (root / "upstream/jiangnan-2020.yml").exists()


def test_a_preview_shows_the_coverage_and_writes_nothing(root, tmp_path, capsys):
    file = comma(tmp_path / "list.csv", "证明事项", "关系证明")

    assert imported(root, file, *ABOUT, "--preview") == 0

    assert "一共1项，对上1项" in capsys.readouterr().out
    assert not (root / "upstream").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"--id": ""}, "写上--id、--title、--source"),
        ({"--id": "../x"}, "只用小写字母"),
        ({"--source": "no-such"}, "sources里没有“no-such”"),
        ({"--title": "很长" * 20}, "简称太长"),
    ],
)
def test_what_is_wrong_with_it_is_said(root, tmp_path, capsys, change, said):
    file = comma(tmp_path / "list.csv", "证明事项", "关系证明")
    options = dict(zip(ABOUT[::2], ABOUT[1::2], strict=True)) | change

    assert imported(root, file, *(word for pair in options.items() for word in pair)) == 2

    assert said in capsys.readouterr().err
    assert not (root / "upstream").exists()
