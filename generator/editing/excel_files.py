"""Excel workbooks as all that is written here begins: text stays text, and the day made is given."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

EARLIEST = date(1980, 1, 1)
"""The first day that the parts of an office file can have."""


def plain_book(written: io.BytesIO, created: date, about: Mapping[str, str] = {}) -> Any:
    """Return a new workbook in which no formula, number or link is made of a text.

    ``created`` is the day its properties name, so that the same content gives the same bytes;
    ``about`` are further properties, such as ``title``.
    """
    options = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
    book = xlsxwriter.Workbook(written, {"in_memory": True, **options})
    day = datetime.combine(max(created, EARLIEST), time.min)
    book.set_properties({**about, "created": day})
    return book
