"""Words put together from several fields."""

from __future__ import annotations


def ended(text: str) -> str:
    """Return a text with one full stop at its end, whatever stood there; nothing stays nothing."""
    bare = text.strip().rstrip("。；，、")
    return f"{bare}。" if bare else ""
