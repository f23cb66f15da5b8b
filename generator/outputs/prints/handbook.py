"""手册 as PDF: the whole catalogue as a book, on A4 or as a booklet of A5."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from generator.outputs.prints.typesetting import typeset
from generator.outputs.qr_codes import qr_svg
from generator.views.handbook import Handbook

PAPERS = {"a4": "手册（A4）", "a5": "手册（A5小册子）"}
"""The papers it is made for, with what the copy is called."""


def handbook_pdf(book: Handbook, paper: str) -> bytes:
    """Return the book as a PDF for one of ``PAPERS``."""
    return typeset("handbook", handbook_data(book, paper))


def handbook_data(book: Handbook, paper: str) -> dict[str, Any]:
    """Return what the template prints."""
    told = book.imprint
    return {
        "title": f"{book.title}{book.name}",
        "publisher": told.publisher,
        "day": told.verified_on,
        "paper": paper,
        "book": {key: value for key, value in asdict(book).items() if key != "imprint"},
        "edition": told.edition,
        "verified_on": told.verified_on,
        "hotline": told.hotline,
        "imprint": told.line,
        "notice": told.notice,
        "qr": qr_svg(told.code),
        "qr_says": told.code,
    }
