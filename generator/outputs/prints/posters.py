"""公开栏海报 as PDF: A3, on as few sheets as rows of 18 points allow, in the largest type for those."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from generator.outputs.prints.reading_back import page_count
from generator.outputs.prints.typesetting import typeset
from generator.outputs.qr_codes import qr_svg
from generator.views.posters import Poster

SMALLEST, LARGEST = 1.0, 1.7
"""How many times the smallest sizes, a title of 60 points and rows of 18, all is printed."""
CODE_SAYS, CODE_HOLDS = "扫码问一件事", "扫码看出处"
"""What stands under the code where it leads to a site, and where there is none yet."""
STEPS = 5
"""How often the largest scale is halved in on: to a fiftieth of the smallest sizes."""


def poster_pdf(poster: Poster) -> bytes:
    """Return the poster as a PDF: on as few sheets as can be, then in the largest type for those."""
    best = typeset("poster", poster_data(poster, SMALLEST))
    sheets = page_count(best)
    fits, least_too_large = SMALLEST, LARGEST
    for _ in range(STEPS):
        scale = round((fits + least_too_large) / 2, 3)
        made = typeset("poster", poster_data(poster, scale))
        if page_count(made) > sheets:
            least_too_large = scale
        else:
            best, fits = made, scale
    return best


def poster_data(poster: Poster, scale: float) -> dict[str, Any]:
    """Return what the template prints."""
    told = poster.imprint
    return {
        "title": poster.title,
        "publisher": told.publisher,
        "day": told.verified_on,
        "poster": {
            "heading": poster.heading,
            "lead": poster.lead,
            "parts": [asdict(part) for part in poster.parts],
            "rule": poster.rule.line if poster.rule else "",
            "community": asdict(poster.community) if poster.community else None,
            "code-says": CODE_SAYS if told.code.startswith("http") else CODE_HOLDS,
        },
        "scale": scale,
        "hotline": told.hotline,
        "imprint": told.line,
        "notice": told.notice,
        "qr": qr_svg(told.code, "#17405c"),
        "qr_says": told.code,
    }
