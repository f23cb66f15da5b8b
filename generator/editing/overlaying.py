"""Templates of local files that change a record of a base."""

from __future__ import annotations

import re

from generator.reading.document import Document
from generator.schema.kinds import Kind

TO_WRITE = "待写"


def overlay_text(base: Document, number: str, mark: str, kind: Kind, actions: str) -> str:
    """Return the text of a local file over ``base``.

    ``mark`` is the value of ``reviewed``, ``actions`` the possible actions. The content of the base
    entry is included as comments. Other records are replaced as a whole, so their text is copied.
    """
    if not kind.is_entry:
        return base.text
    lines = [
        f"# 改自{base.level}的{number}（{base.path}）。只写要改的几项，别的照上级。",
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
        *(f"# {line}".rstrip() for line in _content_lines(base.text)),
    ]
    return "\n".join(lines) + "\n"


def _content_lines(text: str) -> list[str]:
    """Return the lines of an entry's file without ``id`` and ``adoption``."""
    remaining = re.sub(r"^(?:id|adoption):.*\n(?:[ #-].*\n)*", "", text, flags=re.MULTILINE)
    return remaining.splitlines()
