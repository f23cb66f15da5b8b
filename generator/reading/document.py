"""A YAML file read as plain data that still knows where everything stood."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

import yaml
from yaml import events

from generator.problems.problem import Location

Scalar: TypeAlias = str | int | bool | None
"""A value read from YAML: text, or what the schema made of it; ``None`` where nothing stood."""
Value: TypeAlias = "Scalar | list[Value] | dict[str, Value]"
Pointer: TypeAlias = tuple[str | int, ...]
"""A path into the data: keys and list indexes from the outermost mapping inwards."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its path in the catalogue, its data, and the text for finding places."""

    path: str
    data: Mapping[str, Value]
    text: str
    level: str = ""
    """上级: the title of the catalogue above that it comes from; empty for our own."""
    changed: frozenset[str] = frozenset()
    """The fields a local entry changes of the one above."""
    base: Mapping[str, Value] | None = None
    """The data of the entry above; none where there is none."""
    continued: Mapping[str, int] = field(default_factory=dict)
    """The lists of the one above that go on here, and how many items come from there."""

    @property
    def files(self) -> tuple[str, ...]:
        """The files it is written in, the one farthest above first."""
        return (self.path,)

    @property
    def written(self) -> Hashable:
        """What all of it was made from: of the same, the same comes."""
        return (self.path, self.text, self.level)

    def location(self, pointer: Pointer = (), *, key: bool = False) -> Location:
        """Find where ``pointer`` stands: the value, or with ``key`` the key that names it.

        A pointer that leads nowhere gives the nearest place that exists on the way, so that
        a problem about something missing points at what should have held it.
        """
        line, column = locate(self.text, pointer, key=key)
        return Location(self.path, line, column)

    def inside(self, place: Location, part: str) -> Location:
        """Return where ``part`` first stands in the value at a place; that place if it does not."""
        here = (place.line, place.column)
        after = [one for one in _places(self.text).values() if one > here]
        last, end = min(after, default=(len(_lines(self.text)) + 1, 1))
        for number in range(place.line, last + 1):
            start = place.column - 1 if number == place.line else 0
            found = self.line(number).find(part, start, end - 1 if number == last else None)
            if found >= 0:
                return Location(self.path, number, found + 1)
        return place

    def line(self, number: int) -> str:
        """Return line ``number`` (from 1) without its line break."""
        lines = _lines(self.text)
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""

    def line_at(self, place: Location) -> str:
        """Return the whole line at a place found by ``place``."""
        return self.line(place.line)

    def mended(self, place: Location, old: str, new: str) -> str:
        """Return the line at ``place`` with ``old`` replaced from there on; empty if it is not there."""
        line, before = self.line_at(place), place.column - 1
        rest = line[before:]
        return line[:before] + rest.replace(old, new, 1) if old in rest else ""


def locate(text: str, pointer: Pointer, *, key: bool = False) -> tuple[int, int]:
    """Return line and column (from 1) of ``pointer`` in ``text``."""
    places = _places(text)
    if (pointer, key) in places:
        return places[pointer, key]
    for end in range(len(pointer), -1, -1):
        for is_key in (True, False):
            if (pointer[:end], is_key) in places:
                return places[pointer[:end], is_key]
    return 1, 1


# Places are asked for only when something is wrong, and then often several times for one
# file; keeping a mark for every value of every file would double a large catalogue's memory.
@lru_cache(maxsize=4)
def _places(text: str) -> Mapping[tuple[Pointer, bool], tuple[int, int]]:
    """Return line and column of every value (``False``) and key (``True``) by pointer."""
    places: dict[tuple[Pointer, bool], tuple[int, int]] = {}
    path: list[str | int | None] = []  # a step for each open collection; None: a key comes next
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            if isinstance(event, events.CollectionEndEvent):
                path.pop()
                _step_on(path)
            elif isinstance(event, events.NodeEvent):
                is_key = bool(path) and path[-1] is None
                if is_key:
                    path[-1] = event.value if isinstance(event, events.ScalarEvent) else ""
                pointer = tuple(step for step in path if step is not None)
                places.setdefault((pointer, is_key), start_of(event))
                if isinstance(event, events.CollectionStartEvent):
                    path.append(None if isinstance(event, events.MappingStartEvent) else 0)
                elif not is_key:
                    _step_on(path)
    except yaml.YAMLError:
        pass  # what stands before the error has its place
    return places


def _step_on(path: list[str | int | None]) -> None:
    """Move from a finished value to the place of the next one."""
    if path:
        path[-1] = path[-1] + 1 if isinstance(path[-1], int) else None


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    return text.split("\n")


def start_of(event: events.Event) -> tuple[int, int]:
    """Return line and column (from 1) where an event begins."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
