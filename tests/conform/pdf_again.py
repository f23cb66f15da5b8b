"""A second opinion on PDFs: their parts by qpdf, and the widths of their glyphs by FreeType."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import freetype
import pikepdf

_UNITS = 1000
"""Units of text space that a PDF counts widths in."""


def pdf_faults(file: Path) -> Iterator[str]:
    """Yield what qpdf finds, and each glyph of a CID font that is not as wide as the PDF says."""
    with pikepdf.open(file) as document:
        yield from document.check_pdf_syntax()
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/CIDSystemInfo") is not None:
                yield from _of_font(one)


def _of_font(font: Any) -> Iterator[str]:
    described = font.get("/FontDescriptor")
    program = described.get("/FontFile3", described.get("/FontFile2")) if described else None
    if program is None:
        return
    face = freetype.Face(io.BytesIO(program.read_bytes()))
    usual, told = float(font.get("/DW", _UNITS)), dict(_told(font.get("/W", ())))
    for glyph in range(face.num_glyphs):
        face.load_glyph(glyph, freetype.FT_LOAD_NO_SCALE)
        drawn = face.glyph.metrics.horiAdvance * _UNITS / face.units_per_EM
        said = told.get(glyph, usual)
        if glyph and abs(drawn - said) > 1:
            yield f"{font.BaseFont} glyph {glyph}: drawn {drawn:g}, said {said:g}"


def _told(widths: Any) -> Iterator[tuple[int, float]]:
    """Yield glyph and width of the array /W: either ``first [w w …]`` or ``first last w``."""
    rest = list(widths)
    while rest:
        first, second = int(rest.pop(0)), rest.pop(0)
        if isinstance(second, pikepdf.Array):
            yield from ((first + place, float(width)) for place, width in enumerate(second))
        else:
            width = float(rest.pop(0))
            yield from ((glyph, width) for glyph in range(first, int(second) + 1))
