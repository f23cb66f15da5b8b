"""Typing slips of Chinese input methods that YAML takes for something else.

``名称：居住证明`` with a full-width colon makes a whole document one string, without any
error; a full-width space after ``-`` is invisible in most editors. Each slip is found in the
text before YAML sees it, outside block texts (``|`` and ``>``), and comes with the repaired
line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.problems.problem import Location, Problem

# Blanks that YAML takes for letters: full-width, no-break, and the typographic ones of Word.
_WIDE = "\u3000\u00a0\u2000-\u200a\u202f\u205f"
_KEY = "[A-Za-z_][A-Za-z0-9_]*"
_CHINESE = r"[^\s\-'\"#:：,，。；“”]{1,12}"

_OPENS_BLOCK = re.compile(r"(?:^|[:\-] +)[|>][+\-0-9]*\s*(?:#.*)?$")
_DASHES = re.compile(r" *(?:- +)*")
_HEAD = re.compile(rf"([ {_WIDE}]*)((?:-[ {_WIDE}]+)*)((?:{_KEY}|{_CHINESE}):)?([ {_WIDE}]*)")
_IS_WIDE = re.compile(f"[{_WIDE}]")
_WIDE_BEFORE_COMMENT = re.compile(f"[{_WIDE}]#")
# After a dash only small letters make a key: “- PDF：……” is a text.
_FULL_WIDTH_COLON = re.compile(rf"^( *{_KEY}|\s*(?:- +)+[a-z_][a-z0-9_]*)\s*：\s*(.*)$")
_CHINESE_KEY = re.compile(rf"^( *{_CHINESE})：\s*(.*)$")
_NO_SPACE_AFTER_COLON = re.compile(
    rf"^(\s*(?:- +)*[a-z_][a-z0-9_]*|{_CHINESE}):([^\s:/].*)$"
)  # a Chinese key is sure at the left edge only
_NO_SPACE_AFTER_DASH = re.compile(r"^(\s*)-([^\s\-].*)$")
_FULL_WIDTH_DASH = re.compile(r"^(\s*)[－—–]\s*(\S.*)$")
_QUOTED = re.compile(rf"^(\s*(?:- +)*(?:{_KEY}: +)?)([“”‘’＂\"'])([^“”‘’＂\"]*?)([“”‘’＂\"'])\s*$")
_NEEDS_QUOTES = re.compile(r": |:$| #|^[-?:,\[\]{}#&*!|>%@`'\"]|^\s|\s$|^$")


# Most lines are “key: value” without a sign any search could mean; to know that is a third of the
# time of all searches together.
SOUND = re.compile(
    rf" *(?:- +)*[a-z_][a-z0-9_]*:(?: +[^\s“”‘’＂\"'](?:[^\t{_WIDE}]*[^\t{_WIDE}\"'])?)?$"
)


class _Line(NamedTuple):
    number: int
    text: str


class _Slip(NamedTuple):
    code: str
    message: str
    column: int
    """Counted from 0."""
    repaired: str


def find(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem for each slip, at most one a line."""
    searches = (*SEARCHES, chinese_key) if _is_all_chinese_keys(text) else SEARCHES
    above = ""
    for line in _lines_outside_block_texts(text):
        before, above = above, line.text
        if SOUND.match(line.text):
            continue
        slip = _tab(line.text, before) or next(
            (found for search in searches if (found := search(line.text))), None
        )
        if slip is not None:
            yield Problem(
                code=slip.code,
                message=slip.message,
                location=Location(path, line.number, slip.column + 1),
                repaired=slip.repaired,
                source_line=line.text,
            )


def _tab(line: str, above: str) -> _Slip | None:
    """Find a tab; at the beginning it stands for the spaces of the line above, or two more."""
    if "\t" not in line:
        return None
    fixed = line.replace("\t", "  ")
    if line.startswith("\t") and (head := _DASHES.match(above)):
        deeper = 2 if above.endswith(":") or _OPENS_BLOCK.search(above) else 0
        fixed = " " * (head.end() + deeper) + line.lstrip().replace("\t", "  ")
    return _Slip("Y005", "这里有制表符（Tab），请改成空格", line.index("\t"), fixed)


def _wide_space(line: str) -> _Slip | None:
    """Find a wide space that stands in for a plain one; between the words of a text it may stay."""
    head = _HEAD.match(line)
    assert head is not None  # each of its parts may be empty
    if found := _IS_WIDE.search(head.group()) or _WIDE_BEFORE_COMMENT.search(line):
        column = found.start()
    elif _IS_WIDE.match(line[-1:]):
        column = len(line) - 1
    else:
        return None
    what = "全角空格" if line[column] == "\u3000" else "不是半角的空格"
    return _Slip("Y004", f"这里有{what}，请改成半角空格", column, _with_plain_spaces(line, head))


def _with_plain_spaces(line: str, head: re.Match[str]) -> str:
    indent, dashes, key, _ = head.groups(default="")
    indent = _IS_WIDE.sub(" ", indent.replace("\u3000", "  "))
    dashes = re.sub("-[^-]+", "- ", dashes)
    rest = line[head.end() :].rstrip()
    if found := _WIDE_BEFORE_COMMENT.search(rest):
        rest = f"{rest[: found.start()].rstrip()} {rest[found.end() - 1 :]}"
    return f"{indent}{dashes}{key}{' ' if key else ''}{rest}".rstrip()


def _full_width_colon(line: str, pattern: re.Pattern[str] = _FULL_WIDTH_COLON) -> _Slip | None:
    found = pattern.match(line)
    if found is None:
        return None
    start, value = found.groups()
    return _Slip(
        "Y003",
        f"“{start.lstrip(' -')}”后面是全角冒号，要用英文冒号加空格",
        line.index("：", found.end(1)),
        f"{start}: {value}".rstrip(),
    )


def chinese_key(line: str) -> _Slip | None:
    """Find a key in Chinese before a full-width colon; a text may look like that too."""
    return _full_width_colon(line, _CHINESE_KEY)


def _smart_quotes(line: str) -> _Slip | None:
    found = _QUOTED.match(line)
    if found is None or {found[2], found[4]} <= {'"', "'"}:
        return None
    start, value = found[1], found[3]
    if _NEEDS_QUOTES.search(value):
        value = "'" + value.replace("'", "''") + "'"
    message = "弯引号不能当引号用：不需要引号就删掉，需要就用英文引号"
    return _Slip("Y006", message, len(start), start + value)


def _stray_quote(line: str) -> _Slip | None:
    """Find a quote that closes what none has opened; YAML takes it for a part of the text."""
    end = line.rstrip()
    head = _HEAD.match(end)
    assert head is not None  # each of its parts may be empty
    value = end[head.end() :]
    if not (head[2] or head[3]) or value[-1:] not in {"'", '"'} or value[0] in "'\"|>[{&*!":
        return None
    if "'" in value[:-1] or '"' in value[:-1]:
        return None
    message = "末尾多了一个引号，前面没有和它成对的"
    return _Slip("Y001", message, len(end) - 1, end[:-1])


def _full_width_dash(line: str) -> _Slip | None:
    found = _FULL_WIDTH_DASH.match(line)
    if found is None:
        return None
    message = "清单每行开头要写半角的“- ”（减号加空格）"
    return _Slip("Y007", message, len(found[1]), f"{found[1]}- {found[2]}")


def _no_space_after_dash(line: str) -> _Slip | None:
    found = _NO_SPACE_AFTER_DASH.match(line)
    if found is None:
        return None
    return _Slip("Y007", "“-”后面少一个空格", len(found[1]), f"{found[1]}- {found[2]}")


def _no_space_after_colon(line: str) -> _Slip | None:
    found = _NO_SPACE_AFTER_COLON.match(line)
    if found is None:
        return None
    start, value = found.groups()
    message = f"“{start.lstrip(' -')}:”后面少一个空格"
    return _Slip("Y024", message, len(start) + 1, f"{start}: {value}")


SEARCHES: tuple[Callable[[str], _Slip | None], ...] = (
    _wide_space,
    _full_width_colon,
    _smart_quotes,
    _stray_quote,
    _full_width_dash,
    _no_space_after_dash,
    _no_space_after_colon,
)


def _is_all_chinese_keys(text: str) -> bool:
    """Tell whether no line at the left edge has an ASCII colon: the key names are Chinese then."""
    edge = [line for line in text.split("\n") if line[:1].strip() and line[0] not in "#-"]
    return bool(edge) and not any(re.match(r"[^：]*:(\s|$)", line) for line in edge)


def _lines_outside_block_texts(text: str) -> Iterator[_Line]:
    block_indent: int | None = None
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip("\r")
        stripped = line.lstrip(" ")
        if not stripped or stripped.startswith("#"):
            continue
        if block_indent is not None:
            if len(line) - len(stripped) > block_indent:
                continue
            block_indent = None
        yield _Line(number, line)
        if _OPENS_BLOCK.search(line):
            block_indent = _indent_of_holder(line)


def _indent_of_holder(line: str) -> int:
    """Return the column of the key, or else of the dash, whose block text begins on this line."""
    dashes = _DASHES.match(line)
    assert dashes is not None
    return dashes.end() if line[dashes.end()] not in "|>" else line.rfind("-", 0, dashes.end())
