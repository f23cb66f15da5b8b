"""Characters that may not stand in a catalogue file because nobody can see what they do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.problems.problem import Place, Problem

# YAML 1.2.2, 5.1 allows none of the first group; NEL, LS, PS and a lone CR are line breaks
# to some readers and not to others, which would move every line number after them.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]|\r(?!\n)"
)
# Zero-width and direction-changing characters: Unicode TR 36, "Unicode Security Considerations".
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_KINDS = (("Y015", _CONTROL, "控制字符"), ("Y025", _INVISIBLE, "看不见的字符"))


def forbidden_characters(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem for each line with control or invisible characters (first one only)."""
    if not _CONTROL.search(text) and not _INVISIBLE.search(text):
        return
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        # A carriage return before it belongs to the line break of Windows editors.
        end = "\n" if number < len(lines) else ""
        for code, pattern, what in _KINDS:
            found = pattern.search(line + end)
            if found is None:
                continue
            yield Problem(
                code=code,
                message=f"第{found.start() + 1}个字是{what}（{_describe(found.group())}）",
                place=Place(path, number, found.start() + 1),
                hint="删掉它；多半是从网页或者Word里粘贴带进来的。",
                repaired=_INVISIBLE.sub("", _CONTROL.sub("", line)).rstrip("\r"),
                source_line=visible(line.rstrip("\r")),
            )


def forbidden_in_value(value: str) -> tuple[str, str] | None:
    r"""Return code and description of the first forbidden character in a value, if any.

    Such a character can still come in after the text was found clean: as ``"\u202E"``.
    """
    for code, pattern, what in _KINDS:
        if found := pattern.search(value):
            return code, f"{what}（{_describe(found.group())}）"
    return None


def _describe(character: str) -> str:
    name = unicodedata.name(character, "")
    number = f"U+{ord(character):04X}"
    return f"{number} {name}" if name else number


def visible(line: str) -> str:
    """Return the line with every forbidden character shown as a replacement character."""
    return _INVISIBLE.sub("\ufffd", _CONTROL.sub("\ufffd", line))
