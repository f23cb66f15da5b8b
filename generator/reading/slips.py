"""Typing slips of Chinese input methods that YAML takes for something else.

``名称：居住证明`` with a full-width colon makes a whole document one string, without any
error; a full-width space after ``-`` is invisible in most editors. Each slip is found in the
text before YAML sees it, outside block texts (``|`` and ``>``), and comes with the repaired
line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.problems.problem import Place, Problem

_OPENS_BLOCK = re.compile(r"(?:^|[:\-] +)[|>][+\-0-9]*\s*(?:#.*)?$")
_FULL_WIDTH_COLON = re.compile(r"^(\s*(?:- +)*)([A-Za-z_][A-Za-z0-9_]*)\s*：\s*(.*)$")
_CHINESE_KEY = re.compile(r"^([^\s\-'\"#:：,，。；“”]{1,12})：(\S.*)?$")
_NO_SPACE_AFTER_COLON = re.compile(r"^(\s*(?:- +)*)([a-z_][a-z0-9_]*):([^\s:/].*)$")
_NO_SPACE_AFTER_DASH = re.compile(r"^(\s*)-([^\s\-0-9].*)$")
_FULL_WIDTH_DASH = re.compile(r"^(\s*)[－—–]\s*(\S.*)$")
_WIDE_SPACE = re.compile("[\u3000\u00a0]")
_WIDE_SPACE_PLACES = re.compile(
    "^([ \t]*(?:- +)*)[\u3000\u00a0]|^[ \t\u3000\u00a0]*-[\u3000\u00a0]|:[\u3000\u00a0]|[\u3000\u00a0]+#"
)
_SMART_QUOTES = re.compile(
    r"^(\s*(?:- +)*(?:[A-Za-z_][A-Za-z0-9_]*: +)?)[“”‘’＂]([^“”‘’＂]*)[“”‘’＂]\s*$"
)


class _Line(NamedTuple):
    number: int
    text: str


def find(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem for each slip, at most one a line."""
    chinese_keys = _is_all_chinese_keys(text)
    for line in _lines_outside_block_texts(text):
        slip = _slip_in(line.text, chinese_keys=chinese_keys)
        if slip is not None:
            code, message, column, repaired = slip
            yield Problem(
                code=code,
                message=message,
                place=Place(path, line.number, column + 1),
                repaired=repaired,
                source_line=line.text,
            )


def _slip_in(line: str, *, chinese_keys: bool) -> tuple[str, str, int, str] | None:
    """Return (code, message, column from 0, repaired line) of the first slip, if any."""
    if "\t" in line:
        column = line.index("\t")
        fixed = line.replace("\t", "  ")
        return "Y005", "这里有制表符（Tab），请改成空格", column, fixed
    if found := _WIDE_SPACE_PLACES.search(line):
        wide = _WIDE_SPACE.search(line, found.start())
        column = wide.start() if wide else found.start()
        return "Y004", "这里有全角空格，请改成半角空格", column, _narrow_spaces(line)
    if found := _FULL_WIDTH_COLON.match(line):
        start, key, value = found.groups()
        column = line.index("：")
        return (
            "Y003",
            f"“{key}”后面是全角冒号，要用英文冒号加空格",
            column,
            f"{start}{key}: {value}".rstrip(),
        )
    if chinese_keys and (found := _CHINESE_KEY.match(line)):
        key, value = found.group(1), found.group(2) or ""
        column = line.index("：")
        return (
            "Y003",
            f"“{key}”后面是全角冒号，要用英文冒号加空格",
            column,
            f"{key}: {value}".rstrip(),
        )
    if found := _SMART_QUOTES.match(line):
        start, value = found.groups()
        column = len(start)
        return (
            "Y006",
            "弯引号不能当引号用：不需要引号就删掉，需要就用英文引号",
            column,
            f"{start}{value}",
        )
    if found := _FULL_WIDTH_DASH.match(line):
        start, value = found.groups()
        return "Y007", "清单每行开头要写半角的“- ”（减号加空格）", len(start), f"{start}- {value}"
    if line.strip("-") and (found := _NO_SPACE_AFTER_DASH.match(line)):
        start, value = found.groups()
        return "Y007", "“-”后面少一个空格", len(start), f"{start}- {value}"
    if found := _NO_SPACE_AFTER_COLON.match(line):
        start, key, value = found.groups()
        column = len(start) + len(key) + 1
        return "Y024", f"“{key}:”后面少一个空格", column, f"{start}{key}: {value}"
    return None


def _narrow_spaces(line: str) -> str:
    """Replace wide spaces around the line's structure; those inside a text stay."""
    body = line.lstrip(" \u3000\u00a0")
    indent = line[: len(line) - len(body)].replace("\u3000", "  ").replace("\u00a0", " ")
    body = re.sub("^-[\u3000\u00a0]+", "- ", body)
    body = re.sub("^- [\u3000\u00a0]+", "- ", body)
    body = re.sub("^([A-Za-z_]+):[\u3000\u00a0 ]+", r"\1: ", body)
    return indent + re.sub("[ \u3000\u00a0]*[\u3000\u00a0]#", " #", body)


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
        indent = len(line) - len(stripped)
        if block_indent is not None:
            if indent > block_indent:
                continue
            block_indent = None
        yield _Line(number, line)
        if _OPENS_BLOCK.search(line):
            block_indent = indent
