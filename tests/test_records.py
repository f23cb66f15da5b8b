"""Record classes say what the schemas say: no property is missing, none is invented."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest

from generator.model.entries import Certificate, Decision, Entry, Status
from generator.model.evidence import EvidenceKind, Force, Requirements
from generator.model.record import Origin
from generator.model.records import CLASSES, make_record
from generator.model.settings import Settings, Waiver
from generator.model.supporting import Text
from generator.model.values import thaw
from generator.schema.kinds import Kinds, load_kinds
from generator.schema.walk import resolve

KINDS: Kinds = load_kinds()
BY_NAME = {kind.name: kind for kind in KINDS}
SCALARS = {"string": str, "integer": int, "boolean": bool}
FORMATS = {"date": date, "decimal": Decimal}
NAMED_OTHERWISE = (Text, Requirements)
"""Classes whose id is another field of their schema."""
ENUMERATIONS = {Decision, Status, EvidenceKind, Force}


def differences(class_: Any, schema: object, where: str) -> Iterator[str]:
    """Yield in what a class and a schema differ, all the way down."""
    node = resolve(schema, KINDS.common)
    fields = {
        field.encode_name: field
        for field in msgspec.structs.fields(class_)
        if field.encode_name != "x-origin"
        and not (field.encode_name == "id" and class_ in NAMED_OTHERWISE)
    }
    hints = get_type_hints(class_)
    properties = node["properties"]
    for name in sorted(properties.keys() - fields.keys()):
        yield f"{where} has no attribute for {name}"
    for name in sorted(fields.keys() - properties.keys()):
        if not (issubclass(class_, Entry) and name in shared_by_entries()):
            yield f"{where}.{name} is in no schema"
    for name, field in fields.items():
        if name not in properties:
            continue
        if field.required and name not in node.get("required", ()):
            yield f"{where}.{name} may be absent"
        yield from type_differences(hints[field.name], properties[name], f"{where}.{name}")


def type_differences(hint: Any, schema: object, where: str) -> Iterator[str]:
    node = resolve(schema, KINDS.common)
    options = [one for one in get_args(hint) if one is not type(None)]
    plain = options[0] if get_origin(hint) in {Union, type(int | None)} else hint
    if node.get("type") == "array":
        if get_origin(plain) is not tuple:
            yield f"{where} is a list"
        else:
            yield from type_differences(get_args(plain)[0], node["items"], f"{where}[]")
    elif "properties" in node:
        yield from differences(plain, node, where)
    else:
        wanted = FORMATS.get(node.get("format", ""), SCALARS[node.get("type", "string")])
        if plain is not wanted and plain not in ENUMERATIONS:
            yield f"{where} is a {wanted.__name__}, not {plain}"


def shared_by_entries() -> frozenset[str]:
    """Properties of several kinds of entries, which every entry has as attributes."""
    counted: dict[str, int] = {}
    for kind in KINDS.of_entries():
        for name in kind.schema["properties"]:
            counted[name] = counted.get(name, 0) + 1
    return frozenset(name for name, times in counted.items() if times > 1)


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_class_has_the_properties_of_its_schema(name):
    assert list(differences(CLASSES[name], BY_NAME[name].schema, CLASSES[name].__name__)) == []


def test_settings_and_waivers_have_the_properties_of_their_schemas():
    assert list(differences(Settings, BY_NAME["catalogue"].schema, "Settings")) == []
    waiver = BY_NAME["waivers"].schema["properties"]["waivers"]["items"]
    assert list(differences(Waiver, waiver, "Waiver")) == []


def test_a_difference_is_found():
    schema = json.loads(json.dumps(BY_NAME["certificate"].schema))
    schema["properties"]["colour"] = {"type": "string"}
    schema["properties"]["risk_note"] = {"type": "integer"}
    del schema["properties"]["validity"]

    assert list(differences(Certificate, schema, "Certificate")) == [
        "Certificate has no attribute for colour",
        "Certificate.validity is in no schema",
        "Certificate.risk_note is a int, not <class 'str'>",
    ]


def holds(attribute: Any, value: Any) -> bool:
    """Tell whether an attribute says what a field of the file says, all the way down."""
    if isinstance(value, tuple):
        pairs = zip(attribute, value, strict=True)
        return all(holds(one, other) for one, other in pairs)
    if isinstance(value, Mapping):
        names = {one.encode_name: one.name for one in msgspec.structs.fields(attribute)}
        return all(holds(getattr(attribute, names[key]), inner) for key, inner in value.items())
    return str(attribute) == str(value)


def test_a_record_holds_what_its_file_says(shipped_check):
    for record in shipped_check.catalogue:
        names = {one.encode_name: one.name for one in msgspec.structs.fields(record)}
        wrong = {
            name
            for name, value in record.fields.items()
            if not holds(getattr(record, names[name]), value)
        }
        assert (record.path, wrong) == (record.path, set())


def test_a_kind_without_a_class_has_what_all_entries_have(shipped_check):
    kinds = load_kinds()
    kind = replace(kinds.by_key["certificates"], name="permit")
    certificate = shipped_check.catalogue.entries["ZM-001"]
    origin = Origin(kind=kind, fields=certificate.fields, path="permits/xk-001.yml")

    entry = make_record(thaw(certificate.fields), origin)

    assert type(entry) is Entry
    assert (entry.id, entry.aliases) == (certificate.id, certificate.aliases)
    assert entry.fields["act"] == certificate.fields["act"]
