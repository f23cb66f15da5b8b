"""``catalogue fmt``: format files without a change of their data."""

from __future__ import annotations

from generator.editing.tree import read_tree
from generator.editing.writing import write_tree
from generator.reading.parse import parse
from generator.schema.kinds import Kind, Kinds


class NotFormattedError(ValueError):
    """The text cannot be read, or its data would change."""


def format_text(text: str, kind: Kind, kinds: Kinds) -> str:
    """Return the formatted text. Raises ``NotFormattedError`` if it has problems.

    Comments stay with their lines.
    """
    before = parse(text, "x.yml").document
    if before is None:
        raise NotFormattedError("这个文件读不懂，先改好再排。")
    result = write_tree(read_tree(text.replace("\r\n", "\n")), kind.schema, kinds.common)
    after = parse(result, "x.yml").document
    if after is None or after.data != before.data:
        raise NotFormattedError("这个文件排不了，没有动它。")
    return result
