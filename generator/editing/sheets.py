"""Reading the tables of a department's file: Excel, Word or CSV, merged cells filled in."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TextIO
from xml.etree.ElementTree import ParseError

from docx.opc.exceptions import PackageNotFoundError

from generator.editing.csv_files import unguarded
from generator.editing.excel_tables import excel_tables
from generator.editing.reading_tables import Reading, Row, Sheet
from generator.editing.sizes import (
    MOST_CELLS,
    MOST_TEXT,
    SheetError,
    count_elements,
    limit,
)
from generator.editing.word_tables import word_tables
from generator.problems.os_errors import describe_os_error
from generator.reading.packed import LARGEST, TooMuchError, refuse_bomb

LONGEST_LINE = 1_000_000
"""Characters in one line of a CSV file."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How old Office files begin, and new ones with a password."""


def read_sheets(file: Path) -> tuple[Sheet, ...]:
    """Return every table of a file that is to be read. Raises ``SheetError``."""
    sheets = every_sheet(file)
    aside = [f"工作表“{sheet.name}”{sheet.aside}，没有读。" for sheet in sheets if sheet.aside]
    shown = [sheet for sheet in sheets if not sheet.aside]
    return (*(replace(one, notes=(*aside, *one.notes)) for one in shown[:1]), *shown[1:])


def every_sheet(file: Path) -> tuple[Sheet, ...]:
    """Return every table of a file, those too that are only counted. Raises ``SheetError``."""
    form = file.suffix.lower()
    if form not in _READERS:
        what = _INSTEAD.get(form, "用Excel或者WPS打开，另存为这三种里的一种再来。")
        raise SheetError(f"只认XLSX、DOCX、CSV文件，不认{file.name}。{what}")
    content = content_of(file)
    with sound(file.name), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a library warns of in English is no fault of a list
        return tuple(_limited(_READERS[form](content)))


def content_of(file: Path) -> bytes:
    """Return the bytes of a plain file in which no more is packed than anyone writes.

    Raises ``SheetError``.
    """
    try:
        if file.exists() and not file.is_file():
            raise SheetError(f"{file.name}不是普通文件，没有打开。")
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise SheetError(f"{file.name}读不出来：{describe_os_error(error)}。") from error
    with sound(file.name):
        _refuse(file.name, content)
        form = file.suffix.lower()
        _refuse_other(file.name, form, content)
        if form in PACKED:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                count_elements(file.name, packed)
                _refuse_form(file.name, form, packed)
    return content


@contextmanager
def sound(name: str) -> Iterator[None]:
    """Raise ``SheetError`` for all that the libraries raise when a file is broken."""
    try:
        yield
    except SheetError:
        raise
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        zlib.error,
        ParseError,
        SyntaxError,
        ArithmeticError,
        AttributeError,
        LookupError,
        ValueError,
        TypeError,
        OSError,
        EOFError,
        RuntimeError,  # a password, or a way of packing that is not known
        csv.Error,
    ) as error:
        raise SheetError(f"{name}坏了，打不开。请在原来的软件里另存一份再来。") from error


def _refuse(name: str, content: bytes) -> None:
    if len(content) > LARGEST:
        raise SheetError(f"{name}太大，拆成几份再来。")
    if content.startswith(_OLE):
        raise SheetError(f"{name}加了密码，或者是旧格式。去掉密码，另存为.xlsx或者.docx再来。")
    try:
        refuse_bomb(content)
    except TooMuchError as error:
        raise SheetError(f"{name}里面的内容大得不正常，没有打开。") from error


def _refuse_other(name: str, form: str, content: bytes) -> None:
    """Refuse a file that is not what its name says."""
    if form in PACKED and content.lstrip().startswith(b"<"):
        raise SheetError(f"{name}其实是网页，改了名。用Excel打开，另存为.xlsx再来。")
    if form not in PACKED and content.startswith(b"PK"):
        raise SheetError(f"{name}其实是Excel或者Word文件。把名称最后的.csv改成.xlsx或者.docx再来。")


def _refuse_form(name: str, form: str, packed: zipfile.ZipFile) -> None:
    mine, other = _MAIN[form], next(one for key, one in _MAIN.items() if key != form)
    there = packed.namelist()
    if mine not in there and other in there:
        right = next(key for key, one in _MAIN.items() if one == other)
        raise SheetError(f"{name}其实是{right}文件。把名称最后的{form}改成{right}再来。")
    if mine in there and _STRICT in packed.open(mine).read(_BEGINNING):
        what = "Excel工作簿（*.xlsx）" if form == ".xlsx" else "Word文档（*.docx）"
        raise SheetError(
            f"{name}存成了“严格Open XML”。用Excel或者Word打开，另存为，类型选“{what}”再来。"
        )


def _comma(content: bytes) -> Iterator[Reading]:
    text = io.TextIOWrapper(io.BytesIO(content), encoding=encoding_of(content), newline="")
    first = text.readline(LONGEST_LINE)
    text.seek(0)
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(_lines(text), delimiter=max(",\t;", key=first.count), strict=True)
    yield Reading("表", ((reader.line_num, list(map(unguarded, row))) for row in reader))


def _lines(text: TextIO) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise SheetError(f"第{number}行太长，最多{LONGEST_LINE}字。看看这是不是要导入的清单。")
        yield line


def encoding_of(content: bytes) -> str:
    """Return how a text is encoded: UTF-8, or what Windows writes in China. Raises ``SheetError``."""
    marked = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise SheetError("文字的编码认不出来。用Excel打开，另存为“CSV UTF-8”再来。")


def _limited(tables: Iterable[Reading]) -> Iterator[Sheet]:
    """Yield the tables with all that stands in them as texts. Raises ``SheetError`` when it is too much."""
    cells = characters = 0
    for read in tables:
        found: list[tuple[int, Row]] = []
        for count, (number, row) in enumerate(read.rows, 1):
            limit(read.name, count, len(row))
            texts = tuple(map(_text, row))
            if not any(texts):
                continue
            cells += len(texts)
            characters += sum(map(len, texts))
            if cells > MOST_CELLS or characters > MOST_TEXT:
                raise SheetError(
                    f"{read.name}第{number}行起放不下了：一份文件最多{MOST_CELLS}格、{MOST_TEXT}字，"
                    "合并的格子也算。拆成几份再来。"
                )
            found.append((number, texts))
        yield Sheet(
            read.name,
            tuple(found),
            tuple(read.formulas),
            across=frozenset(read.across),
            down=frozenset(read.down),
            notes=(*read.notes, *read.late()),
            even=read.even,
            goes_on=read.goes_on,
            comments=read.comments,
            title=read.title,
            aside=read.aside,
        )


def _text(value: object) -> str:
    text = "" if value is None else str(value)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


_AS_TABLE = "用Excel或者WPS表格打开，点“文件”、另存为，类型选.xlsx，再导入新存的那一份。"
_AS_TEXT = "用Word或者WPS文字打开，点“文件”、另存为，类型选.docx，再导入新存的那一份。"
_INSTEAD = {
    ".xls": _AS_TABLE,
    ".et": _AS_TABLE,
    ".ods": _AS_TABLE,
    ".doc": _AS_TEXT,
    ".wps": _AS_TEXT,
    ".rtf": _AS_TEXT,
    ".pdf": "PDF里的表认不准。向发来的单位要Word或者Excel；要不到的，用WPS转成Word，逐行对过再来。",
}
_MAIN = {".xlsx": "xl/workbook.xml", ".docx": "word/document.xml"}
"""What each kind of file has."""
_STRICT, _BEGINNING = b"purl.oclc.org/ooxml", 4096
PACKED = frozenset(_MAIN)
_READERS = {".xlsx": excel_tables, ".docx": word_tables, ".csv": _comma}
