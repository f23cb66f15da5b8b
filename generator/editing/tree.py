"""A YAML file as a tree with comments and blank lines, for rewriting."""

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
    """A text, an empty value, a list or a mapping, with its comments.

    ``before`` has the comment lines above it, with ``""`` for a blank line. ``beside`` is the comment
    at the end of its line.
    """

    value: str | list[Node] | dict[str, Node] | None = None
    line: int = 0
    before: list[str] = field(default_factory=list)
    beside: str = ""

    def get(self, key: str) -> object:
        """Return the value of a key of a mapping, if there is one."""
        inner = self.value.get(key) if isinstance(self.value, dict) else None
        return inner.value if inner else None


@dataclass(slots=True)
class Tree:
    """A file: its root mapping, and the comments at its end."""

    root: Node
    after: list[str]


def read_tree(text: str) -> Tree:
    """Parse a text that ``reading.parse`` accepts without problems."""
    root, spans = _nodes(text)
    lines = text.split("\n")
    tree = Tree(root, [])
    nodes = sorted(_descendants(root), key=lambda node: node.line)
    by_line = {node.line: node for node in reversed(nodes)}  # the outermost node of each line
    last_by_line = {node.line: node for node in nodes}
    comments: list[str] = []
    for number, line in enumerate(lines):
        comment = _comment(line.rstrip("\r"), number, spans)
        if number in by_line:
            by_line[number].before += comments
            comments = []
            last_by_line[number].beside = comment or ""
        elif comment is not None and number not in spans.inside:
            comments.append(comment)
    tree.after = comments
    return tree


@dataclass(slots=True)
class _Spans:
    """Positions of scalars: the end column on each line, and lines inside of scalars."""

    ends: dict[int, int] = field(default_factory=dict)
    inside: set[int] = field(default_factory=set)


def _comment(line: str, number: int, spans: _Spans) -> str | None:
    """Return the comment of a line; ``""`` for a blank line or a value without a comment."""
    if number in spans.inside and number not in spans.ends:
        return None
    rest = line[spans.ends.get(number, 0) :]
    match = _COMMENT.search(rest)
    if match:
        return match.group().rstrip()
    return "" if not rest.strip() or number in spans.ends else None


def _nodes(text: str) -> tuple[Node, _Spans]:
    root = Node()
    spans = _Spans()
    lines = text.split("\n")
    stack: list[tuple[Node, str | None]] = []
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, events.CollectionEndEvent):
            stack.pop()
        elif isinstance(event, events.ScalarEvent):
            _add_span(spans, event, lines)
            holder, key = stack[-1]
            if isinstance(holder.value, dict) and key is None:
                holder.value[event.value] = Node(line=_line(event))
                stack[-1] = (holder, event.value)
            else:
                is_empty = event.style in {None, ""} and event.value in {"", "~", "null"}
                _set_value(stack, None if is_empty else event.value, _line(event))
        elif isinstance(event, events.CollectionStartEvent):
            value: list[Node] | dict[str, Node] = (
                {} if isinstance(event, events.MappingStartEvent) else []
            )
            node = _set_value(stack, value, _line(event)) if stack else root
            node.value = value
            stack.append((node, None))
    return root, spans


def _set_value(
    stack: list[tuple[Node, str | None]],
    value: str | list[Node] | dict[str, Node] | None,
    line: int,
) -> Node:
    """Add a value to its collection. The node of a key exists and keeps the line of the key."""
    holder, key = stack[-1]
    if isinstance(holder.value, list):
        node = Node(value, line)
        holder.value.append(node)
        return node
    assert isinstance(holder.value, dict)
    assert key is not None
    node = holder.value[key]
    node.value = value
    stack[-1] = (holder, None)
    return node


def _line(event: events.Event) -> int:
    return start_of(event)[0] - 1


def _add_span(spans: _Spans, event: events.ScalarEvent, lines: list[str]) -> None:
    line, column = (number - 1 for number in start_of(event))
    assert event.end_mark is not None
    last, end = event.end_mark.line, event.end_mark.column
    if event.style in {"|", ">"}:
        spans.ends[line] = column + 1
        stop = last + (end > 0)
        while stop > line + 1 and not lines[stop - 1].strip():  # blank lines after it
            stop -= 1
        spans.inside.update(range(line + 1, stop))
        return
    spans.inside.update(range(line + 1, last + 1))
    spans.ends[last] = max(end, spans.ends.get(last, 0))


def _descendants(node: Node) -> Iterator[Node]:
    """Yield the nodes of all keys and items, outer before inner."""
    if isinstance(node.value, dict):
        for inner in node.value.values():
            yield inner
            yield from _descendants(inner)
    elif isinstance(node.value, list):
        for inner in node.value:
            yield inner
            yield from _descendants(inner)
