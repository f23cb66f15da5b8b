"""The texts of a catalogue that readers get to see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType

from generator.model.catalogue import SETTINGS, Catalogue
from generator.reading.document import Pointer

UNPUBLISHED = frozenset({"notes_internal"})


def published_texts(
    catalogue: Catalogue, suspect: Callable[[str], object]
) -> Iterator[tuple[str, Pointer, str]]:
    """Yield each published text that is ``suspect``, with its file and its place in there.

    All texts of a file are looked at together first: to walk through it place by place takes four
    times as long, and nearly always for nothing.
    """
    written = [(record.path, record.fields) for record in catalogue]
    for path, fields in (*written, (SETTINGS, catalogue.settings_fields)):
        texts: list[str] = []
        _gather(fields, texts)
        if suspect("\n".join(texts)):
            for pointer, text in _placed(fields):
                if suspect(text):
                    yield path, pointer, text


def _gather(value: object, texts: list[str]) -> None:
    if isinstance(value, str):
        texts.append(value)
    elif isinstance(value, MappingProxyType):
        for key, item in value.items():
            if key not in UNPUBLISHED:
                _gather(item, texts)
    elif isinstance(value, tuple):
        for item in value:
            _gather(item, texts)


def _placed(value: object, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, MappingProxyType):
        for key, item in value.items():
            if key not in UNPUBLISHED:
                yield from _placed(item, (*pointer, key))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _placed(item, (*pointer, number))
