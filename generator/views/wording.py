"""Words put together from several fields."""

from __future__ import annotations


def ended(text: str) -> str:
    """Return a text with one full stop at its end, whatever stood there; nothing stays nothing."""
    bare = text.strip().rstrip("。；，、")
    return f"{bare}。" if bare else ""


def rule_name(title: str, number: str, clause: str) -> str:
    """Name a rule as paper does: its title in 《》, the document's number if it has one, the clause."""
    return f"《{title.strip('《》')}》{f'（{number}）' if number else ''}{clause}"
