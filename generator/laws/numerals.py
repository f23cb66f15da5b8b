"""Chinese numerals in the numbers of articles: 第四十三条."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
UNITS = {"千": 1000, "百": 100, "十": 10}
MOST = 9999


def numeral(number: int) -> str:
    """Return a number from 1 to ``MOST`` as a numeral: 十二, 一百零五, 一千二百六十."""
    text, gap = "", False
    for unit, value in (*UNITS.items(), ("", 1)):
        digit = number // value % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
        gap = not digit
    return "十" + text.removeprefix("一十") if text.startswith("一十") else text


def number(text: str) -> int | None:
    """Parse a numeral; none if it is not in the form of ``numeral``."""
    total = digit = 0
    for character in text:
        if character in UNITS:
            total += (digit or 1) * UNITS[character]
            digit = 0
        elif character in DIGITS:
            digit = DIGITS.index(character)
        else:
            return None
    total += digit
    return total if 1 <= total <= MOST and numeral(total) == text else None
