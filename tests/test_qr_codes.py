"""QR codes are made quickly, and are those that the library would make."""

from __future__ import annotations

import pytest
import segno

from generator.outputs.qr_codes import qr_code

TEXTS = [
    "https://mulu.example/",
    "https://mulu.example/zm-001/",
    *(f"https://mulu.example/check/?{'abc/0123' * count}" for count in range(1, 24, 2)),
    *("居委会不开这个证明" * count for count in (1, 6, 20)),
]


@pytest.mark.parametrize("text", TEXTS, ids=len)
def test_a_code_is_the_one_the_library_makes(text):
    made, expected = qr_code(text), segno.make(text, error="m", micro=False, encoding="utf-8")

    assert made.matrix == expected.matrix
    assert (made.designator, made.mask) == (expected.designator, expected.mask)


def test_the_texts_ask_for_several_masks():
    assert len({qr_code(text).mask for text in TEXTS}) > 2
