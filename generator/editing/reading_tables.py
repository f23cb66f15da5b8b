"""A table as it is read from a file: rows of texts, what is merged, and what was seen on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.editing.accounting import address

Row: TypeAlias = tuple[str, ...]
CellPosition: TypeAlias = tuple[int, int]
"""A row's number, from 1, and a place in it, from 0."""


@dataclass(slots=True)
class Reading:
    """A table as it is being read; what its rows show is known when they have all been taken."""

    name: str
    rows: Iterable[tuple[int, Sequence[object]]]
    formulas: Iterable[str] = ()
    across: set[CellPosition] = field(default_factory=set)
    down: set[CellPosition] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    even: bool = False
    goes_on: bool = False
    comments: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    """What stands above it, outside its cells."""
    aside: str = ""
    """Why it is not read, but only counted."""
    late: Callable[[], Iterable[str]] = tuple
    """Gives notes that are known when all rows have been taken."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, and the rows that say something, with their numbers as the program shows them."""

    name: str
    rows: tuple[tuple[int, Row], ...]
    formulas: tuple[str, ...] = ()
    """Cells that hold a formula of which no result was saved."""
    across: frozenset[CellPosition] = frozenset()
    """Cells that show again what stands in a merged cell to their left."""
    down: frozenset[CellPosition] = frozenset()
    """Cells that show again what stands in a merged cell above."""
    notes: tuple[str, ...] = ()
    """What was seen in reading it that people should know."""
    even: bool = False
    """Whether every row has all its cells, so that a row with fewer is broken."""
    goes_on: bool = False
    """Whether it may be the rest of the table before it."""
    comments: Mapping[str, str] = field(default_factory=dict)
    """What people wrote beside cells, by the cell's address."""
    title: str = ""
    """What stands above it, outside its cells."""
    aside: str = ""
    """Why it is not read, but only counted."""
    addresses: Mapping[CellPosition, str] = field(default_factory=dict)
    """Where a cell stands in the file, if not where it stands here."""

    def address(self, number: int, place: int) -> str:
        """Return where a cell stands, as spreadsheets write it."""
        return self.addresses.get((number, place)) or address(number, place)
