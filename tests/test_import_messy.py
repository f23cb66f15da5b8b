"""Lists as people make them in a hurry: each fault seen once in a list someone made."""

from __future__ import annotations

import json

import pytest
from importing import book, entries, imported

HEAD = "序号,证明事项,责任部门"


@pytest.mark.parametrize(
    "row", ["小计,6项,", "合计,4,2", "审核：张三,填表人：李四,", "（以下空白）,,", ",以下无正文,"]
)
def test_a_total_or_a_signature_of_several_cells_is_no_entry(take, row):
    found, told, _ = take(HEAD, "1,分户证明,公安局", row)

    assert list(found) == ["分户证明"]
    assert "表里的注、落款或者合计，没有读" in told


def test_a_note_in_the_last_column_is_no_foot(take):
    found, _, _ = take("证明事项,备注", "分户证明,说明：到公安局办")

    assert "备注：说明：到公安局办" in found["分户证明"]["notes_internal"]


def test_what_is_a_heading_is_never_an_entry(take):
    found, told, _ = take("证明事项,用途", "分户证明,上学", "办理时限,当场")

    assert list(found) == ["分户证明"]
    assert "“办理时限”没有写：这是列名，不是事项" in told


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("1,2,3", "没有写名称，像编号或者填表的样子"),
        ("例,××证明,××局", "没有写名称，像编号或者填表的样子"),
        ("……,……,……", "没有写名称，像编号或者填表的样子"),
        (",区公安局,", "这是部门，不是事项"),
    ],
)
def test_a_row_that_shows_how_to_fill_in_or_names_a_body_is_never_an_entry(take, row, why):
    found, told, _ = take(HEAD, row, "1,分户证明,公安局")

    assert list(found) == ["分户证明"]
    assert why in told


def test_a_sentence_is_never_an_entry(take):
    found, told, _ = take("证明事项", "分户证明", "加强领导。各单位抓好落实。")

    assert list(found) == ["分户证明"]
    assert "没有写：像一句话，不像名称" in told


def test_a_section_within_a_section_keeps_both(take):
    found, _, _ = take(
        HEAD,
        "一、民政类（2项）,,",
        "（一）救助类（1项）,,",
        "1,分户证明,",
        "（二）殡葬类（1项）,,",
        "2,骨灰寄存证明,",
        "二、住房类（1项）,,",
        "3,危房证明,",
    )

    groups = {name: entry["notes_internal"] for name, entry in found.items()}
    assert "分类：一、民政类（2项）／（一）救助类（1项）" in groups["分户证明"]
    assert "分类：一、民政类（2项）／（二）殡葬类（1项）" in groups["骨灰寄存证明"]
    assert "分类：二、住房类（1项）" in groups["危房证明"]


@pytest.mark.parametrize(
    "rows",
    [
        (HEAD, "一、可以出具的证明（1项）,,", "1,亲属关系证明,"),
        ("保留的证明事项", "亲属关系证明"),
        ("证明事项,社区是否出具", "亲属关系证明,☑是 □否"),
        ("证明事项,可否出具", "亲属关系证明,可以"),
        ("证明事项,可以出具,不应出具", "亲属关系证明,√,"),
    ],
)
def test_what_a_list_decides_is_compared_wherever_it_says_it(take, rows):
    _, told, _ = take(*rows)

    assert "清单说“可以出具”，目录是“不应出具”" in told


@pytest.mark.parametrize(
    "cell",
    [
        "1.户口证明\n2.养鸽证明",
        "户口证明；养鸽证明",
        "户口证明、养鸽证明。",
        "1、户口证明；2、养鸽证明",
    ],
)
def test_several_names_in_one_cell_are_several_rows(root, tmp_path, capsys, cell):
    rows = [["部门", "取消的证明事项", "项数"], ["公安局", cell, 2]]
    file, report = book(tmp_path / "list.xlsx", ("清单", rows, [])), tmp_path / "report.json"

    assert imported(root, file, "--report", str(report)) == 0

    found = entries(root)
    assert set(found) == {"亲属关系证明", "户口证明", "养鸽证明"}
    assert found["养鸽证明"]["competent_bodies"] == ["gonganju"]
    assert "有字的格子一共6格" in capsys.readouterr().out
    cells = json.loads(report.read_text(encoding="utf-8"))["cells"]
    assert [one["to"] for one in cells if one["cell"] == "B2"] == ["ZM-002 name；ZM-003 name"]


def test_one_of_several_names_in_a_cell_may_be_there(take):
    found, told, cells = take("证明事项,备注", "养鸽证明、亲属关系证明、养鸽证明,甲")

    assert list(found) == ["养鸽证明"]
    assert "第2行第2项“亲属关系证明”就是ZM-001" in told
    assert "第2行第3项“养鸽证明”没有写：和表第2行第1项同名" in told
    assert cells["A2"]["fate"] == "used"
    assert "ZM-001 亲属关系证明" in cells["A2"]["to"]


@pytest.mark.parametrize("name", ["收入证明（低收入、无收入）", "土地、宅基地争议证明"])
def test_a_name_with_a_list_in_it_is_one_name(take, name):
    found, _, _ = take("证明事项", name)

    assert list(found) == [name]


def test_what_a_bracket_says_of_a_name_is_no_part_of_it(take):
    found, told, _ = take(
        "证明事项,责任部门",
        "亲属关系证明（责任单位：公安局）,",
        "分户证明（主管部门：公安局）,",
        "危房证明（主管部门：公安局）,民政局",
    )

    assert "“亲属关系证明”就是ZM-001" in told
    assert found["分户证明"]["competent_bodies"] == ["gonganju"]
    assert found["危房证明"]["competent_bodies"] == ["minzhengju"]
    assert "主管部门：公安局" in found["危房证明"]["notes_internal"]


def test_what_follows_a_name_is_noted(take):
    found, _, _ = take("证明事项", "分户证明，由公安机关核查")

    assert "名称后面写着：由公安机关核查" in found["分户证明"]["notes_internal"]
