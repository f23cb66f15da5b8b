"""公开栏海报 as PDF: one page of A3, in 14 point at least."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from generator.model.values import thaw
from generator.rendering.prints.reopen import page_count
from generator.rendering.prints.typesetting import qr_svg, typeset
from generator.views.posters import Poster

SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5)
"""Sizes and spaces tried one after the other until all fits one page. Type stays at 14 point or
more; only spaces go on shrinking. What then does not fit runs to a second page."""
SHOWN_OF_COMMUNITY = ("name", "address", "phone", "hours")


def poster_pdf(poster: Poster) -> bytes:
    """Return the poster as a PDF, in the largest type that fits one page."""
    made = b""
    for scale in SCALES:
        made = typeset("poster", poster_data(poster, scale))
        if page_count(made) == 1:
            break
    return made


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
            "rule": asdict(poster.rule) if poster.rule else None,
            "community": thaw(shown),
        },
        "scale": scale,
        "hotline": told.hotline,
        "imprint": told.line,
        "notice": told.notice,
        "qr": qr_svg(told.code, "#17405c"),
        "qr_says": told.code,
    }
