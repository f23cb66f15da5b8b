"""Files that are not what their names say, or hold nothing: what to do is said, and nothing is written."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest
from docx import Document
from helpers import small_catalogue
from importing import imported


@pytest.fixture
def root(tmp_path):
    return small_catalogue(tmp_path)


def workbook(file, *rows):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(file)


def written(file):
    """A Word file under any name."""
    with file.open("wb") as out:
        Document().save(out)


def strict(file):
    """A workbook as Excel saves it under “strict Open XML”."""
    workbook(file, ["证明事项"], ["分户证明"])
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    old = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            new = content.replace(old, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            packed.writestr(name, new)


@pytest.mark.parametrize(
    "case",
    [
        ("a.xlsx", strict, "类型选“Excel工作簿（*.xlsx）”"),
        ("a.xlsx", written, "其实是.docx文件。把名称最后的.xlsx改成.docx再来。"),
        ("a.csv", workbook, "把名称最后的.csv改成.xlsx或者.docx再来。"),
        ("a.xlsx", lambda file: file.write_text("<html><table></table></html>"), "其实是网页"),
        ("a.xlsx", workbook, "文件里没有读到字"),
        ("a.docx", written, "文件里没有读到字"),
        ("a.csv", lambda file: file.write_bytes(b""), "文件里没有读到字"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(root, tmp_path, capsys, case):
    name, make, said = case
    make(tmp_path / name)

    assert imported(root, tmp_path / name) == 1

    assert said in capsys.readouterr().err
    assert [file.name for file in (root / "certificates").iterdir()] == ["zm-001-qinshu-guanxi.yml"]


def test_what_a_library_warns_of_is_not_told(root, tmp_path, recwarn):
    file = tmp_path / "a.xlsx"
    workbook(file, ["证明事项"], ["分户证明"])
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"Normal", b"Plain")
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)

    assert imported(root, file) == 0

    assert not recwarn.list
