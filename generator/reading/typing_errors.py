"""Find typing errors of Chinese input methods that YAML misunderstands.

With a full-width colon, ``名称：居住证明`` turns a whole document into one string without an error.
A full-width space after ``-`` is invisible in most editors. Typing errors are found in the text
before it is parsed, outside block scalars (``|`` and ``>``), each with the repaired line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.problems.problem import Location, Problem

# Spaces that YAML treats as letters: full-width, no-break, and the typographic ones of Word.
_WIDE = "\u3000\u00a0\u2000-\u200a\u202f\u205f"
_KEY = "[A-Za-z_][A-Za-z0-9_]*"
_CHINESE = r"[^\s\-'\"#:：,，。；“”]{1,12}"

_OPENS_BLOCK = re.compile(r"(?:^|[:\-] +)[|>][+\-0-9]*\s*(?:#.*)?$")
_DASHES = re.compile(r" *(?:- +)*")
_HEAD = re.compile(rf"([ {_WIDE}]*)((?:-[ {_WIDE}]+)*)((?:{_KEY}|{_CHINESE}):)?([ {_WIDE}]*)")
_IS_WIDE = re.compile(f"[{_WIDE}]")
_WIDE_BEFORE_COMMENT = re.compile(f"[{_WIDE}]#")
# After a dash only lower-case letters are a key: “- PDF：……” is a text.
_FULL_WIDTH_COLON = re.compile(rf"^( *{_KEY}|\s*(?:- +)+[a-z_][a-z0-9_]*)\s*：\s*(.*)$")
_CHINESE_KEY = re.compile(rf"^( *{_CHINESE})：\s*(.*)$")
_NO_SPACE_AFTER_COLON = re.compile(
    rf"^(\s*(?:- +)*[a-z_][a-z0-9_]*|{_CHINESE}):([^\s:/].*)$"
)  # a Chinese key is certain at the left edge only
_NO_SPACE_AFTER_DASH = re.compile(r"^(\s*)-([^\s\-].*)$")
_FULL_WIDTH_DASH = re.compile(r"^(\s*)[－—–]\s*(\S.*)$")
_QUOTED = re.compile(rf"^(\s*(?:- +)*(?:{_KEY}: +)?)([“”‘’＂\"'])([^“”‘’＂\"]*?)([“”‘’＂\"'])\s*$")
_NEEDS_QUOTES = re.compile(r": |:$| #|^[-?:,\[\]{}#&*!|>%@`'\"]|^\s|\s$|^$")


# Ordinary “key: value” lines need no search. This check takes a third of the time of all searches.
SOUND = re.compile(
    rf" *(?:- +)*[a-z_][a-z0-9_]*:(?: +[^\s“”‘’＂\"'](?:[^\t{_WIDE}]*[^\t{_WIDE}\"'])?)?$"
)


class _Line(NamedTuple):
    number: int
    text: str


class _TypingError(NamedTuple):
    code: str
    message: str
    column: int
    """Counted from 0."""
    repaired: str


def find(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem for each typing error, at most one a line."""
    searches = (*SEARCHES, chinese_key) if _is_all_chinese_keys(text) else SEARCHES
    above = ""
    for line in _lines_outside_block_texts(text):
        before, above = above, line.text
        if SOUND.match(line.text):
            continue
        error = _tab(line.text, before) or next(
            (match for search in searches if (match := search(line.text))), None
        )
        if error is not None:
            yield Problem(
                code=error.code,
                message=error.message,
                location=Location(path, line.number, error.column + 1),
                repaired=error.repaired,
                source_line=line.text,
            )


def _tab(line: str, above: str) -> _TypingError | None:
    """Find a tab. At the start of a line it is replaced by the indentation of the line above, or two more."""
    if "\t" not in line:
        return None
    fixed = line.replace("\t", "  ")
    if line.startswith("\t") and (head := _DASHES.match(above)):
        deeper = 2 if above.endswith(":") or _OPENS_BLOCK.search(above) else 0
        fixed = " " * (head.end() + deeper) + line.lstrip().replace("\t", "  ")
    return _TypingError("Y005", "这里有制表符（Tab），请改成空格", line.index("\t"), fixed)


def _wide_space(line: str) -> _TypingError | None:
    """Find a wide space in place of a plain one. Inside a text it is allowed."""
    head = _HEAD.match(line)
    assert head is not None  # each of its parts may be empty
    if match := _IS_WIDE.search(head.group()) or _WIDE_BEFORE_COMMENT.search(line):
        column = match.start()
    elif _IS_WIDE.match(line[-1:]):
        column = len(line) - 1
    else:
        return None
    blank = "全角空格" if line[column] == "\u3000" else "不是半角的空格"
    return _TypingError(
        "Y004", f"这里有{blank}，请改成半角空格", column, _with_plain_spaces(line, head)
    )


def _with_plain_spaces(line: str, head: re.Match[str]) -> str:
    indent, dashes, key, _ = head.groups(default="")
    indent = _IS_WIDE.sub(" ", indent.replace("\u3000", "  "))
    dashes = re.sub("-[^-]+", "- ", dashes)
    rest = line[head.end() :].rstrip()
    if match := _WIDE_BEFORE_COMMENT.search(rest):
        rest = f"{rest[: match.start()].rstrip()} {rest[match.end() - 1 :]}"
    return f"{indent}{dashes}{key}{' ' if key else ''}{rest}".rstrip()


def _full_width_colon(
    line: str, pattern: re.Pattern[str] = _FULL_WIDTH_COLON
) -> _TypingError | None:
    match = pattern.match(line)
    if match is None:
        return None
    start, value = match.groups()
    return _TypingError(
        "Y003",
        f"“{start.lstrip(' -')}”后面是全角冒号，要用英文冒号加空格",
        line.index("：", match.end(1)),
        f"{start}: {value}".rstrip(),
    )


def chinese_key(line: str) -> _TypingError | None:
    """Find a Chinese key before a full-width colon. A text may look the same."""
    return _full_width_colon(line, _CHINESE_KEY)


def _smart_quotes(line: str) -> _TypingError | None:
    match = _QUOTED.match(line)
    if match is None or {match[2], match[4]} <= {'"', "'"}:
        return None
    start, value = match[1], match[3]
    if _NEEDS_QUOTES.search(value):
        value = "'" + value.replace("'", "''") + "'"
    message = "弯引号不能当引号用：不需要引号就删掉，需要就用英文引号"
    return _TypingError("Y006", message, len(start), start + value)


def _stray_quote(line: str) -> _TypingError | None:
    """Find a closing quote without an opening one. YAML reads it as a part of the text."""
    end = line.rstrip()
    head = _HEAD.match(end)
    assert head is not None  # each of its parts may be empty
    value = end[head.end() :]
    if not (head[2] or head[3]) or value[-1:] not in {"'", '"'} or value[0] in "'\"|>[{&*!":
        return None
    if "'" in value[:-1] or '"' in value[:-1]:
        return None
    message = "末尾多了一个引号，前面没有和它成对的"
    return _TypingError("Y001", message, len(end) - 1, end[:-1])


def _full_width_dash(line: str) -> _TypingError | None:
    match = _FULL_WIDTH_DASH.match(line)
    if match is None:
        return None
    message = "清单每行开头要写半角的“- ”（减号加空格）"
    return _TypingError("Y007", message, len(match[1]), f"{match[1]}- {match[2]}")


def _no_space_after_dash(line: str) -> _TypingError | None:
    match = _NO_SPACE_AFTER_DASH.match(line)
    if match is None:
        return None
    return _TypingError("Y007", "“-”后面少一个空格", len(match[1]), f"{match[1]}- {match[2]}")


def _no_space_after_colon(line: str) -> _TypingError | None:
    match = _NO_SPACE_AFTER_COLON.match(line)
    if match is None:
        return None
    start, value = match.groups()
    message = f"“{start.lstrip(' -')}:”后面少一个空格"
    return _TypingError("Y024", message, len(start) + 1, f"{start}: {value}")


SEARCHES: tuple[Callable[[str], _TypingError | None], ...] = (
    _wide_space,
    _full_width_colon,
    _smart_quotes,
    _stray_quote,
    _full_width_dash,
    _no_space_after_dash,
    _no_space_after_colon,
)


def _is_all_chinese_keys(text: str) -> bool:
    """Tell whether no line at the left edge has an ASCII colon, so that all keys are Chinese."""
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
    """Return the column of the key or dash whose block scalar begins on this line."""
    dashes = _DASHES.match(line)
    assert dashes is not None
    return dashes.end() if line[dashes.end()] not in "|>" else line.rfind("-", 0, dashes.end())
