"""A department's list becomes entries: three layouts, nothing dropped in silence, all files or none."""

from __future__ import annotations

import re
import shutil
import subprocess

import openpyxl
import pytest
import yaml
from docx import Document
from helpers import DAY, examples, small_catalogue, write
from hypothesis import given
from hypothesis import strategies as st

from generator.checking import check
from generator.cli import main
from generator.editing.exporting import from_cell, to_cell
from generator.schema.kinds import load_kinds
from generator.schema.walk import resolve

KINDS = load_kinds()
CERTIFICATE = KINDS.by_key["certificates"]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def excel(file):
    """A list as a bureau sends it: a title over all columns, merged cells, a foot."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "证明清单"
    rows = [
        ["江北县要求社区出具的证明清单", None, None, None, None],
        ["序号", "证明事项\n名称", "设定依据", "责任部门", "备注"],
        [1, "居住情况证明", "《中华人民共和国城市居民委员会组织法》第十条", "公安局", "常用"],
        [2, "婚姻状况证明", "《婚姻登记条例》第五条", "民政局、妇联", None],
        [3, "无业证明", None, None, None],
        ["填表人：张三", None, None, None, None],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("D4:D5")
    book.save(file)


def word(file):
    """A list in Word, other words in the head, another order."""
    document = Document()
    document.add_paragraph("江北县证明事项清单")
    table = document.add_table(rows=0, cols=3)
    rows = [
        ("主管部门", "名称", "替代方式"),
        ("江北县公安局", "居住情况证明", "凭居住证办理"),
        ("民政局", "婚姻状况证明", "部门\n核查"),
    ]
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(file)


def comma(file):
    """A list as CSV in the old encoding, its head in Traditional characters."""
    file.write_bytes(
        "序號;事項名稱;用途;結論\n1;居住情況證明;上學、就業;不应出具\n".encode("gb18030")
    )


def imported(root, file, *options):
    arguments = ["import", str(file), "--kind", "certificates", "--catalogue", str(root)]
    return main([*arguments, "--on", DAY.isoformat(), *options])


def entries(root):
    files = sorted((root / "certificates").glob("zm-*.yml"))
    return {
        f["name"]: f for f in (yaml.safe_load(file.read_text(encoding="utf-8")) for file in files)
    }


def test_an_excel_list_becomes_drafts(tmp_path, capsys):
    root = small_catalogue(tmp_path)
    excel(tmp_path / "list.xlsx")

    assert imported(root, tmp_path / "list.xlsx") == 0

    found, told = entries(root), capsys.readouterr().out
    first = found["居住情况证明"]
    assert (first["id"], first["status"], first["decision"]) == ("ZM-002", "draft", "undecided")
    assert first["competent_bodies"] == ["gonganju"]
    assert first["legal_basis"] == [{"source": "law-jwh-2025", "clause": "第十条"}]
    assert "备注：常用" in first["notes_internal"]
    assert found["婚姻状况证明"]["competent_bodies"] == ["minzhengju"]
    assert "责任部门：妇联" in found["婚姻状况证明"]["notes_internal"]
    assert "婚姻登记条例" in found["婚姻状况证明"]["notes_internal"]
    assert found["无业证明"]["competent_bodies"] == ["minzhengju"]  # the cell above is merged
    assert "备注 → 没认出" in told
    assert "责任部门 → 主管部门" in told
    assert "新建3条" in told
    assert "填表人：张三" in told
    assert check(root, on=DAY).passed
    assert main(
        [
            "fmt",
            "--check",
            "--catalogue",
            str(root),
            str(root / "certificates/zm-002-ju-zhu-qing-kuang.yml"),
        ]
    ) in {0, 1}


def test_a_word_list_becomes_drafts(tmp_path):
    root = small_catalogue(tmp_path)
    word(tmp_path / "list.docx")

    assert imported(root, tmp_path / "list.docx") == 0

    found = entries(root)
    assert found["居住情况证明"]["competent_bodies"] == ["gonganju"]
    (route,) = found["婚姻状况证明"]["routes"]
    assert (route["text"], route["unverified"]) == ("部门核查", True)


def test_a_csv_list_becomes_drafts(tmp_path):
    root = small_catalogue(tmp_path)
    comma(tmp_path / "list.csv")

    assert imported(root, tmp_path / "list.csv") == 0

    (entry,) = [fields for name, fields in entries(root).items() if name == "居住情況證明"]
    assert entry["purposes"] == ["上學", "就業"]
    assert entry["decision"] == "undecided"  # a verdict needs a basis; the editor gives it
    assert "結論：不应出具" in entry["notes_internal"]


def test_what_nobody_sees_is_removed_and_told(tmp_path, capsys):
    root, file = small_catalogue(tmp_path), tmp_path / "list.csv"
    names = [f"\ufeff证\u200b明{word}" for word in "甲乙丙丁戊己"]
    file.write_text(
        "\n".join(["事项\u00ad名称,备注", *names, "证明庚,\u3164"]), encoding="utf-8-sig"
    )

    assert imported(root, file) == 0

    told = capsys.readouterr().out
    assert {f"证明{word}" for word in "甲乙丙丁戊己庚"} <= set(entries(root))
    assert "表里删掉了看不见的字符（U+00AD，软连字符）：第1行。" in told
    assert "表里删掉了看不见的字符（U+200B，零宽空格）：第2、3、4、5、6行等6行。" in told
    assert "notes_internal" not in entries(root)["证明庚"]
    assert check(root, on=DAY).problems == ()


def test_private_use_characters_of_an_old_list_are_kept_and_hinted_at(tmp_path):
    root, file = small_catalogue(tmp_path), tmp_path / "list.csv"
    file.write_bytes("事项名称\n丫\ue000山证明\n".encode("gb18030"))

    assert imported(root, file) == 0

    assert "丫\ue000山证明" in entries(root)
    assert [problem.code for problem in check(root, on=DAY).problems] == ["R031"]


def test_importing_again_updates_and_keeps_comments(tmp_path, capsys):
    root = small_catalogue(tmp_path)
    word(tmp_path / "list.docx")
    assert imported(root, tmp_path / "list.docx") == 0
    file = next((root / "certificates").glob("zm-002-*.yml"))
    text = file.read_text(encoding="utf-8")
    write(file, text.replace("name:", "# 问过公安局\nname:").replace("凭居住证办理", "问过了"))
    capsys.readouterr()

    assert imported(root, tmp_path / "list.docx") == 0

    told = capsys.readouterr().out
    assert "更新1条：ZM-002 居住情况证明（去哪里办）" in told
    assert "没有变化1条" in told
    assert len(entries(root)) == 3
    assert "# 问过公安局" in file.read_text(encoding="utf-8")
    assert "凭居住证办理" in file.read_text(encoding="utf-8")


def test_what_comes_from_above_is_left_alone(tmp_path, capsys):
    small_catalogue(tmp_path).rename(tmp_path / "above")
    settings = (tmp_path / "above/catalogue.yml").read_text(encoding="utf-8")
    root = tmp_path / "catalogue"
    write(root / "catalogue.yml", settings + "bases:\n  - path: ../above\n")
    word(tmp_path / "list.docx")
    assert imported(tmp_path / "above", tmp_path / "list.docx") == 0
    file = next((tmp_path / "above/certificates").glob("zm-002-*.yml"))
    text = file.read_text(encoding="utf-8").replace("凭居住证办理", "问过了")
    write(file, text)
    capsys.readouterr()

    assert imported(root, tmp_path / "list.docx") == 0

    out = capsys.readouterr().out
    assert "照上级、没有改" in out
    assert "ZM-002 居住情况证明（catalogue new certificates --over ZM-002）" in out
    assert file.read_text(encoding="utf-8") == text


def test_a_preview_writes_nothing(tmp_path):
    root = small_catalogue(tmp_path)
    excel(tmp_path / "list.xlsx")

    assert imported(root, tmp_path / "list.xlsx", "--preview") == 0

    assert len(entries(root)) == 1


# --- bad input --------------------------------------------------------------------------------


def no_head(file):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(file)


def many_rows(file):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["名称"])
    for number in range(30_000):
        sheet.append([f"证明{number}"])
    book.save(file)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda file: file.write_bytes(b"PK\x03\x04 broken"), "坏了"),
        (lambda file: file.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600), "加了密码"),
        (lambda file: file.write_bytes(b""), "坏了"),
        (no_head, "表头"),
        (many_rows, "最多20000行"),
    ],
    ids=["corrupt", "password", "empty", "no head", "endless"],
)
def test_what_cannot_be_used_is_said_and_nothing_is_written(tmp_path, capsys, make, said):
    root = small_catalogue(tmp_path)
    before = {file: file.read_bytes() for file in root.rglob("*.yml")}
    make(tmp_path / "list.xlsx")

    assert imported(root, tmp_path / "list.xlsx") == 1

    assert said in capsys.readouterr().err
    assert {file: file.read_bytes() for file in root.rglob("*.yml")} == before


def test_a_formula_without_a_result_is_told(tmp_path, capsys):
    root = small_catalogue(tmp_path)
    book = openpyxl.Workbook()
    for row in (["名称", "备注"], ["甲证明", '=CONCAT("a","b")']):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")

    assert imported(root, tmp_path / "list.xlsx") == 0

    assert "B2是公式" in capsys.readouterr().out


# --- there and back ---------------------------------------------------------------------------


FOLDERS = [kind.folder for kind in KINDS.of_entries()]


@pytest.mark.parametrize(
    "kind",
    [FOLDERS[0], *(pytest.param(kind, marks=pytest.mark.deep) for kind in FOLDERS[1:])],
)
def test_the_shipped_entries_come_back_unchanged(kind, repository, tmp_path, capsys):
    shutil.copytree(repository / "catalogue", tmp_path / "catalogue")
    file = tmp_path / "list.xlsx"
    here = ["--catalogue", str(tmp_path / "catalogue"), "--kind", kind]
    assert main(["export", *here, "--to", str(file)]) == 0

    assert main(["import", str(file), *here]) == 0

    told = capsys.readouterr().out
    assert "没有变化" in told
    assert "更新" not in told
    assert "新建" not in told


@pytest.mark.deep
@pytest.mark.skipif(not OFFICE, reason="needs LibreOffice, which is not asked of every machine")
def test_a_sheet_saved_by_libreoffice_comes_back_unchanged(repository, tmp_path, capsys):
    here = ["--catalogue", str(repository / "catalogue"), "--kind", "certificates"]
    assert main(["export", *here, "--to", str(tmp_path / "list.xlsx")]) == 0
    command = [OFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    out = tmp_path / "saved"
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", str(out), str(tmp_path / "list.xlsx")],
        check=True,
        capture_output=True,
    )

    assert main(["import", str(out / "list.xlsx"), *here, "--preview"]) == 0

    told = capsys.readouterr().out
    (exported,) = re.findall(r"^(\d+)条，在", told, re.MULTILINE)
    assert f"没有变化{exported}条" in told
    assert "更新" not in told


TEXT = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=20
)
ROUTE = st.fixed_dictionaries(
    {"type": st.sampled_from(["issuing_body", "existing_document"])},
    optional={
        "place": TEXT,
        "documents": st.lists(TEXT, min_size=1, max_size=3),
        "unverified": st.booleans(),
    },
)


@examples(200)
@given(st.lists(ROUTE, min_size=1, max_size=3), st.lists(TEXT, min_size=1, max_size=4), TEXT)
def test_any_field_comes_back_from_its_cell(routes, purposes, name):
    for key, value in (("routes", routes), ("purposes", purposes), ("name", name)):
        schema = resolve(CERTIFICATE.schema["properties"][key], KINDS.common)

        cell = to_cell(value, schema, KINDS.common)

        assert from_cell(cell, schema, KINDS.common) == value, cell
