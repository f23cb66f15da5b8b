"""Problems for a terminal: place, message, the line with a caret, hint and repair."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.problems.problem import Location, Problem, Severity

COMMAND, COMMAND_INSIDE = "::", "##["
"""How a line begins, and what stands in one, that GitHub takes for a command."""
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
    """Return all problems as text; ``base`` is put before each file, as ``catalogue/``.

    Every first line begins with ``file:line:column``, which editors turn into a link. No text of a
    problem makes a line of its own: a CI service takes some lines for commands.
    """
    return "".join("\n".join(_lines(problem, base, style)) + "\n" for problem in problems)


def summary(problems: Iterable[Problem]) -> str:
    """Say in one line how many problems there are."""
    found = list(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in found)
    warnings = len(found) - errors
    if not found:
        return "没有问题"
    parts = [f"{errors}处错误"] if errors else []
    parts += [f"{warnings}处提醒"] if warnings else []
    return "，".join(parts)


def _lines(problem: Problem, base: str, style: Style) -> Iterator[str]:
    colour = style.red if problem.severity is Severity.ERROR else style.yellow
    word = SEVERITY_WORDS[problem.severity]
    yield (
        f"{style.bold}{at(problem.location, base)}{style.off}: "
        f"{colour}{word}[{problem.code}]{style.off} {_said(problem.message)}"
    )
    if problem.source_line.strip():
        number = str(problem.location.line)
        yield f"{style.dim}{number:>5} |{style.off} {_said(problem.source_line)}"
        yield f"{style.dim}      |{style.off} {_up_to(problem)}{colour}^{style.off}"
    if problem.hint:
        yield f"      提示：{_said(problem.hint)}"
    if problem.repaired and problem.repaired != problem.source_line:
        yield f"      改成：{style.green}{_said(problem.repaired)}{style.off}"
    for related in problem.related:
        yield f"      另见：{at(related.location, base)} {_said(related.text)}"


def at(location: Location, base: str = "") -> str:
    """Write a place as ``file:line:column``."""
    name = f"{base}{location.file}" if location.file else (base.rstrip("/") or ".")
    if name.startswith(COMMAND):
        name = f"./{name}"
    return f"{name}:{location.line}:{location.column}"


def _said(text: str) -> str:
    """Return a text in one line, without what GitHub takes for a command inside a line."""
    return " ".join(text.splitlines()).replace(COMMAND_INSIDE, f"{COMMAND_INSIDE[:-1]} [")


def _up_to(problem: Problem) -> str:
    """Return blanks as wide on screen as the line up to the problem's column."""
    before = problem.source_line[: problem.location.column - 1]
    return "".join(_blank(character) for character in before)


def _blank(character: str) -> str:
    if character == "\t":
        return character
    if unicodedata.combining(character):
        return ""
    return "\u3000" if unicodedata.east_asian_width(character) in "WF" else " "
