"""How large the tables of a file are, counted before any of it is loaded."""

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
"""Cells in all merged areas of a file."""
MOST_CELLS = 5_000_000
MOST_TEXT = 20_000_000
"""Cells and characters in all tables of a file, merged cells as often as they are shown."""
MOST_ELEMENTS = 2_000_000
"""XML elements of a file together: each takes some 100 bytes when it is loaded."""
_DIGITS = "0123456789"


class SheetError(ValueError):
    """The file cannot be read. The text says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that are merged, from 1 and with both ends."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return (self.right - self.left + 1) * (self.bottom - self.top + 1)


@dataclass(slots=True)
class Shape:
    """What is merged in a worksheet, and which formulas have no result."""

    name: str
    areas: list[Area] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    merged: int = 0
    last_row: int = 0
    last_column: int = 0
    """Where the last value stands; what is only coloured does not count."""
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def valued(self, row: int, column: int) -> None:
        """Note that a cell has a value. Raises ``SheetError`` when it is too far away."""
        limit(self.name, row, column)
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)

    def merge(self, reference: str) -> None:
        """Note that an area is merged. Raises ``SheetError`` when it is too large."""
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


def limit(name: str, rows: int, columns: int) -> None:
    """Raise ``SheetError`` when a table has too many rows or columns."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        reached = f"第{rows}行" if rows > MOST_ROWS else f"第{columns}列"
        raise SheetError(
            f"{name}太大，到了{reached}，最多{MOST_ROWS}行、{MOST_COLUMNS}列。"
            "空行、空列也算，删掉多余的，或者拆成几份再来。"
        )


def count_elements(name: str, packed: zipfile.ZipFile) -> None:
    """Raise ``SheetError`` when the XML of a file has more elements than are worth loading."""
    left = MOST_ELEMENTS

    def start(_name: str, _attributes: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise SheetError(
                f"{name}里的格子太多，打开要的内存太大。一张表最多{MOST_ROWS}行、{MOST_COLUMNS}列，"
                "空行、空列也算，删掉多余的，或者拆成几份再来。"
            )

    for part in packed.namelist():
        if part.endswith((".xml", ".rels")):
            with packed.open(part) as file:
                _parse(file, StartElementHandler=start)


def _parse(file: IO[bytes], **handlers: Callable[..., None]) -> None:
    """Go through XML with expat's handlers. Raises ``ValueError`` when it is none."""
    parser = ParserCreate(namespace_separator=" ")
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    try:
        parser.ParseFile(file)
    except ExpatError as error:
        raise ValueError("not XML") from error


def shape_of(name: str, part: IO[bytes], merged: int = 0) -> Shape:
    """Return the shape of one worksheet of a file in which so many cells are merged already.

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
    """Goes through a worksheet's XML and keeps nothing of it but its shape."""

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
            self.shape.valued(self.row, self.column)

    def end(self, name: str) -> None:
        self.inside = ""
        if name.rpartition(" ")[2] == "c" and self.is_formula and not self.has_result:
            self.shape.formulas.append(self.cell)
