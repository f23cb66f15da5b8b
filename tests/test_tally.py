"""报数: files of communities are added up; whatever holds more than numbers is refused by its cell."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
import yaml
from helpers import small_catalogue

from generator.checking import check
from generator.cli import main
from generator.derive.tally import reported_counts, tasks_by_department

HEADS = ("月份", "事项", "部门", "退回件数")
ROWS = (("2026-10", "ZM-001 亲属关系证明", "公安局", 2), ("2026-10", "目录外的事", "民政局", 1))
COMMUNITY = """\
id: minzhulu
name: 民主路社区居民委员会
address: 民主路1号
phone: '0711-0000000'
hours: 工作日
verified_on: 2026-11-23
"""


def handed_in(folder, name="民主路社区-退回登记簿.xlsx", rows=ROWS, heads=HEADS, change=None):
    """Write a file as a community hands it in; ``change`` puts into it what should not be there."""
    file = folder / name
    if file.suffix == ".csv":
        lines = (",".join(map(str, row)) for row in (heads, *rows))
        file.write_text("\n".join(lines), encoding="gb18030")
        return file
    book = openpyxl.Workbook()
    book.active.title = "汇总"
    for row in (heads, *rows):
        book.active.append(row)
    if change:
        change(book)
    book.save(file)
    return file


def tally(root, *files, extra=()):
    options = ["--catalogue", str(root), "--on", "2026-11-23", *extra]
    return main(["tally", *map(str, files), *options])


def test_files_of_communities_are_added_up_with_who_said_so(tmp_path, capsys):
    root = small_catalogue(tmp_path)
    first = handed_in(tmp_path)
    second = handed_in(tmp_path, "古楼社区_退回.csv", rows=ROWS[:1])

    assert tally(root, first, second) == 0

    assert "2026-10 退回登记簿：2个社区，5件" in capsys.readouterr().out
    told = yaml.safe_load((root / "tallies/2026-10.yml").read_text(encoding="utf-8"))
    assert told["reports"] == [
        {"ledger": "refusals", "community": "古楼社区", "count": 2},
        {"ledger": "refusals", "community": "民主路社区", "count": 3},
    ]
    assert told["counts"] == [
        {"ledger": "refusals", "body": "minzhengju", "count": 1},
        {"ledger": "refusals", "entry": "ZM-001", "body": "gonganju", "count": 4},
    ]
    checked = check(root, on=date(2026, 11, 23))
    assert checked.passed
    (one,) = reported_counts(checked.catalogue)
    assert (one.communities, one.count, one.outside) == (2, 5, 1)
    assert tasks_by_department(checked.catalogue) == {}


def test_the_same_files_give_the_same_bytes_and_a_preview_writes_nothing(tmp_path):
    root, file = small_catalogue(tmp_path), handed_in(tmp_path)

    assert tally(root, file, extra=["--preview"]) == 0
    assert not (root / "tallies").exists()
    assert tally(root, file) == 0
    before = (root / "tallies/2026-10.yml").read_bytes()
    assert tally(root, file) == 0
    assert (root / "tallies/2026-10.yml").read_bytes() == before


def with_sheet(book):
    book.create_sheet("台账")["A1"] = "张三"


def with_hidden_sheet(book):
    book.create_sheet("台账").sheet_state = "hidden"


def with_comment(book):
    book.active["A2"].comment = openpyxl.comments.Comment("张三来的", "李四")


MORE = {
    "another sheet": (with_sheet, "“台账”：多了这张表。只交“汇总”一张"),
    "a hidden sheet": (with_hidden_sheet, "“台账”：多了这张表"),
    "another column": (lambda b: b.active.cell(1, 5, "申请人"), "“汇总”E1：多了这一列"),
    "a cell beside the table": (lambda b: b.active.cell(3, 6, "张三"), "“汇总”F3：多了这一格"),
    "a name for a matter": (lambda b: b.active.cell(2, 2, "张三"), "“汇总”B2：不是目录里的事项"),
    "a name behind a number": (
        lambda b: b.active.cell(2, 2, "ZM-001 张三"),
        "“汇总”B2：不是目录里的事项",
    ),
    "a name for a department": (
        lambda b: b.active.cell(3, 3, "李四"),
        "“汇总”C3：不是目录里的部门",
    ),
    "a name for a number": (lambda b: b.active.cell(3, 4, "王五"), "“汇总”D3：件数写整数"),
    "a comment": (with_comment, "有批注"),
    "a day for a month": (lambda b: b.active.cell(2, 1, "2026-10-03"), "“汇总”A2：月份写成2026-11"),
    "a month to come": (lambda b: b.active.cell(2, 1, "2026-12"), "“汇总”A2：这个月还没有到"),
    "another head": (lambda b: b.active.cell(1, 2, "姓名"), "“汇总”B1：表头应当是“事项”"),
    "no ledger": (lambda b: b.active.cell(1, 4, "件数"), "“汇总”D1：表头应当是开具件数、"),
}


@pytest.mark.parametrize("name", MORE)
def test_a_file_that_holds_more_is_refused_by_its_cell(tmp_path, capsys, name):
    change, said = MORE[name]
    root, file = small_catalogue(tmp_path), handed_in(tmp_path, change=change)

    assert tally(root, file) == 1

    told = capsys.readouterr().err
    assert f"{file.name}{said}" in told or (name == "a comment" and said in told)
    assert told.endswith("没有写任何文件。\n")
    assert not (root / "tallies").exists()


@pytest.mark.parametrize("part", ["xl/externalLinks/externalLink1.xml", "xl/vbaProject.bin"])
def test_what_no_cell_shows_is_refused(tmp_path, capsys, part):
    root, file = small_catalogue(tmp_path), handed_in(tmp_path)
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr(part, "<x/>")

    assert tally(root, file) == 1

    assert file.name in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("张三.xlsx", "文件名前面看不出是哪个社区"),
        ("民主路社区.ods", "只收.xlsx、.csv"),
        ("民主路社区.csv", "表头应当是"),
    ],
)
def test_a_file_without_a_community_or_of_another_kind_is_refused(tmp_path, capsys, name, said):
    root, file = small_catalogue(tmp_path), tmp_path / name
    source = handed_in(tmp_path)
    file.write_bytes(source.read_bytes() if not name.endswith(".csv") else "姓名\n张三\n".encode())

    assert tally(root, file) == 1

    assert said in capsys.readouterr().err


def test_a_broken_or_missing_file_is_a_sentence(tmp_path, capsys):
    root, broken = small_catalogue(tmp_path), tmp_path / "民主路社区.xlsx"
    broken.write_bytes(b"PK\x03\x04 no zip")

    assert tally(root, broken, tmp_path / "古楼社区.xlsx") == 1

    told = capsys.readouterr().err
    assert "民主路社区.xlsx坏了，打不开" in told
    assert "古楼社区.xlsx读不出来" in told


def test_where_the_communities_are_known_the_file_is_one_of_theirs(tmp_path, capsys):
    root = small_catalogue(tmp_path, {"communities/minzhulu.yml": COMMUNITY})

    assert tally(root, handed_in(tmp_path, "古楼社区.xlsx")) == 1
    assert "社区名称例：民主路社区居民委员会" in capsys.readouterr().err
    assert tally(root, handed_in(tmp_path)) == 0
    assert "community: 民主路社区居民委员会" in (root / "tallies/2026-10.yml").read_text("utf-8")


def test_the_same_ledger_twice_is_refused_and_a_month_stays_whole(tmp_path, capsys):
    root, file = small_catalogue(tmp_path), handed_in(tmp_path)
    again = handed_in(tmp_path, "民主路社区-又一份.xlsx")
    other = handed_in(tmp_path, "古楼社区.xlsx")

    assert tally(root, file, again) == 1
    assert "2026-10的退回登记簿，民主路社区-退回登记簿.xlsx里已经有了" in capsys.readouterr().err
    assert tally(root, file) == 0
    assert tally(root, other) == 1
    assert "2026-10已经有民主路社区的退回登记簿，这次没有它的文件" in capsys.readouterr().err
    assert tally(root, file, other) == 0


def test_a_month_that_excel_made_a_day_of_is_read_and_empty_rows_are_left_out(tmp_path):
    root = small_catalogue(tmp_path)

    def change(book):
        book.active.cell(2, 1, date(2026, 10, 1)).number_format = "yyyy-mm"
        book.active.cell(9, 1, "")

    assert tally(root, handed_in(tmp_path, change=change)) == 0
    assert (root / "tallies/2026-10.yml").exists()


def test_a_workbook_full_of_formulas_without_results_says_nothing_came(tmp_path, capsys):
    root = small_catalogue(tmp_path)
    content = io.BytesIO(handed_in(tmp_path, rows=()).read_bytes())
    file = tmp_path / "古楼社区.xlsx"
    file.write_bytes(content.getvalue())

    assert tally(root, file) == 1
    assert "一件也没有" in capsys.readouterr().err


def test_a_name_with_a_character_nobody_sees_is_no_community(tmp_path, capsys):
    root = small_catalogue(tmp_path)

    assert tally(root, handed_in(tmp_path, "民\u202e主路社区-退回登记簿.xlsx")) == 1

    assert "看不出是哪个社区" in capsys.readouterr().err
    assert not list(root.glob("tallies/*"))
