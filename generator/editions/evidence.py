"""Sentences on added evidence, which changes no record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from generator.model.values import CatalogueState, Fields


def evidence_sentences(before: CatalogueState, after: CatalogueState) -> tuple[str, ...]:
    """Return a sentence on the quotations that were added, if there are any."""
    count = (_quotations(after) - _quotations(before)).total()
    return (f"给{count}条依据加了原文引文。",) if count else ()


def _quotations(state: CatalogueState) -> Counter[tuple[str, ...]]:
    """Count the bases with a quotation, by record, source and clause."""
    return Counter(
        (*key, basis["source"], basis.get("clause", ""))
        for key, fields in state.items()
        for basis in _mappings(fields)
        if basis.get("quote") and basis.get("source")
    )


def _mappings(value: Any) -> Iterator[Fields]:
    if isinstance(value, MappingProxyType | dict):  # a check for Mapping takes much longer
        yield value
        value = tuple(value.values())
    for part in value:
        if not isinstance(part, str | int | None):
            yield from _mappings(part)
