"""One form for all the ways a word can be typed: width, case, script, punctuation.

``search-language.js`` folds in the same way; ``tests/vectors/folding.json`` holds both to the
same answers. So characters are made Simplified one by one: phrases would need OpenCC in the browser.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from opencc import OpenCC

FIRST_CJK, LAST_CJK = "\u3400", "\u9fff"


def fold(text: str) -> str:
    """Return ``text`` in half width, lower case and Simplified characters, letters and digits only."""
    plain = to_simplified(unicodedata.normalize("NFKC", text).lower())
    return plain if plain.isalnum() else "".join(filter(str.isalnum, plain))


def to_simplified(text: str) -> str:
    """Return a text in Simplified characters, one by one; most are so already."""
    return text.translate(_table()) if _other().search(text) else text


def is_chinese(character: str) -> bool:
    """Tell whether a character is a Chinese one."""
    return FIRST_CJK <= character <= LAST_CJK


@cache
def variants() -> Mapping[str, str]:
    """Return the Simplified form of every Traditional or variant character, from OpenCC's table."""
    every = [chr(number) for number in range(ord(FIRST_CJK), ord(LAST_CJK) + 1)]
    plain = OpenCC("t2s").convert("\n".join(every)).split("\n")
    return {a: b for a, b in zip(every, plain, strict=True) if a != b}


@cache
def _other() -> re.Pattern[str]:
    return re.compile(f"[{''.join(variants())}]")


@cache
def _table() -> dict[int, str]:
    return str.maketrans(dict(variants()))
