"""CSV files: no spreadsheet takes a cell of ours for a formula, and what is read is as it was."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

_GUARD = "'"
_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠\t\r\n]")
"""How a cell begins that some spreadsheet takes for a formula, guarded already or not."""


def csv_file(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows as CSV (RFC 4180) with a byte order mark, without which Excel garbles it."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([guarded(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """Return a cell that is taken for text: what could be a formula gets an apostrophe in front."""
    return _GUARD + cell if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return what was guarded."""
    return cell[1:] if cell.startswith(_GUARD) and _FORMULA.match(cell, 1) else cell
