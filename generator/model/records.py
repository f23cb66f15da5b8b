"""Which record class each kind has, and how a record is made of a checked document."""

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
"""The class of each kind, by the name of its schema. A kind without one has what all have."""

_AT_FIELD = re.compile(r"at `\$\.(\w+)")
"""The field at fault, as the message of the conversion names it."""


def make_record(data: Mapping[str, Any], origin: Origin) -> Record:
    """Make the record that plain data describe. They must have passed the schema of their kind.

    ``data`` are plain dicts, not read-only views of them: converting those takes ten times as
    long.
    """
    id_ = data.get(origin.kind.id_field, origin.path)
    return msgspec.convert({**data, "id": id_, "x-origin": origin}, class_of(origin.kind))


def misfit(data: Mapping[str, Any], kind: Kind) -> str:
    """Return the field that an added kind has in another form than all entries have it; else nothing.

    A schema of a catalogue says what may stand in a field, and pages rely on what the class says.
    """
    if kind.name in CLASSES or kind.file:
        return ""
    try:
        make_record(dict(data), Origin(kind=kind, fields={}, path=""))
    except msgspec.ValidationError as error:
        found = _AT_FIELD.search(str(error))
        return found[1] if found else kind.id_field
    return ""


def kind_of(class_: type[Record], kinds: Kinds) -> Kind:
    """Return the kind whose records are of a class in ``CLASSES``."""
    return next(kind for kind in kinds if CLASSES.get(kind.name) is class_)


def class_of(kind: Kind) -> type[Record]:
    """Return the class of a kind's records."""
    return CLASSES.get(kind.name, Entry if kind.is_entry else Record)
