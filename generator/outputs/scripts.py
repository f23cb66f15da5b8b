"""Data inside scripts."""

from __future__ import annotations


def json_for_script(text: str) -> str:
    """Write JSON so that it stays data inside a script: nothing in it can end the script."""
    for sign, code in (("<", "3c"), ("\u2028", "2028"), ("\u2029", "2029")):
        text = text.replace(sign, f"\\u{code:0>4}")
    return text
