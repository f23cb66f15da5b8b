"""The tables of written pages: each cell says the head of its column, as a phone shows no heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<td\b")
_TAG = re.compile(r"<[^>]*>")


def labelled(page: str) -> str:
    """Return a page whose tables, those that Markdown made, have labels in all cells but the first."""
    return _TABLE.sub(lambda table: _with_labels(table[0]), page)


def _with_labels(table: str) -> str:
    heads = [escape(unescape(_TAG.sub("", head)).strip()) for head in _HEAD.findall(table)]
    return _ROW.sub(lambda row: _row(row[0], iter(heads)), table)


def _row(row: str, heads: Iterator[str]) -> str:
    next(heads, "")  # the first cell is the title of its row
    cells = _CELL.split(row)
    before, first, others = cells[0], cells[1:2], cells[2:]
    told = (f'<td data-label="{next(heads, "")}"{cell}' for cell in others)
    return "".join((before, *(f"<td{cell}" for cell in first), *told))
