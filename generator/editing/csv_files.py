"""CSV files with protection against formula injection."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

_ESCAPE = "'"
_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠\t\r\n]")
"""The beginning of a cell that some spreadsheet reads as a formula, escaped or not."""


def csv_file(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows as CSV (RFC 4180) with a byte order mark, which Excel needs to detect UTF-8."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([escape_formula(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def escape_formula(cell: str) -> str:
    """Return a cell with an apostrophe before it if it could be a formula."""
    return _ESCAPE + cell if _FORMULA.match(cell) else cell


def unescape_formula(cell: str) -> str:
    """Return a cell without the apostrophe of ``escape_formula``."""
    return cell[1:] if cell.startswith(_ESCAPE) and _FORMULA.match(cell, 1) else cell
