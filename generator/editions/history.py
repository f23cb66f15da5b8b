"""The changes of each edition, in sentences, with their audience."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from generator.editions.audience import AUDIENCE_TITLES, Audience, audience
from generator.editions.changes import GROUP_LABELS, Change, Group, changes
from generator.editions.edition import Edition, EditionType
from generator.editions.notices import ENDED_STATUS, Notices
from generator.model.catalogue import SETTINGS, VOCABULARIES
from generator.model.days import written
from generator.model.values import CatalogueState, Fields
from generator.schema.kinds import Kind, Kinds

FIRST = "收入目录"
"""The event of an entry in the first edition."""
_NOTICE_DECISIONS = frozenset({"forbidden", "case_by_case"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """涉及: pages below the site's root, prints, life events and other entries."""

    pages: tuple[str, ...]
    prints: tuple[str, ...]
    life_events: tuple[str, ...]
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedChange:
    """One change with its sentence. Its fields are keys of the published JSON."""

    group: Group
    audience: Audience
    """Its main audience."""
    folder: str
    id: str
    subject: str
    sentence: str
    affected: Affected

    @property
    def word(self) -> str:
        """The label of its group."""
        return GROUP_LABELS[self.group]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionChanges:
    """An edition, and its changes against the one before."""

    edition: Edition
    before: Edition | None
    changes: tuple[DescribedChange, ...]

    @property
    def grouped(self) -> tuple[tuple[str, tuple[DescribedChange, ...]], ...]:
        """The changes by group, in order."""
        return by_group(self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line in the history of a record."""

    edition: str
    in_force_on: date
    word: str
    sentence: str
    was: str = ""
    """The verdict and answer before the end; empty if this edition did not end it."""


def describe_changes(
    before: CatalogueState,
    after: CatalogueState,
    kinds: Kinds,
    type_: EditionType = EditionType.EDITION,
    on: date | None = None,
) -> tuple[DescribedChange, ...]:
    """Return all changes between two states with a sentence each, by group.

    ``on`` is the day in force of the later state; none for the working catalogue. Changes of the order
    of a list alone are left out.
    """
    notices = Notices(kinds=kinds, before=before, after=after, type=type_, on=on)
    references, order = _entries_by_reference(after, kinds), list(Group)
    described = [
        DescribedChange(
            group=change.group(type_),
            audience=audience(change, kinds),
            folder=change.folder,
            id=change.id,
            subject=notices.subject(change),
            sentence=sentence,
            affected=_affected(change, kinds, references, after),
        )
        for change in changes(before, after, kinds)
        if (sentence := notices.sentence(change))
    ]
    return tuple(sorted(described, key=lambda change: order.index(change.group)))


def by_group(
    described: Iterable[DescribedChange],
) -> tuple[tuple[str, tuple[DescribedChange, ...]], ...]:
    """Return the changes by the label of their group."""
    groups: dict[str, list[DescribedChange]] = {}
    for change in described:
        groups.setdefault(change.word, []).append(change)
    return tuple((word, tuple(group)) for word, group in groups.items())


def by_audience(
    described: Iterable[DescribedChange],
) -> tuple[tuple[str, tuple[DescribedChange, ...]], ...]:
    """Return the changes by audience, residents before departments."""
    groups: dict[Audience, list[DescribedChange]] = {key: [] for key in Audience}
    for change in described:
        groups[change.audience].append(change)
    return tuple((AUDIENCE_TITLES[key], tuple(group)) for key, group in groups.items() if group)


def changes_by_edition(editions: tuple[Edition, ...], kinds: Kinds) -> tuple[EditionChanges, ...]:
    """Return every edition with its changes, the oldest first. The first has none."""
    return tuple(
        EditionChanges(
            edition=now,
            before=before,
            changes=describe_changes(before.state, now.state, kinds, now.type, now.in_force_on)
            if before
            else (),
        )
        for before, now in zip((None, *editions), editions, strict=False)
    )


def newest_changes(editions: tuple[Edition, ...], kinds: Kinds) -> EditionChanges | None:
    """Return the newest edition with its changes, if there is an edition."""
    return next(iter(changes_by_edition(editions[-2:], kinds)[-1:]), None)


def history(
    all_steps: tuple[EditionChanges, ...], kinds: Kinds
) -> Mapping[tuple[str, str], tuple[Event, ...]]:
    """Return the history of each record by folder and number, the latest first."""
    events_by_record: dict[tuple[str, str], list[Event]] = {}
    for step in all_steps:
        edition = step.edition
        descriptions = {
            (change.folder, change.id): (
                change.word,
                change.sentence,
                _former_answer(change, step.before, kinds),
            )
            for change in step.changes
        }
        if step.before is None:
            descriptions = dict.fromkeys(edition.state, (FIRST, "", ""))
        for key, (word, sentence, was) in descriptions.items():
            event = Event(
                edition=edition.id,
                in_force_on=edition.in_force_on,
                word=word,
                sentence=sentence,
                was=was,
            )
            events_by_record.setdefault(key, []).insert(0, event)
    return MappingProxyType({key: tuple(events) for key, events in events_by_record.items()})


def _former_answer(change: DescribedChange, before: Edition | None, kinds: Kinds) -> str:
    """Return verdict and answer of an entry before its end; empty if the change is no end."""
    kind = kinds.by_key.get(change.folder)
    if change.group not in ENDED_STATUS or before is None or kind is None or not kind.is_entry:
        return ""
    fields = before.state[change.folder, change.id]
    return f"{kind.decision_words[fields['decision']]}。{fields.get('summary', '')}"


def ended_since(events: Iterable[Event], on: date) -> date | None:
    """Return the day in force of the last edition up to ``on`` that ended an entry, if any."""
    return next(
        (event.in_force_on for event in events if event.was and event.in_force_on <= on), None
    )


def none_in_force(editions: tuple[Edition, ...], on: date) -> str:
    """Return the message that no edition was in force on a day, with the day of the first."""
    if not editions:
        return "还没有发布过版本。"
    first = editions[0]
    return (
        f"{written(on)}还没有施行的版本：最早的{first.id}版，{written(first.in_force_on)}起施行。"
    )


def _entries_by_reference(
    state: CatalogueState, kinds: Kinds
) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the entries that refer to each target and number."""
    by_reference: dict[tuple[str, str], dict[str, None]] = {}
    for (folder, number), fields in state.items():
        kind = kinds.by_key.get(folder)
        if kind is None or not kind.is_entry:
            continue
        for reference in kinds.by_key[folder].references(fields):
            by_reference.setdefault((reference.target, reference.value), {})[number] = None
    return {key: tuple(numbers) for key, numbers in by_reference.items()}


def _affected(
    change: Change,
    kinds: Kinds,
    references: Mapping[tuple[str, str], tuple[str, ...]],
    after: CatalogueState,
) -> Affected:
    kind = kinds.by_key.get(change.folder)
    fields: Fields = change.after or change.before or {}
    if change.folder == SETTINGS or kind is None:
        return Affected(pages=("",), prints=("全部打印件",), life_events=(), entries=())
    if not kind.is_entry:
        entries = references.get((change.folder, change.id), ())
        pages = (f"{kind.page}-{change.id}/",) if kind.page else ()
        title = fields.get("short_name") or fields.get("name") or change.id
        prints = (f"清单：{title}",) if "list" in kind.prints else ()
        return Affected(pages=pages, prints=prints, life_events=(), entries=entries)
    concepts = after.get((VOCABULARIES, "life-events"), {}).get("concepts", ())
    labels = {concept["id"]: concept["label"] for concept in concepts}
    return Affected(
        pages=(f"{change.id.lower()}/", f"{change.folder}/"),
        prints=tuple(_prints(change, kind)),
        life_events=tuple(
            labels.get(concept_id, concept_id) for concept_id in fields.get("life_events", ())
        ),
        entries=references.get(("entries", change.id), ()),
    )


def _prints(change: Change, kind: Kind) -> Iterable[str]:
    yield f"清单：{kind.label}"
    decisions = {fields["decision"] for fields in (change.before, change.after) if fields}
    if decisions & _NOTICE_DECISIONS:
        yield f"转办告知单：{change.id}"
    if "poster" in kind.prints and decisions & {"forbidden", "permitted"}:
        yield "海报"
    if any(fields and fields.get("form") for fields in (change.before, change.after)):
        yield f"空白式样：{change.id}"
