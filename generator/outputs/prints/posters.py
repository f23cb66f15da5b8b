"""公开栏海报 as PDF: one sheet of A3, in 14 point at least; more sheets when one is too small."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from generator.model.values import thaw
from generator.outputs.prints.reading_back import page_count
from generator.outputs.prints.typesetting import qr_svg, typeset
from generator.views.posters import Poster

SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5)
"""Sizes and spaces tried one after the other until all fits one sheet. Type stays at 14 point or
more; only spaces go on shrinking."""
SHOWN_OF_COMMUNITY = ("name", "address", "phone", "hours")


def poster_pdf(poster: Poster) -> bytes:
    """Return the poster as a PDF: on as few sheets as can be, then in the largest type for those."""
    best, fewest = b"", 0
    for scale in SCALES:
        made = typeset("poster", poster_data(poster, scale))
        sheets = page_count(made)
        if not best or sheets < fewest:
            best, fewest = made, sheets
        if fewest == 1:
            break
    return best


def poster_data(poster: Poster, scale: float) -> dict[str, Any]:
    """Return what the template prints."""
    told, community = poster.imprint, poster.community
    shown = {key: community.get(key, "") for key in SHOWN_OF_COMMUNITY} if community else None
    return {
        "title": poster.title,
        "publisher": told.publisher,
        "poster": {
            "heading": poster.heading,
            "lead": poster.lead,
            "parts": [asdict(part) for part in poster.parts],
            "rule": poster.rule.line if poster.rule else "",
            "community": thaw(shown),
        },
        "scale": scale,
        "hotline": told.hotline,
        "imprint": told.line,
        "notice": told.notice,
        "qr": qr_svg(told.code, "#17405c"),
        "qr_says": told.code,
    }
