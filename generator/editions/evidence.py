"""What was added to prove an edition, told once for all of it: it changes nothing that is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from generator.editions.edition import State


def evidence_sentences(before: State, after: State) -> tuple[str, ...]:
    """Tell what evidence a state has that the one before had not; nothing if it has none."""
    quoted = (_quoted(after) - _quoted(before)).total()
    return (f"给{quoted}条依据加了原文引文。",) if quoted else ()


def _quoted(state: State) -> Counter[tuple[str, ...]]:
    """Count the bases that carry the words of the law, by record, source and clause."""
    return Counter(
        (*key, basis["source"], basis.get("clause", ""))
        for key, fields in state.items()
        for basis in _mappings(fields)
        if basis.get("quote") and basis.get("source")
    )


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, MappingProxyType | dict):  # asking for a Mapping takes far longer
        yield value
        value = tuple(value.values())
    for part in value:
        if not isinstance(part, str | int | None):
            yield from _mappings(part)
