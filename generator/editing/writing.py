"""Write a tree in the standard format of catalogue files.

Keys are in the order of the schema, with two spaces a level, lists indented, and no line folding.
Texts are plain scalars if all YAML readers agree on them, else single-quoted.
"""

from __future__ import annotations

import json
import re

import yaml

from generator.editing.tree import Node, Tree
from generator.schema.walk import SchemaNode, resolve

STEP = "  "
_BARE_START = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=]|[-?:](?=[^\s,\[\]{}])")
_GUESSED = re.compile(
    r"[-+]?[0-9][0-9_.:eExXoO+-]*|[-+]?\.(?:inf|nan|[0-9]+)|0[xo][0-9a-fA-F]+", re.IGNORECASE
)
"""Plain scalars that some YAML reader converts to a number, a time or a date."""
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "<<"])
_LIKE_A_TYPING_ERROR = re.compile(
    r"[A-Za-z_][A-Za-z0-9_]*(?::(?!/)|：)|[“”‘’＂][^“”‘’＂\"']*[“”‘’＂]$|[^\"']*[\"']$"
)
"""Texts that ``reading.typing_errors`` would report."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def write_tree(tree: Tree, schema: object, common: SchemaNode) -> str:
    """Return the text of the file, with one line break at its end."""
    lines = _mapping(tree.root, resolve(schema, common), common)
    all_lines = [*lines, *tree.after]
    while all_lines and not all_lines[0]:
        all_lines.pop(0)
    while all_lines and not all_lines[-1]:
        all_lines.pop()
    return "\n".join(_without_double_blanks(all_lines)) + "\n"


def _without_double_blanks(lines: list[str]) -> list[str]:
    return [line for index, line in enumerate(lines) if line or not index or lines[index - 1]]


def _mapping(node: Node, schema: SchemaNode, common: SchemaNode) -> list[str]:
    assert isinstance(node.value, dict)
    properties = schema.get("properties", {})
    order = {name: index for index, name in enumerate(properties)}
    lines: list[str] = []
    for key in sorted(node.value, key=lambda name: order.get(name, len(order))):
        inner = node.value[key]
        lines += inner.before
        part = resolve(properties.get(key, {}), common)
        lines += _value(f"{_text(key, {}, STEP)}:", inner, part, common)
    return lines


def _value(head: str, node: Node, schema: SchemaNode, common: SchemaNode) -> list[str]:
    """Return the lines of a key with its value."""
    beside = f"  {node.beside}" if node.beside else ""
    if isinstance(node.value, dict) and node.value:
        return [head + beside, *_indented(_mapping(node, schema, common))]
    if isinstance(node.value, list) and node.value:
        items = resolve(schema.get("items", {}), common)
        return [
            head + beside,
            *_indented([line for item in node.value for line in _item(item, items, common)]),
        ]
    text = _leaf(node, schema)
    first, *rest = f"{head} {text}".rstrip().split("\n")
    return [first + beside, *rest]


def _item(node: Node, schema: SchemaNode, common: SchemaNode) -> list[str]:
    """Return the lines of an item of a list. Comments before its first line are moved above it."""
    if not isinstance(node.value, dict | list) or not node.value:
        return [*node.before, *_value("-", Node(node.value, beside=node.beside), schema, common)]
    if isinstance(node.value, dict):
        lines = _mapping(node, schema, common)
    else:
        inner = resolve(schema.get("items", {}), common)
        lines = [line for item in node.value for line in _item(item, inner, common)]
    start = next(index for index, line in enumerate(lines) if line and line[0] != "#")
    above, (first, *rest) = lines[:start], lines[start:]
    return [*node.before, *above, f"- {first}", *_indented(rest)]


def _indented(lines: list[str]) -> list[str]:
    return [STEP + line if line else line for line in lines]


def _leaf(node: Node, schema: SchemaNode) -> str:
    if node.value is None:
        return ""
    if isinstance(node.value, str):
        return _text(node.value, schema, STEP)
    return "[]" if isinstance(node.value, list) else "{}"


def _text(text: str, schema: SchemaNode, indent: str) -> str:
    """Return a text as a plain, quoted or block scalar."""
    if "\n" in text:
        return _block(text, indent)
    if schema.get("type") in {"integer", "boolean"}:
        return text
    if _needs_no_quotes(text):
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


def _block(text: str, indent: str) -> str:
    body = text.removesuffix("\n")
    lines = body.split("\n")
    plain = all(line == line.rstrip() and line.isprintable() for line in lines)
    blanks = "\n\n\n" in text or body.endswith("\n")  # formatting keeps only one blank line
    if not plain or blanks or not lines[0] or lines[0] != lines[0].lstrip():
        return json.dumps(text, ensure_ascii=False)
    chomp = "-" if body == text else ""
    return f"|{chomp}\n" + "\n".join(indent + line if line else "" for line in lines)


def _needs_no_quotes(text: str) -> bool:
    """Tell whether every YAML reader reads a text without quotes as the same text."""
    if _DAY.fullmatch(text):
        return True
    if not _BARE_START.match(text) or _GUESSED.fullmatch(text) or text.lower() in _WORDS:
        return False
    if _LIKE_A_TYPING_ERROR.match(text):
        return False
    if ": " in text or " #" in text or text.endswith((":", " ")) or not text.isprintable():
        return False
    try:
        return bool(yaml.load(f"- {text}", yaml.CBaseLoader) == [text])  # noqa: S506 - the base loader returns texts only
    except yaml.YAMLError:
        return False
