"""The kinds of records in a catalogue. Each kind is defined by a schema and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

import jsonschema_rs
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry, Resource

from generator.schema.formats import FORMATS, format_checker
from generator.schema.patterns import LINEAR, matches
from generator.schema.walk import References, compile_references, resolve

SCHEMA_SUFFIX = ".schema.json"
EDITIONS = "editions"
"""The key of the schema of a released edition's file. Editions are no kind: they are generated."""
_NO_KINDS = {f"edition{SCHEMA_SUFFIX}": EDITIONS}
ADDRESS = "https://catalogue.example/schemas/"
"""The address in ``$id`` of all schemas, to which each ``$ref`` is relative."""


def _matches(_: Validator, pattern: str, value: object, __: object) -> Iterator[ValidationError]:
    if not matches(pattern, value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


_Validator = extend(Draft202012Validator, {"pattern": _matches})  # type: ignore[no-untyped-call]  # it has no types
_FORM = jsonschema_rs.Draft202012Validator(Draft202012Validator.META_SCHEMA)
"""The validator of schemas themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind, as its schema describes it in ``x-kind``.

    ``folder`` contains its files. A kind with a single file has ``file`` instead.
    """

    name: str
    title: str
    description: str
    folder: str = ""
    file: str = ""
    is_entry: bool = False
    """Whether its records are catalogue entries, with a number and a verdict."""
    has_form: bool = False
    """Whether its records are filled in as a form; entries always are."""
    id_field: str = "id"
    """The field that contains the number or the id of a record."""
    is_frozen: bool = True
    """Whether editions contain its records. Evidence, such as law texts, is not frozen."""
    prefix: str = ""
    """The letters at the beginning of its numbers, such as ``ZM``; empty for ids without a number."""
    is_closed: bool = False
    """Whether it is a closed list: a matter that is not on it is not admitted."""
    label: str = ""
    hub: str = ""
    """The heading of the page that lists its records."""
    audience: str = ""
    """The first audience of changes to its records. The default for entries is ``departments``."""
    residents_meet: frozenset[str] = frozenset()
    """The fields that concern residents, of a kind for another audience."""
    page: str = ""
    """The prefix of the address of a record's page. It is empty if the records have no pages, and for
    entries, whose address is their number."""
    prints: tuple[str, ...] = ()
    """The prints of a record besides the list of its kind: a ``list`` of the entries that name it, or
    its line on a ``poster``."""
    door: str = ""
    """The description of that page on the home page; empty if the home page has no link to it."""
    intro: str = ""
    order: int = 99
    schema: Mapping[str, Any]
    references: References = field(compare=False, repr=False)
    """What finds the references in a document."""

    @property
    def decision_words(self) -> Mapping[str, str]:
        """The official labels of the verdicts of this kind, from the schema's ``x-labels``."""
        return self.labels("decision")

    def plain_word(self, decision: str) -> str:
        """Return the plain label of a verdict, from ``x-plain``; the default is the official label."""
        plain: Mapping[str, str] = self.schema["properties"]["decision"].get("x-plain", {})
        return plain[decision] if decision in plain else self.decision_words[decision]

    def labels(self, *path: str) -> Mapping[str, str]:
        """Return the Chinese labels of the values of the enumeration at ``path``."""
        node: Any = self.schema
        for step in path:
            node = (
                node["properties"][step]
                if "properties" in node
                else node["items"]["properties"][step]
            )
        return MappingProxyType(node.get("x-labels", {}))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kinds:
    """All kinds, with the shared definitions and a compiled validator for each."""

    by_key: Mapping[str, Kind]
    """Kinds by folder, or by file name for a kind with a single file."""
    common: Mapping[str, Any]
    """The shared definitions, by name."""
    validators: Mapping[str, Validator]
    """Validators with error messages, by the same keys, and by ``EDITIONS`` for editions."""
    filters: Mapping[str, jsonschema_rs.Draft202012Validator]
    """Validators without error messages. They are seventy times as fast: 16 ms instead of 1.2 s for
    2,263 documents."""
    texts: Mapping[str, str]
    """The text of every schema file by file name, for publishing."""

    def __iter__(self) -> Iterator[Kind]:
        return iter(sorted(self.by_key.values(), key=lambda kind: (kind.order, kind.name)))

    def conforms(self, key: str, data: Any) -> bool:
        """Tell whether plain data conform to the schema of a kind. The validator decides in doubt."""
        try:
            known_good = self.filters[key].is_valid(data)
        except ValueError:  # not representable in JSON, such as half of a surrogate pair
            known_good = False
        return known_good or self.validators[key].is_valid(data)

    def field_conforms(self, key: str, name: str, value: Any) -> bool:
        """Tell whether one field conforms to the schema of a kind, independent of the others."""
        schema = self.by_key[key].schema["properties"].get(name, False)
        return self.validators[key].evolve(schema=schema).is_valid(value)

    def of_entries(self) -> tuple[Kind, ...]:
        """Return the kinds whose records are entries, in their order."""
        return tuple(kind for kind in self if kind.is_entry)

    def with_forms(self) -> tuple[Kind, ...]:
        """Return the kinds that have a form: those of entries, then the others that say so."""
        return (*self.of_entries(), *(kind for kind in self if kind.has_form and not kind.is_entry))

    @property
    def folders(self) -> frozenset[str]:
        """The folders that contain one file for each record."""
        return frozenset(kind.folder for kind in self.by_key.values() if kind.folder)

    @property
    def files(self) -> frozenset[str]:
        """The single files at the top of the catalogue."""
        return frozenset(kind.file for kind in self.by_key.values() if kind.file)

    def field_title(self, kind: Kind, name: str) -> str:
        """Return the Chinese title of a field."""
        node = resolve(kind.schema["properties"].get(name, {}), self.common)
        return str(node.get("title", name))

    def labels(self, definition: str, *path: str) -> Mapping[str, str]:
        """Return the Chinese labels of an enumeration in the shared definitions."""
        node: Any = self.common[definition]
        for step in path:
            node = node.get("items", node)["properties"][step]
        return MappingProxyType(node.get("x-labels", {}))


def shipped_schemas() -> Path:
    """Return the folder of our schemas: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "schemas"
    return installed if installed.is_dir() else package.parent / "schemas"


def load_kinds(added: Mapping[str, str] = MappingProxyType({})) -> Kinds:
    """Load the shipped schemas and the ``added`` ones, given as texts by file name.

    The same schemas return the same ``Kinds`` object. Raises ``ValueError`` or ``TypeError`` with a
    message if one is invalid. Those of a catalogue are checked before, see ``read_kinds``.
    """
    return _compiled((*_shipped(), *sorted(added.items())))


def compile_kinds(texts: Mapping[str, str]) -> Kinds:
    """Compile the kinds of a complete set of schemas, given as texts by file name."""
    return _compiled(tuple(sorted(texts.items())))


@cache
def _shipped() -> tuple[tuple[str, str], ...]:
    files = sorted(shipped_schemas().glob("*" + SCHEMA_SUFFIX))
    return tuple((file.name, file.read_text(encoding="utf-8")) for file in files)


@lru_cache(maxsize=100)
def _compiled(items: tuple[tuple[str, str], ...]) -> Kinds:
    texts = dict(items)
    schemas = {name: _parsed(name, text) for name, text in texts.items()}
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in schemas.values()
    )
    common = schemas["common.schema.json"]["$defs"]
    by_key: dict[str, Kind] = {}
    validators: dict[str, Validator] = {}
    filters: dict[str, jsonschema_rs.Draft202012Validator] = {}
    checker = format_checker()
    for name, schema in schemas.items():
        key = _NO_KINDS.get(name, "")
        if "x-kind" in schema:
            kind = _kind(name.removesuffix(SCHEMA_SUFFIX), schema, common)
            key = kind.folder or kind.file
            by_key[key] = kind
        if not key:
            continue
        validators[key] = _Validator(schema, registry=registry, format_checker=checker)
        filters[key] = linear_filter(name, schema, texts)
    return Kinds(
        by_key=MappingProxyType(by_key),
        common=MappingProxyType(common),
        validators=MappingProxyType(validators),
        filters=MappingProxyType(filters),
        texts=MappingProxyType(texts),
    )


def linear_filter(
    name: str, schema: Mapping[str, Any], texts: Mapping[str, str]
) -> jsonschema_rs.Draft202012Validator:
    """Compile a schema that may refer to those in ``texts``. Raises ``ValueError`` if it is invalid."""
    others = {other: _parsed(other, text) for other, text in texts.items()}
    try:
        return jsonschema_rs.Draft202012Validator(
            dict(schema),
            registry=jsonschema_rs.Registry([(other["$id"], other) for other in others.values()]),
            retriever=_refuse_to_fetch,
            formats=FORMATS,
            validate_formats=True,
            pattern_options=LINEAR,
        )
    except ValueError as error:  # a reference to an unknown schema
        raise ValueError(f"{name}: {error}") from error


def _refuse_to_fetch(address: str) -> NoReturn:
    """Refuse to fetch an unknown schema, which the library would request from the network."""
    raise LookupError(address)


@cache
def _parsed(name: str, text: str) -> dict[str, Any]:
    """Parse and check one schema. The result is cached, since a check takes longer than a catalogue."""
    try:
        schema = json.loads(text)
        if not _FORM.is_valid(schema):
            Draft202012Validator.check_schema(schema)
    except Exception as error:
        raise ValueError(f"{name}: {error}") from error
    if not isinstance(schema, dict):
        raise TypeError(f"{name}: a schema must be an object")
    return schema


def _kind(name: str, schema: dict[str, Any], common: Mapping[str, Any]) -> Kind:
    about = schema["x-kind"]
    return Kind(
        name=name,
        title=schema["title"],
        description=schema.get("description", ""),
        folder=about.get("folder", ""),
        file=about.get("file", ""),
        is_entry=about.get("entry", False),
        has_form=about.get("form", False),
        id_field=about.get("id", "id"),
        is_frozen=about.get("frozen", True),
        prefix=about.get("prefix", ""),
        is_closed=about.get("closed", False),
        label=about.get("label", schema["title"]),
        hub=about.get("hub", ""),
        audience=about.get("audience", "departments" if about.get("entry") else ""),
        residents_meet=frozenset(about.get("residents_meet", ())),
        page=about.get("page", ""),
        prints=tuple(about.get("prints", ())),
        door=about.get("door", ""),
        intro=about.get("intro", ""),
        order=about.get("order", 99),
        schema=schema,
        references=compile_references(schema, common),
    )
