"""Tables read from a file: rows of texts, merged cells, and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.editing.accounting import address

Row: TypeAlias = tuple[str, ...]
CellPosition: TypeAlias = tuple[int, int]
"""The number of a row, from 1, and of a column, from 0."""


@dataclass(slots=True)
class TableReading:
    """A table whose rows are read lazily. It is complete when all rows have been read."""

    name: str
    rows: Iterable[tuple[int, Sequence[object]]]
    formulas: Iterable[str] = ()
    merged_across: set[CellPosition] = field(default_factory=set)
    merged_down: set[CellPosition] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    has_equal_rows: bool = False
    may_continue: bool = False
    comments: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    """The text above it, outside its cells."""
    skip_reason: str = ""
    """The reason why its cells are only counted."""
    late_notes: Callable[[], Iterable[str]] = tuple
    """Returns the notes that are known when all rows have been read."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, and its non-empty rows with their numbers."""

    name: str
    rows: tuple[tuple[int, Row], ...]
    formulas: tuple[str, ...] = ()
    """Cells with a formula without a saved result."""
    merged_across: frozenset[CellPosition] = frozenset()
    """Cells that repeat the merged cell to their left."""
    merged_down: frozenset[CellPosition] = frozenset()
    """Cells that repeat the merged cell above."""
    notes: tuple[str, ...] = ()
    """Notes on reading it."""
    has_equal_rows: bool = False
    """Whether all rows have the same number of cells, so that a shorter row is broken."""
    may_continue: bool = False
    """Whether it may continue the table before it."""
    comments: Mapping[str, str] = field(default_factory=dict)
    """Comments by the address of the cell."""
    title: str = ""
    """The text above it, outside its cells."""
    skip_reason: str = ""
    """The reason why its cells are only counted."""
    addresses: Mapping[CellPosition, str] = field(default_factory=dict)
    """The addresses of cells in the file, if they differ."""

    def address(self, number: int, column: int) -> str:
        """Return the address of a cell, such as B3."""
        return self.addresses.get((number, column)) or address(number, column)
