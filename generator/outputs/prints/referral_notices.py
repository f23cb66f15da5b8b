"""转办告知单 as PDF: always one page of A5, in 12 point at least."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from generator.outputs.prints.reading_back import page_count
from generator.outputs.prints.typesetting import qr_svg, typeset
from generator.views.referral_notices import ReferralNotice

TIGHTNESS = (1.0, 0.85, 0.7, 0.5, 0.3, 0.0)
"""How much of the drawn space is kept, tried one after the other until all fits one page."""
TITLE_SIZES = ((11, 17.0), (16, 15.0))
"""Points of the title up to so many characters; longer ones are set smaller."""
SMALLEST_TITLE = 13.0


def slip_pdf(slip: ReferralNotice) -> bytes:
    """Return the slip as a PDF; as loosely set as one page allows."""
    made = b""
    for tight in TIGHTNESS:
        made = typeset("slip", slip_data(slip, tight))
        if page_count(made) == 1:
            break
    return made


def slip_data(slip: ReferralNotice, tight: float) -> dict[str, Any]:
    """Return what the template prints."""
    told = slip.imprint
    return {
        "title": f"转办告知单：{slip.title}",
        "publisher": told.publisher,
        "number": slip.id,
        "addressee": slip.addressee,
        "slip": {key: value for key, value in asdict(slip).items() if key != "imprint"},
        "rule": slip.rule.line if slip.rule else "",
        "own": slip.own.line if slip.own else "",
        "tight": tight,
        "title_size": next(
            (size for most, size in TITLE_SIZES if len(slip.title) <= most), SMALLEST_TITLE
        ),
        "hotline": told.hotline,
        "imprint": told.line,
        "notice": told.notice,
        "qr": qr_svg(told.code),
        "qr_says": told.code,
    }
