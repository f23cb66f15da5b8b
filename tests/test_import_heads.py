"""Which row is the head and what its columns are for, in lists nobody made for a program."""

from __future__ import annotations

import pytest
from importing import book, comma, entries, imported


@pytest.mark.parametrize(
    "heading",
    [
        "证明",
        "證明文件",
        "清理的证明",
        "不应由社区出具的证明",
        "保留的证明事项名称",
        "可以开具的证明",
    ],
)
def test_names_stand_under_many_headings(take, heading):
    found, _, _ = take(f"項次,{heading},主管機關", "1,分户证明,公安局")

    assert found["分户证明"]["competent_bodies"] == ["gonganju"]


def test_a_title_that_could_be_a_head_is_a_title(take):
    found, _, cells = take("取消的证明事项,,", "序号,证明名称,备注", "1,分户证明,甲")

    assert list(found) == ["分户证明"]
    assert cells["A1"]["to"] == "表头上面的话"


def test_of_two_columns_of_names_the_one_of_the_kind_is_the_name(take):
    rows = ("事项名称,证明名称", "住房补贴申请,无宅基地证明")
    found, _, _ = take(*rows)

    assert list(found) == ["无宅基地证明"]
    assert "事项名称：住房补贴申请" in found["无宅基地证明"]["notes_internal"]
    assert list(take(*rows, kind="services")[0]) == ["住房补贴申请"]


def test_of_two_columns_of_names_the_one_that_says_so_is_the_name(take):
    found, _, _ = take("证明事项,证明事项名称", "户籍类,分户证明")

    assert list(found) == ["分户证明"]


def test_a_number_of_the_lists_own_is_no_number_of_ours(take):
    found, _, cells = take("编号,证明事项,备注", "001,分户证明,", "甲-2,危房证明,")

    assert set(found) == {"分户证明", "危房证明"}
    assert cells["A2"]["to"] == "ZM-002 序号"
    assert "编号：甲-2" in found["危房证明"]["notes_internal"]


def test_three_lists_side_by_side_with_empty_columns_between(take):
    found, _, _ = take(
        "序号,证明,找谁办,,序号,证明,找谁办,,序号,证明,找谁办",
        "1,分户证明,公安局,,3,养鸽证明,体育局,,5,危房证明,住建局",
        "2,摊位证明,城管局,,4,学艺证明,文旅局,,（以下空白）,,",
    )

    assert set(found) == {"分户证明", "养鸽证明", "危房证明", "摊位证明", "学艺证明"}
    assert found["危房证明"]["routes"][0]["text"] == "住建局"


def test_a_head_nobody_knows_is_shown_and_not_a_row_of_it(root, tmp_path, capsys):
    file = comma(tmp_path / "list.csv", "事由,盖不盖,事由,盖不盖", "乘梯证明,盖,养鸽证明,不盖")

    assert imported(root, file) == 1

    told = capsys.readouterr().err
    assert "看到的是：事由、盖不盖。" in told
    assert "加上--name-column 列名，再导入一次" in told


def test_a_list_that_lies_on_its_side_is_stood_up(root, tmp_path):
    rows = [
        ["项目", "第一项", "第二项"],
        ["证明事项", "分户证明", "危房证明"],
        ["责任部门", "公安局", None],
        ["办理时限", "当场", "3天"],
        ["备注", "两项一起办", None],
    ]

    assert imported(root, book(tmp_path / "list.xlsx", ("清单", rows, ["B5:C5"]))) == 0

    found = entries(root)
    assert set(found) == {"亲属关系证明", "分户证明", "危房证明"}
    assert found["分户证明"]["competent_bodies"] == ["gonganju"]
    assert found["危房证明"]["time_limit"] == {"text": "3天"}
    assert "备注：两项一起办" in found["危房证明"]["notes_internal"]


def test_a_guide_has_a_title_above_its_labels(root, tmp_path):
    guides = [
        (
            name,
            [["办事指南", None], ["证明名称", name], ["主管部门", "公安局"], ["材料", "身份证"]],
            [],
        )
        for name in ("分户证明", "危房证明")
    ]

    assert imported(root, book(tmp_path / "list.xlsx", *guides)) == 0

    found = entries(root)
    assert set(found) == {"亲属关系证明", "分户证明", "危房证明"}
    assert [one["name"] for one in found["危房证明"]["materials"]] == ["身份证"]


def test_clauses_in_a_column_of_their_own_belong_to_the_basis(root, tmp_path):
    rows = [
        ["证明事项", "设定依据", None],
        [None, "文件名称", "条款"],
        ["分户证明", "《城市居民委员会组织法》", "第十条"],
        ["危房证明", "《城市居民委员会组织法》", "见附件"],
    ]
    file = book(tmp_path / "list.xlsx", ("清单", rows, ["A1:A2", "B1:C1"]))

    assert imported(root, file) == 0

    found = entries(root)
    (basis,) = found["分户证明"]["legal_basis"]
    assert (basis["source"], basis["clause"]) == ("law-jwh-2025", "第十条")
    assert "条款：见附件" in found["危房证明"]["notes_internal"]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("主项名称,事项名称", ",分户证明"),
        ("主项名称,事项名称", "户籍管理,分户证明"),
        ("事项名称,子项名称", "户籍管理,分户证明"),
        ("事项名称,子项名称", "分户证明,"),
    ],
)
def test_a_name_is_finer_than_a_main_item_and_coarser_than_a_sub_item(take, head, row):
    found, _, _ = take(head, row)

    assert list(found) == ["分户证明"]
