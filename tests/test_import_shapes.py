"""The shapes of lists that cities and counties publish, each made small; every cell has its fate."""

from __future__ import annotations

import pytest
from importing import book, comma, entries, imported

HEAD = "序号,证明事项,责任部门"


def test_every_cell_has_its_fate(take):
    _, told, cells = take(
        "江北县证明清单,,",
        "序号,证明事项,责任部门,经办人",
        "1,分户证明,民政局,张三",
        "注：共1项,,",
    )

    fates = {cell: (one["fate"], one["to"]) for cell, one in cells.items()}
    assert fates["A1"] == ("unread", "表头上面的话")
    assert fates["A2"] == ("used", "表头")
    assert fates["B3"] == ("used", "ZM-002 name")
    assert fates["C3"] == ("used", "ZM-002 competent_bodies")
    assert fates["D3"] == ("note", "ZM-002 notes_internal")
    assert fates["A4"][0] == "unread"
    assert "有字的格子一共10格：用上的7格，放进备注的1格，没有用的2格。" in told


def test_cells_of_rows_that_are_there_or_set_aside_say_why(take):
    _, _, cells = take(HEAD, "1,亲属关系证明,民政局", "2,其他证明,民政局")

    assert cells["B2"]["to"] == "ZM-001 亲属关系证明"
    assert cells["C2"]["fate"] == "unread"
    assert "ZM-001" in cells["C2"]["to"]
    assert "兜底" in cells["C3"]["to"]


def test_two_lists_side_by_side(take):
    found, _, _ = take("序号,证明事项,序号,证明事项", "1,无宅基地证明,2,分户证明", "3,危房证明,,")

    assert set(found) == {"无宅基地证明", "分户证明", "危房证明"}


def test_a_head_that_occurs_twice_is_kept_twice(take):
    found, _, _ = take("证明事项,认领,不认领原因,认领,不认领原因", "分户证明,是,,否,没有依据")

    notes = found["分户证明"]["notes_internal"]
    assert "认领：是" in notes
    assert "认领（又一列）：否" in notes
    assert "不认领原因（又一列）：没有依据" in notes


def test_two_rows_of_headings_join(root, tmp_path):
    rows = [
        ["序号", "事项", None, "办理要求", None],
        [None, "主项名称", "子项名称", "办理时限", "需提交材料"],
        [1, "户籍", "分户证明", "当场办", "户口簿、身份证"],
        [2, None, "迁入证明", "3天", None],
    ]
    merged = ["A1:A2", "B1:C1", "D1:E1", "B3:B4"]
    file = book(tmp_path / "list.xlsx", ("清单", rows, merged))

    assert imported(root, file) == 0

    found = entries(root)
    assert found["分户证明"]["time_limit"] == {"text": "当场办"}
    assert [one["name"] for one in found["分户证明"]["materials"]] == ["户口簿", "身份证"]
    assert "主项名称：户籍" in found["迁入证明"]["notes_internal"]


def test_two_rows_of_headings_join_without_merged_cells(take):
    found, _, _ = take(
        "证明事项,办理要求,,备注", ",办理时限,有效期限,", "分户证明,当场办,三个月,常用"
    )

    assert found["分户证明"]["time_limit"] == {"text": "当场办"}
    assert found["分户证明"]["validity"] == "三个月"
    assert "备注：常用" in found["分户证明"]["notes_internal"]


def test_positive_and_negative_lists_are_told_apart(root, tmp_path, capsys):
    sheets = [
        ("正面清单", [["证明事项"], ["亲属关系证明"]], []),
        ("负面清单", [["证明事项"], ["分户证明"]], []),
    ]

    assert imported(root, book(tmp_path / "list.xlsx", *sheets)) == 0

    assert "清单说“可以出具”，目录是“不应出具”" in capsys.readouterr().out
    entry = entries(root)["分户证明"]
    assert (entry["decision"], entry["status"]) == ("undecided", "draft")
    assert "工作表：负面清单" in entry["notes_internal"]


def test_a_column_with_the_verdict_is_compared_and_noted(take):
    found, told, _ = take("证明事项,是否由社区出具", "亲属关系证明,是", "分户证明,否")

    assert "清单说“可以出具”，目录是“不应出具”" in told
    assert "是否由社区出具：否" in found["分户证明"]["notes_internal"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("1.无宅基地证明", "无宅基地证明"),
        ("2.分户证明；", "分户证明"),
        ("（3）入党政审证明", "入党政审证明"),
        ("四、危房证明。", "危房证明"),
        ("⑤危房证明", "危房证明"),
        ("4050人员证明", "4050人员证明"),
        ("1.5米线证明", "1.5米线证明"),
        ("60 岁以上证明", "60 岁以上证明"),
        ("1-1 渔船证明", "渔船证明"),
        ("01 渔船证明", "渔船证明"),
        ("A.渔船证明", "渔船证明"),
        ("★1.渔船证明*", "渔船证明"),
        ("1.★渔船证明[2]", "渔船证明"),
        ("《渔船证明》", "渔船证明"),
        ("“三无”船证明", "“三无”船证明"),
    ],
)
def test_numbers_and_marks_are_no_part_of_a_name(take, said, name):
    found, _, _ = take("证明事项", said)

    assert list(found) == [name]


def test_the_finest_name_is_the_name(take):
    found, _, _ = take(
        "主项名称,子项名称,业务办理项名称",
        "社保卡,启用,社保卡启用",
        "优待证,老年人优待证,无",
        "救助,,",
    )

    assert set(found) == {"社保卡启用", "老年人优待证", "救助"}
    assert "主项名称：社保卡" in found["社保卡启用"]["notes_internal"]


def test_a_section_is_no_entry(take):
    found, _, cells = take(
        HEAD, "一、户籍类（18项）,,", "1,分户证明,公安局", "二、住房类（2项）,,", "2,危房证明,"
    )

    assert set(found) == {"分户证明", "危房证明"}
    assert "分类：一、户籍类（18项）" in found["分户证明"]["notes_internal"]
    assert "分类：二、住房类（2项）" in found["危房证明"]["notes_internal"]
    assert cells["A2"]["fate"] == "note"


def test_notes_totals_and_heads_that_come_again_are_no_entries(take):
    found, told, _ = take(
        HEAD, "1,分户证明,公安局", HEAD, "2,危房证明,", "合计,,2", "注：以上不收费,,", ",备注：甲,"
    )

    assert set(found) == {"分户证明", "危房证明"}
    assert "注：以上不收费" in told


def test_who_does_what_is_no_route(take):
    found, _, _ = take(
        "证明事项,办理方式", "分户证明,村级负责受理、乡级负责办结", "危房证明,凭房产证"
    )

    assert "routes" not in found["分户证明"]
    assert "村级负责受理" in found["分户证明"]["notes_internal"]
    assert found["危房证明"]["routes"][0]["text"] == "凭房产证"


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("区民政局", "minzhengju"),
        ("河北省公安厅", "gonganju"),
        ("恩施土家族苗族自治州民政局", "minzhengju"),
        ("通山县公安局", "gonganju"),
    ],
)
def test_a_body_of_another_place_is_ours_and_its_name_is_kept(take, said, body):
    found, _, _ = take(HEAD, f"1,分户证明,{said}")

    assert found["分户证明"]["competent_bodies"] == [body]
    assert f"责任部门：{said}" in found["分户证明"]["notes_internal"]


LAW = "law-jwh-2025"


@pytest.mark.parametrize(
    ("said", "basis", "noted"),
    [
        ("1.《中华人民共和国城市居民委员会组织法》第十条", [(LAW, "第十条")], False),
        ("中华人民共和国城市居民委员会组织法第十条", [(LAW, "第十条")], False),
        (
            "1.《城市居民委员会组织法》第十条2.《城市居民委员会组织法》第三条第二款",
            [(LAW, "第十条"), (LAW, "第三条第二款")],
            False,
        ),
        ("《城市居民委员会组织法》第二十二条:居民委员会可以办", [(LAW, "第二十二条")], True),
        ("《关于改进工作的指导意见》（民发〔2020〕20号）", [("minfa-2020-20", None)], False),
        ("民发[2020]20号", [("minfa-2020-20", None)], False),
        ("《没有的法》第三条", [], True),
    ],
)
def test_a_basis_is_cited_as_lists_cite_it(take, said, basis, noted):
    found, _, _ = take("证明事项,设定依据", f"分户证明,{said}")

    entry = found["分户证明"]
    cited = [(one["source"], one.get("clause")) for one in entry.get("legal_basis", [])]
    assert cited == basis
    assert (f"设定依据：{said}" in entry.get("notes_internal", "")) == noted


def test_an_unknown_head_is_shown_and_asked_for(root, tmp_path, capsys):
    file = comma(tmp_path / "list.csv", "号,叫什么,谁管", "1,分户证明,民政局")

    assert imported(root, file) == 1

    assert "看到的是：号、叫什么、谁管。哪一列是名称，加--name-column" in capsys.readouterr().err
    assert imported(root, file, "--name-column", "叫什么") == 0
    assert "谁管：民政局" in entries(root)["分户证明"]["notes_internal"]


def test_a_table_without_a_head_does_not_stop_the_others(root, tmp_path, capsys):
    sheets = [("填表说明", [["甲", "乙"]], []), ("清单", [["证明事项"], ["分户证明"]], [])]

    assert imported(root, book(tmp_path / "list.xlsx", *sheets)) == 0

    assert "填表说明没有找到表头" in capsys.readouterr().out
    assert "分户证明" in entries(root)


def test_cells_beyond_the_head_are_noted(take):
    found, _, _ = take("证明事项,备注", "分户证明,甲,乙")

    assert "（没有表头的一列）：乙" in found["分户证明"]["notes_internal"]


def test_fields_of_a_certificate(take):
    found, _, _ = take("证明事项,有效期限,索要单位/部门,备注", "分户证明,一年,银行、学校,常用")

    entry = found["分户证明"]
    assert entry["validity"] == "一年"
    assert [one["name"] for one in entry["requesters"]] == ["银行", "学校"]
    assert "备注：常用" in entry["notes_internal"]


def test_what_is_too_long_for_a_field_is_noted(take):
    found, _, _ = take("证明事项,办理时限", f"分户证明,{'很久' * 150}")

    assert "time_limit" not in found["分户证明"]
    assert "很久很久" in found["分户证明"]["notes_internal"]


def test_a_title_over_all_columns_is_no_part_of_the_head(root, tmp_path):
    rows = [["村级目录", None, None], ["共38项", None, None], ["序号", "证明事项", "备注"]]
    rows += [["一、户籍（1项）", None, None], [1, "分户证明", "甲"]]
    file = book(tmp_path / "list.xlsx", ("目录", rows, ["A1:C1", "A2:C2", "A4:C4"]))

    assert imported(root, file) == 0

    notes = entries(root)["分户证明"]["notes_internal"]
    assert "备注：甲" in notes
    assert "共38项" not in notes


def test_a_name_said_as_a_sentence_is_no_second_entry(take):
    found, told, _ = take("证明事项", "证明居民亲属关系", "证明居民生育情况")

    assert list(found) == ["证明居民生育情况"]
    assert "可能是ZM-001 亲属关系证明，要人来定" in told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("清单.xls", "另存为，类型选.xlsx"),
        ("清单.et", "另存为，类型选.xlsx"),
        ("清单.doc", "另存为，类型选.docx"),
        ("清单.wps", "另存为，类型选.docx"),
        ("清单.PDF", "向发来的单位要Word或者Excel"),
        ("清单.txt", "只认XLSX、DOCX、CSV"),
    ],
)
def test_of_other_files_it_is_said_what_to_do(root, tmp_path, capsys, name, said):
    (tmp_path / name).write_bytes(b"x")

    assert imported(root, tmp_path / name) == 1

    assert said in capsys.readouterr().err
