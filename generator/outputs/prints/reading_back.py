"""Opening finished PDFs again, as their readers will: text, pages, and QR codes as a camera sees them."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2
import zxingcpp

from generator.reading.packed import TooMuchError
from generator.rules.printable import as_printed

CAMERA = 3.0
"""Pixels for each point when a page is looked at for its QR code: 216 dpi."""
MOST_PAGES = 5_000
"""A file of a few kilobytes may say that it has a million."""
# PDFium reads a hyphen at the end of a line as U+FFFE, as if it were not of the text. Ours always
# is: the templates never hyphenate. And it reads each ligature as its letters.
_AS_WRITTEN = str.maketrans(
    {"\ufffe": "-", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
)


@dataclass(frozen=True, slots=True)
class Opened:
    """What is in a PDF: the text of every page without blanks, and what its QR codes say."""

    pages: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def text(self) -> str:
        """All text without blanks."""
        return "".join(self.pages)


def open_pdf(content: bytes) -> Opened:
    """Read a PDF. A QR code stands on its first page or, on posters of several, on its last."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = tuple(map(_text, document))
        return Opened(pages, _codes(document[0]) or _codes(document[len(pages) - 1]))
    finally:
        document.close()


def pdf_text(content: bytes) -> str:
    """Return all text of a PDF without blanks; nothing of it is drawn, however large its pages."""
    document = pypdfium2.PdfDocument(content)
    try:
        if len(document) > MOST_PAGES:
            raise TooMuchError
        return "".join(map(_text, document))
    finally:
        document.close()


def page_count(content: bytes) -> int:
    """Return how many pages a PDF has."""
    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()


def without_blanks(text: str) -> str:
    """Return a text as a print holds it, without the blanks and line breaks typesetting changes."""
    return as_printed("".join(text.translate(_AS_WRITTEN).split()))


def _text(page: pypdfium2.PdfPage) -> str:
    return without_blanks(page.get_textpage().get_text_range())


def _codes(page: pypdfium2.PdfPage) -> tuple[str, ...]:
    # Asked for any QR code, the reader sees a Micro QR code in the corners of some of ours.
    seen = page.render(scale=CAMERA, grayscale=True)
    pixels = memoryview(seen.buffer).cast("B").cast("B", (seen.height, seen.stride))
    return tuple(
        code.text
        for code in zxingcpp.read_barcodes(
            pixels, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
        )
    )
