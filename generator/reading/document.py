"""A YAML file as plain data, with the positions of all keys and values."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

import yaml
from yaml import events

from generator.problems.problem import Location

Scalar: TypeAlias = str | int | bool | None
"""A scalar of YAML: a text, or its conversion by the schema; ``None`` for an empty value."""
Value: TypeAlias = "Scalar | list[Value] | dict[str, Value]"
Pointer: TypeAlias = tuple[str | int, ...]
"""A path into the data: keys and list indexes from the outermost mapping inwards."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its path in the catalogue, its data, and its text for finding positions."""

    path: str
    data: Mapping[str, Value]
    text: str
    level: str = ""
    """上级: the title of the base that it comes from; empty for the catalogue itself."""
    changed: frozenset[str] = frozenset()
    """The fields of the base entry that a local entry changes."""
    base: Mapping[str, Value] | None = None
    """The data of the base entry, if there is one."""
    continued: Mapping[str, int] = field(default_factory=dict)
    """The lists that a local entry extends, with the number of items from the base entry."""

    @property
    def files(self) -> tuple[str, ...]:
        """The files that it is merged from, the farthest base first."""
        return (self.path,)

    @property
    def cache_key(self) -> Hashable:
        """A key for caches: documents with equal keys have equal data."""
        return (self.path, self.text, self.level)

    def location(self, pointer: Pointer = (), *, key: bool = False) -> Location:
        """Return the location of a value, or with ``key`` the location of its key.

        If the pointer leads nowhere, the location is that of its nearest existing parent. So a problem
        about a missing value points at the collection in which it is missing.
        """
        line, column = locate(self.text, pointer, key=key)
        return Location(self.path, line, column)

    def part_location(self, location: Location, part: str) -> Location:
        """Return the location of ``part`` in the value at a location; that location if it is not in it."""
        start_of_value = (location.line, location.column)
        later = [
            position for position in _positions(self.text).values() if position > start_of_value
        ]
        last, end = min(later, default=(len(_lines(self.text)) + 1, 1))
        for number in range(location.line, last + 1):
            start = location.column - 1 if number == location.line else 0
            index = self.line(number).find(part, start, end - 1 if number == last else None)
            if index >= 0:
                return Location(self.path, number, index + 1)
        return location

    def line(self, number: int) -> str:
        """Return line ``number`` (from 1) without its line break."""
        lines = _lines(self.text)
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""

    def line_at(self, location: Location) -> str:
        """Return the whole line at a location."""
        return self.line(location.line)

    def repaired_line(self, location: Location, old: str, new: str) -> str:
        """Return the line at a location with ``old`` replaced from there on; empty if it is not there."""
        line, before = self.line_at(location), location.column - 1
        rest = line[before:]
        return line[:before] + rest.replace(old, new, 1) if old in rest else ""


def locate(text: str, pointer: Pointer, *, key: bool = False) -> tuple[int, int]:
    """Return line and column (from 1) of ``pointer`` in ``text``."""
    positions = _positions(text)
    if (pointer, key) in positions:
        return positions[pointer, key]
    for end in range(len(pointer), -1, -1):
        for is_key in (True, False):
            if (pointer[:end], is_key) in positions:
                return positions[pointer[:end], is_key]
    return 1, 1


# Positions are needed only for problems, and then often several times for one file. Keeping them
# for every value of every file would double the memory of a large catalogue.
@lru_cache(maxsize=4)
def _positions(text: str) -> Mapping[tuple[Pointer, bool], tuple[int, int]]:
    """Return line and column of every value (``False``) and key (``True``) by pointer."""
    positions: dict[tuple[Pointer, bool], tuple[int, int]] = {}
    path: list[str | int | None] = []  # a step for each open collection; None: a key comes next
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            if isinstance(event, events.CollectionEndEvent):
                path.pop()
                _advance(path)
            elif isinstance(event, events.NodeEvent):
                is_key = bool(path) and path[-1] is None
                if is_key:
                    path[-1] = event.value if isinstance(event, events.ScalarEvent) else ""
                pointer = tuple(step for step in path if step is not None)
                positions.setdefault((pointer, is_key), start_of(event))
                if isinstance(event, events.CollectionStartEvent):
                    path.append(None if isinstance(event, events.MappingStartEvent) else 0)
                elif not is_key:
                    _advance(path)
    except yaml.YAMLError:
        pass  # positions before the error are known
    return positions


def _advance(path: list[str | int | None]) -> None:
    """Move from a finished value to the next one."""
    if path:
        path[-1] = path[-1] + 1 if isinstance(path[-1], int) else None


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    return text.split("\n")


def start_of(event: events.Event) -> tuple[int, int]:
    """Return line and column (from 1) where an event begins."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
