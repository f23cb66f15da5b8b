"""The round of consultation: what is sent, what comes back, and what became of it. No entry changes."""

from __future__ import annotations

import io
import json
from datetime import date

import openpyxl
import pytest
import yaml
from docx import Document
from helpers import DAY, small_catalogue, write

from generator import build
from generator.checking import check
from generator.cli import main
from generator.derive.consultation import consulted_departments
from generator.outputs.prints.checks import PrintError
from generator.outputs.prints.consultation import (
    asking_workbook,
    check_outcomes,
    outcomes_document,
)
from generator.outputs.prints.print_jobs import prints
from generator.views.consultation import asked_departments, consultation_view, outcomes_print

SENT, SIGNED = "2026-11-01", date(2026, 11, 10)
SHEET = "公安局-征求意见表.xlsx"
ROUND = "consultations/gonganju-2026-11-01.yml"
FIRST = 5
"""The row of the first entry; the cells of its answer are E to H."""


def consult(root, *words, on=SENT):
    return main(["consult", "--catalogue", str(root), "--on", on, *map(str, words)])


@pytest.fixture
def root(tmp_path, capsys):
    """A small catalogue whose letters and tables are out."""
    root = small_catalogue(tmp_path)
    assert consult(root, "--to", tmp_path / "out") == 0
    assert "1个部门，每个一份函、一份表，一共1行" in capsys.readouterr().out
    return root


def filled(
    root, opinion="修改", text="改成到户籍窗口办。", signer="分管负责人", day=SIGNED, **more
):
    """Fill in the answer on the first entry, as a department does; ``more`` are other cells."""
    file = root.parent / "out" / SHEET
    book = openpyxl.load_workbook(file)
    for column, value in zip("EFGH", (opinion, text, signer, day), strict=True):
        book.active[f"{column}{FIRST}"] = value
    for cell, value in more.items():
        book.active[cell] = value
    back = root.parent / "back.xlsx"
    book.save(back)
    return back


def told(root):
    return yaml.safe_load((root / ROUND).read_text(encoding="utf-8"))


def test_every_department_is_asked_about_all_that_names_it(shipped_catalogue):
    found = {
        body.id: {entry.id for entry in entries}
        for body, entries in consulted_departments(shipped_catalogue, DAY)
    }

    assert "juweihui" not in found
    assert {"ZM-001", "ZM-004"} <= found["gonganju"]
    for id_, entries in found.items():
        body = shipped_catalogue.bodies[id_]
        answering = shipped_catalogue.naming(body, "competent_bodies", "executing_bodies")
        assert {one.id for one in answering if not one.has_ended(DAY)} <= entries


def test_a_department_gets_our_words_their_basis_and_cells_to_choose_in(shipped_catalogue):
    view = next(one for one in asked_departments(shipped_catalogue, DAY) if one.name == "公安局")
    content = asking_workbook(view)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active

    assert content == asking_workbook(view)
    assert [sheet["A1"].value, sheet["A2"].value] == [
        "征求意见表：鄂州市公安局",
        f"发出日期：{DAY}",
    ]
    rows = list(sheet.iter_rows(min_row=FIRST, values_only=True))
    assert [row[0] for row in rows] == [one.id for one in view.rows]
    dog = next(row for row in rows if row[0] == "ZM-004")
    assert dog[1] == "居民养犬证明"
    assert dog[2].startswith("不应出具。")
    assert "第4项" in dog[3]
    assert dog[4:8] == (None, None, None, None)
    choices = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    last = FIRST + len(rows) - 1
    assert choices[f"E{FIRST}:E{last}"] == '"同意,修改,不同意"'
    assert choices[f"G{FIRST}:G{last}"] == '"主要负责人,分管负责人,科室负责人,经办人"'
    assert (sheet[f"E{FIRST}"].protection.locked, sheet[f"C{FIRST}"].protection.locked) == (
        False,
        True,
    )


def test_the_letter_names_the_department_and_leaves_blanks(root):
    letter = Document(root.parent / "out" / SHEET.replace("表.xlsx", "函.docx"))
    text = "".join(
        node.text or "" for node in letter.element.body.iter() if node.tag.endswith("}t")
    )

    assert "意见的函" in text
    assert "江北县公安局：" in text
    assert "附件：征求意见表（1件）" in text
    assert "〔答复期限〕" in text


def test_an_answer_is_written_beside_the_entries_and_changes_none(root, capsys):
    before = {file: file.read_bytes() for file in root.rglob("*.yml")}

    assert consult(root, "--read", filled(root), on="2026-11-20") == 0

    assert "公安局：答复1件，没有答复0件" in capsys.readouterr().out
    assert {file: file.read_bytes() for file in before} == before
    (answer,) = told(root)["answers"]
    assert len(answer.pop("seal")) == 16
    assert answer == {
        "entry": "ZM-001",
        "opinion": "amend",
        "text": "改成到户籍窗口办。",
        "signed_by": "deputy",
        "signed_on": SIGNED,
    }
    assert check(root, on=DAY).passed


CELLS = {
    "no choice": ({"opinion": "同意但是"}, "E5：选同意、修改、不同意里的一个"),
    "no reason": ({"opinion": "不同意", "text": ""}, "F5：选了不同意，写明"),
    "a name for a post": ({"signer": "张三"}, "G5：选主要负责人、"),
    "no day": ({"day": ""}, "H5：哪天签的没有写"),
    "no date": ({"day": "上周"}, "H5：日期写成年-月-日"),
    "signed before it was sent": ({"day": date(2026, 10, 1)}, "H5：2026-11-01才发出"),
    "signed tomorrow": ({"day": date(2027, 1, 1)}, "H5：2027-01-01还没有到"),
    "a number of somebody": ({"text": "找13812345678"}, "F5：有一个手机号"),
    "another number": ({"A5": "ZM-999"}, "A5：目录里没有这一件"),
    "another draft": ({"I5": "x"}, "I5：稿号不要改"),
    "another department": ({"A1": "征求意见表：没有这个局"}, "A1：看不出是哪个部门"),
    "another head": ({"E4": "结论"}, "A4：表头应当是编号、事项、"),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_that_makes_no_sense_is_named_and_nothing_is_written(root, capsys, name):
    change, said = CELLS[name]

    assert consult(root, "--read", filled(root, **change), on="2026-11-20") == 1

    assert f"back.xlsx“征求意见表”{said}" in capsys.readouterr().err
    assert not (root / "consultations").exists()


def test_what_is_no_table_of_ours_or_was_left_empty_is_a_sentence(root, capsys):
    other = root.parent / "other.xlsx"
    openpyxl.Workbook().save(other)
    empty = root.parent / "out" / SHEET

    assert consult(root, "--read", other, empty, root.parent / "none.xlsx") == 1

    said = capsys.readouterr().err
    assert "other.xlsx：没有“征求意见表”这张表" in said
    assert f"{SHEET}：一件也没有答复" in said
    assert "none.xlsx读不出来" in said


def test_what_editors_decided_stays_until_the_department_says_something_else(root, capsys):
    assert consult(root, "--read", filled(root), on="2026-11-20") == 0
    text = (root / ROUND).read_text(encoding="utf-8")
    write(root / ROUND, f"{text}    outcome: adopted\n    outcome_reason: 已经改了。\n")

    assert consult(root, "--read", filled(root), on="2026-11-20") == 0
    assert told(root)["answers"][0]["outcome"] == "adopted"
    assert consult(root, "--read", filled(root, text="改成不办。"), on="2026-11-20") == 0
    assert "outcome" not in told(root)["answers"][0]
    assert "ZM-001的意见变了，采纳没有要重新定" in capsys.readouterr().out


def decided(root):
    assert consult(root, "--read", filled(root), on="2026-11-20") == 0
    text = (root / ROUND).read_text(encoding="utf-8")
    write(root / ROUND, f"{text}    outcome: not_adopted\n    outcome_reason: 依据没有这样写。\n")


def test_the_page_the_entry_and_the_print_tell_what_became_of_it(root):
    decided(root)
    site = build(root, on=DAY)
    pages = {page.address: page.body for page in reversed(site.pages)}

    assert "1个部门答复了1件事" in pages["consultation/"]
    for text in ("改成到户籍窗口办。", "未采纳", "依据没有这样写。", "2026-11-10"):
        assert text in pages["consultation/"]
    assert "已征求公安局意见（2026-11-10）：修改，未采纳" in pages["zm-001/"]
    assert "后来改过，没有再问" not in pages["zm-001/"]
    (answer,) = json.loads(site.files["api/v1/consultations.json"])["answers"]
    assert (answer["body"], answer["outcome"], answer["changed_since"]) == (
        "gonganju",
        "not_adopted",
        False,
    )
    catalogue = check(root, on=DAY).catalogue
    job = next(job for job in prints(catalogue, DAY) if job.path == "forms/consultation.docx")
    assert job.check(job.render()) == 0


def test_an_entry_changed_since_says_that_nobody_was_asked_again(root):
    decided(root)
    file = root / "certificates/zm-001-qinshu-guanxi.yml"
    write(file, file.read_text(encoding="utf-8").replace("出示户口簿。", "先看户口簿。"))

    page = next(page for page in build(root, on=DAY).pages if page.address == "zm-001/")

    assert "修改，未采纳；后来改过，没有再问" in page.body


def test_a_print_that_lost_an_answer_is_seen(root):
    decided(root)
    told_now = outcomes_print(check(root, on=DAY).catalogue)

    assert check_outcomes(told_now, outcomes_document(told_now)) == 0
    write(root / ROUND, (root / ROUND).read_text(encoding="utf-8").replace("改成到", "到"))
    other = outcomes_document(outcomes_print(check(root, on=DAY).catalogue))
    with pytest.raises(PrintError, match="应当有1条意见"):
        check_outcomes(told_now, other)


def test_where_nobody_has_answered_that_is_said_and_nothing_is_printed(shipped_catalogue):
    view = consultation_view(shipped_catalogue, title="意见采纳情况")

    assert view.lead == "还没有哪个部门书面答复过。没有答复的，不当作同意。"
    assert outcomes_print(shipped_catalogue) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [("改成\u202e到窗口办。", "有看不见的字符"), ("改" * 4001, "有4001个字，最多4000个字")],
)
def test_an_answer_that_the_check_would_refuse_is_not_written(root, capsys, text, said):
    assert consult(root, "--read", filled(root, text=text), on="2026-11-23") == 1

    assert f"“征求意见表”F5：{said}" in capsys.readouterr().err
    assert not (root / ROUND).exists()
