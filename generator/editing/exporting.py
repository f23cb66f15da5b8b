"""Entries as a workbook to be filled in Excel or WPS, and its cells as fields again.

One column a field. A list of texts stands one text a line; what has parts stands as it is in
the file. Choices are drop-downs in Chinese.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from textwrap import dedent, indent
from typing import Any

from generator.editing.excel_files import plain_book
from generator.editing.tree import Node, Tree
from generator.editing.writing import write_tree
from generator.model.entries import Entry
from generator.model.values import thaw
from generator.reading.parse import parse
from generator.schema.kinds import Kind, Kinds
from generator.schema.walk import compile_conversion, resolve

HEADING = re.compile(r"^.*（([a-z_]+)）$", re.DOTALL)
MORE_ROWS = 200
"""Empty rows below the last entry that have drop-downs too."""
MOST_CHOICES = 255
"""Characters Excel takes for a drop-down's choices together."""
WIDTH = 24
_TEXT = {"num_format": "@", "text_wrap": True, "valign": "top", "font_name": "宋体"}


def workbook(kind: Kind, kinds: Kinds, entries: Iterable[Entry], created: date) -> bytes:
    """Return the entries of one kind as XLSX. The same entries and day give the same bytes."""
    written = io.BytesIO()
    book = plain_book(written, created)
    text, head = book.add_format(_TEXT), book.add_format({**_TEXT, "bold": True})
    sheet = book.add_worksheet(kind.label)
    listed = tuple(entries)
    for column, (key, part) in enumerate(kind.schema["properties"].items()):
        schema = resolve(part, kinds.common)
        sheet.set_column(column, column, WIDTH, text)
        sheet.write_string(0, column, f"{schema.get('title', key)}（{key}）", head)
        sheet.write_comment(0, column, str(schema.get("description", "")))
        for row, entry in enumerate(listed, 1):
            if key in entry.fields:
                cell = to_cell(thaw(entry.fields[key]), schema, kinds.common)
                sheet.write_string(row, column, cell, text)
        choices = choices_of(schema)
        if choices and len(",".join(choices)) <= MOST_CHOICES:
            sheet.data_validation(
                1,
                column,
                len(listed) + MORE_ROWS,
                column,
                {"validate": "list", "source": list(choices), "ignore_blank": True},
            )
    sheet.freeze_panes(1, 2)
    book.close()
    return written.getvalue()


def choices_of(schema: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the words of an enumeration with the value each stands for."""
    labels = schema.get("x-labels", {})
    words = {labels.get(value, value): value for value in schema.get("enum", ())}
    if schema.get("type") == "boolean":
        words = {"是": "true", "否": "false"}
    return words if len(words) == len(schema.get("enum", words)) else {}


def to_cell(value: Any, schema: Mapping[str, Any], common: Mapping[str, Any]) -> str:
    """Write one field as the text of a cell."""
    if isinstance(value, bool):
        value = "true" if value else "false"
    if not isinstance(value, dict | list):
        words = {code: word for word, code in choices_of(schema).items()}
        return words.get(str(value), str(value))
    if _is_lines(value):
        return "\n".join(value)
    tree = Tree(Node({"x": node_of(value)}), [])
    written = write_tree(tree, {"properties": {"x": schema}}, common).removeprefix("x:")
    return dedent(written).strip("\n")


def from_cell(cell: str, schema: Mapping[str, Any], common: Mapping[str, Any]) -> Any:
    """Read one field from the text of a cell. Raises ``ValueError`` when it has no meaning."""
    kind = schema.get("type")
    inner = resolve(schema.get("items", {}), common)
    is_texts = kind == "array" and inner.get("type") not in {"array", "object"}
    if is_texts and not cell.lstrip().startswith("- "):
        return [line for line in cell.split("\n") if line]
    if kind in {"array", "object"}:
        document = parse(f"x:\n{indent(cell, '  ')}\n", "x.yml").document
        if document is None:
            raise ValueError(cell)
        value = document.data["x"]
    else:
        value = choices_of(schema).get(cell, cell)
    convert = compile_conversion(schema, common)
    return convert(value) if convert else value


def _is_lines(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, str)
        and item
        and item == item.strip()
        and "\n" not in item
        and not item.startswith("- ")
        for item in value
    )


def node_of(value: Any) -> Node:
    """Return plain data as a tree."""
    if isinstance(value, dict):
        return Node({key: node_of(item) for key, item in value.items()})
    if isinstance(value, list):
        return Node([node_of(item) for item in value])
    if isinstance(value, bool):
        return Node("true" if value else "false")
    return Node(None if value is None else str(value))


def as_file(fields: Mapping[str, Any], kind: Kind, kinds: Kinds) -> str:
    """Return a whole file for an entry's fields, in the one form."""
    return write_tree(Tree(node_of(dict(fields)), []), kind.schema, kinds.common)
