"""What a workbook holds and does not show is counted too: hidden sheets, formulas, pictures."""

from __future__ import annotations

import json
from collections import Counter

import openpyxl
from importing import book, entries, imported

from generator.cli import main
from generator.editing.sheets import read_sheets


def changed(file, change):
    made = openpyxl.load_workbook(file)
    change(made)
    made.save(file)
    return file


def fates(root, tmp_path, file):
    report = tmp_path / "report.json"
    assert imported(root, file, "--report", str(report)) == 0
    return json.loads(report.read_text(encoding="utf-8"))["cells"]


def test_cells_of_a_hidden_sheet_are_counted_and_not_read(root, tmp_path, capsys):
    sheets = [
        ("清单", [["证明事项"], ["分户证明"]], []),
        ("旧表", [["证明事项", "备注"], ["危房证明", "作废"]], []),
        ("选项", [["是"], ["否"]], []),
    ]

    def hide(made):
        made["旧表"].sheet_state = "hidden"
        made["选项"].sheet_state = "veryHidden"

    cells = fates(root, tmp_path, changed(book(tmp_path / "a.xlsx", *sheets), hide))

    why = Counter((cell["sheet"], cell["to"]) for cell in cells if cell["fate"] == "unread")
    assert why == {("旧表", "工作表是隐藏的"): 4, ("选项", "工作表是隐藏的"): 2}
    assert "危房证明" not in entries(root)
    assert "工作表：" not in entries(root)["分户证明"].get("notes_internal", "")
    told = capsys.readouterr().out
    assert "工作表“旧表”是隐藏的，没有读，有字的4格" in told
    assert "有字的格子一共8格：用上的2格，放进备注的0格，没有用的6格。" in told


def test_what_else_reads_tables_is_given_no_hidden_sheet(tmp_path):
    sheets = [("旧表", [["甲"]], []), ("清单", [["乙"]], [])]

    def hide(made):
        made["旧表"].sheet_state = "hidden"

    (only,) = read_sheets(changed(book(tmp_path / "a.xlsx", *sheets), hide))

    assert (only.name, only.notes) == ("清单", ("工作表“旧表”是隐藏的，没有读。",))


def test_a_hidden_sheet_that_is_too_large_does_not_stop_the_list(root, tmp_path, capsys):
    sheets = [("清单", [["证明事项"], ["分户证明"]], []), ("底稿", [["甲"]], [])]

    def change(made):
        made["底稿"].sheet_state = "hidden"
        made["底稿"]["A30000"] = "乙"

    fates(root, tmp_path, changed(book(tmp_path / "a.xlsx", *sheets), change))

    assert "工作表“底稿”是隐藏的，没有读，太大，没有数" in capsys.readouterr().out


def test_formulas_without_a_result_are_counted_and_told_once(root, tmp_path, capsys):
    rows = [["证明事项", "次数"], ["分户证明", "=1+1"], ["危房证明", "=2+2"]]

    cells = fates(root, tmp_path, book(tmp_path / "a.xlsx", ("清单", rows, [])))

    without = {cell["cell"]: cell["fate"] for cell in cells if "公式" in cell["to"]}
    assert without == {"B2": "unread", "B3": "unread"}
    assert "清单的B2、B3是公式，没有存下结果，没有读。" in capsys.readouterr().out


def test_a_picture_in_a_cell_is_called_that(root, tmp_path):
    rows = [["证明事项", "样式"], ["分户证明", "样"]]

    def change(made):
        made["清单"]["B2"].value = '=DISPIMG("ID_77F1",1)'
        made["清单"]["B2"].data_type = "s"

    fates(root, tmp_path, changed(book(tmp_path / "a.xlsx", ("清单", rows, [])), change))

    assert "样式：（图片）" in entries(root)["分户证明"]["notes_internal"]


def test_what_excel_calls_unicode_text_is_read(root, tmp_path):
    file = tmp_path / "list.csv"
    file.write_bytes("\ufeff序号\t证明名称\r\n1\t分户证明\r\n".encode("utf-16-le"))

    assert imported(root, file) == 0

    assert "分户证明" in entries(root)


def test_a_file_of_a_windows_editor_comes_back_byte_by_byte(root, tmp_path):
    rows = [["证明事项", "备注"], ["分户证明", "甲"]]
    assert imported(root, book(tmp_path / "a.xlsx", ("清单", rows, []))) == 0
    draft = next((root / "certificates").glob("zm-002-*.yml"))
    draft.write_bytes(draft.read_bytes().replace(b"\n", b"\r\n"))
    before = draft.read_bytes()
    rows[1][1] = "乙"
    report = tmp_path / "report.json"
    file = book(tmp_path / "b.xlsx", ("清单", rows, []))
    assert imported(root, file, "--report", str(report)) == 0
    assert draft.read_bytes() != before

    assert main(["import", "--undo", str(report), "--catalogue", str(root)]) == 0

    assert draft.read_bytes() == before


def test_an_entry_that_cannot_be_read_is_not_made_again(root, tmp_path, capsys):
    file = book(tmp_path / "a.xlsx", ("清单", [["证明事项"], ["分户证明"]], []))
    assert imported(root, file) == 0
    draft = next((root / "certificates").glob("zm-002-*.yml"))
    draft.write_bytes(b"\xef\xbb\xbf" + draft.read_bytes())

    assert imported(root, file) == 1

    assert len(list((root / "certificates").glob("*.yml"))) == 2
    told = capsys.readouterr().err
    assert f"{draft.name}有错，没有读进来，它可能就是清单里的一条。先改好，再导入。" in told
