"""Find mistakes that a YAML parser reports too late: an open quote, a wrong indentation.

Each repair is tried. It is suggested only if the parser then gets past the repaired line and the
next one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

_KEY = re.compile(r"( *)((?:- +)*)([A-Za-z_]+):(?: +(\S.*))?$")
_DASH = re.compile(r"( *)- ")
_OPENED = re.compile(r"( *(?:- +)*(?:[A-Za-z_]+: +)?)(['\"])(.*)$")
_ONE_TOO_MANY = re.compile(r"( *(?:- +)*(?:[A-Za-z_]+: +)?)((['\"])[^'\"]*\3)['\"]$")


MAX_REPAIRS = 8
"""The most repairs to try. Those nearest to the error of the parser are tried."""


class Mistake(NamedTuple):
    """A mistake on one line. Lines and columns are counted from 0."""

    number: int
    column: int
    message: str
    repaired: str = ""
    hint: str = ""


def find_mistake(lines: list[str], number: int) -> Mistake | None:
    """Find the mistake that stopped the parser at a line, on this line or above."""
    return _quote(lines, number) or _text_above_list(lines, number) or _indentation(lines, number)


def parses_past(lines: list[str], number: int, repaired: str) -> bool:
    """Tell whether the parser gets past a repaired line and the next one."""
    return _parser_passes(lines, number + 1, [*lines[:number], repaired, *lines[number + 1 :]])


def _parser_passes(lines: list[str], number: int, repaired: list[str]) -> bool:
    """Tell whether the parser gets past the next line that is not empty."""
    after = next((n for n in range(number, len(lines)) if lines[n].strip()), number - 1)
    try:
        for _ in yaml.parse("\n".join(repaired), Loader=yaml.CBaseLoader):
            pass
    except yaml.MarkedYAMLError as error:
        return error.problem_mark is not None and error.problem_mark.line > after
    except (yaml.YAMLError, UnicodeError):
        return False
    return True


def _quote(lines: list[str], number: int) -> Mistake | None:
    """Find the quote that is open where the parser stops, or a surplus one."""
    mistakes = [mistake for at in range(number + 1) if (mistake := _quote_in(lines[at], at))]
    repairable = (
        mistake
        for mistake in mistakes[-MAX_REPAIRS:]
        if parses_past(lines, mistake.number, mistake.repaired)
    )
    return next(repairable, None)


def _quote_in(line: str, number: int) -> Mistake | None:
    if match := _ONE_TOO_MANY.match(line):
        repaired = f"{match[1]}{match[2]}"
        return Mistake(number, len(line) - 1, "后面多了一个引号", repaired)
    if (match := _OPENED.match(line)) and _is_open(match[2], match[3]) and " #" not in line:
        repaired = f"{line.rstrip()}{match[2]}"
        return Mistake(number, len(match[1]), "引号没有成对：后面还少一个", repaired)
    return None


def _is_open(quote: str, rest: str) -> bool:
    inside = rest.replace("''", "") if quote == "'" else re.sub(r"\\.", "", rest)
    return quote not in inside


def _text_above_list(lines: list[str], number: int) -> Mistake | None:
    """Find a text after the key of a list: ``aliases: 狗证`` above ``- text: ……``."""
    above = _above(lines, number)
    item, match = _DASH.match(lines[number]), _KEY.match(lines[above]) if above >= 0 else None
    if not item or not match or not match[4] or len(item[1]) <= match.end(2):
        return None
    if not parses_past(lines, above, f"{match[1]}{match[2]}{match[3]}:"):
        return None
    column = match.start(4)
    hint = f"把“{match[4].strip()}”写成下面的一项，“{match[3]}:”后面空着。"
    return Mistake(above, column, f"“{match[3]}”是清单，它后面不能直接写字", hint=hint)


def _above(lines: list[str], number: int) -> int:
    return next((n for n in range(number - 1, -1, -1) if lines[n].strip()), -1)


def _indentation(lines: list[str], number: int) -> Mistake | None:
    """Find the right indentation of a line."""
    line = lines[number]
    stripped = line.lstrip(" ")
    indent = _indent(line)
    is_item = stripped.startswith("- ")
    if not (is_item or _KEY.match(line)):
        return None
    below = _end_of(lines, number, indent)
    above = _columns(lines[:number], _DASH if is_item else _KEY)
    nearest = sorted(above.items(), key=lambda item: abs(item[0] - indent))[: MAX_REPAIRS + 1]
    fits = [
        (column, neighbour)
        for column, neighbour in nearest
        if column != indent
        and _parser_passes(lines, below, _reindented(lines, number, below, column - indent))
    ]
    if not fits:
        return None
    column, neighbour = fits[0]
    subject = "“- ”" if is_item else f"“{stripped.split(':')[0]}”"
    expected = f"空{column}格" if column else "不空格"
    message = f"缩进不对：{subject}前面空了{indent}格，应当{expected}，和上面的{neighbour}对齐"
    certainty = "改好是" if len(fits) == 1 else "大概是"
    following = "；下面的几行跟着移。" if below > number + 1 else ""
    return Mistake(
        number, indent, message, hint=f"{certainty}：{' ' * column}{stripped}{following}"
    )


def _columns(lines: list[str], begins: re.Pattern[str]) -> dict[int, str]:
    """Return the columns at which keys or items begin above, each with the nearest key or item."""
    columns: dict[int, str] = {}
    for match in filter(None, map(begins.match, reversed(lines))):
        column, name = (match.end(2), f"“{match[3]}”") if begins is _KEY else (match.end(1), "“- ”")
        columns.setdefault(column, name)
    return columns


def _end_of(lines: list[str], number: int, indent: int) -> int:
    """Return the number of the first line below that is not indented further than a line."""
    below = number + 1
    while below < len(lines) and lines[below].startswith(" " * (indent + 1)):
        below += 1
    return below


def _reindented(lines: list[str], number: int, below: int, by: int) -> list[str]:
    """Return all lines, with the indentation of some changed."""
    reindented = [
        " " * max(0, _indent(line) + by) + line.lstrip(" ") for line in lines[number:below]
    ]
    return [*lines[:number], *reindented, *lines[below:]]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
