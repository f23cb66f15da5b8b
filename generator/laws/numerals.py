"""Chinese numerals as the articles of a law are counted: 第四十三条."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
UNITS = {"千": 1000, "百": 100, "十": 10}
MOST = 9999


def numeral(number: int) -> str:
    """Write a number from 1 to ``MOST`` as laws do: 十二, 一百零五, 一千二百六十."""
    written, gap = "", False
    for unit, value in (*UNITS.items(), ("", 1)):
        digit = number // value % 10
        if digit:
            written += ("零" if gap and written else "") + DIGITS[digit] + unit
        gap = not digit
    return "十" + written.removeprefix("一十") if written.startswith("一十") else written


def number(text: str) -> int | None:
    """Read a numeral; none when it is not written as ``numeral`` writes it."""
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
