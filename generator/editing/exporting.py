"""Convert entries to a workbook for editing in Excel or WPS, and its cells back to fields.

Each field has a column. A list of texts has one text a line. Structured values are YAML as in the
file. Choices are drop-downs in Chinese.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from textwrap import dedent, indent
from typing import Any

from generator.editing.excel_files import new_workbook
from generator.editing.tree import Node, Tree
from generator.editing.writing import write_tree
from generator.model.entries import Entry
from generator.model.values import Fields, thaw
from generator.reading.parse import parse
from generator.schema.kinds import Kind, Kinds
from generator.schema.walk import SchemaNode, compile_conversion, resolve

HEADING = re.compile(r"^.*（([a-z_]+)）$", re.DOTALL)
MORE_ROWS = 200
"""The number of empty rows with drop-downs below the last entry."""
MOST_CHOICES = 255
"""Excel's limit on the characters of all choices of a drop-down."""
WIDTH = 24
_TEXT = {"num_format": "@", "text_wrap": True, "valign": "top", "font_name": "宋体"}


def workbook(kind: Kind, kinds: Kinds, entries: Iterable[Entry], created: date) -> bytes:
    """Return the entries of one kind as XLSX. The same entries and day give the same bytes."""
    buffer = io.BytesIO()
    book = new_workbook(buffer, created)
    text, head = book.add_format(_TEXT), book.add_format({**_TEXT, "bold": True})
    sheet = book.add_worksheet(kind.label)
    rows = tuple(entries)
    for column, (key, part) in enumerate(kind.schema["properties"].items()):
        schema = resolve(part, kinds.common)
        sheet.set_column(column, column, WIDTH, text)
        sheet.write_string(0, column, f"{schema.get('title', key)}（{key}）", head)
        sheet.write_comment(0, column, str(schema.get("description", "")))
        for row, entry in enumerate(rows, 1):
            if key in entry.fields:
                cell = to_cell(thaw(entry.fields[key]), schema, kinds.common)
                sheet.write_string(row, column, cell, text)
        choices = choices_of(schema)
        if choices and len(",".join(choices)) <= MOST_CHOICES:
            sheet.data_validation(
                1,
                column,
                len(rows) + MORE_ROWS,
                column,
                {"validate": "list", "source": list(choices), "ignore_blank": True},
            )
    sheet.freeze_panes(1, 2)
    book.close()
    return buffer.getvalue()


def choices_of(schema: SchemaNode) -> Mapping[str, str]:
    """Return the values of an enumeration by their labels."""
    labels = schema.get("x-labels", {})
    words = {labels.get(value, value): value for value in schema.get("enum", ())}
    if schema.get("type") == "boolean":
        words = {"是": "true", "否": "false"}
    return words if len(words) == len(schema.get("enum", words)) else {}


def to_cell(value: Any, schema: SchemaNode, common: SchemaNode) -> str:
    """Return one field as the text of a cell."""
    if isinstance(value, bool):
        value = "true" if value else "false"
    if not isinstance(value, dict | list):
        words = {code: word for word, code in choices_of(schema).items()}
        return words.get(str(value), str(value))
    if _is_lines(value):
        return "\n".join(value)
    tree = Tree(Node({"x": to_node(value)}), [])
    text = write_tree(tree, {"properties": {"x": schema}}, common).removeprefix("x:")
    return dedent(text).strip("\n")


def from_cell(cell: str, schema: SchemaNode, common: SchemaNode) -> Any:
    """Parse one field from the text of a cell. Raises ``ValueError`` if it is invalid."""
    kind = schema.get("type")
    items = resolve(schema.get("items", {}), common)
    is_texts = kind == "array" and items.get("type") not in {"array", "object"}
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


def to_node(value: Any) -> Node:
    """Return plain data as a tree."""
    if isinstance(value, dict):
        return Node({key: to_node(item) for key, item in value.items()})
    if isinstance(value, list):
        return Node([to_node(item) for item in value])
    if isinstance(value, bool):
        return Node("true" if value else "false")
    return Node(None if value is None else str(value))


def entry_file(fields: Fields, kind: Kind, kinds: Kinds) -> str:
    """Return the formatted file of an entry's fields."""
    return write_tree(Tree(to_node(dict(fields)), []), kind.schema, kinds.common)
