"""A record: anything with a file of its own in a catalogue, with its fields as attributes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import msgspec

from generator.model.canonical import MARK_LENGTH, digest, public
from generator.model.values import Fields
from generator.schema.kinds import Kind


class Origin(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a record was read from: its kind, its plain fields, its file, and the record of a base."""

    kind: Kind
    fields: Fields
    """All fields by the names of the schema, as they are frozen, compared and published."""
    path: str
    """The file, relative to the catalogue folder."""
    files: tuple[str, ...] = ()
    """The files it is read from, that of the topmost base first."""
    parent_title: str = ""
    """上级: the title of the base that it, or the record that it changes, comes from."""
    parent: Fields | None = None
    """The fields in the base; none for a record that changes no base."""
    changed: frozenset[str] = frozenset()
    """The fields that a local entry changes."""
    continued: Mapping[str, int] = {}
    """The lists that are continued from the base, with the number of items from there."""


class Record(msgspec.Struct, frozen=True, kw_only=True, eq=False, dict=True):
    """Anything with a file of its own in the catalogue.

    Subclasses declare the properties of their schema as attributes, and a test compares both. An
    absent field is empty: ``""``, ``()`` or ``None``. Code that needs one field reads the attribute.
    ``fields`` is for code that treats all fields alike.
    """

    origin: Origin = msgspec.field(name="x-origin")
    id: str = ""

    @property
    def kind(self) -> Kind:
        """The kind of the record."""
        return self.origin.kind

    @property
    def target(self) -> str:
        """The target of references to it, as in ``Reference``."""
        return "entries" if self.kind.is_entry else self.kind.folder

    @property
    def fields(self) -> Fields:
        """All fields by the names of the schema, read-only."""
        return self.origin.fields

    @property
    def name(self) -> str:
        """The name of the record: ``name`` or ``title``, or else its id."""
        return str(self.fields.get("name") or self.fields.get("title") or self.id)

    @cached_property
    def fingerprint(self) -> str:
        """指纹: eight hex digits that identify the version of its published fields."""
        return self.seal[:MARK_LENGTH]

    @cached_property
    def seal(self) -> str:
        """The SHA-256 of its published fields."""
        return digest(public(self.fields))

    @property
    def path(self) -> str:
        """The file, relative to the catalogue folder."""
        return self.origin.path

    @property
    def own_file(self) -> str:
        """The file in the catalogue's folder; empty for a record from another folder."""
        return "" if self.path.startswith("../") else self.path

    @property
    def slug(self) -> str:
        """The last part of its address: the number in lower case."""
        number = self.id.lower() if self.kind.prefix else self.id
        return number if self.kind.is_entry else f"{self.kind.name}-{number}"
