"""Which record class each kind has, and how a record is made of a checked document."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from generator.model.entries import Certificate, Entry, Funding, Overhead, SealUse, Service
from generator.model.record import Origin, Record
from generator.model.supporting import Body, Community, Source, Text, UpstreamList, Vocabulary

CLASSES: Mapping[str, type[Record]] = MappingProxyType(
    {
        "certificate": Certificate,
        "service": Service,
        "seal-use": SealUse,
        "overhead": Overhead,
        "funding": Funding,
        "body": Body,
        "source": Source,
        "upstream-list": UpstreamList,
        "vocabulary": Vocabulary,
        "community": Community,
        "texts": Text,
    }
)
"""The class of each kind, by the name of its schema. A kind without one has what all have."""


def make_record(data: Mapping[str, Any], origin: Origin) -> Record:
    """Make the record that plain data describe. They must have passed the schema of their kind.

    ``data`` are plain dicts, not read-only views of them: converting those takes ten times as
    long.
    """
    general = Entry if origin.kind.is_entry else Record
    class_ = CLASSES.get(origin.kind.name, general)
    id_ = data.get(origin.kind.id_field, origin.path)
    return msgspec.convert({**data, "id": id_, "x-origin": origin}, class_)
