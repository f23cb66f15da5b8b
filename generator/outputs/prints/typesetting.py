"""Setting prints in type: a Typst template and plain data in, a tagged PDF out.

Data reaches a template as JSON only, so no text of the catalogue is ever taken for a command.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import segno
import typst
from pylopdf_fonts_zh_cn import sans_path, serif_path

from generator.reading.characters import PRIVATE

TEMPLATES = Path(__file__).parent / "typst"
STANDARD: Final = "ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged, with a title, a language and a text for every picture."""
QUIET_ZONE = 4
"""Modules of white around a QR code (ISO/IEC 18004)."""
NO_GLYPH = "〓"
"""What Chinese printers set for a character they have no type for."""


class TypesettingError(Exception):
    """A print would not come out as it should."""


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        root=str(TEMPLATES),
        font_paths=[str(folder) for folder in {sans_path().parent, serif_path().parent}],
        ignore_system_fonts=True,
    )


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """Return the PDF that ``template`` makes of ``data``. The same data give the same bytes.

    Raises ``TypesettingError`` when the typesetter refuses, as it does a character that has no
    glyph, or has a doubt, such as a font that is missing: it would print empty boxes.
    """
    try:
        made, warnings = _compiler().compile_with_warnings(
            str(TEMPLATES / f"{template}.typ"),
            format="pdf",
            sys_inputs={"data": as_printed(json.dumps(data, ensure_ascii=False, sort_keys=True))},
            pdf_standards=[STANDARD],
            timestamp=0,
        )
    except typst.TypstError as error:
        raise TypesettingError(f"排不出来（{error}）") from error
    if warnings:
        raise TypesettingError("\n".join(warning.message for warning in warnings))
    assert isinstance(made, bytes)
    return made


def as_printed(text: str) -> str:
    """Return a text as a print shows it: no font has a glyph for a private-use character."""
    return PRIVATE.sub(NO_GLYPH, text)


def qr_svg(text: str, colour: str = "#1b2530") -> str:
    """Return a QR code of ``text`` as SVG, with its quiet zone."""
    written = io.BytesIO()
    code = segno.make(text, error="m", micro=False, encoding="utf-8")
    code.save(written, kind="svg", border=QUIET_ZONE, dark=colour, light="#ffffff", xmldecl=False)
    return written.getvalue().decode()
