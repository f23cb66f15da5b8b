"""The account of an import: whether each cell of a list was used, kept as a note, or not read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from openpyxl.utils import get_column_letter


class Fate(StrEnum):
    """The use of a cell."""

    USED = "used"
    NOTE = "note"
    UNREAD = "unread"


FATE_LABELS: Mapping[Fate, str] = {
    Fate.USED: "用上的",
    Fate.NOTE: "放进备注的",
    Fate.UNREAD: "没有用的",
}


@dataclass(slots=True)
class Cell:
    """One cell with a text, and its use."""

    sheet: str
    cell: str
    text: str
    fate: Fate = Fate.UNREAD
    destination: str = "没有读到"
    parts: list[Cell] = field(default_factory=list)
    """Its copies in the rows that its row was split into."""

    def part(self) -> Cell:
        """Return a copy of this cell for one of several rows."""
        self.parts.append(replace(self, parts=[]))
        return self.parts[-1]

    @property
    def combined(self) -> Cell:
        """This cell with the uses of all its parts. It is used if one of them is."""
        if not self.parts:
            return self
        fate = min((part.fate for part in self.parts), key=list(Fate).index)
        destination = "；".join(dict.fromkeys(part.destination for part in self.parts))
        return Cell(self.sheet, self.cell, self.text, fate, destination)

    def mark(self, fate: Fate, to: str) -> None:
        """Record its use."""
        self.fate, self.destination = fate, to


def address(row: int, column: int) -> str:
    """Return the address of a cell, such as B3."""
    return f"{get_column_letter(column + 1)}{row}"


def summary(cells: Iterable[Cell]) -> str:
    """Return a sentence on the number of cells by use."""
    numbers = Counter(cell.fate for cell in cells)
    parts = "，".join(f"{FATE_LABELS[fate]}{numbers[fate]}格" for fate in Fate)
    return f"有字的格子一共{sum(numbers.values())}格：{parts}。"


def report(cells: Iterable[Cell], **more: Any) -> str:
    """Return the report as JSON, with all cells in order."""
    rows = [
        {
            "sheet": cell.sheet,
            "cell": cell.cell,
            "text": cell.text,
            "fate": cell.fate.value,
            "to": cell.destination,
        }
        for cell in cells
    ]
    return json.dumps({**more, "cells": rows}, ensure_ascii=False, indent=1) + "\n"
