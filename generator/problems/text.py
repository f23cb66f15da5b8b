"""Problems for a terminal: place, message, the line with a caret, hint and repair."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.problems.problem import Location, Problem, Severity

COMMAND, COMMAND_INSIDE = "::", "##["
"""A line start and a part of a line that GitHub Actions reads as a workflow command."""
SEVERITY_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}


@dataclass(frozen=True, slots=True)
class Style:
    """Terminal colours; plain by default."""

    bold: str = ""
    red: str = ""
    yellow: str = ""
    green: str = ""
    dim: str = ""
    off: str = ""


PLAIN = Style()
COLOUR = Style("\x1b[1m", "\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[2m", "\x1b[0m")


def render(problems: Iterable[Problem], base: str = "", style: Style = PLAIN) -> str:
    """Return all problems as text. ``base``, such as ``catalogue/``, is put before each file.

    The first line of a problem begins with ``file:line:column``, which editors turn into a link.
    Messages never start a new line, because GitHub Actions reads some lines as commands.
    """
    return "".join("\n".join(_lines(problem, base, style)) + "\n" for problem in problems)


def summary(problems: Iterable[Problem]) -> str:
    """Say in one line how many problems there are."""
    listed = list(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in listed)
    warnings = len(listed) - errors
    if not listed:
        return "没有问题"
    parts = [f"{errors}处错误"] if errors else []
    parts += [f"{warnings}处提醒"] if warnings else []
    return "，".join(parts)


def _lines(problem: Problem, base: str, style: Style) -> Iterator[str]:
    colour = style.red if problem.severity is Severity.ERROR else style.yellow
    word = SEVERITY_WORDS[problem.severity]
    yield (
        f"{style.bold}{format_location(problem.location, base)}{style.off}: "
        f"{colour}{word}[{problem.code}]{style.off} {_one_line(problem.message)}"
    )
    if problem.source_line.strip():
        number = str(problem.location.line)
        yield f"{style.dim}{number:>5} |{style.off} {_one_line(problem.source_line)}"
        yield f"{style.dim}      |{style.off} {_caret_indent(problem)}{colour}^{style.off}"
    if problem.hint:
        yield f"      提示：{_one_line(problem.hint)}"
    if problem.repaired and problem.repaired != problem.source_line:
        yield f"      改成：{style.green}{_one_line(problem.repaired)}{style.off}"
    for related in problem.related:
        yield f"      另见：{format_location(related.location, base)} {_one_line(related.text)}"


def format_location(location: Location, base: str = "") -> str:
    """Return a location as ``file:line:column``."""
    name = f"{base}{location.file}" if location.file else (base.rstrip("/") or ".")
    if name.startswith(COMMAND):
        name = f"./{name}"
    return f"{name}:{location.line}:{location.column}"


def _one_line(text: str) -> str:
    """Return a text on one line, without what GitHub Actions reads as a command."""
    return " ".join(text.splitlines()).replace(COMMAND_INSIDE, f"{COMMAND_INSIDE[:-1]} [")


def _caret_indent(problem: Problem) -> str:
    """Return spaces as wide on the screen as the line up to the column of the problem."""
    before = problem.source_line[: problem.location.column - 1]
    return "".join(_blank_as_wide(character) for character in before)


def _blank_as_wide(character: str) -> str:
    if character == "\t":
        return character
    if unicodedata.combining(character):
        return ""
    return "\u3000" if unicodedata.east_asian_width(character) in "WF" else " "
