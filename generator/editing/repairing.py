"""``catalogue fix``: apply the repairs that problems suggest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.problems.problem import Problem
from generator.reading.document import Pointer, locate
from generator.reading.parse import parse


@dataclass(frozen=True, slots=True)
class Repair:
    """The repair of one line, with its problem."""

    path: str
    line: int
    after: str
    code: str
    message: str = ""
    """The message and hint of the problem."""
    before: str = ""


def repairs(problems: Iterable[Problem]) -> tuple[Repair, ...]:
    """Return the certain repairs, at most one for each line."""
    by_line: dict[tuple[str, int], Repair] = {}
    for problem in problems:
        location = problem.location
        if problem.repaired:
            message = " ".join(filter(None, (problem.message, problem.hint)))
            repair = Repair(location.file, location.line, problem.repaired, problem.code, message)
            by_line.setdefault((location.file, location.line), repair)
    return tuple(by_line[key] for key in sorted(by_line))


def apply_repairs(text: str, suggested: Iterable[Repair]) -> tuple[str, tuple[Repair, ...]]:
    """Return the text with the applicable repairs, and these repairs.

    Each is tried by itself. It is applicable if it changes only data on its own line.
    """
    applied = []
    for repair in suggested:
        lines = text.split("\n")
        before = lines[repair.line - 1].rstrip("\r") if repair.line <= len(lines) else repair.after
        candidate = _apply(lines, repair)
        if before != repair.after and _changes_only_line(text, candidate, repair.line):
            text = candidate
            applied.append(replace(repair, before=before))
    return text, tuple(applied)


def _apply(lines: list[str], repair: Repair) -> str:
    index = repair.line - 1
    ending = "\r" if lines[index : index + 1] and lines[index].endswith("\r") else ""
    return "\n".join([*lines[:index], repair.after + ending, *lines[index + 1 :]])


def _changes_only_line(before: str, after: str, line: int) -> bool:
    """Tell whether the data differ on one line only. The old text may be unreadable."""
    old, new = (parse(text, "x.yml").document for text in (before, after))
    if old is None:
        return True
    if new is None:
        return False
    old_values, new_values = dict(_leaves(old.data)), dict(_leaves(new.data))
    changed = {
        key
        for key in old_values.keys() | new_values.keys()
        if old_values.get(key) != new_values.get(key)
    }
    return all(
        locate(after if key in new_values else before, key, key=False)[0] == line for key in changed
    )


def _leaves(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _leaves(inner, (*pointer, key))
    elif isinstance(value, list) and value:
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*pointer, index))
    else:
        yield pointer, value
