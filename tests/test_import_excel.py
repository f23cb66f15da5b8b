"""Excel files as people use them: dates, percents, hidden rows, colours far below, emptied cells."""

from __future__ import annotations

import json
from datetime import date, datetime

import openpyxl
import pytest
from helpers import DAY, write
from importing import entries, imported
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from generator.checking import check
from generator.cli import main
from generator.editing.sheets import read_sheets

NOON = datetime.fromisoformat("2026-03-01T12:00")


def book(file, *rows, change=None):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "清单"
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    made.save(file)
    return file


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (NOON.replace(hour=0), "yyyy-mm-dd", "2026-03-01"),
        (date(2026, 3, 1), "yyyy/m/d", "2026-03-01"),
        (NOON.replace(hour=9, minute=30), "yyyy-mm-dd hh:mm", "2026-03-01 09:30"),
        (0.05, "0%", "5%"),
        (0.125, "0.0%", "12.5%"),
        (7, "000", "007"),
        (3.0, "General", "3"),
        (True, "General", "TRUE"),
        (date(2026, 3, 1), 'yyyy"年"m"月"', "2026年3月"),
    ],
)
def test_a_value_is_read_as_it_is_shown(tmp_path, value, shown, text):
    def change(sheet):
        sheet["A2"] = value
        sheet["A2"].number_format = shown

    (sheet,) = read_sheets(book(tmp_path / "a.xlsx", ["名称"], change=change))

    assert sheet.rows[1][1] == (text,)


@pytest.mark.parametrize(
    ("number", "text"), [(31, "2026-03-01"), (57, "2026年3月"), (58, "2026-03-01")]
)
def test_a_format_only_chinese_programs_have_shows_a_day(tmp_path, number, text):
    def change(sheet):
        sheet["A2"] = 46082
        sheet["A2"].number_format = "0%"
        sheet["A2"]._style.numFmtId = number  # noqa: SLF001 - no file written here names it

    (sheet,) = read_sheets(book(tmp_path / "a.xlsx", ["名称"], change=change))

    assert sheet.rows[1][1] == (text,)


def test_a_date_typed_into_our_own_workbook_is_a_date(root, tmp_path):
    file = tmp_path / "list.xlsx"
    here = ["--catalogue", str(root), "--kind", "certificates"]
    assert main(["export", *here, "--to", str(file)]) == 0
    made = openpyxl.load_workbook(file)
    sheet = made.active
    column = next(c.column for c in sheet[1] if "（in_force_on）" in c.value)
    sheet.cell(2, column).value = NOON.replace(hour=0)
    made.save(file)

    assert imported(root, file) == 0

    assert str(entries(root)["亲属关系证明"]["in_force_on"]) == "2026-03-01"


def emptied(root, tmp_path):
    entry, file = root / "certificates/zm-001-qinshu-guanxi.yml", tmp_path / "list.xlsx"
    text = entry.read_text(encoding="utf-8")
    write(entry, text.replace("meaning:", "purposes:\n  - 上学\nmeaning:"))
    here = ["--catalogue", str(root), "--kind", "certificates"]
    assert main(["export", *here, "--to", str(file)]) == 0
    made = openpyxl.load_workbook(file)
    sheet = made.active
    column = next(c.column for c in sheet[1] if "（purposes）" in c.value)
    sheet.cell(2, column).value = None
    made.save(file)
    return file


def test_an_emptied_cell_keeps_what_is_there_and_says_so(root, tmp_path, capsys):
    assert imported(root, emptied(root, tmp_path)) == 0

    assert "purposes" in entries(root)["亲属关系证明"]
    told = capsys.readouterr().out
    assert "批注" not in told  # the export's own, above its columns
    assert "ZM-001的“用来办什么”在表里空着，目录里有，照旧没有动；要清掉，加--clear-empty" in told


def test_an_emptied_cell_clears_where_that_is_asked_for(root, tmp_path, capsys):
    assert imported(root, emptied(root, tmp_path), "--clear-empty") == 0

    assert "purposes" not in entries(root)["亲属关系证明"]
    assert "更新1条：ZM-001 亲属关系证明（用来办什么）" in capsys.readouterr().out


def test_a_coloured_cell_far_below_does_not_make_a_table_long(root, tmp_path):
    def change(sheet):
        sheet["B1048576"].fill = PatternFill("solid", fgColor="FFFF00")
        sheet["XFD1"].fill = PatternFill("solid", fgColor="FFFF00")

    file = book(tmp_path / "a.xlsx", ["证明事项"], ["分户证明"], change=change)

    assert imported(root, file) == 0

    assert "分户证明" in entries(root)


def test_what_is_hidden_struck_out_or_beside_the_cells_is_told(root, tmp_path, capsys):
    def change(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet["A2"].comment = Comment("下半年取消", "x")
        sheet["A4"].font = Font(strike=True)
        sheet["B2"].hyperlink = "https://www.gov.cn/"
        sheet.parent.create_sheet("旧表").append(["证明事项"])
        sheet.parent["旧表"].sheet_state = "hidden"

    rows = (["证明事项", "备注"], ["分户证明", "甲"], ["危房证明", "乙"], ["无房证明", "丙"])
    file = book(tmp_path / "a.xlsx", *rows, change=change)

    assert imported(root, file) == 0

    told = capsys.readouterr().out
    assert "清单的第3行是隐藏的，照读了" in told
    assert "清单的B列是隐藏的，照读了" in told
    assert "清单的A4划了删除线，照读了" in told
    assert "清单的A2有批注，没有读：下半年取消" in told
    assert "清单的B2有链接，没有读" in told
    assert "工作表“旧表”是隐藏的，没有读" in told


def test_line_breaks_stay_in_what_is_noted(root, tmp_path):
    file, report = tmp_path / "a.xlsx", tmp_path / "r.json"
    book(file, ["证明事项", "备注"], ["分户证明", "第一行\n第二行"])

    assert imported(root, file, "--report", str(report)) == 0

    cells = json.loads(report.read_text(encoding="utf-8"))["cells"]
    assert "第一行\n第二行" in [cell["text"] for cell in cells]
    assert "第一行\n第二行" in entries(root)["分户证明"]["notes_internal"]


def test_an_exported_workbook_names_the_day_of_the_catalogue_not_of_the_clock(root, tmp_path):
    file = tmp_path / "list.xlsx"

    assert (
        main(["export", "--kind", "certificates", "--catalogue", str(root), "--to", str(file)]) == 0
    )

    day = check(root, on=DAY).catalogue.settings.verified_on
    assert openpyxl.load_workbook(file).properties.created.date() == day
