"""清单 as PDF: A4 across, tables with repeated heads."""

from __future__ import annotations

from typing import Any

from generator.outputs.prints.typesetting import typeset
from generator.outputs.qr_codes import qr_svg
from generator.views.listings import Listing


def list_pdf(listing: Listing) -> bytes:
    """Return the list as a PDF."""
    return typeset("list", list_data(listing))


def totals_line(listing: Listing) -> str:
    """Return how many rows there are, in all and of each verdict."""
    parts = "，".join(f"{word}{count}项" for word, count in listing.totals.items())
    return f"共{len(listing.rows)}项：{parts}。"


def list_data(listing: Listing) -> dict[str, Any]:
    """Return what the template prints."""
    told = listing.imprint
    return {
        "title": listing.title,
        "publisher": told.publisher,
        "day": told.verified_on,
        "listing": {
            "title": listing.title,
            "totals": totals_line(listing),
            "sections": [
                {
                    "heading": section.heading,
                    "decision": section.decision,
                    "columns": [
                        {"heading": column.heading, "width": column.width}
                        for column in section.columns
                    ],
                    "rows": [
                        {
                            "id": row.id,
                            "name": row.name,
                            "decision": row.decision,
                            "word": row.word,
                            "cells": row.cells,
                        }
                        for row in section.rows
                    ],
                }
                for section in listing.sections
            ],
        },
        "imprint": told.line,
        "notice": told.notice,
        "qr": qr_svg(told.code),
        "qr_says": told.code,
    }
