"""Read-only values, so that what was read is never changed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

from generator.reading.document import Value

_MAPPING = (MappingProxyType, dict)
"""A check for ``Mapping`` takes much longer."""
_Value = TypeVar("_Value")
Fields: TypeAlias = Mapping[str, Any]
"""The fields of a record by the names of its schema. Lists are tuples, mappings are read-only."""
CatalogueState: TypeAlias = Mapping[tuple[str, str], Fields]
"""The content of an edition: fields by folder and number. The settings have no number."""


def freeze(value: Value) -> Any:
    """Return ``value`` with lists as tuples and mappings read-only, all the way down."""
    if isinstance(value, str):  # the most frequent case
        return value
    if isinstance(value, _MAPPING):
        return MappingProxyType({key: freeze(item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(freeze(item) for item in value)
    return value


def without_empty(fields: Mapping[str, _Value]) -> dict[str, _Value]:
    """Return the fields that are not empty."""
    return {key: value for key, value in fields.items() if value}


def thaw(value: Any) -> Any:
    """Return plain lists and dicts again, for JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, _MAPPING):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [thaw(item) for item in value]
    return value
