"""``catalogue fmt``: one order and one form for every file, with nothing changed in what it says."""

from __future__ import annotations

from generator.editing.tree import read_tree
from generator.editing.writing import write_tree
from generator.reading.parse import parse
from generator.schema.kinds import Kind, Kinds


class NotFormattedError(ValueError):
    """The text cannot be read, or would not say the same afterwards."""


def formatted(text: str, kind: Kind, kinds: Kinds) -> str:
    """Return the text in the one form. Raises ``NotFormattedError`` when it has problems.

    Comments stay with what they stood above or beside.
    """
    before = parse(text, "x.yml").document
    if before is None:
        raise NotFormattedError("这个文件读不懂，先改好再排。")
    made = write_tree(read_tree(text.replace("\r\n", "\n")), kind.schema, kinds.common)
    after = parse(made, "x.yml").document
    if after is None or after.data != before.data:
        raise NotFormattedError("这个文件排不了，没有动它。")
    return made
