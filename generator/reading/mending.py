"""The slips a parser notices too late: a quote left open, a line that stands too far in or out.

A repair is tried before it is told: it counts only if the text can then be read on, past the
line that is mended and the one after it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

_KEY = re.compile(r"( *)((?:- +)*)([A-Za-z_]+):(?: +(\S.*))?$")
_DASH = re.compile(r"( *)- ")
_OPENED = re.compile(r"( *(?:- +)*(?:[A-Za-z_]+: +)?)(['\"])(.*)$")
_ONE_TOO_MANY = re.compile(r"( *(?:- +)*(?:[A-Za-z_]+: +)?)((['\"])[^'\"]*\3)['\"]$")


TRIED = 8
"""How many repairs are tried at most, those nearest to where the parser stopped."""


class Slip(NamedTuple):
    """What is wrong with one line; lines and columns are counted from 0."""

    number: int
    column: int
    message: str
    repaired: str = ""
    hint: str = ""


def slip_at(lines: list[str], number: int) -> Slip | None:
    """Find what made a text unreadable at a line, in it or above it."""
    return _quote(lines, number) or _text_above_list(lines, number) or _indentation(lines, number)


def reads_on(lines: list[str], number: int, repaired: str) -> bool:
    """Tell whether the text can be read past a line and the next one once it is mended."""
    return _goes_past(lines, number + 1, [*lines[:number], repaired, *lines[number + 1 :]])


def _goes_past(lines: list[str], number: int, mended: list[str]) -> bool:
    """Tell whether the parser gets past the next line that says something."""
    after = next((n for n in range(number, len(lines)) if lines[n].strip()), number - 1)
    try:
        for _ in yaml.parse("\n".join(mended), Loader=yaml.CBaseLoader):
            pass
    except yaml.MarkedYAMLError as error:
        return error.problem_mark is not None and error.problem_mark.line > after
    except (yaml.YAMLError, UnicodeError):
        return False
    return True


def _quote(lines: list[str], number: int) -> Slip | None:
    """Find the quote that is open where the parser stops, or one too many."""
    slips = [slip for at in range(number + 1) if (slip := _quote_in(lines[at], at))]
    mended = (s for s in slips[-TRIED:] if reads_on(lines, s.number, s.repaired))
    return next(mended, None)


def _quote_in(line: str, number: int) -> Slip | None:
    if found := _ONE_TOO_MANY.match(line):
        repaired = f"{found[1]}{found[2]}"
        return Slip(number, len(line) - 1, "后面多了一个引号", repaired)
    if (found := _OPENED.match(line)) and _is_open(found[2], found[3]) and " #" not in line:
        repaired = f"{line.rstrip()}{found[2]}"
        return Slip(number, len(found[1]), "引号没有成对：后面还少一个", repaired)
    return None


def _is_open(quote: str, rest: str) -> bool:
    inside = rest.replace("''", "") if quote == "'" else re.sub(r"\\.", "", rest)
    return quote not in inside


def _text_above_list(lines: list[str], number: int) -> Slip | None:
    """Find a text behind the name of a list: ``aliases: 狗证`` above ``- text: ……``."""
    above = _above(lines, number)
    item, found = _DASH.match(lines[number]), _KEY.match(lines[above]) if above >= 0 else None
    if not item or not found or not found[4] or len(item[1]) <= found.end(2):
        return None
    if not reads_on(lines, above, f"{found[1]}{found[2]}{found[3]}:"):
        return None
    column = found.start(4)
    hint = f"把“{found[4].strip()}”写成下面的一项，“{found[3]}:”后面空着。"
    return Slip(above, column, f"“{found[3]}”是清单，它后面不能直接写字", hint=hint)


def _above(lines: list[str], number: int) -> int:
    return next((n for n in range(number - 1, -1, -1) if lines[n].strip()), -1)


def _indentation(lines: list[str], number: int) -> Slip | None:
    """Find where a line that stands too far in or out belongs."""
    line = lines[number]
    stripped = line.lstrip(" ")
    now = _indent(line)
    is_item = stripped.startswith("- ")
    if not (is_item or _KEY.match(line)):
        return None
    below = _end_of(lines, number, now)
    above = _columns(lines[:number], _DASH if is_item else _KEY)
    near = sorted(above.items(), key=lambda one: abs(one[0] - now))[: TRIED + 1]
    fits = [
        (column, neighbour)
        for column, neighbour in near
        if column != now and _goes_past(lines, below, _moved(lines, number, below, column - now))
    ]
    if not fits:
        return None
    column, neighbour = fits[0]
    what = "“- ”" if is_item else f"“{stripped.split(':')[0]}”"
    should = f"空{column}格" if column else "不空格"
    message = f"缩进不对：{what}前面空了{now}格，应当{should}，和上面的{neighbour}对齐"
    sure = "改好是" if len(fits) == 1 else "大概是"
    along = "；下面的几行跟着移。" if below > number + 1 else ""
    return Slip(number, now, message, hint=f"{sure}：{' ' * column}{stripped}{along}")


def _columns(lines: list[str], begins: re.Pattern[str]) -> dict[int, str]:
    """Return each column at which something like a line stands above it, and beside what."""
    seen: dict[int, str] = {}
    for found in filter(None, map(begins.match, reversed(lines))):
        column, name = (found.end(2), f"“{found[3]}”") if begins is _KEY else (found.end(1), "“- ”")
        seen.setdefault(column, name)
    return seen


def _end_of(lines: list[str], number: int, indent: int) -> int:
    """Return the line after all that stands further in below a line."""
    below = number + 1
    while below < len(lines) and lines[below].startswith(" " * (indent + 1)):
        below += 1
    return below


def _moved(lines: list[str], number: int, below: int, by: int) -> list[str]:
    """Return the text with some lines moved in or out."""
    moved = [" " * max(0, _indent(line) + by) + line.lstrip(" ") for line in lines[number:below]]
    return [*lines[:number], *moved, *lines[below:]]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
