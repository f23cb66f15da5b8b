"""Walk data and schema together: convert values by type, and find references."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any, TypeAlias

from generator.reading.document import Pointer, Value
from generator.reading.strict_json import MAX_DIGITS

COMMON = "common.schema.json#/$defs/"
Convert = Callable[[Value], Value]


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that names another record: its pointer, its target kind, and the id of the record."""

    pointer: Pointer
    target: str
    """The kind's folder, ``entries`` for any entry, or ``vocabularies/<id>`` for a concept."""
    value: str


SchemaNode: TypeAlias = Mapping[str, Any]
"""A JSON Schema or a part of one."""
References: TypeAlias = Callable[[object], Iterator[Reference]]
"""Yields the references in a document."""
_Find: TypeAlias = Callable[[object, Pointer], Iterator[Reference]]


def resolve(schema: object, common: SchemaNode) -> SchemaNode:
    """Follow a ``$ref`` into the shared definitions. Annotations beside it take precedence."""
    if not isinstance(schema, dict):  # a check for ``Mapping`` takes much longer
        return schema if isinstance(schema, Mapping) else {}
    reference = schema.get("$ref", "")
    if not reference.startswith(COMMON):
        return schema
    shared = resolve(common[reference.removeprefix(COMMON)], common)
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    return {**shared, **beside} if beside else shared


def schema_at(schema: object, pointer: Pointer, common: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema that describes the value at ``pointer``; empty if none does."""
    node = resolve(schema, common)
    for step in pointer:
        inner = node.get("items") if isinstance(step, int) else node.get("properties", {}).get(step)
        if inner is None:
            return {}
        node = resolve(inner, common)
    return node


def compile_conversion(schema: object, common: Mapping[str, Any]) -> Convert | None:
    """Compile the conversion of strings into the types of the schema; ``None`` if all are strings.

    Only integers and booleans are converted. Any other text stays a string, so that the check
    against the schema can quote it.
    """
    node = resolve(schema, common)
    kind = node.get("type")
    if kind == "integer":
        return _whole_number
    if kind == "boolean":
        return _true_or_false
    if kind == "array" and (inner := compile_conversion(node.get("items", {}), common)):
        return lambda value: [inner(item) for item in value] if isinstance(value, list) else value
    if kind == "object":
        inners = {
            name: convert
            for name, part in node.get("properties", {}).items()
            if (convert := compile_conversion(part, common))
        }
        if inners:
            return lambda value: _convert_mapping(value, inners)
    return None


def _convert_mapping(value: Value, inners: Mapping[str, Convert]) -> Value:
    if not isinstance(value, dict):
        return value
    return {key: inners[key](item) if key in inners else item for key, item in value.items()}


def _whole_number(value: Value) -> Value:
    if isinstance(value, str) and len(value) <= MAX_DIGITS and value.isascii() and value.isdigit():
        return int(value)
    return value


def _true_or_false(value: Value) -> Value:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def compile_references(schema: object, common: Mapping[str, Any]) -> References:
    """Compile a function that yields every value whose schema has ``x-ref``, in document order.

    It is compiled because most fields of a schema are no references.
    """
    find = _find(schema, common)
    return lambda value: find(value, ()) if find else iter(())


def _find(schema: object, common: Mapping[str, Any]) -> _Find | None:
    """Return the function that finds the references below a value; none if it cannot have any."""
    node = resolve(schema, common)
    if "x-ref" in node:
        return partial(_of_text, str(node["x-ref"]))
    if "items" in node and (inner := _find(node["items"], common)):
        return partial(_in_list, inner)
    inners = {
        name: find
        for name, part in node.get("properties", {}).items()
        if (find := _find(part, common))
    }
    return partial(_in_mapping, inners) if inners else None


def _of_text(target: str, value: object, pointer: Pointer) -> Iterator[Reference]:
    if isinstance(value, str):
        yield Reference(pointer, target, value)


def _in_list(inner: _Find, value: object, pointer: Pointer) -> Iterator[Reference]:
    if isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from inner(item, (*pointer, index))


def _in_mapping(
    inners: Mapping[str, _Find], value: object, pointer: Pointer
) -> Iterator[Reference]:
    if isinstance(value, MappingProxyType | dict):
        for key in value:
            if key in inners:
                yield from inners[key](value[key], (*pointer, key))
