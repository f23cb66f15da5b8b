"""Characters that may not stand in a catalogue file because nobody can see what they do.

Which they are is written in ``unseen``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from generator.problems.problem import Location, Problem
from generator.reading.unseen import (
    CONTROLS,
    IDEOGRAPHS,
    INVISIBLE,
    PLANE,
    PRIVATE_USE,
    SELECTORS,
    Unseen,
)


def _any_of(ranges: Iterable[Unseen | tuple[int, int]]) -> str:
    """Return what stands for these code points between the brackets of a pattern."""
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last, *_ in ranges)


PRIVATE = re.compile(f"[{_any_of(PRIVATE_USE)}]")
SELECTED = re.compile(f"(?<=[{_any_of(IDEOGRAPHS)}])[{_any_of(SELECTORS)}]")
"""A variation selector where it may stand: behind the ideograph whose shape it chooses."""
VARIED = re.compile(f"[{_any_of((*PRIVATE_USE, *SELECTORS))}]")
"""What may look otherwise on other computers: where there is none, there is neither of those two."""
_UNSEEN = (*CONTROLS, *INVISIBLE, *SELECTORS)
_SUSPECT = re.compile(
    f"[{_any_of(one for one in _UNSEEN if one.last < PLANE)}\U00010000-\U0010ffff]"
)
"""Asked first, and of most files nothing else: with the ranges above U+FFFF one by one it would take
ten times as long."""
_ALWAYS = re.compile(f"[{_any_of((*CONTROLS, *INVISIBLE))}]")
_FORBIDDEN = re.compile(
    f"(?P<Y015>[{_any_of(CONTROLS)}])|(?P<Y025>[{_any_of(INVISIBLE)}]"
    f"|(?<![{_any_of(IDEOGRAPHS)}])[{_any_of(SELECTORS)}])"
)
_KINDS = {"Y015": "控制字符", "Y025": "看不见的字符"}
_PASTED = "删掉它；多半是从网页或者Word里粘贴带进来的。"
# YAML 1.2.2, 5.7: what a backslash can stand before between double quotes.
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_SHORT_ESCAPES = dict(zip("0abvfreNLP", "\0\a\b\v\f\r\x1b\x85\u2028\u2029", strict=True))


def forbidden_characters(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem for each line and kind of forbidden characters (the first one only)."""
    text = text.replace("\r\n", "\n")
    if not _SUSPECT.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        told: set[str] = set()
        for found in _FORBIDDEN.finditer(line):
            code = str(found.lastgroup)
            if code in told:
                continue
            told.add(code)
            yield Problem(
                code=code,
                message=f"第{found.start() + 1}个字是{_described(found)}",
                location=Location(path, number, found.start() + 1),
                hint=_PASTED,
                repaired=without_forbidden(line).rstrip("\r"),
                source_line=visible(line.rstrip("\r")),
            )


def forbidden_in_value(value: str) -> tuple[str, str] | None:
    r"""Return code and description of the first forbidden character in a value, if any.

    Such a character can come in from elsewhere than a file, or after its text was found clean:
    as ``"\u202E"``.
    """
    return next(hidden_in(value), None)


def hidden_in(value: str) -> Iterator[tuple[str, str]]:
    """Yield code and description of every forbidden character in a value."""
    if _SUSPECT.search(value):
        for found in _FORBIDDEN.finditer(value):
            yield str(found.lastgroup), _described(found)


def without_forbidden(text: str) -> str:
    """Return the text without its forbidden characters."""
    return _FORBIDDEN.sub("", text) if _SUSPECT.search(text) else text


def without_escaped(quoted: str) -> str:
    r"""Return a text between double quotes without forbidden characters written as ``"\u202E"``."""
    return _ESCAPE.sub(lambda found: "" if _ALWAYS.match(_meant(found[0])) else found[0], quoted)


def visible(line: str) -> str:
    """Return the line with every forbidden character shown as a replacement character."""
    return _FORBIDDEN.sub("\ufffd", line)


def _meant(escape: str) -> str:
    """Return the character an escape stands for; of one without meaning, nothing."""
    letter, digits = escape[1], escape[2:]
    if digits:
        number = int(digits, 16)
        return chr(number) if number <= sys.maxunicode else ""
    return _SHORT_ESCAPES.get(letter, "")


def _described(match: re.Match[str]) -> str:
    number = ord(match.group())
    name = next(one.name for one in _UNSEEN if one.first <= number <= one.last)
    return f"{_KINDS[str(match.lastgroup)]}（U+{number:04X}，{name}）"
