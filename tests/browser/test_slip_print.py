"""A slip printed from its page: WeChat's browser downloads nothing, so the page itself must print."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from browser.conftest import DESK, PHONE, Visit
from helpers import sampled
from PIL import Image

A5 = (419.5, 595.3)
"""Width and height in points."""


def test_the_page_of_a_slip_has_the_code_that_its_print_has(visit: Visit, tmp_path):
    page = visit("slip-zm-001/", size=PHONE, device_scale_factor=3)
    page.locator(".c-slip__code").screenshot(path=tmp_path / "code.png")

    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "code.png"))

    cited = page.locator(".c-slip__foot p").inner_text()
    assert "ZM-001" in code.text
    assert "ZM-001" in cited


@sampled("step", sample=10, whole=1)
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_every_slip_page_prints_as_one_sheet_of_a5(visit: Visit, shipped_site: Path, size, step):
    slips = sorted(page.parent.name for page in shipped_site.glob("slip-*/index.html"))
    assert len(slips) > 40
    page = visit(size=size)
    wrong = {}
    for slip in slips[::step]:
        page.goto(f"{slip}/")
        printed = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))
        sizes = [sheet.get_size() for sheet in printed]
        if len(sizes) != 1 or sizes[0] != pytest.approx(A5, abs=1):
            wrong[slip] = sizes
    assert not wrong
