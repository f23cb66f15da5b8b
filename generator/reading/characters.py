"""Find invisible and control characters, which are forbidden in catalogue files.

The table is in ``unseen``.
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


def _character_class(ranges: Iterable[Unseen | tuple[int, int]]) -> str:
    """Return these code points as ranges for a character class of a regular expression."""
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last, *_ in ranges)


PRIVATE = re.compile(f"[{_character_class(PRIVATE_USE)}]")
SELECTED = re.compile(f"(?<=[{_character_class(IDEOGRAPHS)}])[{_character_class(SELECTORS)}]")
"""A variation selector at its only allowed position: behind an ideograph."""
VARIED = re.compile(f"[{_character_class((*PRIVATE_USE, *SELECTORS))}]")
"""Characters that other computers may show differently: private use and variation selectors."""
_UNSEEN = (*CONTROLS, *INVISIBLE, *SELECTORS)
_SUSPECT = re.compile(
    f"[{_character_class(one for one in _UNSEEN if one.last < PLANE)}\U00010000-\U0010ffff]"
)
"""A fast first check that settles most files. With exact ranges above U+FFFF it would take ten
times as long."""
_ALWAYS = re.compile(f"[{_character_class((*CONTROLS, *INVISIBLE))}]")
_FORBIDDEN = re.compile(
    f"(?P<Y015>[{_character_class(CONTROLS)}])|(?P<Y025>[{_character_class(INVISIBLE)}]"
    f"|(?<![{_character_class(IDEOGRAPHS)}])[{_character_class(SELECTORS)}])"
)
_KINDS = {"Y015": "控制字符", "Y025": "看不见的字符"}
_PASTED = "删掉它；多半是从网页或者Word里粘贴带进来的。"
# YAML 1.2.2, 5.7: escape sequences in double-quoted scalars.
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_SHORT_ESCAPES = dict(zip("0abvfreNLP", "\0\a\b\v\f\r\x1b\x85\u2028\u2029", strict=True))


def forbidden_characters(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem for the first forbidden character of each kind on each line."""
    text = text.replace("\r\n", "\n")
    if not _SUSPECT.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        reported: set[str] = set()
        for match in _FORBIDDEN.finditer(line):
            code = str(match.lastgroup)
            if code in reported:
                continue
            reported.add(code)
            yield Problem(
                code=code,
                message=f"第{match.start() + 1}个字是{_describe(match)}",
                location=Location(path, number, match.start() + 1),
                hint=_PASTED,
                repaired=without_forbidden(line).rstrip("\r"),
                source_line=visible(line.rstrip("\r")),
            )


def forbidden_in_value(value: str) -> tuple[str, str] | None:
    r"""Return code and description of the first forbidden character in a value, if any.

    Values need a check of their own, because an escape sequence such as ``"\u202E"`` hides a
    character from the check of the text.
    """
    return next(all_forbidden_in_value(value), None)


def all_forbidden_in_value(value: str) -> Iterator[tuple[str, str]]:
    """Yield code and description of every forbidden character in a value."""
    if _SUSPECT.search(value):
        for match in _FORBIDDEN.finditer(value):
            yield str(match.lastgroup), _describe(match)


def without_forbidden(text: str) -> str:
    """Return the text without its forbidden characters."""
    return _FORBIDDEN.sub("", text) if _SUSPECT.search(text) else text


def without_escaped(quoted: str) -> str:
    r"""Return a double-quoted text without escape sequences such as ``"\u202E"`` of forbidden characters."""
    return _ESCAPE.sub(lambda match: "" if _ALWAYS.match(_unescape(match[0])) else match[0], quoted)


def visible(line: str) -> str:
    """Return the line with every forbidden character shown as a replacement character."""
    return _FORBIDDEN.sub("\ufffd", line)


def _unescape(escape: str) -> str:
    """Return the character of an escape sequence; empty if it is invalid."""
    letter, digits = escape[1], escape[2:]
    if digits:
        number = int(digits, 16)
        return chr(number) if number <= sys.maxunicode else ""
    return _SHORT_ESCAPES.get(letter, "")


def _describe(match: re.Match[str]) -> str:
    number = ord(match.group())
    name = next(one.name for one in _UNSEEN if one.first <= number <= one.last)
    return f"{_KINDS[str(match.lastgroup)]}（U+{number:04X}，{name}）"
