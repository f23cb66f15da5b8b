"""The records a catalogue holds: entries, bodies, sources and other records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from generator.model.canonical import fingerprint
from generator.model.values import Fields, day
from generator.schema.kinds import Kind


class Decision(StrEnum):
    """结论: the verdict of an entry. ``UNDECIDED`` is none: 本地没有规定."""

    PERMITTED = "permitted"
    FORBIDDEN = "forbidden"
    CASE_BY_CASE = "case_by_case"
    ASSIST_ONLY = "assist_only"
    UNDECIDED = "undecided"


class Status(StrEnum):
    """状态 as written; whether an entry is in force on a day is computed by ``Entry.status_on``."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ABOLISHED = "abolished"
    REPLACED = "replaced"


LONG_NAME = 14
"""Characters of an official name above which the plain name is the heading."""
ENDED = frozenset({Status.SUSPENDED, Status.ABOLISHED, Status.REPLACED})


@dataclass(frozen=True, kw_only=True, eq=False)
class Record:
    """Anything that has a file of its own in the catalogue."""

    id: str
    kind: Kind
    name: str
    fields: Fields
    path: str
    """The file, relative to the catalogue folder."""
    level: str = ""
    """上级: the title of the catalogue above that it, or what it changes, comes from."""
    changed: frozenset[str] = frozenset()
    """The fields a local entry changes of the one above."""
    base: Fields | None = None
    """The entry above, as it is written there."""
    files: tuple[str, ...] = ()
    """The files it is written in, the one farthest above first."""
    continued: Mapping[str, int] = field(default_factory=dict)
    """The lists of the one above that go on here, and how many items come from there."""

    @cached_property
    def fingerprint(self) -> str:
        """指纹: eight hex digits that say which version of its published fields this is."""
        return fingerprint(self.fields)

    @property
    def own_file(self) -> str:
        """The file in the catalogue's folder; empty for what comes from somewhere else."""
        return "" if self.path.startswith("../") else self.path

    @property
    def slug(self) -> str:
        """The last part of its address: the number in lower case."""
        return self.id.lower() if self.kind.is_entry else f"{self.kind.name}-{self.id}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Entry(Record):
    """事项: one catalogue entry. What belongs to one kind only stays in ``fields``."""

    plain_name: str
    """通俗名称; empty when the official name is plain enough."""
    summary: str
    decision: Decision
    status: Status
    tier: str
    in_force_on: date | None
    ceased_on: date | None

    @property
    def title(self) -> str:
        """The name a reader sees first: the plain one when the official one is long."""
        return self.plain_name if self.plain_name and len(self.name) > LONG_NAME else self.name

    @property
    def word(self) -> str:
        """The verdict in words, as its kind says it."""
        return self.kind.decision_words[self.decision]

    def status_on(self, on: date) -> Status:
        """Return what the entry is on the day ``on``: dates decide, the written status after them."""
        if self.ceased_on and self.ceased_on <= on and self.status not in ENDED:
            return Status.ABOLISHED
        if self.status in (Status.IN_FORCE, Status.ADOPTED) and self.in_force_on:
            return Status.IN_FORCE if self.in_force_on <= on else Status.ADOPTED
        return self.status


@dataclass(frozen=True, kw_only=True, eq=False)
class Body(Record):
    """责任部门: a body that answers for entries."""

    short_name: str
    name_verified: bool
    active_until: date | None
    succeeded_by: tuple[str, ...]

    def has_ended(self, on: date) -> bool:
        """Tell whether the body no longer exists on the day ``on``."""
        return self.active_until is not None and self.active_until < on


@dataclass(frozen=True, kw_only=True, eq=False)
class Source(Record):
    """依据: a law, a notice or a material the catalogue cites."""

    short_title: str
    document_number: str
    validity: str
    seen: str
    ceased_on: date | None
    replaced_by: tuple[str, ...]

    def has_ended(self, on: date) -> bool:
        """Tell whether the source no longer holds on the day ``on``."""
        if self.ceased_on is not None:
            return self.ceased_on <= on
        return self.validity == "repealed"


def make_record(
    kind: Kind,
    fields: Fields,
    path: str,
    *,
    level: str = "",
    changed: frozenset[str] = frozenset(),
    base: Fields | None = None,
    files: tuple[str, ...] = (),
    continued: Mapping[str, int] | None = None,
) -> Record:
    """Make the record a checked document describes."""
    name = str(fields.get("name") or fields.get("title") or fields.get("id") or path)
    common: dict[str, Any] = {
        "id": str(fields.get("id", path)),
        "kind": kind,
        "fields": fields,
        "path": path,
        "level": level,
        "changed": changed,
        "base": base,
        "files": files,
        "continued": continued or {},
    }
    if kind.is_entry:
        return Entry(
            **common,
            name=name,
            plain_name=fields.get("plain_name", ""),
            summary=fields.get("summary", ""),
            decision=Decision(fields["decision"]),
            status=Status(fields["status"]),
            tier=fields.get("tier", ""),
            in_force_on=day(fields.get("in_force_on")),
            ceased_on=day(fields.get("ceased_on")),
        )
    if kind.folder == "bodies":
        return Body(
            **common,
            name=name,
            short_name=fields["short_name"],
            name_verified=fields["name_verified"],
            active_until=day(fields.get("active_until")),
            succeeded_by=fields.get("succeeded_by", ()),
        )
    if kind.folder == "sources":
        return Source(
            **common,
            name=name,
            short_title=fields.get("short_title", name),
            document_number=fields.get("document_number", ""),
            validity=fields["validity"],
            seen=fields["seen"],
            ceased_on=day(fields.get("ceased_on")),
            replaced_by=fields.get("replaced_by", ()),
        )
    return Record(**common, name=name)
