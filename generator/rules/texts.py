"""Helpers for rules that check the texts of each file by itself."""

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
TextCheck: TypeAlias = Callable[[str, Fields], Iterator[Finding]]
"""Yields the findings of a file, given its path and its fields."""


def check_each_file(text_check: TextCheck) -> Callable[[Catalogue, RuleContext], Iterator[Finding]]:
    """Return a check that runs on every record and on the settings, with a cache by record."""

    @once
    @wraps(text_check)
    def findings(record: Record) -> tuple[Finding, ...]:
        return tuple(text_check(record.path, record.fields))

    def check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
        for record in catalogue:
            yield from findings(record)
        yield from text_check(SETTINGS, catalogue.settings_fields)

    return check


def suspicious_texts(
    fields: Fields,
    is_suspicious: Callable[[str], object],
    excluded: Collection[str] = UNPUBLISHED,
) -> Iterator[tuple[Pointer, str]]:
    """Yield pointer and text of each suspicious text, except under the keys ``excluded``.

    All texts of a file are checked together first. Walking through it with pointers takes four times
    as long, and is rarely needed.
    """
    texts: list[str] = []
    _collect_texts(fields, excluded, texts)
    if is_suspicious("\n".join(texts)):
        for pointer, text in _texts_with_pointers(fields, excluded):
            if is_suspicious(text):
                yield pointer, text


def _collect_texts(value: object, excluded: Collection[str], texts: list[str]) -> None:
    if isinstance(value, MappingProxyType):
        items: Iterable[object] = [item for key, item in value.items() if key not in excluded]
    else:
        items = value if isinstance(value, tuple) else ()
    for item in items:
        if isinstance(item, str):
            texts.append(item)
        else:
            _collect_texts(item, excluded, texts)


def _texts_with_pointers(
    value: object, excluded: Collection[str], pointer: Pointer = ()
) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, MappingProxyType):
        for key, item in value.items():
            if key not in excluded:
                yield from _texts_with_pointers(item, excluded, (*pointer, key))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts_with_pointers(item, excluded, (*pointer, number))
