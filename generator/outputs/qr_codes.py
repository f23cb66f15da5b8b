"""QR codes as SVG: for what is typeset, and inside a page."""

from __future__ import annotations

import io
from functools import lru_cache

import segno

from generator.outputs.qr_masks import masked

QUIET_ZONE = 4
"""Modules of white around a QR code (ISO/IEC 18004)."""
INK, PAPER = "#1b2530", "#ffffff"


def qr_svg(text: str, colour: str = INK) -> str:
    """Return a QR code of ``text`` as SVG, with its quiet zone."""
    written = io.BytesIO()
    qr_code(text).save(
        written, kind="svg", border=QUIET_ZONE, dark=colour, light=PAPER, xmldecl=False
    )
    return written.getvalue().decode()


def qr_inline(text: str) -> str:
    """Return a QR code of ``text`` as SVG that a page shows in any size."""
    return qr_code(text).svg_inline(border=QUIET_ZONE, dark=INK, light=PAPER, omitsize=True)


@lru_cache(maxsize=64)  # a list has the same code in each of its forms
def qr_code(text: str) -> segno.QRCode:
    """Return the QR code of ``text``, to be drawn in any form."""
    return masked(text)
