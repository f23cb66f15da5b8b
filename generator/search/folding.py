"""One form for all the ways a word can be typed: width, case, script, punctuation."""

from __future__ import annotations

import unicodedata
from functools import cache

from opencc import OpenCC

FIRST_CJK, LAST_CJK = "\u3400", "\u9fff"


def fold(text: str) -> str:
    """Return ``text`` in half width, lower case and Simplified characters, letters and digits only."""
    normal = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in _to_simplified().convert(normal) if c.isalnum())


def is_chinese(character: str) -> bool:
    """Tell whether a character is a Chinese one."""
    return FIRST_CJK <= character <= LAST_CJK


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")
