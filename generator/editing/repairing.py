"""``catalogue fix``: the repairs that problems themselves suggest, and nothing beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.problems.problem import Problem
from generator.reading.document import Pointer, locate
from generator.reading.parse import parse


@dataclass(frozen=True, slots=True)
class Repair:
    """One line put right: where, what it was and is, and for which problem."""

    path: str
    line: int
    after: str
    code: str
    about: str = ""
    """What is wrong and what is meant, in Chinese."""
    before: str = ""


def repairs(problems: Iterable[Problem]) -> tuple[Repair, ...]:
    """Return a repair for each line that has a sure one; of several on one line the first."""
    found: dict[tuple[str, int], Repair] = {}
    for problem in problems:
        place = problem.location
        if problem.repaired:
            about = " ".join(filter(None, (problem.message, problem.hint)))
            repair = Repair(place.file, place.line, problem.repaired, problem.code, about)
            found.setdefault((place.file, place.line), repair)
    return tuple(found[key] for key in sorted(found))


def repaired(text: str, wanted: Iterable[Repair]) -> tuple[str, tuple[Repair, ...]]:
    """Return the text with those repairs that change nothing but their own lines, and them.

    Each is tried alone: what it changes in the data must stand on the line it announces.
    """
    done = []
    for repair in wanted:
        lines = text.split("\n")
        before = lines[repair.line - 1].rstrip("\r") if repair.line <= len(lines) else repair.after
        tried = _with(lines, repair)
        if before != repair.after and _only_there(text, tried, repair.line):
            text = tried
            done.append(replace(repair, before=before))
    return text, tuple(done)


def _with(lines: list[str], repair: Repair) -> str:
    place = repair.line - 1
    ending = "\r" if lines[place : place + 1] and lines[place].endswith("\r") else ""
    return "\n".join([*lines[:place], repair.after + ending, *lines[place + 1 :]])


def _only_there(before: str, after: str, line: int) -> bool:
    """Tell whether the data differ on one line only. Before, it may not have been readable."""
    old, new = (parse(text, "x.yml").document for text in (before, after))
    if old is None:
        return True
    if new is None:
        return False
    was, now = dict(_leaves(old.data)), dict(_leaves(new.data))
    changed = {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
    return all(
        locate(after if key in now else before, key, key=False)[0] == line for key in changed
    )


def _leaves(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _leaves(inner, (*pointer, key))
    elif isinstance(value, list) and value:
        for place, inner in enumerate(value):
            yield from _leaves(inner, (*pointer, place))
    else:
        yield pointer, value
