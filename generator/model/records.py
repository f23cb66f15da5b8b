"""The record class of each kind, and making a record from a checked document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from generator.model.entries import Certificate, Entry, Funding, Overhead, SealUse, Service
from generator.model.evidence import EvidenceType, Fact, Requirements
from generator.model.journeys import Journey, Remedy
from generator.model.provisions import LawProvisions
from generator.model.record import Origin, Record
from generator.model.rounds import Consultation, Tally
from generator.model.speech import Answer, Speech
from generator.model.supporting import Body, Community, Source, Text, UpstreamList, Vocabulary
from generator.schema.kinds import Kind, Kinds

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
        "fact": Fact,
        "evidence": EvidenceType,
        "requirement": Requirements,
        "journey": Journey,
        "remedy": Remedy,
        "speech": Speech,
        "answer": Answer,
        "provisions": LawProvisions,
        "tally": Tally,
        "consultation": Consultation,
    }
)
"""The class of each kind, by the name of its schema. Other kinds use ``Entry`` or ``Record``."""

_AT_FIELD = re.compile(r"at `\$\.(\w+)")
"""The field that caused a conversion error, in the error message."""


def make_record(data: Mapping[str, Any], origin: Origin) -> Record:
    """Make a record from plain data that conform to the schema of their kind.

    ``data`` consists of plain dicts. Converting read-only views of them takes ten times as long.
    """
    id_ = data.get(origin.kind.id_field, origin.path)
    return msgspec.convert({**data, "id": id_, "x-origin": origin}, class_of(origin.kind))


def misfit(data: Mapping[str, Any], kind: Kind) -> str:
    """Return the first field of an added kind whose type does not fit its class; else an empty text.

    The schema of the catalogue decides what a field may contain, but pages rely on the class.
    """
    if kind.name in CLASSES or kind.file:
        return ""
    try:
        make_record(dict(data), Origin(kind=kind, fields={}, path=""))
    except msgspec.ValidationError as error:
        match = _AT_FIELD.search(str(error))
        return match[1] if match else kind.id_field
    return ""


def kind_of(class_: type[Record], kinds: Kinds) -> Kind:
    """Return the kind whose records are of a class in ``CLASSES``."""
    return next(kind for kind in kinds if CLASSES.get(kind.name) is class_)


def class_of(kind: Kind) -> type[Record]:
    """Return the class of a kind's records."""
    return CLASSES.get(kind.name, Entry if kind.is_entry else Record)
