"""A local file over one above, begun: an entry that says only what it changes, a record of its own."""

from __future__ import annotations

import re

from generator.reading.document import Document
from generator.schema.kinds import Kind

TO_WRITE = "待写"


def overlay_text(above: Document, number: str, mark: str, kind: Kind, actions: str) -> str:
    """Return the text of a local file over ``above``.

    ``mark`` is what an entry's ``reviewed`` is, ``actions`` what may be written as its action. What
    the one above says stands below as remarks. A record that is no entry is replaced as a whole, so
    its text is taken as it is.
    """
    if not kind.is_entry:
        return above.text
    lines = [
        f"# 改自{above.level}的{number}（{above.path}）。只写要改的几项，别的照上级。",
        f"id: {number}",
        "adoption:",
        f"  # 可以写：{actions}。补充的，列出来的几项接在上级的后面。",
        f"  action: {TO_WRITE}",
        f"  reason: {TO_WRITE}",
        "  # 凭什么改。只补充、不改上级的，删掉这三行。",
        "  legal_basis:",
        f"    - source: {TO_WRITE}",
        f"      clause: {TO_WRITE}",
        f"  reviewed: '{mark}'",
        "# 上级现在这样写。要改哪一项，拿掉那几行前面的“# ”，再改。",
        *(f"# {line}".rstrip() for line in _said(above.text)),
    ]
    return "\n".join(lines) + "\n"


def _said(text: str) -> list[str]:
    """Return the lines of an entry's file without its number and how it was itself adopted."""
    kept = re.sub(r"^(?:id|adoption):.*\n(?:[ #-].*\n)*", "", text, flags=re.MULTILINE)
    return kept.splitlines()
