"""What differs between two states of a catalogue: which records, and what they were and are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from generator.editions.edition import EditionType, State
from generator.model.canonical import canonical
from generator.model.catalogue import SETTINGS
from generator.model.entries import Status
from generator.model.values import Fields


class Group(StrEnum):
    """How changes are grouped, in the order they are told."""

    ADDED = "added"
    CHANGED = "changed"
    SUSPENDED = "suspended"
    ABOLISHED = "abolished"
    REPLACED = "replaced"
    CORRECTED = "corrected"
    REMOVED = "removed"


GROUPS = MappingProxyType(
    {
        Group.ADDED: "新增",
        Group.CHANGED: "修改",
        Group.SUSPENDED: "中止",
        Group.ABOLISHED: "废止",
        Group.REPLACED: "替代",
        Group.CORRECTED: "勘误",
        Group.REMOVED: "撤下",
    }
)
"""What each group is called."""
_ENDS = {
    Status.SUSPENDED: Group.SUSPENDED,
    Status.ABOLISHED: Group.ABOLISHED,
    Status.REPLACED: Group.REPLACED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One record that is not what it was. ``before`` is none for a new one, ``after`` for one gone."""

    folder: str
    id: str
    """Its number; empty for the settings."""
    before: Fields | None
    after: Fields | None

    def group(self, type_: EditionType = EditionType.EDITION) -> Group:
        """Return where it is told, in an edition of this type."""
        if self.before is None:
            return Group.ADDED
        if self.after is None:
            return Group.REMOVED
        status = self.after.get("status")
        if status != self.before.get("status") and status in _ENDS:
            return _ENDS[Status(status)]
        if self.after.get("ceased_on") and not self.before.get("ceased_on"):
            return Group.ABOLISHED
        return Group.CORRECTED if type_ is EditionType.CORRECTION else Group.CHANGED


def changes(before: State, after: State) -> tuple[Change, ...]:
    """Return what differs, entries and other records alike, in order of folder and number.

    Only content counts: the order of keys and the form of the YAML do not.
    """
    found = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        same = was is not None and now is not None and canonical(was) == canonical(now)
        if not same:
            found.append(Change(folder=key[0], id=key[1], before=was, after=now))
    return tuple(found)


def is_settings(change: Change) -> bool:
    """Tell whether the settings of the catalogue changed."""
    return change.folder == SETTINGS
