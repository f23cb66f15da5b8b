"""What is there already is recognised, what cannot be used is set aside, and the rest is written."""

from __future__ import annotations

import json

import pytest
from helpers import DAY, cases, small_catalogue, write
from importing import comma, entries, imported

from generator.checking import check

NOT_COPIED = "an article that was not copied"
ENTRY = "certificates/zm-001-qinshu-guanxi.yml"


@pytest.fixture
def root(tmp_path):
    """The small catalogue; its one certificate has an alias and a plain name."""
    found = small_catalogue(tmp_path)
    text = (found / ENTRY).read_text(encoding="utf-8")
    aliases = "plain_name: 亲属证明\naliases:\n  - text: 关系证明\n    type: colloquial\n"
    aliases += "  - text: 亲人证明 / 家人证明\n    type: colloquial\n"
    write(found / ENTRY, text.replace("summary:", f"{aliases}summary:"))
    return found


@pytest.mark.parametrize(
    ("said", "by"),
    [
        ("亲属关系证明", "名称"),
        ("親屬關係證明", "名称"),
        ("亲属证明", "通俗名称"),
        ("关系证明", "别名"),
        ("关系证明；", "别名"),
        ("家人证明", "别名"),
    ],
)
def test_a_row_that_is_called_like_an_entry_is_that_entry(root, tmp_path, capsys, said, by):
    before = (root / ENTRY).read_bytes()
    file = comma(tmp_path / "list.csv", "证明事项,责任部门", f"{said},民政局")

    assert imported(root, file) == 0

    told = capsys.readouterr().out
    assert f"就是ZM-001 亲属关系证明（{by}）" in told
    assert "主管部门" in told  # the entry says 公安局
    assert list(entries(root)) == ["亲属关系证明"]
    assert (root / ENTRY).read_bytes() == before


def test_one_row_that_is_there_does_not_stop_the_others(root, tmp_path, capsys):
    file = comma(tmp_path / "list.csv", "证明事项", "关系证明", "无宅基地证明")

    assert imported(root, file) == 0

    assert list(entries(root)) == ["亲属关系证明", "无宅基地证明"]
    assert "新建1条：ZM-002 无宅基地证明" in capsys.readouterr().out
    assert check(root, on=DAY).passed


def test_a_row_the_rules_refuse_is_set_aside_with_their_reason(root, tmp_path, capsys):
    file = comma(
        tmp_path / "list.csv", "证明事项", "其他需要盖章的证明", "无宅基地证明", "很长" * 200
    )

    assert imported(root, file) == 0

    told = capsys.readouterr().out
    assert list(entries(root)) == ["亲属关系证明", "无宅基地证明"]
    assert "表第2行“其他需要盖章的证明”没有写：名称里有“其他”，成了兜底条款" in told
    assert "表第4行" in told
    assert ".yml" not in told  # nothing was written there
    assert check(root, on=DAY).passed


def test_two_rows_of_one_name_are_one_entry(root, tmp_path, capsys):
    file = comma(tmp_path / "list.csv", "证明事项,备注", "分户证明,甲", "分户 证明,乙")

    assert imported(root, file) == 0

    assert "表第3行“分户 证明”没有写：和表第2行同名" in capsys.readouterr().out
    assert "甲" in entries(root)["分户证明"]["notes_internal"]


def test_a_name_that_may_mean_two_entries_is_set_aside(root, tmp_path, capsys):
    text = (root / ENTRY).read_text(encoding="utf-8")
    other = text.replace("ZM-001", "ZM-002").replace("name: 亲属", "name: 家庭", 1)
    write(root / "certificates/zm-002-jia.yml", other)
    file = comma(tmp_path / "list.csv", "证明事项", "关系证明")

    assert imported(root, file) == 0

    assert "可能是ZM-001 亲属关系证明，也可能是ZM-002 家庭关系证明" in capsys.readouterr().out
    assert len(entries(root)) == 2


def test_the_same_name_in_another_kind_is_told_as_that(root, tmp_path, capsys):
    file = comma(tmp_path / "list.csv", "事项名称,实施部门", "亲属关系证明,派出所")

    assert imported(root, file, kind="services") == 0

    told = capsys.readouterr().out
    assert "就是ZM-001 亲属关系证明" in told
    assert "派出所" in told
    assert not (root / "services").exists()


@pytest.mark.parametrize("said", ["亲属关系", "证明居民亲属关系", "亲属关系情况证明"])
def test_an_entrys_name_said_otherwise_is_left_to_who_knows(root, tmp_path, capsys, said):
    file = comma(tmp_path / "list.csv", "证明事项", said)

    assert imported(root, file) == 0

    assert "没有写：可能是ZM-001 亲属关系证明，要人来定" in capsys.readouterr().out
    assert list(entries(root)) == ["亲属关系证明"]


def test_what_an_entry_of_another_kind_is_also_called_is_not_taken_for_it(root, tmp_path, capsys):
    file = comma(tmp_path / "list.csv", "事项名称,实施部门", "关系证明,派出所")

    assert imported(root, file, kind="services") == 0

    told = capsys.readouterr().out
    assert "没有写：可能是ZM-001 亲属关系证明，要人来定（那是“证明”里的一条" in told
    assert not (root / "services").exists()


def test_what_a_list_says_otherwise_is_told_in_its_words(root, tmp_path, capsys):
    file = comma(tmp_path / "list.csv", "证明事项,责任部门", "亲属关系证明,区民政局")

    assert imported(root, file) == 0

    assert "不同：主管部门（清单写的是：区民政局）" in capsys.readouterr().out


def test_a_draft_that_is_imported_again_is_updated_and_its_notes_stay(root, tmp_path, capsys):
    file = comma(tmp_path / "list.csv", "证明事项,备注", "分户证明,甲")
    assert imported(root, file) == 0
    path = next((root / "certificates").glob("zm-002-*.yml"))
    text = path.read_text(encoding="utf-8")
    write(path, text.replace("notes_internal: ", "notes_internal: 问过派出所。"))

    assert imported(root, file) == 0
    assert "没有变化1条：ZM-002 分户证明" in capsys.readouterr().out
    comma(file, "证明事项,备注", "分户证明,乙")
    assert imported(root, file) == 0

    notes = entries(root)["分户证明"]["notes_internal"]
    assert "问过派出所。" in notes
    assert "甲" in notes
    assert "乙" in notes
    written = path.read_bytes()
    assert imported(root, file) == 0
    assert path.read_bytes() == written


def test_without_a_rule_of_its_own_a_service_is_not_said_to_be_the_communitys(root, tmp_path):
    file = comma(tmp_path / "list.csv", "事项名称", "社会保障卡启用")

    assert imported(root, file, kind="services") == 0

    (entry,) = entries(root, "services").values()
    assert entry["role"] != "own"
    assert "社区的角色清单没有说" in entry["notes_internal"]
    assert entry["funding"]["text"] == "清单没有说谁出钱，要问清楚。"


def test_a_basis_the_rules_refuse_is_noted_and_the_row_is_written(root, tmp_path):
    (text,) = (
        case["files"]["texts/law-jwh-2025.yml"]
        for case in cases("cases/rules")
        if case["of"] == "R050" and case["name"] == NOT_COPIED
    )
    write(root / "texts/law-jwh-2025.yml", text)
    law = "《中华人民共和国城市居民委员会组织法》第四十四条"
    file, report = (
        comma(tmp_path / "list.csv", "证明事项,设定依据", f"分户证明,{law}"),
        tmp_path / "r.json",
    )
    before = check(root, on=DAY).problems

    assert imported(root, file, "--report", str(report)) == 0

    entry = entries(root)["分户证明"]
    assert "legal_basis" not in entry
    assert f"设定依据：{law}" in entry["notes_internal"]
    assert "没有抄进原文" in entry["notes_internal"]
    assert check(root, on=DAY).problems == before
    cells = json.loads(report.read_text(encoding="utf-8"))["cells"]
    assert [cell["fate"] for cell in cells] == ["used", "used", "used", "note"]
