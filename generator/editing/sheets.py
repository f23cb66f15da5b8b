"""Read the tables of an Excel, Word or CSV file, with merged cells filled."""

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

from generator.editing.csv_files import unescape_formula
from generator.editing.excel_tables import excel_tables
from generator.editing.reading_tables import Row, Sheet, TableReading
from generator.editing.sizes import (
    MOST_CELLS,
    MOST_TEXT,
    SheetError,
    check_size,
    count_elements,
)
from generator.editing.word_tables import word_tables
from generator.problems.os_errors import describe_os_error
from generator.reading.packed import LARGEST, TooMuchError, refuse_bomb

LONGEST_LINE = 1_000_000
"""The maximum length of a line of a CSV file."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""The signature of old Office files, and of new ones with a password."""


def read_sheets(file: Path) -> tuple[Sheet, ...]:
    """Return the tables of a file without skipped ones. Raises ``SheetError``."""
    sheets = every_sheet(file)
    notes = [
        f"工作表“{sheet.name}”{sheet.skip_reason}，没有读。"
        for sheet in sheets
        if sheet.skip_reason
    ]
    visible = [sheet for sheet in sheets if not sheet.skip_reason]
    return (*(replace(sheet, notes=(*notes, *sheet.notes)) for sheet in visible[:1]), *visible[1:])


def every_sheet(file: Path) -> tuple[Sheet, ...]:
    """Return all tables of a file, skipped ones included. Raises ``SheetError``."""
    suffix = file.suffix.lower()
    if suffix not in _READERS:
        advice = _ADVICE.get(suffix, "用Excel或者WPS打开，另存为这三种里的一种再来。")
        raise SheetError(f"只认XLSX、DOCX、CSV文件，不认{file.name}。{advice}")
    content = read_content(file)
    with broken_as_sheet_error(file.name), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # English warnings of libraries do not help editors
        return tuple(_read_rows(_READERS[suffix](content)))


def read_content(file: Path) -> bytes:
    """Return the bytes of a regular file that is no decompression bomb. Raises ``SheetError``."""
    try:
        if file.exists() and not file.is_file():
            raise SheetError(f"{file.name}不是普通文件，没有打开。")
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise SheetError(f"{file.name}读不出来：{describe_os_error(error)}。") from error
    with broken_as_sheet_error(file.name):
        _refuse_content(file.name, content)
        suffix = file.suffix.lower()
        _refuse_renamed(file.name, suffix, content)
        if suffix in PACKED:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                count_elements(file.name, archive)
                _refuse_form(file.name, suffix, archive)
    return content


@contextmanager
def broken_as_sheet_error(name: str) -> Iterator[None]:
    """Convert the exceptions of libraries for broken files to ``SheetError``."""
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
        RuntimeError,  # a password, or an unknown compression method
        csv.Error,
    ) as error:
        raise SheetError(f"{name}坏了，打不开。请在原来的软件里另存一份再来。") from error


def _refuse_content(name: str, content: bytes) -> None:
    if len(content) > LARGEST:
        raise SheetError(f"{name}太大，拆成几份再来。")
    if content.startswith(_OLE):
        raise SheetError(f"{name}加了密码，或者是旧格式。去掉密码，另存为.xlsx或者.docx再来。")
    try:
        refuse_bomb(content)
    except TooMuchError as error:
        raise SheetError(f"{name}里面的内容大得不正常，没有打开。") from error


def _refuse_renamed(name: str, suffix: str, content: bytes) -> None:
    """Refuse a file with a wrong suffix."""
    if suffix in PACKED and content.lstrip().startswith(b"<"):
        raise SheetError(f"{name}其实是网页，改了名。用Excel打开，另存为.xlsx再来。")
    if suffix not in PACKED and content.startswith(b"PK"):
        raise SheetError(f"{name}其实是Excel或者Word文件。把名称最后的.csv改成.xlsx或者.docx再来。")


def _refuse_form(name: str, suffix: str, archive: zipfile.ZipFile) -> None:
    own, other = _MAIN[suffix], next(part for key, part in _MAIN.items() if key != suffix)
    names = archive.namelist()
    if own not in names and other in names:
        actual = next(key for key, part in _MAIN.items() if part == other)
        raise SheetError(f"{name}其实是{actual}文件。把名称最后的{suffix}改成{actual}再来。")
    if own in names and _STRICT in archive.open(own).read(_BEGINNING):
        type_ = "Excel工作簿（*.xlsx）" if suffix == ".xlsx" else "Word文档（*.docx）"
        raise SheetError(
            f"{name}存成了“严格Open XML”。用Excel或者Word打开，另存为，类型选“{type_}”再来。"
        )


def _csv_tables(content: bytes) -> Iterator[TableReading]:
    text = io.TextIOWrapper(io.BytesIO(content), encoding=encoding_of(content), newline="")
    first = text.readline(LONGEST_LINE)
    text.seek(0)
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(_lines(text), delimiter=max(",\t;", key=first.count), strict=True)
    yield TableReading(
        "表", ((reader.line_num, list(map(unescape_formula, row))) for row in reader)
    )


def _lines(text: TextIO) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise SheetError(f"第{number}行太长，最多{LONGEST_LINE}字。看看这是不是要导入的清单。")
        yield line


def encoding_of(content: bytes) -> str:
    """Return the encoding of a text: UTF-8, UTF-16 or GB 18030. Raises ``SheetError``."""
    has_utf16_bom = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ("utf-16",) if has_utf16_bom else ("utf-8-sig", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise SheetError("文字的编码认不出来。用Excel打开，另存为“CSV UTF-8”再来。")


def _read_rows(tables: Iterable[TableReading]) -> Iterator[Sheet]:
    """Yield the tables with all cells as texts. Raises ``SheetError`` if they are too large."""
    cells = characters = 0
    for reading in tables:
        rows: list[tuple[int, Row]] = []
        for count, (number, row) in enumerate(reading.rows, 1):
            check_size(reading.name, count, len(row))
            texts = tuple(map(_text, row))
            if not any(texts):
                continue
            cells += len(texts)
            characters += sum(map(len, texts))
            if cells > MOST_CELLS or characters > MOST_TEXT:
                raise SheetError(
                    f"{reading.name}第{number}行起放不下了：一份文件最多{MOST_CELLS}格、{MOST_TEXT}字，"
                    "合并的格子也算。拆成几份再来。"
                )
            rows.append((number, texts))
        yield Sheet(
            reading.name,
            tuple(rows),
            tuple(reading.formulas),
            merged_across=frozenset(reading.merged_across),
            merged_down=frozenset(reading.merged_down),
            notes=(*reading.notes, *reading.late_notes()),
            has_equal_rows=reading.has_equal_rows,
            may_continue=reading.may_continue,
            comments=reading.comments,
            title=reading.title,
            skip_reason=reading.skip_reason,
        )


def _text(value: object) -> str:
    text = "" if value is None else str(value)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


_AS_TABLE = "用Excel或者WPS表格打开，点“文件”、另存为，类型选.xlsx，再导入新存的那一份。"
_AS_TEXT = "用Word或者WPS文字打开，点“文件”、另存为，类型选.docx，再导入新存的那一份。"
_ADVICE = {
    ".xls": _AS_TABLE,
    ".et": _AS_TABLE,
    ".ods": _AS_TABLE,
    ".doc": _AS_TEXT,
    ".wps": _AS_TEXT,
    ".rtf": _AS_TEXT,
    ".pdf": "PDF里的表认不准。向发来的单位要Word或者Excel；要不到的，用WPS转成Word，逐行对过再来。",
}
_MAIN = {".xlsx": "xl/workbook.xml", ".docx": "word/document.xml"}
"""The main part of each file type."""
_STRICT, _BEGINNING = b"purl.oclc.org/ooxml", 4096
PACKED = frozenset(_MAIN)
_READERS = {".xlsx": excel_tables, ".docx": word_tables, ".csv": _csv_tables}
