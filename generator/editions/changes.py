"""The changed records between two states of a catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from generator.editions.edition import Edition, EditionType
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
from generator.model.values import CatalogueState, Fields
from generator.schema.kinds import Kinds


class Group(StrEnum):
    """Groups of changes, in the order of display."""

    ADDED = "added"
    CHANGED = "changed"
    SUSPENDED = "suspended"
    ABOLISHED = "abolished"
    REPLACED = "replaced"
    CORRECTED = "corrected"
    REMOVED = "removed"


GROUP_LABELS = MappingProxyType(
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
"""The labels of the groups."""
_ENDINGS = {
    Status.SUSPENDED: Group.SUSPENDED,
    Status.ABOLISHED: Group.ABOLISHED,
    Status.REPLACED: Group.REPLACED,
}


class Weight(StrEnum):
    """The weight of a change: a different decision, or only different wording."""

    SUBSTANCE = "substance"
    WORDING = "wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One changed record. ``before`` is none for an added one, ``after`` for a removed one."""

    folder: str
    id: str
    """Its number; empty for the settings."""
    before: Fields | None
    """The old fields without evidence, see ``model.comparison``."""
    after: Fields | None
    """The new fields without evidence, with lists in the order of ``before``."""
    old: Fields | None
    """All old fields."""
    new: Fields | None
    weight: Weight

    def group(self, type_: EditionType = EditionType.EDITION) -> Group:
        """Return its group, in an edition of this type."""
        if self.before is None:
            return Group.ADDED
        if self.after is None:
            return Group.REMOVED
        status = self.after.get("status")
        if status != self.before.get("status") and status in _ENDINGS:
            return _ENDINGS[Status(status)]
        if self.after.get("ceased_on") and not self.before.get("ceased_on"):
            return Group.ABOLISHED
        return Group.CORRECTED if type_ is EditionType.CORRECTION else Group.CHANGED


def changes(before: CatalogueState, after: CatalogueState, kinds: Kinds) -> tuple[Change, ...]:
    """Return all changes of entries and other records, by folder and number.

    The form of the YAML, evidence, and the order of unordered lists are ignored.
    """
    return tuple(differences(before, after, kinds))


def differences(before: CatalogueState, after: CatalogueState, kinds: Kinds) -> Iterator[Change]:
    """Yield the changes one by one. The first is enough to know that two states differ."""
    names = names_in(before), names_in(after)
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        kind = kinds.by_key.get(key[0])
        if old == new or (kind is not None and not is_compared(kind)):
            continue
        if kind is None or old is None or new is None:
            yield _added_or_removed(key, old, new)
            continue
        was, now = (
            without_evidence(fields, kind, kinds, name)
            for fields, name in zip((old, new), names, strict=True)
        )
        unordered = [without_order(form, kind.schema, kinds) for form in (was, now)]
        if unordered[0] == unordered[1]:
            continue
        substances = [substance(form, kind, kinds) for form in unordered]
        yield Change(
            folder=key[0],
            id=key[1],
            before=was,
            after=aligned(was, now, kind.schema, kinds),
            old=old,
            new=new,
            weight=Weight.WORDING if substances[0] == substances[1] else Weight.SUBSTANCE,
        )


def _added_or_removed(key: tuple[str, str], old: Fields | None, new: Fields | None) -> Change:
    """Return the change of an added or a removed record."""
    return Change(
        folder=key[0],
        id=key[1],
        before=old,
        after=new,
        old=old,
        new=new,
        weight=Weight.SUBSTANCE,
    )


def names_in(state: CatalogueState) -> Names:
    """Return a function that names the records of a state, like ``Catalogue.name_of``."""

    def name(target: str, number: str) -> str:
        if target.startswith(f"{VOCABULARIES}/"):
            words = state.get((VOCABULARIES, target.removeprefix(f"{VOCABULARIES}/")), {})
            labels = {concept["id"]: concept["label"] for concept in words.get("concepts", ())}
            return str(labels.get(number, number))
        fields = state.get((target, number), {})
        return str(fields.get("name") or fields.get("title") or number)

    return name


def differing_fields(before: Fields, after: Fields) -> frozenset[str]:
    """Return the names of the fields that differ."""
    names = before.keys() | after.keys()
    return frozenset(name for name in names if before.get(name) != after.get(name))


def is_settings(change: Change) -> bool:
    """Tell whether the settings of the catalogue changed."""
    return change.folder == SETTINGS


def matching_edition(
    editions: tuple[Edition, ...], state: CatalogueState, kinds: Kinds
) -> Edition | None:
    """Return the latest edition without a change to ``state``, if there is one."""
    for edition in reversed(editions):
        if next(differences(edition.state, state, kinds), None) is None:
            return edition
    return None
