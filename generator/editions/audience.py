"""The audience of a change: residents, departments and communities, or editors."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from generator.editions.changes import Change, differing_fields
from generator.schema.kinds import Kinds


class Audience(StrEnum):
    """Audiences, in the order of the page of changes."""

    RESIDENTS = "residents"
    DEPARTMENTS = "departments"
    REST = "rest"


AUDIENCE_TITLES = MappingProxyType(
    {
        Audience.RESIDENTS: "居民办事",
        Audience.DEPARTMENTS: "部门和社区",
        Audience.REST: "其他",
    }
)
"""The titles of the parts of the page of changes."""
_SECONDARY_FIELDS = frozenset(
    {
        *("aliases", "related", "sources", "verification", "unverified", "upstream", "adoption"),
        *("practice_elsewhere", "tier", "life_events", "notes_internal"),
    }
)
"""Fields of an entry that do not affect who does what."""


def audience(change: Change, kinds: Kinds) -> Audience:
    """Return the main audience of a change."""
    kind = kinds.by_key.get(change.folder)
    if kind is None:
        return Audience.REST
    fields = differing_fields(change.before or {}, change.after or {})
    if fields & kind.residents_meet:
        return Audience.RESIDENTS
    if kind.is_entry and fields <= _SECONDARY_FIELDS:
        return Audience.REST
    return Audience(kind.audience) if kind.audience else Audience.REST
