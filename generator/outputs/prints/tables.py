"""清单 as one plain table: for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
from typing import TypeAlias

from generator.editing.csv_files import csv_file, unescape_formula
from generator.views.listings import Listing

Rows: TypeAlias = tuple[tuple[str, ...], ...]
FIRST = ("编号", "名称", "结论", "分组")


def headings(listing: Listing) -> tuple[str, ...]:
    """Return the head of the table: the columns of all sections, each once."""
    others = [column.heading for section in listing.sections for column in section.columns]
    return (*FIRST, *dict.fromkeys(others))


def rows(listing: Listing) -> Rows:
    """Return all rows; a column that a section has not is empty there."""
    heads = headings(listing)[len(FIRST) :]
    found = []
    for section in listing.sections:
        places = {column.heading: number for number, column in enumerate(section.columns)}
        for row in section.rows:
            cells = [row.cells[places[head]] if head in places else "" for head in heads]
            found.append((row.id, row.name, row.word, section.heading, *cells))
    return tuple(found)


def csv_list(listing: Listing) -> bytes:
    """Return the list as CSV."""
    return csv_file((headings(listing), *rows(listing)))


def csv_rows(content: bytes) -> Rows:
    """Return the rows of a list as CSV, without its head."""
    _, *found = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return tuple(tuple(unescape_formula(cell) for cell in row) for row in found)
