"""A YAML file read as plain data that still knows where everything stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import yaml
from yaml import events

from generator.problems.problem import Place

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

    def place(self, pointer: Pointer = (), *, key: bool = False) -> Place:
        """Find where ``pointer`` stands: the value, or with ``key`` the key that names it.

        A pointer that leads nowhere gives the nearest place that exists on the way, so that
        a problem about something missing points at what should have held it.
        """
        line, column = locate(self.text, pointer, key=key)
        return Place(self.path, line, column)

    def line(self, number: int) -> str:
        """Return line ``number`` (from 1) without its line break."""
        lines = self.text.split("\n")
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""


def locate(text: str, pointer: Pointer, *, key: bool = False) -> tuple[int, int]:
    """Return line and column (from 1) of ``pointer`` in ``text``.

    The text is walked afresh each time: places are asked for only when something is wrong,
    and keeping a mark for every value would double the memory of a large catalogue.
    """
    best: tuple[int, int] | None = None
    depth = -1
    for found, is_key, line, column in _walk(text):
        if found == pointer and is_key == key:
            return line, column
        if len(found) > depth and pointer[: len(found)] == found:
            best, depth = (line, column), len(found)
    return best or (1, 1)


def _walk(text: str) -> Iterator[tuple[Pointer, bool, int, int]]:
    """Yield (pointer, is it a key, line, column) for every node in the order written."""
    pointer: list[str | int] = []
    in_mapping: list[bool] = []
    awaiting_key: list[bool] = []
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            if isinstance(event, events.NodeEvent):
                line, column = start_of(event)
                if in_mapping and in_mapping[-1] and awaiting_key[-1]:
                    name = event.value if isinstance(event, events.ScalarEvent) else ""
                    pointer.append(name)
                    awaiting_key[-1] = False
                    yield tuple(pointer), True, line, column
                    continue
                yield tuple(pointer), False, line, column
                if isinstance(event, events.CollectionStartEvent):
                    mapping = isinstance(event, events.MappingStartEvent)
                    in_mapping.append(mapping)
                    awaiting_key.append(mapping)
                    if not mapping:
                        pointer.append(0)
                    continue
            elif isinstance(event, events.CollectionEndEvent):
                if not in_mapping.pop():
                    pointer.pop()
                awaiting_key.pop()
            else:
                continue
            _step_on(pointer, in_mapping, awaiting_key)
    except yaml.YAMLError:
        return


def start_of(event: events.Event) -> tuple[int, int]:
    """Return line and column (from 1) where an event begins."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _step_on(pointer: list[str | int], in_mapping: list[bool], awaiting_key: list[bool]) -> None:
    """Move from a finished value to the place of the next one."""
    if not in_mapping:
        return
    if in_mapping[-1]:
        pointer.pop()
        awaiting_key[-1] = True
    elif isinstance(pointer[-1], int):
        pointer[-1] += 1
