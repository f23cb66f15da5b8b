"""Rules about the texts of one file at a time: each record is asked once, and the settings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import wraps
from types import MappingProxyType
from typing import TypeAlias

from generator.model.catalogue import SETTINGS, Catalogue
from generator.model.once import once
from generator.model.record import Record
from generator.model.values import Fields
from generator.reading.document import Pointer
from generator.reading.finding import Finding
from generator.rules.rule import RuleContext

UNPUBLISHED = frozenset({"notes_internal"})
Look: TypeAlias = Callable[[str, Fields], Iterator[Finding]]
"""Yields what is wrong in a file: given its path and its fields."""


def in_each_file(look: Look) -> Callable[[Catalogue, RuleContext], Iterator[Finding]]:
    """Return the check of a rule that looks at one file at a time."""

    @once
    @wraps(look)
    def findings(record: Record) -> tuple[Finding, ...]:
        return tuple(look(record.path, record.fields))

    def check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
        del context
        for record in catalogue:
            yield from findings(record)
        yield from look(SETTINGS, catalogue.settings_fields)

    return check


def suspected(
    fields: Fields,
    suspect: Callable[[str], object],
    but: Collection[str] = UNPUBLISHED,
) -> Iterator[tuple[Pointer, str]]:
    """Yield each text that is ``suspect``, with its place; none under the keys ``but``.

    All texts of a file are looked at together first: to walk through it place by place takes four
    times as long, and nearly always for nothing.
    """
    texts: list[str] = []
    _gather(fields, but, texts)
    if suspect("\n".join(texts)):
        for pointer, text in _placed(fields, but):
            if suspect(text):
                yield pointer, text


def _gather(value: object, but: Collection[str], texts: list[str]) -> None:
    if isinstance(value, MappingProxyType):
        items: Iterable[object] = [item for key, item in value.items() if key not in but]
    else:
        items = value if isinstance(value, tuple) else ()
    for item in items:
        if isinstance(item, str):
            texts.append(item)
        else:
            _gather(item, but, texts)


def _placed(
    value: object, but: Collection[str], pointer: Pointer = ()
) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, MappingProxyType):
        for key, item in value.items():
            if key not in but:
                yield from _placed(item, but, (*pointer, key))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _placed(item, but, (*pointer, number))
