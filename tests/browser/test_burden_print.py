"""The burden on paper: tables of several columns, on three pages of A4 at most."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from browser.conftest import Visit

MOST_PAGES = 3


def test_the_burden_is_three_pages_of_paper_with_whole_words_in_a_line(visit: Visit):
    page = visit("burden/")

    printed = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))

    assert len(printed) <= MOST_PAGES
    text = "".join(one.get_textpage().get_text_range() for one in printed)
    assert "依据里写明谁要社区协助" in text
    assert "不得下派的事" in text.replace("\r\n", "")
