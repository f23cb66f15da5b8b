"""What the YAML parser says, in words an editor understands."""

from __future__ import annotations

import re

import yaml

from generator.problems.problem import Place, Problem

_NO_COLON = "这一行缺少英文冒号“:”"
_INDENT = "缩进不对：同一层要对齐，下一层多两个空格"
_QUOTE = "引号没有成对"
_BRACKET = "括号没有成对，或者括号里少了逗号"
_START = "这个符号不能放在开头，整段文字要用英文单引号括起来"

# Beginnings of libyaml's messages (scanner.c, parser.c), most telling first.
_WORDS: tuple[tuple[str, str], ...] = (
    ("could not find expected ':'", _NO_COLON),
    ("mapping values are not allowed", "这里多了一个冒号：文字里有英文冒号加空格时，整段要用引号括起来；也可能是上一行缩进不对"),
    ("did not find expected key", _INDENT),
    ("did not find expected '-' indicator", "这一行要和上面的“- ”对齐，或者缺少“- ”"),
    ("did not find expected ',' or", _BRACKET),
    ("did not find the expected ',' or", _BRACKET),
    ("found character that cannot start any token", _START),
    ("found unexpected end of stream", _QUOTE),
    ("found unexpected document indicator", _QUOTE),
    ("found unknown escape character", "双引号里的“\\”有特别的意思，请改用单引号"),
    ("block sequence entries are not allowed", "“- ”不能写在这里：清单要另起一行"),
    ("block mapping entries are not allowed", _INDENT),
    ("did not find expected node content", "括号里有多余的逗号"),
    ("did not find expected <document start>", _INDENT),
    ("did not find expected comment or line break", "“|”或者“>”后面不能再写字，文字从下一行开始"),
    ("found a tab character", "不能用制表符（Tab）缩进，请改成空格"),
    ("found undefined tag handle", "这里的“!”会被当成标签，整段文字要用引号括起来"),
    ("found incompatible YAML document", "不要写“%YAML”这一行"),
    ("found unknown directive", "行首的“%”有特别的意思，整段文字要用引号括起来"),
)  # fmt: skip
_AMBIGUOUS_COLON = re.compile(r"^(\s*(?:- )?[A-Za-z_]+: +)([^'\"\[{|>&*!%@`#].*: .*)$")
_CHINESE_KEY = re.compile(r"^([^\s：]{1,12})：(.*)$")
_BAD_START = re.compile(r"^(\s*(?:- )?(?:[A-Za-z_]+: +)?)([@`%].*)$")


def describe(error: yaml.MarkedYAMLError, text: str, path: str) -> Problem:
    """Turn a parser error into a problem with place, plain words and, if sure, a repair."""
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    number = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    said = error.problem or ""
    if (said.startswith("found unexpected") and error.context_mark) or (
        not lines[number].strip() and error.context_mark
    ):
        number, column = error.context_mark.line, error.context_mark.column
    line = lines[number].rstrip("\r")
    if said.startswith("could not find expected") and (found := _CHINESE_KEY.match(line)):
        key, value = found.groups()
        return Problem(
            code="Y003",
            message=f"“{key}”后面是全角冒号，要用英文冒号加空格",
            place=Place(path, number + 1, line.index("：") + 1),
            repaired=f"{key}: {value}",
            source_line=line,
        )
    message = next((words for start, words in _WORDS if said.startswith(start)), "这一行的写法不对")
    return Problem(
        code="Y001",
        message=message,
        place=Place(path, number + 1, column + 1),
        repaired=_repair(line),
        source_line=line,
    )


def _repair(line: str) -> str:
    for pattern in (_AMBIGUOUS_COLON, _BAD_START):
        found = pattern.match(line)
        if found:
            start, value = found.groups()
            return f"{start}'{value.rstrip().replace(chr(39), chr(39) * 2)}'"
    return ""
