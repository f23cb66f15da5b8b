"""Words put together from several fields."""

from __future__ import annotations

UNDECIDED_WORK = "清单上没有、本地也没有查到规定，这里不下结论。"
"""What is said of work on no list: nobody asks for a paper there, so nothing is said of papers."""
ASK_ABOVE = "归谁管、怎么办，先问上面写的部门。"
"""What follows on the page of one entry."""


def ended(text: str) -> str:
    """Return a text with one full stop at its end, whatever stood there; nothing stays nothing."""
    bare = text.strip().rstrip("。；，、")
    return f"{bare}。" if bare else ""


def rule_name(title: str, number: str, clause: str) -> str:
    """Name a rule as paper does: its title in 《》, the document's number if it has one, the clause."""
    return f"《{title.strip('《》')}》{f'（{number}）' if number else ''}{clause}"
