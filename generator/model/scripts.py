"""Data inside scripts."""

from __future__ import annotations

_ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def json_for_script(text: str) -> str:
    """Return JSON that is safe inside a ``script`` element: nothing in it can end the element."""
    return text.translate(_ESCAPES)
