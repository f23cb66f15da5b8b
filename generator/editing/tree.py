"""A YAML file as a tree that keeps its comments and blank lines, to be written again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from yaml import events

from generator.reading.document import start_of

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")


@dataclass(slots=True)
class Node:
    """A value: text, nothing, a list or a mapping, with the comments that belong to it.

    ``before`` are the comment lines above it, ``""`` for a blank one; ``beside`` is the comment
    that ends its line.
    """

    value: str | list[Node] | dict[str, Node] | None = None
    line: int = 0
    before: list[str] = field(default_factory=list)
    beside: str = ""


@dataclass(slots=True)
class Tree:
    """A file: its outermost mapping, and the comments after everything."""

    root: Node
    after: list[str]


def read_tree(text: str) -> Tree:
    """Read a text that the catalogue's reader has read without problems."""
    root, spans = _nodes(text)
    lines = text.split("\n")
    tree = Tree(root, [])
    nodes = sorted(_all(root), key=lambda node: node.line)
    by_line = {node.line: node for node in reversed(nodes)}  # the outermost that begins there
    last_by_line = {node.line: node for node in nodes}
    waiting: list[str] = []
    for number, line in enumerate(lines):
        comment = _comment(line.rstrip("\r"), number, spans)
        if number in by_line:
            by_line[number].before += waiting
            waiting = []
            last_by_line[number].beside = comment or ""
        elif comment is not None and number not in spans.inside:
            waiting.append(comment)
    tree.after = waiting
    return tree


@dataclass(slots=True)
class _Spans:
    """Where texts lie: the column after the last on each line, and lines that are text alone."""

    ends: dict[int, int] = field(default_factory=dict)
    inside: set[int] = field(default_factory=set)


def _comment(line: str, number: int, spans: _Spans) -> str | None:
    """Return the comment of a line, ``""`` for a blank line or none beside a value."""
    if number in spans.inside and number not in spans.ends:
        return None
    rest = line[spans.ends.get(number, 0) :]
    found = _COMMENT.search(rest)
    if found:
        return found.group().rstrip()
    return "" if not rest.strip() or number in spans.ends else None


def _nodes(text: str) -> tuple[Node, _Spans]:
    root = Node()
    spans = _Spans()
    lines = text.split("\n")
    open_: list[tuple[Node, str | None]] = []
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, events.CollectionEndEvent):
            open_.pop()
        elif isinstance(event, events.ScalarEvent):
            _note(spans, event, lines)
            holder, key = open_[-1]
            if isinstance(holder.value, dict) and key is None:
                holder.value[event.value] = Node(line=_line(event))
                open_[-1] = (holder, event.value)
            else:
                plain = event.style in {None, ""} and event.value in {"", "~", "null"}
                _put(open_, None if plain else event.value, _line(event))
        elif isinstance(event, events.CollectionStartEvent):
            value: list[Node] | dict[str, Node] = (
                {} if isinstance(event, events.MappingStartEvent) else []
            )
            node = _put(open_, value, _line(event)) if open_ else root
            node.value = value
            open_.append((node, None))
    return root, spans


def _put(
    open_: list[tuple[Node, str | None]],
    value: str | list[Node] | dict[str, Node] | None,
    line: int,
) -> Node:
    """Put a value where it belongs; a key's node is there already and keeps the key's line."""
    holder, key = open_[-1]
    if isinstance(holder.value, list):
        node = Node(value, line)
        holder.value.append(node)
        return node
    assert isinstance(holder.value, dict)
    assert key is not None
    node = holder.value[key]
    node.value = value
    open_[-1] = (holder, None)
    return node


def _line(event: events.Event) -> int:
    return start_of(event)[0] - 1


def _note(spans: _Spans, event: events.ScalarEvent, lines: list[str]) -> None:
    line, column = (number - 1 for number in start_of(event))
    assert event.end_mark is not None
    last, end = event.end_mark.line, event.end_mark.column
    if event.style in {"|", ">"}:
        spans.ends[line] = column + 1
        stop = last + (end > 0)
        while stop > line + 1 and not lines[stop - 1].strip():  # blank lines that follow it
            stop -= 1
        spans.inside.update(range(line + 1, stop))
        return
    spans.inside.update(range(line + 1, last + 1))
    spans.ends[last] = max(end, spans.ends.get(last, 0))


def _all(node: Node) -> Iterator[Node]:
    """Yield every key's and item's node, outer before inner."""
    if isinstance(node.value, dict):
        for inner in node.value.values():
            yield inner
            yield from _all(inner)
    elif isinstance(node.value, list):
        for inner in node.value:
            yield inner
            yield from _all(inner)
