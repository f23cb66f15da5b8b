"""一页看清 as PDF: one sheet of A4."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from generator.outputs.prints.typesetting import typeset
from generator.views.leaders_page import LeadersPage


def leaders_pdf(page: LeadersPage) -> bytes:
    """Return the page as a PDF."""
    return typeset("leaders", leaders_data(page))


def leaders_data(page: LeadersPage) -> dict[str, Any]:
    """Return what the template prints."""
    told = page.imprint
    return {
        "title": page.title,
        "publisher": told.publisher,
        "day": told.verified_on,
        "as_of": page.as_of,
        "figures": [asdict(one) for one in page.figures],
        "chart": asdict(page.chart) if page.chart else None,
        "matters": [asdict(one) for one in page.matters],
        "notice": told.notice,
    }
