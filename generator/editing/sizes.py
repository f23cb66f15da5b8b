"""Measure the tables of a file before loading it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate

from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_MERGED = 1_000_000
"""The maximum number of cells in all merged areas of a file."""
MOST_CELLS = 5_000_000
MOST_TEXT = 20_000_000
"""The maximum numbers of cells and characters of a file. Merged cells count repeatedly."""
MOST_ELEMENTS = 2_000_000
"""The maximum number of XML elements of a file. Each takes about 100 bytes of memory."""
_DIGITS = "0123456789"


class SheetError(ValueError):
    """The file cannot be read. The message has the reason and a hint, in Chinese."""


@dataclass(frozen=True, slots=True)
class Area:
    """A merged area. Rows and columns are counted from 1, both ends included."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def cells(self) -> int:
        """The number of its cells."""
        return (self.right - self.left + 1) * (self.bottom - self.top + 1)


@dataclass(slots=True)
class Shape:
    """The merged areas, formulas without a result, hidden parts and size of a worksheet."""

    name: str
    areas: list[Area] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    merged: int = 0
    last_row: int = 0
    last_column: int = 0
    """The column of the last value. Empty formatted cells do not count."""
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def add_value(self, row: int, column: int) -> None:
        """Add a cell with a value. Raises ``SheetError`` if it is out of range."""
        check_size(self.name, row, column)
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)

    def merge(self, reference: str) -> None:
        """Add a merged area. Raises ``SheetError`` if it is too large."""
        ends = range_boundaries(reference)
        area = Area(*(1 if end is None else end for end in ends))
        self.merged += area.cells
        too_far = None in ends or area.bottom > MOST_ROWS or area.right > MOST_COLUMNS
        if too_far or self.merged > MOST_MERGED:
            raise SheetError(
                f"{self.name}里合并的格子太多（{reference}）：最多合到第{MOST_ROWS}行、"
                f"第{MOST_COLUMNS}列，一共{MOST_MERGED}格。取消合并，再来。"
            )
        self.areas.append(area)


def check_size(name: str, rows: int, columns: int) -> None:
    """Raise ``SheetError`` if a table has too many rows or columns."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        reached = f"第{rows}行" if rows > MOST_ROWS else f"第{columns}列"
        raise SheetError(
            f"{name}太大，到了{reached}，最多{MOST_ROWS}行、{MOST_COLUMNS}列。"
            "空行、空列也算，删掉多余的，或者拆成几份再来。"
        )


def count_elements(name: str, archive: zipfile.ZipFile) -> None:
    """Raise ``SheetError`` if the XML of a file has too many elements."""
    remaining = MOST_ELEMENTS

    def start(_name: str, _attributes: object) -> None:
        nonlocal remaining
        remaining -= 1
        if remaining < 0:
            raise SheetError(
                f"{name}里的格子太多，打开要的内存太大。一张表最多{MOST_ROWS}行、{MOST_COLUMNS}列，"
                "空行、空列也算，删掉多余的，或者拆成几份再来。"
            )

    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                _parse(file, StartElementHandler=start)


def _parse(file: IO[bytes], **handlers: Callable[..., None]) -> None:
    """Parse XML with expat handlers. Raises ``ValueError`` if it is invalid."""
    parser = ParserCreate(namespace_separator=" ")
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    try:
        parser.ParseFile(file)
    except ExpatError as error:
        raise ValueError("not XML") from error


def shape_of(name: str, part: IO[bytes], merged: int = 0) -> Shape:
    """Return the shape of one worksheet. ``merged`` is the number of merged cells in the others.

    Raises ``SheetError`` as soon as it is too large.
    """
    scan = _Scan(Shape(name, merged=merged))
    _parse(
        part,
        StartElementHandler=scan.start,
        EndElementHandler=scan.end,
        CharacterDataHandler=scan.text,
    )
    return scan.shape


def _is_on(attributes: Mapping[str, str], name: str) -> bool:
    return attributes.get(name) in {"1", "true"}


@dataclass(slots=True)
class _Scan:
    """Scans the XML of a worksheet for its shape."""

    shape: Shape
    row: int = 0
    column: int = 0
    cell: str = ""
    inside: str = ""
    is_formula: bool = False
    has_result: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.inside = name.rpartition(" ")[2]
        if self.inside == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            if _is_on(attributes, "hidden") and len(self.shape.hidden_rows) < MOST_ROWS:
                self.shape.hidden_rows.append(self.row)
        elif self.inside == "c":
            self.cell = attributes.get("r", "")
            letters = self.cell.rstrip(_DIGITS)
            self.column = column_index_from_string(letters) if letters else self.column + 1
            self.is_formula = self.has_result = False
        elif self.inside == "f":
            self.is_formula = True
        elif self.inside == "mergeCell":
            self.shape.merge(attributes["ref"])
        elif self.inside == "hyperlink":
            self.shape.links.append(attributes.get("ref", ""))
        elif self.inside == "col" and _is_on(attributes, "hidden"):
            first, last = int(attributes["min"]), int(attributes["max"])
            reached = range(first, min(last, MOST_COLUMNS) + 1)
            self.shape.hidden_columns += map(get_column_letter, reached)

    def text(self, text: str) -> None:
        if self.inside in {"v", "t"} and text:
            self.has_result = True
            self.shape.add_value(self.row, self.column)

    def end(self, name: str) -> None:
        self.inside = ""
        if name.rpartition(" ")[2] == "c" and self.is_formula and not self.has_result:
            self.shape.formulas.append(self.cell)
