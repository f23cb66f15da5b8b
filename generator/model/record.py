"""A record: anything that has a file of its own in a catalogue, with its fields as attributes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import msgspec

from generator.model.canonical import MARK_LENGTH, digest, public
from generator.model.values import Fields
from generator.schema.kinds import Kind


class Origin(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a record was read from: its kind, its plain fields, its file, and the one above it."""

    kind: Kind
    fields: Fields
    """All fields by the names of the schema: what is frozen, compared and published."""
    path: str
    """The file, relative to the catalogue folder."""
    files: tuple[str, ...] = ()
    """The files it is written in, the one farthest above first."""
    parent_title: str = ""
    """上级: the title of the catalogue above that it, or what it changes, comes from."""
    parent: Fields | None = None
    """The entry above, as it is written there; none for what is not changed here."""
    changed: frozenset[str] = frozenset()
    """The fields a local entry changes of the one above."""
    continued: Mapping[str, int] = {}
    """The lists of the one above that go on here, and how many items come from there."""


class Record(msgspec.Struct, frozen=True, kw_only=True, eq=False, dict=True):
    """Anything that has a file of its own in the catalogue.

    Subclasses declare the properties of their schema as attributes; a test holds the two
    together. A field that is absent is empty: ``""``, ``()`` or ``None``. Code that reads one
    field reads the attribute; ``fields`` is for what treats all of them alike.
    """

    origin: Origin = msgspec.field(name="x-origin")
    id: str = ""

    @property
    def kind(self) -> Kind:
        """The kind its schema describes."""
        return self.origin.kind

    @property
    def target(self) -> str:
        """What a reference to it says that it leads to, as in ``Reference``."""
        return "entries" if self.kind.is_entry else self.kind.folder

    @property
    def fields(self) -> Fields:
        """All fields by the names of the schema, read-only."""
        return self.origin.fields

    @property
    def name(self) -> str:
        """The name it goes by: ``name`` or ``title`` of its file, else its id."""
        return str(self.fields.get("name") or self.fields.get("title") or self.id)

    @cached_property
    def fingerprint(self) -> str:
        """指纹: eight hex digits that say which version of its published fields this is."""
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
        """The file in the catalogue's folder; empty for what comes from somewhere else."""
        return "" if self.path.startswith("../") else self.path

    @property
    def slug(self) -> str:
        """The last part of its address: the number in lower case."""
        number = self.id.lower() if self.kind.prefix else self.id
        return number if self.kind.is_entry else f"{self.kind.name}-{number}"
