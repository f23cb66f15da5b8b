"""An entry printed from its page: one sheet that says where it is from, with a code to check it."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from browser.conftest import DESK, Visit

A4 = (595.3, 841.9)
"""Width and height in points."""
LONG = ("zm-001", "zm-018")
"""Entries that fill a sheet."""


@pytest.mark.parametrize("entry", LONG)
def test_an_entry_prints_as_one_sheet_with_its_code_and_address(visit: Visit, entry):
    page = visit(f"{entry}/", size=DESK)
    page.keyboard.press("Control")
    page.wait_for_selector(".c-printed", state="attached")

    printed = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))

    assert [sheet.get_size() for sheet in printed] == [pytest.approx(A4, abs=1)]
    (code,) = zxingcpp.read_barcodes(printed[0].render(scale=3).to_pil())
    assert f".{entry.upper()}." in code.text
    assert page.url in printed[0].get_textpage().get_text_bounded()
