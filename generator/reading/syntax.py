"""Translate the errors of the YAML parser into plain Chinese, with repairs."""

from __future__ import annotations

import re

import yaml

from generator.problems.problem import Location, Problem
from generator.reading.mending import find_mistake, parses_past

_NO_COLON = "这一行缺少英文冒号“:”"
_INDENT = "缩进不对：同一层要对齐，下一层多两个空格"
_QUOTE = "引号没有成对"
_BRACKET = "括号没有成对，或者括号里少了逗号"
_START = "这个符号不能放在开头，整段文字要用英文单引号括起来"
_NO_NAME = "这里的“- ”上面没有清单的名称，或者缩进不对"
_AFTER_QUOTE = "引号外面不能再有字：整段文字都放进引号里，或者不要引号"
_AFTER_BRACKET = "文字以括号开头时，整段要用英文单引号括起来"

# Beginnings of libyaml's messages (scanner.c, parser.c), the most specific first.
_WORDS: tuple[tuple[str, str], ...] = (
    ("could not find expected ':'", _NO_COLON),
    ("mapping values are not allowed", "这里多了一个冒号：文字里有英文冒号加空格时，整段要用引号括起来；也可能是缩进不对"),
    ("did not find expected key", _INDENT),
    ("did not find expected '-' indicator", "这一行要和上面的“- ”对齐，或者缺少“- ”"),
    ("did not find expected ',' or", _BRACKET),
    ("found character that cannot start any token", _START),
    ("did not find expected alphabetic or numeric character", _START),
    ("did not find expected whitespace or line break", _START),
    ("found unexpected end of stream", _QUOTE),
    ("found unexpected document indicator", _QUOTE),
    ("found unknown escape character", "双引号里的“\\”有特别的意思，请改用单引号"),
    ("block sequence entries are not allowed", "“- ”不能写在这里：清单要另起一行"),
    ("block mapping entries are not allowed", _INDENT),
    ("did not find expected node content", "括号里有多余的逗号，或者括号没有成对"),
    ("did not find expected <document start>", _INDENT),
    ("did not find expected comment or line break", "“|”或者“>”后面不能再写字，文字从下一行开始"),
    ("found a tab character", "不能用制表符（Tab）缩进，请改成空格"),
    ("found undefined tag handle", _START),
    ("found incompatible YAML document", "不要写“%YAML”这一行"),
    ("mapping keys are not allowed", _START),
    ("found unexpected non-alphabetical character", "行首的“%”有特别的意思，整段文字要用引号括起来"),
    ("found unknown directive", "行首的“%”有特别的意思，整段文字要用引号括起来"),
)  # fmt: skip
# For these errors the start of the construct is a better location than the error position.
_OPENED_BEFORE = (
    "could not find expected ':'",
    "did not find expected ',' or",
    "did not find expected alphabetic",
    "did not find expected whitespace",
    "found unexpected",
)
# Errors that an open quote or a wrong indentation can cause.
_MOVABLE = (
    "mapping values are not allowed",
    "did not find expected key",
    "did not find expected '-' indicator",
    "found unexpected end of stream",
    "found unexpected document indicator",
    "could not find expected ':'",
    "block mapping entries",
    "block sequence entries",
)
_MERGE_MARK = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)")
_PREFIX = r"\s*(?:- +)*(?:[A-Za-z_]+: +)?"
_FULL_WIDTH_COLON = re.compile(r"^(\s*(?:- +)*[^\s：:\-]{1,12})：(.*)$")
_AMBIGUOUS_COLON = re.compile(rf"^({_PREFIX})([^'\"\[{{|>&*!%@`#\s].*:(?: .*)?)$")
_BAD_START = re.compile(rf"^({_PREFIX})((?:[@`%!&*]|\? ).*)$")
_TEXT_AFTER_BRACKET = re.compile(
    rf"^({_PREFIX})(\{{\{{.*|\[[^\]]*\]\s*[^\s,#].*|\{{[^}}]*\}}\s*[^\s,#].*)$"
)
_TEXT_AFTER_QUOTE = re.compile(rf"^({_PREFIX})((?:\"[^\"]*\"|'[^']*')\s*[^\s#,:\]}}'\"].*)$")


def describe(error: yaml.MarkedYAMLError, text: str, path: str) -> Problem:
    """Return a parser error as a problem with its location and, if it is certain, a repair."""
    message = error.problem or ""
    lines = [line.rstrip("\r") for line in text.split("\n")]
    number, column = _position(error, message, lines)
    if (problem := _full_width_colon(message, lines, number, path)) is not None:
        return problem
    if message.startswith(_MOVABLE) and (mistake := find_mistake(lines, number)) is not None:
        return Problem(
            code="Y001",
            message=mistake.message,
            location=Location(path, mistake.number + 1, mistake.column + 1),
            hint=mistake.hint,
            repaired=mistake.repaired,
            source_line=lines[mistake.number],
        )
    line = lines[number]
    repaired = repair(line)
    return Problem(
        code="Y001",
        message=_message(message, line),
        location=Location(path, number + 1, column + 1),
        repaired=repaired if repaired and parses_past(lines, number, repaired) else "",
        source_line=line,
    )


def _position(error: yaml.MarkedYAMLError, message: str, lines: list[str]) -> tuple[int, int]:
    """Return line and column, from 0, at which the problem is shown."""
    marks = [error.problem_mark, error.context_mark]
    if message.startswith(_OPENED_BEFORE):
        marks.reverse()
    for mark in marks:
        if mark and mark.line < len(lines) and lines[mark.line].strip():
            return mark.line, mark.column
    last = max(number for number, line in enumerate(lines) if line.strip())
    return last, len(lines[last])


def _full_width_colon(message: str, lines: list[str], number: int, path: str) -> Problem | None:
    """Find a full-width colon in place of an ASCII one, on this line or the one above."""
    if message.startswith("mapping values"):
        number = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), 0)
    elif not message.startswith("could not find expected"):
        return None
    match = _FULL_WIDTH_COLON.match(lines[number])
    if match is None:
        return None
    start, value = match.groups()
    return Problem(
        code="Y003",
        message=f"“{start.lstrip(' -')}”后面是全角冒号，要用英文冒号加空格",
        location=Location(path, number + 1, len(start) + 1),
        repaired=f"{start}: {value.lstrip()}".rstrip(),
        source_line=lines[number],
    )


def _message(message: str, line: str) -> str:
    if message.startswith("did not find expected"):
        if _TEXT_AFTER_QUOTE.match(line):
            return _AFTER_QUOTE
        if _TEXT_AFTER_BRACKET.match(line):
            return _AFTER_BRACKET
        if line.lstrip().startswith("- ") and message.endswith("key"):
            return _NO_NAME
    return next((words for start, words in _WORDS if message.startswith(start)), "这一行的写法不对")


def repair(line: str) -> str:
    """Return the line with its text in quotes, if quotes are missing; empty if that is not certain."""
    for pattern in (_TEXT_AFTER_BRACKET, _BAD_START, _AMBIGUOUS_COLON):
        match = pattern.match(line)
        if match and match[1].strip():
            start, value = match.groups()
            return f"{start}'{value.rstrip().replace(chr(39), chr(39) * 2)}'"
    return ""


def quoted(line: str, start: int) -> str:
    """Return the line with its text from column ``start``, from 0, in quotes."""
    return f"{line[:start]}'{line[start:].rstrip().replace(chr(39), chr(39) * 2)}'"


def merge_conflict(text: str, path: str) -> Problem | None:
    """Find the conflict markers of git."""
    lines = [line.rstrip("\r") for line in text.split("\n")]
    marks = [number for number, line in enumerate(lines, 1) if _MERGE_MARK.match(line)]
    if not marks:
        return None
    last = next((n for n in marks if lines[n - 1].startswith(">")), marks[-1])
    return Problem(
        code="Y027",
        message="这里有两个人改的，还没有合成一份",
        location=Location(path, marks[0]),
        hint=f"第{marks[0]}行到第{last}行里，留一份对的，另一份连同<<<<<<<、=======、>>>>>>>这三行都删掉。",
        source_line=lines[marks[0] - 1],
    )
