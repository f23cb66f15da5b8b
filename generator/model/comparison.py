"""The form in which two states of a record are compared: without evidence and without order.

The schemas say what is compared, with three keywords:

- ``x-compare`` is ``false`` for evidence and counts, such as a quotation: they are left out. It is
  the name of another property of the same object for a property that says the same: the bases of
  a route count as its ``sources``. At the top of a schema, ``false`` leaves out the whole kind.
- ``x-ordered`` is ``true`` for a list whose order matters, such as the steps. All other lists are
  compared as sets.
- ``x-substance`` is ``true`` for a field that decides something: the verdict, who does it, where to
  go, the legal basis, the funding, the dates. It is ``false`` for a part of such a field that is
  only wording. All other fields are wording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from generator.model.canonical import canonical, public
from generator.model.values import Fields
from generator.schema.kinds import Kind, Kinds
from generator.schema.walk import resolve

_MAPPING = (MappingProxyType, dict)
"""A check for ``Mapping`` takes much longer."""
COMPARE, ORDERED, SUBSTANCE = "x-compare", "x-ordered", "x-substance"
Names: TypeAlias = Callable[[str, str], str]
"""Returns the name of a record, by the target of a reference and its number."""


def is_compared(kind: Kind) -> bool:
    """Tell whether records of a kind are compared at all."""
    return kind.schema.get(COMPARE) is not False


def comparison_form(fields: Mapping[str, Any], kind: Kind, kinds: Kinds, name: Names) -> Fields:
    """Return the fields of a record that are compared, with unordered lists sorted."""
    without_proof = without_evidence(fields, kind, kinds, name)
    sorted_: Fields = without_order(without_proof, kind.schema, kinds)
    return sorted_


def without_evidence(fields: Mapping[str, Any], kind: Kind, kinds: Kinds, name: Names) -> Fields:
    """Return the published fields of a record without its evidence, in the order of the file."""
    return _compared_fields(public(fields), kind.schema, kinds.common, name)


def without_order(value: Any, schema: object, kinds: Kinds) -> Any:
    """Return a value with all unordered lists sorted."""
    if isinstance(value, str):
        return value
    node = resolve(schema, kinds.common)
    if isinstance(value, _MAPPING):
        nodes = node.get("properties", {})
        return {key: without_order(part, nodes.get(key), kinds) for key, part in value.items()}
    if not isinstance(value, tuple):
        return value
    items = tuple(without_order(item, node.get("items"), kinds) for item in value)
    if node.get(ORDERED):
        return items
    each = {canonical(item): item for item in items}
    return tuple(each[key] for key in sorted(each))


def aligned(was: Any, now: Any, schema: object, kinds: Kinds) -> Any:
    """Return ``now`` with its parts that equal parts of ``was`` in the order they have in ``was``.

    What still differs is a real change.
    """
    node = resolve(schema, kinds.common)
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        nodes = node.get("properties", {})
        return {key: aligned(was.get(key), now[key], nodes.get(key), kinds) for key in now}
    if not (isinstance(was, tuple) and isinstance(now, tuple)):
        return now
    if canonical(without_order(was, node, kinds)) == canonical(without_order(now, node, kinds)):
        return was
    inner = node.get("items")
    known_items = {canonical(without_order(item, inner, kinds)): item for item in was}
    return tuple(
        known_items.get(canonical(without_order(item, inner, kinds)), item) for item in now
    )


def substance(form: Fields, kind: Kind, kinds: Kinds) -> Fields:
    """Return the parts of a comparison form that decide something."""
    return _deciding_fields(form, kind.schema, kinds.common)


def _compared_fields(
    fields: Mapping[str, Any], schema: object, common: Mapping[str, Any], name: Names
) -> dict[str, Any]:
    properties = resolve(schema, common).get("properties", {})
    nodes = {key: resolve(properties[key], common) for key in fields if key in properties}
    form: dict[str, Any] = {}
    for key, value in fields.items():
        node = nodes.get(key, {})
        if COMPARE not in node:
            form[key] = _compared_value(value, node, common, name)
    for key in fields.keys() & nodes.keys():
        other = nodes[key].get(COMPARE)
        if isinstance(other, str):
            target = resolve(properties.get(other, {}), common)
            more = _counted_as(fields[key], nodes[key], target, common, name)
            form[other] = tuple(dict.fromkeys((*form.get(other, ()), *more)))
    return form


def _compared_value(
    value: Any, node: Mapping[str, Any], common: Mapping[str, Any], name: Names
) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, _MAPPING):
        return _compared_fields(value, node, common, name)
    if isinstance(value, list | tuple):
        inner = resolve(node.get("items", {}), common)
        return tuple(_compared_value(item, inner, common, name) for item in value)
    return value


def _counted_as(
    value: Any,
    node: Mapping[str, Any],
    other: Mapping[str, Any],
    common: Mapping[str, Any],
    name: Names,
) -> Iterator[str]:
    """Yield the items of a list as items of another property: the same references, or names."""
    inner = resolve(node.get("items", {}), common)
    expected = resolve(other.get("items", {}), common).get("x-ref", "")
    for item in value:
        target, number = _reference(item, inner, expected, common)
        yield number if target == expected else name(target, number)


def _reference(
    item: Any, inner: Mapping[str, Any], expected: str, common: Mapping[str, Any]
) -> tuple[str, str]:
    """Return the reference in an item: the item itself, or its first property that is a reference."""
    if not isinstance(item, Mapping):
        return str(inner.get("x-ref", "")), str(item)
    nodes = {key: resolve(part, common) for key, part in inner.get("properties", {}).items()}
    references = [(str(node["x-ref"]), key) for key, node in nodes.items() if "x-ref" in node]
    present = [reference for reference in references if reference[1] in item]
    target, key = next((reference for reference in present if reference[0] == expected), present[0])
    return target, str(item[key])


def _deciding_fields(
    form: Mapping[str, Any], schema: object, common: Mapping[str, Any]
) -> dict[str, Any]:
    nodes = resolve(schema, common).get("properties", {})
    deciding: dict[str, Any] = {}
    for key, value in form.items():
        node = resolve(nodes.get(key, {}), common)
        if node.get(SUBSTANCE):
            deciding[key] = _without_words(value, node, common)
        elif isinstance(value, Mapping) and (inner := _deciding_fields(value, node, common)):
            deciding[key] = inner
    return deciding


def _without_words(value: Any, node: Mapping[str, Any], common: Mapping[str, Any]) -> Any:
    """Return a value that decides something without its parts that are only wording."""
    if isinstance(value, list | tuple):
        inner = resolve(node.get("items", {}), common)
        return tuple(_without_words(item, inner, common) for item in value)
    if not isinstance(value, Mapping):
        return value
    nodes = resolve(node, common).get("properties", {})
    parts = {key: resolve(nodes.get(key, {}), common) for key in value}
    return {
        key: _without_words(value[key], part, common)
        for key, part in parts.items()
        if part.get(SUBSTANCE) is not False
    }
