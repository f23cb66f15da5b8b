"""CSV and Excel files of ours: no cell is a formula, and what is imported again is as it was."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
import yaml
from helpers import DAY, small_catalogue, write
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checking import check, select_catalogue
from generator.cli import main
from generator.editing.csv_files import csv_file, escape_formula, unescape_formula
from generator.editing.exporting import workbook
from generator.editing.sheets import read_sheets
from generator.outputs.api.api import COLUMNS, api_files
from generator.outputs.pages.environment import environment
from generator.site.compose import render_context

ENTRY = "certificates/zm-001-qinshu-guanxi.yml"
FORMULAS = [
    '=HYPERLINK("http://a.example/","点")',
    "=cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "＠SUM(1)",
    "'=1+1",
    "''+1",
    "' -1",
]
WRITTEN = [text for text in FORMULAS if text == text.strip()]
"""Those that an entry may hold."""
STARTS_A_FORMULA = re.compile(r"[\s]*[=+\-@＝＋－＠]|[\t\r\n]")
TEXT = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(FORMULAS)
STARTS = st.text("'=+-@＝＋－＠ \t\r\n", max_size=4)


@settings(max_examples=500)
@given(st.builds(str.__add__, STARTS, TEXT))
def test_any_cell_is_guarded_and_comes_back(cell):
    assert not STARTS_A_FORMULA.match(escape_formula(cell))
    assert unescape_formula(escape_formula(cell)) == cell


@given(st.text("证明abc,;\"'", max_size=10))
def test_a_cell_that_is_no_formula_stays_as_it_is(cell):
    assert escape_formula(cell) == cell


def as_imported(text: str) -> str:
    """What any import makes of a cell: blanks around it and at the ends of its lines say nothing."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    return "\n".join(line.rstrip() for line in lines)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
def test_an_import_reads_what_was_written(tmp_path_factory, rows):
    file = tmp_path_factory.getbasetemp() / "list.csv"
    file.write_bytes(csv_file([("名称", "备注"), *rows]))

    (sheet,) = read_sheets(file)

    wanted = [tuple(map(as_imported, row)) for row in rows]
    assert [row for _, row in sheet.rows[1:]] == [row for row in wanted if any(row)]


@pytest.fixture
def hostile(tmp_path):
    """A catalogue with an entry for each formula, which stands in every text that a table shows."""
    root = small_catalogue(tmp_path)
    fields = yaml.safe_load((root / ENTRY).read_text(encoding="utf-8"))
    for number, formula in enumerate(WRITTEN, 2):
        fields |= {"id": f"ZM-{number:03}", "name": formula, "summary": formula}
        for route in fields["routes"]:
            route |= {"place": formula, "documents": [formula]}
        text = yaml.safe_dump(fields, allow_unicode=True, width=1000)
        write(root / f"certificates/zm-{number:03}-x.yml", text)
    checked = check(root, on=DAY)
    assert [entry.name for entry in checked.catalogue.entries.values()][1:] == WRITTEN
    return root, checked


def test_the_table_for_programs_holds_no_formula(hostile):
    _, checked = hostile
    context = render_context(select_catalogue(checked), checked, DAY, environment(()))
    content = dict(api_files(context))["entries.csv"].decode("utf-8-sig")

    head, _, *rows = csv.reader(io.StringIO(content, newline=""))

    assert [cell for row in rows for cell in row if STARTS_A_FORMULA.match(cell)] == []
    assert head == [title for _, title in COLUMNS]
    for row, formula in zip(rows, WRITTEN, strict=True):
        found = dict(zip(head, map(unescape_formula, row), strict=True))
        assert {found[name] for name in ("名称", "一句话", "拿什么代替")} == {formula}


def test_the_workbook_holds_texts_only_and_comes_back(hostile, tmp_path, capsys):
    root, checked = hostile
    kinds = checked.catalogue.kinds
    certificates = kinds.by_key["certificates"]
    file = tmp_path / "list.xlsx"
    entries = checked.catalogue.entries_of(certificates)
    file.write_bytes(workbook(certificates, kinds, entries, DAY))

    cells = [cell for row in openpyxl.load_workbook(file).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(isinstance(cell.value, str | None) for cell in cells)
    assert set(WRITTEN) <= {cell.value for cell in cells}
    options = ["--kind", "certificates", "--catalogue", str(root), "--on", DAY.isoformat()]
    assert main(["import", str(file), *options]) == 0
    assert f"没有变化{len(WRITTEN) + 1}条" in capsys.readouterr().out
