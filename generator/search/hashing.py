"""FNV-1a (32 bit) over a text's UTF-16 units, as the scripts reckon it."""

from __future__ import annotations


def fnv(text: str) -> int:
    """Return the hash of a text."""
    value = 0x811C9DC5
    encoded = text.encode("utf-16-le")
    for unit in zip(encoded[::2], encoded[1::2], strict=True):
        value = ((value ^ (unit[0] | unit[1] << 8)) * 0x01000193) & 0xFFFFFFFF
    return value
