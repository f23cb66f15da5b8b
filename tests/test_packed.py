"""Small files that unpack to gigabytes: refused before they are, whatever they are called."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from functools import cache

import openpyxl
import pytest
from docx import Document
from helpers import small_catalogue
from test_import import imported

from generator.cli import main
from generator.reading import packed
from generator.reading.packed import TooMuchError, refuse_bomb

SMALLER = 100
"""How many times smaller limits and bombs are here; `test_law_library` has one of full size."""
PIECE = b" " * (1_000_000 // SMALLER)


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    """What is refused for its size is quickly made."""
    for name in ("MOST_BYTES", "MOST_TAGS"):
        monkeypatch.setattr(packed, name, getattr(packed, name) // SMALLER)


def zipped(*parts: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts:
            file.writestr(name, content)
    return made.getvalue()


def changed(content: bytes, part: str, change) -> bytes:
    """Return a file of Word or Excel with one part of it changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    return zipped(*(parts | {part: change(parts[part])}).items())


def workbook() -> bytes:
    book, made = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = 1
    book.save(made)
    return made.getvalue()


def document() -> bytes:
    made = io.BytesIO()
    Document().save(made)
    return made.getvalue()


def pdf(*streams: bytes, box: str = "0 0 595 842") -> bytes:
    """A PDF of one page, with these streams in it."""
    made = (
        "%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        "2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n"
        f"3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[{box}]>> endobj\n"
    ).encode()
    for number, stream in enumerate(streams, 4):
        head = f"{number} 0 obj <</Filter/FlateDecode/Length {len(stream)}>> stream\n"
        made += head.encode() + stream + b"\nendstream endobj\n"
    return made + b"trailer <</Root 1 0 R>>\n%%EOF"


def sheet_with(rows: str) -> bytes:
    return changed(
        workbook(),
        "xl/worksheets/sheet1.xml",
        lambda xml: (
            xml.split(b"<sheetData>")[0] + f"<sheetData>{rows}</sheetData></worksheet>".encode()
        ),
    )


BOMBS = {
    "sheet.xlsx": lambda: changed(
        workbook(), "xl/worksheets/sheet1.xml", lambda xml: xml + PIECE * 101
    ),
    "page.docx": lambda: changed(document(), "word/document.xml", lambda xml: xml + PIECE * 101),
    "picture.docx": lambda: changed(document(), "docProps/thumbnail.jpeg", lambda _: PIECE * 101),
    "tags.docx": lambda: changed(
        document(), "word/document.xml", lambda _: b"<p/>" * (4_100_000 // SMALLER)
    ),
    "page.pdf": lambda: pdf(zlib.compress(PIECE * 101)),
    "many.pdf": lambda: pdf(*[zlib.compress(PIECE * 6)] * 17),
    "far.xlsx": lambda: sheet_with(
        "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 200))
    ),
    "last.xlsx": lambda: sheet_with('<row r="9999999"><c><v>1</v></c></row>'),
    "large.csv": lambda: b"a,b\n" * 13_000_000,
}


@cache
def bomb(name: str) -> bytes:
    return BOMBS[name]()


@pytest.mark.parametrize("name", BOMBS)
def test_a_print_that_unpacks_without_end_is_refused(tmp_path, name, capsys):
    (tmp_path / name).write_bytes(bomb(name))
    root = small_catalogue(tmp_path)

    assert main(["verify", str(tmp_path / name), "--catalogue", str(root)]) == 1

    assert "大得不正常" in capsys.readouterr().err


@pytest.mark.parametrize("name", [name for name in BOMBS if name.endswith("x")])
def test_a_list_that_unpacks_without_end_is_refused(tmp_path, name, capsys):
    (tmp_path / name).write_bytes(bomb(name))
    root = small_catalogue(tmp_path)

    assert imported(root, tmp_path / name) == 1

    told = capsys.readouterr().err
    assert "大得不正常" in told or "最多" in told


def test_a_page_as_large_as_a_town_is_read_and_not_drawn(tmp_path, capsys):
    (tmp_path / "wide.pdf").write_bytes(pdf(zlib.compress(b""), box="0 0 1000000 1000000"))
    root = small_catalogue(tmp_path)

    assert main(["verify", str(tmp_path / "wide.pdf"), "--catalogue", str(root)]) == 1

    assert "没有发布过" in capsys.readouterr().out


def test_what_stands_before_or_behind_hides_nothing():
    bomb = zipped(("a.xml", PIECE * 101))
    for content in (b"x" * 99 + bomb, b"%PDF-1.7\n" + bomb, pdf(zlib.compress(b"")) + bomb):
        with pytest.raises(TooMuchError):
            refuse_bomb(content)
    with pytest.raises(TooMuchError):
        refuse_bomb(pdf(zlib.compress(PIECE * 101)) + zipped(("a.xml", b"")))


def test_a_broken_part_hides_nothing_behind_it():
    content = zipped(("a", b"first"), ("b", PIECE * 101))
    broken = content.replace(b"PK\x03\x04", b"PK\x03\x05", 1)

    with pytest.raises(TooMuchError):
        refuse_bomb(broken)


def test_many_parts_are_not_even_listed():
    content = zipped(*((str(number), b"") for number in range(packed.MOST_PARTS + 1)))

    with pytest.raises(TooMuchError):
        refuse_bomb(content)


def test_a_size_that_is_not_so_gives_no_more_than_it_says():
    """Who reads the part gets no more of it than is counted here."""
    content = bytearray(zipped(("a", PIECE * 101)))
    at = content.rindex(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", 10)

    refuse_bomb(bytes(content))

    with zipfile.ZipFile(io.BytesIO(content)) as file, pytest.raises(zipfile.BadZipFile):
        file.read("a")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 broken",
        b"%PDF-1.7 stream\nnot deflated",
        workbook(),
        document(),
        b"\0" * 99,
    ],
    ids=["empty", "half a zip", "half a PDF", "Excel", "Word", "nothing"],
)
def test_what_is_no_bomb_is_let_through(content):
    refuse_bomb(content)


def test_a_locked_zip_is_told_and_no_crash(tmp_path, capsys):
    content = bytearray(workbook())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            content[at + place] |= 1  # says that a password is needed
    (tmp_path / "locked.xlsx").write_bytes(content)
    root = small_catalogue(tmp_path)

    assert main(["verify", str(tmp_path / "locked.xlsx"), "--catalogue", str(root)]) == 1

    assert "打不开" in capsys.readouterr().err


def test_a_word_file_without_a_page_is_told_and_no_crash(tmp_path, capsys):
    content = changed(
        document(), "word/document.xml", lambda xml: xml.replace(b"w:sectPr", b"w:notPr")
    )
    (tmp_path / "odd.docx").write_bytes(content)
    root = small_catalogue(tmp_path)

    assert main(["verify", str(tmp_path / "odd.docx"), "--catalogue", str(root)]) == 1

    assert "打不开" in capsys.readouterr().err


def test_a_list_that_is_no_file_is_not_waited_for(tmp_path, capsys):
    os.mkfifo(tmp_path / "list.csv")
    root = small_catalogue(tmp_path)

    assert imported(root, tmp_path / "list.csv") == 1

    assert "不是普通文件" in capsys.readouterr().err
