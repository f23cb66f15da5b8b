"""The form in which two states of a record are compared: what proves it left aside, order too.

The schemas say what is left out and what order means, with three keywords:

- ``x-compare`` is ``false`` for what only proves or counts, such as a quotation: it is left out.
  It names another property of the same object where one is another way to say it: the bases of
  a route count as its ``sources``. At the top of a schema ``false`` leaves out the whole kind.
- ``x-ordered`` is ``true`` for a list whose order says something, such as the steps. All others
  are compared as sets.
- ``x-substance`` is ``true`` for what decides something: the verdict, who does it, where to go, on
  what ground, with what money, from when. It is ``false`` for a part of such a field that is only
  worded. All else is wording.
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
"""Asking for a ``Mapping`` takes far longer."""
COMPARE, ORDERED, SUBSTANCE = "x-compare", "x-ordered", "x-substance"
Names: TypeAlias = Callable[[str, str], str]
"""What a record is called, by the target of a reference and its number."""


def is_compared(kind: Kind) -> bool:
    """Tell whether records of a kind are compared at all."""
    return kind.schema.get(COMPARE) is not False


def comparison_form(fields: Mapping[str, Any], kind: Kind, kinds: Kinds, name: Names) -> Fields:
    """Return what of a record's published fields is compared, sets in an order of their own."""
    said = without_evidence(fields, kind, kinds, name)
    sorted_: Fields = without_order(said, kind.schema, kinds)
    return sorted_


def without_evidence(fields: Mapping[str, Any], kind: Kind, kinds: Kinds, name: Names) -> Fields:
    """Return what a record says, as it is written: what only proves it is left out."""
    return _said(public(fields), kind.schema, kinds.common, name)


def without_order(value: Any, schema: object, kinds: Kinds) -> Any:
    """Return a value with all lists sorted whose order says nothing."""
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
    """Return ``now`` with all that ``was`` says too put as it is put there.

    What still differs is a difference to tell.
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
    known = {canonical(without_order(item, inner, kinds)): item for item in was}
    return tuple(known.get(canonical(without_order(item, inner, kinds)), item) for item in now)


def substance(form: Fields, kind: Kind, kinds: Kinds) -> Fields:
    """Return of a comparison form what decides something."""
    return _deciding(form, kind.schema, kinds.common)


def _said(
    fields: Mapping[str, Any], schema: object, common: Mapping[str, Any], name: Names
) -> dict[str, Any]:
    properties = resolve(schema, common).get("properties", {})
    nodes = {key: resolve(properties[key], common) for key in fields if key in properties}
    said: dict[str, Any] = {}
    for key, value in fields.items():
        node = nodes.get(key, {})
        if COMPARE not in node:
            said[key] = _said_in(value, node, common, name)
    for key in fields.keys() & nodes.keys():
        other = nodes[key].get(COMPARE)
        if isinstance(other, str):
            wanted = resolve(properties.get(other, {}), common)
            more = _counted(fields[key], nodes[key], wanted, common, name)
            said[other] = tuple(dict.fromkeys((*said.get(other, ()), *more)))
    return said


def _said_in(value: Any, node: Mapping[str, Any], common: Mapping[str, Any], name: Names) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, _MAPPING):
        return _said(value, node, common, name)
    if isinstance(value, list | tuple):
        inner = resolve(node.get("items", {}), common)
        return tuple(_said_in(item, inner, common, name) for item in value)
    return value


def _counted(
    value: Any,
    node: Mapping[str, Any],
    other: Mapping[str, Any],
    common: Mapping[str, Any],
    name: Names,
) -> Iterator[str]:
    """Yield what a list counts as in another: the same references, or the names of records."""
    inner = resolve(node.get("items", {}), common)
    wanted = resolve(other.get("items", {}), common).get("x-ref", "")
    for item in value:
        target, number = _reference(item, inner, wanted, common)
        yield number if target == wanted else name(target, number)


def _reference(
    item: Any, inner: Mapping[str, Any], expected: str, common: Mapping[str, Any]
) -> tuple[str, str]:
    """Return the reference in an item: the item itself, or the first of its properties that is one."""
    if not isinstance(item, Mapping):
        return str(inner.get("x-ref", "")), str(item)
    nodes = {key: resolve(part, common) for key, part in inner.get("properties", {}).items()}
    found = [(str(node["x-ref"]), key) for key, node in nodes.items() if "x-ref" in node]
    there = [one for one in found if one[1] in item]
    target, key = next((one for one in there if one[0] == expected), there[0])
    return target, str(item[key])


def _deciding(form: Mapping[str, Any], schema: object, common: Mapping[str, Any]) -> dict[str, Any]:
    nodes = resolve(schema, common).get("properties", {})
    found: dict[str, Any] = {}
    for key, value in form.items():
        node = resolve(nodes.get(key, {}), common)
        if node.get(SUBSTANCE):
            found[key] = _without_words(value, node, common)
        elif isinstance(value, Mapping) and (inner := _deciding(value, node, common)):
            found[key] = inner
    return found


def _without_words(value: Any, node: Mapping[str, Any], common: Mapping[str, Any]) -> Any:
    """Return a value of substance without its parts that are only worded."""
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
