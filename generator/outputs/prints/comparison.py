"""上级清单对照 as PDF: A4 across, the lists and the catalogue side by side."""

from __future__ import annotations

from typing import Any

from generator.outputs.prints.typesetting import typeset
from generator.outputs.qr_codes import qr_svg
from generator.views.comparison import Comparison
from generator.views.imprint import Imprint


def comparison_pdf(compared: Comparison, told: Imprint) -> bytes:
    """Return the comparison as a PDF."""
    return typeset("comparison", comparison_data(compared, told))


def comparison_data(compared: Comparison, told: Imprint) -> dict[str, Any]:
    """Return what the template prints."""
    return {
        "title": compared.title,
        "publisher": told.publisher,
        "day": told.verified_on,
        "heads": [compared.above, compared.below],
        "totals": compared.sentence,
        "rows": [
            {
                "above": f"{row.above.serial}．{row.above.name}" if row.above else "",
                "below": f"{row.below.serial}．{row.below.name}" if row.below else "",
                "relation": row.relation,
                "entries": [
                    {
                        "id": one.id,
                        "name": one.title,
                        "decision": one.decision,
                        "word": one.decision_label,
                    }
                    for one in row.entries
                ],
                "here": row.here,
                "reason": row.reason,
            }
            for row in compared.rows
        ],
        "imprint": told.line,
        "notice": told.notice,
        "qr": qr_svg(told.code),
        "qr_says": told.code,
    }
