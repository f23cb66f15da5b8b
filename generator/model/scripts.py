"""Data inside scripts."""

from __future__ import annotations

import msgspec

_ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def json_for_script(text: str) -> str:
    """Return JSON that is safe inside a ``script`` element: nothing in it can end the element."""
    for sign, escaped in _ESCAPES.items():
        text = text.replace(sign, escaped)  # far quicker than str.translate
    return text


def data_for_script(data: object) -> str:
    """Return data as JSON that is safe inside a ``script`` element."""
    return json_for_script(msgspec.json.encode(data).decode())
