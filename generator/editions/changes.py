"""What differs between two states of a catalogue: which records, and what they were and are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from generator.editions.edition import Edition, EditionType, State
from generator.model.catalogue import SETTINGS, VOCABULARIES
from generator.model.comparison import (
    Names,
    aligned,
    is_compared,
    substance,
    without_evidence,
    without_order,
)
from generator.model.entries import Status
from generator.model.values import Fields
from generator.schema.kinds import Kinds


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


class Weight(StrEnum):
    """How much a change says: something is decided otherwise, or the same in other words."""

    SUBSTANCE = "substance"
    WORDING = "wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One record that is not what it was. ``before`` is none for a new one, ``after`` for one gone."""

    folder: str
    id: str
    """Its number; empty for the settings."""
    before: Fields | None
    """What it said, as far as it is compared, see ``comparison``: without what only proves it."""
    after: Fields | None
    """What it says, in the order of ``before``. Between the two lies what is told."""
    old: Fields | None
    """All its fields, as they were."""
    new: Fields | None
    weight: Weight

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


def changes(before: State, after: State, kinds: Kinds) -> tuple[Change, ...]:
    """Return what differs, entries and other records alike, in order of folder and number.

    Only what is said counts. The form of the YAML, what only proves it, and the order of lists
    whose order says nothing do not.
    """
    return tuple(differences(before, after, kinds))


def differences(before: State, after: State, kinds: Kinds) -> Iterator[Change]:
    """Yield the same one by one: the first is enough to know that something differs."""
    names = names_in(before), names_in(after)
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        kind = kinds.by_key.get(key[0])
        if old == new or (kind is not None and not is_compared(kind)):
            continue
        if kind is None or old is None or new is None:
            yield _whole(key, old, new)
            continue
        was, now = (
            without_evidence(fields, kind, kinds, name)
            for fields, name in zip((old, new), names, strict=True)
        )
        bare = [without_order(form, kind.schema, kinds) for form in (was, now)]
        if bare[0] == bare[1]:
            continue
        decided = [substance(form, kind, kinds) for form in bare]
        yield Change(
            folder=key[0],
            id=key[1],
            before=was,
            after=aligned(was, now, kind.schema, kinds),
            old=old,
            new=new,
            weight=Weight.WORDING if decided[0] == decided[1] else Weight.SUBSTANCE,
        )


def _whole(key: tuple[str, str], old: Fields | None, new: Fields | None) -> Change:
    """Return the change of a record that is new or gone."""
    return Change(
        folder=key[0],
        id=key[1],
        before=old,
        after=new,
        old=old,
        new=new,
        weight=Weight.SUBSTANCE,
    )


def names_in(state: State) -> Names:
    """Return what tells how a record is called in a state, as ``Catalogue.name_of`` does."""

    def name(target: str, number: str) -> str:
        if target.startswith(f"{VOCABULARIES}/"):
            words = state.get((VOCABULARIES, target.removeprefix(f"{VOCABULARIES}/")), {})
            labels = {concept["id"]: concept["label"] for concept in words.get("concepts", ())}
            return str(labels.get(number, number))
        fields = state.get((target, number), {})
        return str(fields.get("name") or fields.get("title") or number)

    return name


def is_settings(change: Change) -> bool:
    """Tell whether the settings of the catalogue changed."""
    return change.folder == SETTINGS


def matching_edition(editions: tuple[Edition, ...], state: State, kinds: Kinds) -> Edition | None:
    """Return the latest edition that says what ``state`` says; none if none does."""
    for edition in reversed(editions):
        if next(differences(edition.state, state, kinds), None) is None:
            return edition
    return None
