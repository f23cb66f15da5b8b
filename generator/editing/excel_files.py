"""Excel workbooks: new ones in which texts stay texts, with a fixed date; and those that are read."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import openpyxl
import xlsxwriter

USUAL_FONT = {"font_name": "Arial", "font_size": 10, "font_scheme": False}
"""The font of cells. Column widths are measured in it, and the fonts that replace it where it is
missing are as wide, so a sheet that fits its paper in one program fits it in the next."""
EARLIEST = date(1980, 1, 1)
"""The earliest date of a file in a zip."""


def new_workbook(buffer: io.BytesIO, created: date, properties: Mapping[str, str] = {}) -> Any:
    """Return a new workbook that does not convert texts to formulas, numbers or links.

    ``created`` is the date in its properties, so that the same content gives the same bytes.
    ``properties`` are others, such as ``title``.
    """
    options = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
    plain = {"in_memory": True, "default_format_properties": USUAL_FONT}
    book = xlsxwriter.Workbook(buffer, {**plain, **options})
    day = datetime.combine(max(created, EARLIEST), time.min)
    book.set_properties({**properties, "created": day})
    return book


def opened_book(content: bytes, *, values: bool = False) -> Any:
    """Return a workbook to be read row by row; with ``values`` what its formulas last gave.

    What a library warns of in English, such as a print area of whole columns, is no fault of it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values)
