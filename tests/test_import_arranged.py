"""Lists whose heads and rows are arranged in ways of their own: each fault seen once in a list."""

from __future__ import annotations

import pytest
from docx import Document
from importing import book, entries, imported, taking
from test_import_word import document, paragraph, plain, run, table

HEAD = "序号,证明事项,办理方式,备注"


@pytest.fixture
def take(root, tmp_path, capsys):
    return taking(root, tmp_path, capsys)


def paragraphs(file, *texts):
    made = Document()
    for text in texts:
        made.add_paragraph(text)
    made.save(file)
    return file


def names(root):
    return set(entries(root)) - {"亲属关系证明"}


def test_lists_side_by_side_stand_under_headings_of_their_own(root, tmp_path, capsys):
    rows = [
        ["可以出具（1项）", None, "不得出具（3项）", None],
        ["事项名称", "用途", "事项名称", "找谁办"],
        ["分户证明", "落户", "养鸽证明", "体育局"],
        [None, None, "危房证明", "住建局"],
        ["亲属关系证明", None, None, None],
    ]
    file = book(tmp_path / "list.xlsx", ("清单", rows, ["A1:B1", "C1:D1"]))

    assert imported(root, file) == 0

    found = entries(root)
    assert names(root) == {"分户证明", "养鸽证明", "危房证明"}
    assert found["危房证明"]["routes"][0]["text"] == "住建局"
    assert "清单说“可以出具”" in capsys.readouterr().out


def test_which_of_two_lists_a_row_stands_in_is_noted(root, tmp_path):
    rows = [
        ["镇级", None, "村级", None],
        ["事项名称", "用途", "事项名称", "用途"],
        ["分户证明", "落户", "养鸽证明", "比赛"],
    ]
    file = book(tmp_path / "list.xlsx", ("清单", rows, ["A1:B1", "C1:D1"]))

    assert imported(root, file) == 0

    assert "分类：村级" in entries(root)["养鸽证明"]["notes_internal"]


def test_the_name_of_a_law_is_no_name_of_a_matter(root, tmp_path):
    rows = [
        ["事项", None, "设定依据", None],
        ["编号", "名称", "名称", "条款"],
        ["1", "分户证明", "某办法", "第一条"],
    ]
    file = book(tmp_path / "list.xlsx", ("清单", rows, ["A1:B1", "C1:D1"]))

    assert imported(root, file) == 0

    assert names(root) == {"分户证明"}


def test_a_head_of_three_rows_is_joined(root, tmp_path):
    rows = [
        ["序号", "证明事项", "办理要求", None, None],
        [None, None, "时限", "依据", None],
        [None, None, None, "文件名称", "条款"],
        ["1", "分户证明", "当场", "《城市居民委员会组织法》", "第十条"],
    ]
    merged = ["A1:A3", "B1:B3", "C1:E1", "C2:C3", "D2:E2"]

    assert imported(root, book(tmp_path / "list.xlsx", ("清单", rows, merged))) == 0

    entry = entries(root)["分户证明"]
    (basis,) = entry["legal_basis"]
    assert entry["time_limit"] == {"text": "当场"}
    assert (basis["source"], basis["clause"]) == ("law-jwh-2025", "第十条")


def test_a_head_further_down_with_its_columns_in_another_order_counts_from_there(take):
    found, told, cells = take(
        HEAD,
        "1,分户证明,到公安局办,甲",
        "序号,备注,证明事项,办理方式",
        "1,老做法,养鸽证明,不再要求",
        "2,,危房证明,",
        "3,,小计,",
    )

    assert set(found) == {"分户证明", "养鸽证明", "危房证明"}
    assert "备注：老做法" in found["养鸽证明"]["notes_internal"]
    assert found["养鸽证明"]["routes"][0]["text"] == "不再要求"
    assert cells["C3"]["to"] == "表头"
    assert told.count("证明事项 → 正式名称") == 2


def test_a_text_in_brackets_alone_is_a_note_and_no_name(take):
    found, told, _ = take(HEAD, "1,分户证明,,", ",（原“立户证明”并入本项）,,")

    assert set(found) == {"分户证明"}
    assert "整个写在括号里，像注，不像名称" in told


@pytest.mark.parametrize(
    "note", ["※以上两项自2025年5月1日起执行", "以上由公安局负责解释", "本表各项一律不得要求出具。"]
)
def test_a_note_between_rows_is_no_section(root, tmp_path, capsys, note):
    rows = [["序号", "证明事项", "备注"], ["1", "分户证明", "甲"], [note], ["2", "危房证明", "乙"]]
    file = book(tmp_path / "list.xlsx", ("清单", rows, ["A3:C3"]))

    assert imported(root, file) == 0

    assert note not in entries(root)["危房证明"]["notes_internal"]
    assert f"没有读：{note}" in capsys.readouterr().out


def test_a_cell_under_no_heading_is_noted_without_one(take):
    found, _, _ = take("证明事项,备注,", "分户证明,甲,多出来的")

    assert "没有列名的一格：多出来的" in found["分户证明"]["notes_internal"]


def test_a_number_in_wide_digits_is_a_number(take):
    found, _, cells = take("序号,证明事项,责任部门", "３．,分户证明,①公安局")

    assert cells["A2"]["to"] == "ZM-002 序号"
    assert found["分户证明"]["competent_bodies"] == ["gonganju"]


def test_where_the_form_is_found_is_no_part_of_a_name(take):
    found, _, _ = take("证明事项", "分户证明（样式见附件3）")

    assert set(found) == {"分户证明"}
    assert "名称后面写着：样式见附件3" in found["分户证明"]["notes_internal"]


def test_a_bracket_typed_half_wide_and_half_narrow_is_a_bracket(take):
    found, _, _ = take("证明事项", "分户证明（城区)", "危房证明(城区)")

    assert set(found) == {"分户证明（城区）", "危房证明(城区)"}


def test_a_word_file_may_have_a_table_and_a_list_of_paragraphs(root, tmp_path, capsys):
    texts = (
        "二、不得出具的证明事项",
        "1.养鸽证明；",
        "2.亲属关系证明。",
        "三、工作要求",
        "1.加强领导；",
    )
    file = document(
        tmp_path / "list.docx",
        paragraph(run("一、可以出具的证明事项")),
        table(plain("证明事项", "责任部门"), plain("分户证明", "公安局")),
        *(paragraph(run(text)) for text in texts),
    )

    assert imported(root, file) == 0

    told = capsys.readouterr().out
    assert names(root) == {"分户证明", "养鸽证明"}
    assert "正文第4行“亲属关系证明”就是ZM-001" in told
    assert "没有读：三、工作要求" in told
    assert "没有读：1.加强领导；" in told


def test_what_stands_above_a_table_says_which_list_it_is(root, tmp_path, capsys):
    rows = table(plain("证明事项", "责任部门"), plain("亲属关系证明", "公安局"))
    file = document(tmp_path / "list.docx", paragraph(run("一、可以出具的证明事项")), rows)

    assert imported(root, file) == 0

    assert "清单说“可以出具”，目录是“不应出具”" in capsys.readouterr().out


def test_paragraphs_are_numbered_in_chinese_too(root, tmp_path):
    file = paragraphs(
        tmp_path / "list.docx",
        "一、公安部门不再要求的证明（2项）",
        "（一）居民身份信息证明：由公安机关核验。",
        "（二）投靠落户证明。直接提交结婚证。",
        "二、其他",
        "第一项 出海人员证明（渔政部门核查）",
        "（三）车辆停放证明；\n（四）犬只寄养证明。",
        "三、加强监督",
    )

    assert imported(root, file) == 0

    assert names(root) == {
        "居民身份信息证明",
        "投靠落户证明",
        "出海人员证明（渔政部门核查）",
        "车辆停放证明",
        "犬只寄养证明",
    }
    notes = {name: entry.get("notes_internal", "") for name, entry in entries(root).items()}
    assert "名称后面写着：直接提交结婚证" in notes["投靠落户证明"]
    assert "分类：二、其他" in notes["车辆停放证明"]
    assert "公安部门" not in notes["车辆停放证明"]


def test_a_table_that_only_frames_the_page_is_looked_through(root, tmp_path):
    inner = table(plain("证明事项", "责任部门"), plain("分户证明", "公安局"))
    frame = table(plain("公示栏"), f"<w:tr><w:tc>{inner}{paragraph()}</w:tc></w:tr>")

    assert imported(root, document(tmp_path / "list.docx", frame)) == 0

    assert names(root) == {"分户证明"}
    assert entries(root)["分户证明"]["competent_bodies"] == ["gonganju"]
