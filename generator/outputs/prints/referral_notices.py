"""转办告知单 as PDF: always one page of A5, in 12 point at least."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from generator.outputs.prints.reading_back import page_count
from generator.outputs.prints.typesetting import typeset
from generator.outputs.qr_codes import qr_svg
from generator.views.quotation import Quotation
from generator.views.referral_notices import ReferralNotice

TIGHTNESS = (1.0, 0.85, 0.7, 0.5, 0.3, 0.0)
"""How much of the drawn space is kept, tried one after the other until all fits one page."""
TITLE_SIZES = ((11, 17.0), (16, 15.0))
"""Points of the title up to so many characters; longer ones are set smaller."""
SMALLEST_TITLE = 13.0


def referral_notice_pdf(slip: ReferralNotice) -> bytes:
    """Return the slip as a PDF; as loosely set as one page allows.

    What fits in no other way goes without the numbers of the documents it quotes, then without
    the words of the entry's own law: both stand on its page.
    """
    made, tightest = b"", TIGHTNESS[-1]
    tried = (
        *((slip, tight, True) for tight in TIGHTNESS),
        (slip, tightest, False),
        *((replace(slip, own=None), tight, True) for tight in TIGHTNESS),
    )
    for shown, tight, numbered in tried:
        made = typeset("slip", referral_notice_data(shown, tight, numbered=numbered))
        if page_count(made) == 1:
            break
    return made


def referral_notice_data(
    slip: ReferralNotice, tight: float, *, numbered: bool = True
) -> dict[str, Any]:
    """Return what the template prints."""
    told = slip.imprint
    return {
        "title": f"转办告知单：{slip.title}",
        "publisher": told.publisher,
        "day": told.verified_on,
        "number": slip.id,
        "addressee": slip.addressee,
        "slip": {key: value for key, value in asdict(slip).items() if key != "imprint"},
        "rule": _line(slip.rule, numbered=numbered),
        "own": _line(slip.own, numbered=numbered),
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


def _line(quoted: Quotation | None, *, numbered: bool) -> str:
    if quoted is None:
        return ""
    return quoted.numbered_line if numbered else quoted.line
