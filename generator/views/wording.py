"""Words put together from several fields."""

from __future__ import annotations

from generator.editions.names import quote_title

UNDECIDED_WORK = "清单上没有、本地也没有查到规定，这里不下结论。"
"""The sentence for undecided work. It does not mention papers, which nobody asks for there."""
ASK_ABOVE = "归谁管、怎么办，先问上面写的部门。"
"""The sentence that follows it on the page of an entry."""


def ended(text: str) -> str:
    """Return a text with exactly one full stop at its end. An empty text stays empty."""
    stripped = text.strip().rstrip("。；，、")
    return f"{stripped}。" if stripped else ""


def rule_name(title: str, number: str, clause: str) -> str:
    """Return a rule as text: its title in 《》, its document number if it has one, and the clause."""
    return f"{quote_title(title)}{f'（{number}）' if number else ''}{clause}"
