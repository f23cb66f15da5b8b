"""Files of tables that are larger than they look: refused with words, before they fill the memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from generator.editing.sheets import read_sheets
from generator.editing.sizes import SheetError

MOST_MEMORY = 350_000_000
"""Bytes while the files below are read. Some 130,000,000 of them is what the program itself takes."""
ADDRESSES = 4_000_000_000
"""Bytes the process may ask for, so that a missing guard stops this test and not the machine."""
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def workbook(file: Path, rows=(("名称", "部门"), ("甲证明", "公安局"))) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)


def document(file: Path, *more: str) -> None:
    made = Document()
    table = made.add_table(rows=0, cols=2)
    for row in (("名称", "部门"), ("甲证明", "公安局")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.save(file)
    changed(
        file, "word/document.xml", lambda text: text.replace("</w:tbl>", f"{''.join(more)}</w:tbl>")
    )


def changed(file: Path, part: str, change: Callable[[str], str]) -> None:
    """Change one part of a packed file."""
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts[part] = change(parts.get(part, b"").decode()).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def merged(*references: str) -> Callable[[Path], None]:
    def make(file: Path) -> None:
        workbook(file)
        cells = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
        changed(
            file,
            SHEET,
            lambda text: text.replace(
                "</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>"
            ),
        )

    return make


def with_rows(rows: str) -> Callable[[Path], None]:
    def make(file: Path) -> None:
        workbook(file)
        changed(file, SHEET, lambda text: text.replace("</sheetData>", f"{rows}</sheetData>"))

    return make


def long_texts(file: Path) -> None:
    """One long text, shown in many cells."""
    cell = '<c t="s"><v>0</v></c>'
    with_rows("".join(f"<row>{cell * 100}</row>" for _ in range(10)))(file)
    words = f"<si><t>{'长' * 32_000}</t></si>"
    changed(file, STRINGS, lambda _: f'<sst xmlns="{MAIN}">{words}</sst>')
    kind = f"{OFFICE}.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/{STRINGS}" ContentType="{kind}"/>'
    changed(file, "[Content_Types].xml", lambda text: text.replace("</Types>", f"{part}</Types>"))


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "application/vnd.openxmlformats-officedocument"
CELL = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
SPAN = CELL.format('<w:gridSpan w:val="2000000000"/>', "乙证明")
ROW = f"<w:tr>{CELL.format('', '乙证明')}{CELL.format('', '公安局')}</w:tr>"
LAST = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'

TOO_LARGE = {
    "merged over all.xlsx": (merged("A1:XFD1048576"), "合并的格子太多（A1:XFD1048576）"),
    "merged columns.xlsx": (merged("A:XFD"), "合并的格子太多（A:XFD）"),
    "merged too often.xlsx": (merged(*["A1:GR5000"] * 9), "合并的格子太多（A1:GR5000）"),
    "last row.xlsx": (with_rows(LAST), "到了第1048576行"),
    "last column.xlsx": (with_rows('<row r="3"><c r="XFD3"><v>1</v></c></row>'), "到了第16384列"),
    "200,000 rows.xlsx": (with_rows("<row><c><v>1</v></c></row>" * 200_000), "到了第20001行"),
    "one endless row.xlsx": (with_rows(f"<row>{'<c/>' * 2_100_000}</row>"), "格子太多"),
    "long texts.xlsx": (long_texts, "放不下了"),
    "wide cell.docx": (lambda file: document(file, f"<w:tr>{SPAN}</w:tr>"), "到了第201列"),
    "200,000 rows.docx": (lambda file: document(file, ROW * 200_000), "大得不正常"),
    "200,000 rows.csv": (lambda file: file.write_text("名称\n" + "甲证明\n" * 200_000), "20001行"),
    "one endless line.csv": (lambda file: file.write_text("名称" + "," * 40_000_000), "太长"),
}
READ = """
import json, sys
from pathlib import Path
from generator.editing.sheets import read_sheets
from generator.editing.sizes import SheetError
said = {}
for file in sorted(Path(sys.argv[1]).iterdir()):
    try:
        said[file.name] = f"read: {len(read_sheets(file))}"
    except SheetError as error:
        said[file.name] = str(error)
# Not getrusage: its peak is that of the process before exec too.
status = Path("/proc/self/status").read_text()
peak = int(status.split("VmHWM:")[1].split()[0]) * 1024
print(json.dumps({"said": said, "peak": peak}))
"""


def test_what_is_too_large_is_refused_before_it_fills_the_memory(tmp_path):
    for name, (make, _) in TOO_LARGE.items():
        make(tmp_path / name)

    done = subprocess.run(
        [sys.executable, "-c", READ, str(tmp_path)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES)),
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)

    assert {n: s for n, (_, s) in TOO_LARGE.items() if s not in told["said"].get(n, "")} == {}
    assert told["peak"] < MOST_MEMORY


def test_a_department_merged_over_thousands_of_rows_is_read(tmp_path):
    """python-docx alone goes a call deeper for each of the rows."""
    first = (
        f"<w:tr>{CELL.format('', '证明0')}{CELL.format(MERGE.format('restart'), '民政局')}</w:tr>"
    )
    more = [
        f"<w:tr>{CELL.format('', f'证明{number}')}{CELL.format(MERGE.format('continue'), '')}</w:tr>"
        for number in range(1, 3000)
    ]
    document(tmp_path / "list.docx", first, *more)

    (sheet,) = read_sheets(tmp_path / "list.docx")

    assert {row[1] for _, row in sheet.rows[2:]} == {"民政局"}
    assert sheet.rows[-1] == (3002, ("证明2999", "民政局"))


MERGE = '<w:vMerge w:val="{}"/>'


def test_merged_cells_hold_what_stands_in_the_first(tmp_path):
    merged("B2:B4", "A6:C6")(tmp_path / "list.xlsx")

    (sheet,) = read_sheets(tmp_path / "list.xlsx")

    assert sheet.rows == (
        (1, ("名称", "部门")),
        (2, ("甲证明", "公安局")),
        (3, ("", "公安局")),
        (4, ("", "公安局")),
    )


def not_packed(file: Path) -> None:
    """A file whose parts do not unpack."""
    workbook(file)
    content = bytearray(file.read_bytes())
    start = content.index(b"xl/worksheets/sheet1.xml") + 40
    content[start : start + 60] = bytes(60)
    file.write_bytes(content)


def with_password(file: Path) -> None:
    """A file packed with a password."""
    workbook(file)
    content = file.read_bytes()
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        parts = content.split(mark)
        flagged = [part[: place - 4] + b"\x01" + part[place - 3 :] for part in parts[1:]]
        content = mark.join([parts[0], *flagged])
    file.write_bytes(content)


def of_the_future(file: Path) -> None:
    """A file that says a later version of ZIP is needed."""
    workbook(file)
    content = bytearray(file.read_bytes())
    content[content.index(b"PK\x01\x02") + 6] = 96
    file.write_bytes(content)


@pytest.mark.parametrize(
    "make",
    [
        not_packed,
        with_password,
        of_the_future,
        with_rows('<row><c t="s"><v>7</v></c></row>'),
        with_rows('<row><c t="d"><v>x</v></c></row>'),
        with_rows('<row r="many"/>'),
        merged("A0:B2"),
        lambda file: (workbook(file), changed(file, SHEET, lambda _: "<worksheet>")),
    ],
)
def test_what_is_broken_inside_is_said_to_be_broken(make, tmp_path):
    make(tmp_path / "list.xlsx")

    with pytest.raises(SheetError, match="坏了，打不开"):
        read_sheets(tmp_path / "list.xlsx")
