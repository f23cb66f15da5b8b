"""Whom a change concerns first: residents, departments and communities, or those who edit."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from generator.editions.changes import Change
from generator.schema.kinds import Kinds


class Audience(StrEnum):
    """Whom changes are told first, in the order of a page of changes."""

    RESIDENTS = "residents"
    DEPARTMENTS = "departments"
    REST = "rest"


AUDIENCES = MappingProxyType(
    {
        Audience.RESIDENTS: "居民办事",
        Audience.DEPARTMENTS: "部门和社区",
        Audience.REST: "其他",
    }
)
"""What the parts of a page of changes are called."""
_NO_RULE = frozenset(
    {
        *("aliases", "related", "sources", "verification", "unverified", "upstream", "adoption"),
        *("practice_elsewhere", "tier", "life_events", "notes_internal"),
    }
)
"""Fields of an entry that say nothing of who does what."""


def audience(change: Change, kinds: Kinds) -> Audience:
    """Return whom a change concerns first."""
    kind = kinds.by_key.get(change.folder)
    if kind is None:
        return Audience.REST
    fields = _changed_fields(change)
    if fields & kind.residents_meet:
        return Audience.RESIDENTS
    if kind.is_entry and fields <= _NO_RULE:
        return Audience.REST
    return Audience(kind.audience) if kind.audience else Audience.REST


def _changed_fields(change: Change) -> frozenset[str]:
    before, after = change.before or {}, change.after or {}
    names = before.keys() | after.keys()
    return frozenset(name for name in names if before.get(name) != after.get(name))
