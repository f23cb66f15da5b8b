"""Figures on the screen, as Markdown."""

from __future__ import annotations

import sys


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table; what is not in the first column stands to the right."""
    lines = [head, [":--", *["--:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def say(*texts: str) -> None:
    """Print texts, an empty line after each."""
    for text in texts:
        sys.stdout.write(f"{text.rstrip()}\n\n")
    sys.stdout.flush()
