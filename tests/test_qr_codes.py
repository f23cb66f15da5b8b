"""QR codes are made quickly, and are those that the library would make."""

from __future__ import annotations

import pytest
import segno

from generator.outputs.qr_codes import INK, PAPER, qr_code, qr_inline

TEXTS = [
    "https://mulu.example/",
    "https://mulu.example/zm-001/",
    *(f"https://mulu.example/check/?{'abc/0123' * count}" for count in range(1, 24, 2)),
    *("居委会不开这个证明" * count for count in (1, 6, 20, 40)),
    "110",
    "HTTPS://MULU.EXAMPLE/ZM-001/",
]


@pytest.mark.parametrize("text", TEXTS, ids=len)
def test_a_code_is_the_one_the_library_makes(text):
    made, expected = qr_code(text), segno.make(text, error="m", micro=False, encoding="utf-8")

    assert made.matrix == expected.matrix
    assert (made.designator, made.mask) == (expected.designator, expected.mask)


@pytest.mark.parametrize("text", TEXTS, ids=len)
def test_it_is_drawn_as_the_library_draws_it(text):
    code = segno.make(text, error="m", micro=False, encoding="utf-8")

    assert qr_inline(text) == code.svg_inline(border=4, dark=INK, light=PAPER, omitsize=True)


def test_the_texts_ask_for_several_masks():
    assert len({qr_code(text).mask for text in TEXTS}) > 2
