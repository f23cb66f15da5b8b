"""Reading the tables of a department's file: Excel, Word or CSV, merged cells filled in."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from xml.etree.ElementTree import ParseError

import openpyxl
from docx import Document
from docx.opc.exceptions import PackageNotFoundError

from generator.reading.packed import LARGEST, TooMuchError, refuse_bomb

MOST_ROWS = 20_000
MOST_COLUMNS = 200
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How old Office files begin, and new ones with a password."""
Row: TypeAlias = tuple[str, ...]


class SheetError(ValueError):
    """The file cannot be read. The text says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: what it is called, and its rows with their numbers as the program shows them."""

    name: str
    rows: tuple[tuple[int, Row], ...]
    formulas: tuple[str, ...] = ()
    """Cells that hold a formula of which no result was saved."""


def read_sheets(file: Path) -> tuple[Sheet, ...]:
    """Return every table of a file. Raises ``SheetError``."""
    form = file.suffix.lower()
    if form not in _READERS:
        raise SheetError(
            f"只认XLSX、DOCX、CSV文件，不认{file.name}。旧的.xls、.doc，先另存为新格式。"
        )
    try:
        if file.exists() and not file.is_file():
            raise SheetError(f"{file.name}不是普通文件，没有打开。")
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise SheetError(f"{file.name}读不出来：{error.strerror}。") from error
    _refuse(file.name, content)
    try:
        return tuple(_READERS[form](content))
    except SheetError:
        raise
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        ParseError,
        SyntaxError,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        EOFError,
        csv.Error,
    ) as error:
        raise SheetError(f"{file.name}坏了，打不开。请在原来的软件里另存一份再来。") from error


def _refuse(name: str, content: bytes) -> None:
    if len(content) > LARGEST:
        raise SheetError(f"{name}太大，拆成几份再来。")
    if content.startswith(_OLE):
        raise SheetError(f"{name}加了密码，或者是旧格式。去掉密码，另存为.xlsx或者.docx再来。")
    try:
        refuse_bomb(content)
    except TooMuchError as error:
        raise SheetError(f"{name}里面的内容大得不正常，没有打开。") from error


def _excel(content: bytes) -> Iterator[Sheet]:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    written = openpyxl.load_workbook(io.BytesIO(content), data_only=False)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        _limit(sheet.title, sheet.max_row, sheet.max_column)
        merged: dict[tuple[int | None, int | None], object] = {}
        for area in sheet.merged_cells.ranges:
            first = sheet.cell(area.min_row, area.min_col).value
            merged |= dict.fromkeys(area.cells, first)
        rows, formulas = [], []
        for number, cells in enumerate(sheet.iter_rows(), 1):
            values = [
                merged[place] if (place := (cell.row, cell.column)) in merged else cell.value
                for cell in cells
            ]
            rows.append((number, tuple(_cell(value) for value in values)))
        for cells in written[sheet.title].iter_rows():
            formulas += [
                cell.coordinate
                for cell in cells
                if cell.data_type == "f" and sheet[cell.coordinate].value is None
            ]
        yield Sheet(sheet.title, tuple(rows), tuple(formulas))


def _word(content: bytes) -> Iterator[Sheet]:
    for number, table in enumerate(Document(io.BytesIO(content)).tables, 1):
        _limit(f"第{number}张表", len(table.rows), len(table.columns))
        rows = [
            (place, tuple(_cell(c.text) for c in row.cells))
            for place, row in enumerate(table.rows, 1)
        ]
        yield Sheet(f"第{number}张表", tuple(rows))


def _comma(content: bytes) -> Iterator[Sheet]:
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, Row]] = []
    for row in reader:
        _limit("表", len(rows), len(row))
        rows.append((reader.line_num, tuple(_cell(cell) for cell in row)))
    yield Sheet("表", tuple(rows))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError("文字的编码认不出来。用Excel打开，另存为“CSV UTF-8”再来。")


def _limit(name: str, rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise SheetError(
            f"{name}有{rows}行、{columns}列，最多{MOST_ROWS}行、{MOST_COLUMNS}列。空行也算，删掉再来。"
        )


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def filled(rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    """Yield the rows that say anything."""
    for number, row in rows:
        if any(row):
            yield number, row


_READERS = {".xlsx": _excel, ".docx": _word, ".csv": _comma}
