"""What became of every cell of a list: used, kept as a note, or not read and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from openpyxl.utils import get_column_letter


class Fate(StrEnum):
    """What became of a cell."""

    USED = "used"
    NOTE = "note"
    UNREAD = "unread"


WORDS: Mapping[Fate, str] = {Fate.USED: "用上的", Fate.NOTE: "放进备注的", Fate.UNREAD: "没有用的"}


@dataclass(slots=True)
class Cell:
    """One cell that says something, and what became of it."""

    sheet: str
    cell: str
    text: str
    fate: Fate = Fate.UNREAD
    to: str = "没有读到"
    parts: list[Cell] = field(default_factory=list)
    """What became of it in each of several rows made of the one it stands in."""

    def part(self) -> Cell:
        """Return this cell as one of several rows has it."""
        self.parts.append(replace(self, parts=[]))
        return self.parts[-1]

    @property
    def whole(self) -> Cell:
        """This cell with what became of all its parts; it is used where one of them is."""
        if not self.parts:
            return self
        fate = min((part.fate for part in self.parts), key=list(Fate).index)
        to = "；".join(dict.fromkeys(part.to for part in self.parts))
        return Cell(self.sheet, self.cell, self.text, fate, to)

    def went(self, fate: Fate, to: str) -> None:
        """Note what became of it."""
        self.fate, self.to = fate, to


def address(row: int, place: int) -> str:
    """Return a cell's address as spreadsheets write it."""
    return f"{get_column_letter(place + 1)}{row}"


def counted(cells: Iterable[Cell]) -> str:
    """Say how many cells there are and what became of them."""
    numbers = Counter(cell.fate for cell in cells)
    parts = "，".join(f"{WORDS[fate]}{numbers[fate]}格" for fate in Fate)
    return f"有字的格子一共{sum(numbers.values())}格：{parts}。"


def report(cells: Iterable[Cell], **more: Any) -> str:
    """Return the report as JSON, one cell after the other."""
    listed = [
        {"sheet": c.sheet, "cell": c.cell, "text": c.text, "fate": c.fate.value, "to": c.to}
        for c in cells
    ]
    return json.dumps({**more, "cells": listed}, ensure_ascii=False, indent=1) + "\n"
