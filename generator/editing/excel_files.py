"""Excel workbooks: as all that is written here begins, and as all that comes back is opened."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import openpyxl
import xlsxwriter

USUAL_FONT = {"font_name": "Arial", "font_size": 10, "font_scheme": False}
"""What columns are measured in. Its figures are as wide in the letters that stand in for it elsewhere:
with another font a sheet that fits its paper in one program is made smaller in the next."""
EARLIEST = date(1980, 1, 1)
"""The first day that the parts of an office file can have."""


def plain_book(written: io.BytesIO, created: date, about: Mapping[str, str] = {}) -> Any:
    """Return a new workbook in which no formula, number or link is made of a text.

    ``created`` is the day its properties name, so that the same content gives the same bytes;
    ``about`` are further properties, such as ``title``.
    """
    options = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
    plain = {"in_memory": True, "default_format_properties": USUAL_FONT}
    book = xlsxwriter.Workbook(written, {**plain, **options})
    day = datetime.combine(max(created, EARLIEST), time.min)
    book.set_properties({**about, "created": day})
    return book


def opened_book(content: bytes, *, values: bool = False) -> Any:
    """Return a workbook to be read row by row; with ``values`` what its formulas last gave.

    What a library warns of in English, such as a print area of whole columns, is no fault of it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values)
