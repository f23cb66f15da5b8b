"""What changed from edition to edition, in sentences, and whom each change concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from generator.editions.audience import AUDIENCES, Audience, audience
from generator.editions.changes import GROUPS, Change, Group, changes
from generator.editions.edition import Edition, EditionType, State
from generator.editions.notices import ENDS, Notices
from generator.model.catalogue import SETTINGS, VOCABULARIES
from generator.model.days import written
from generator.model.values import Fields
from generator.schema.kinds import Kind, Kinds

FIRST = "收入目录"
"""What is said of an entry in the first edition it stood in."""
_SLIPS = frozenset({"forbidden", "case_by_case"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """涉及: pages below the site's root, prints, life events and other entries."""

    pages: tuple[str, ...]
    prints: tuple[str, ...]
    life_events: tuple[str, ...]
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedChange:
    """One change as it is told."""

    group: Group
    audience: Audience
    """Whom it concerns first."""
    folder: str
    id: str
    subject: str
    sentence: str
    affected: Affected

    @property
    def word(self) -> str:
        """What its group is called."""
        return GROUPS[self.group]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An edition, and what it changed against the one before."""

    edition: Edition
    before: Edition | None
    changes: tuple[DescribedChange, ...]

    @property
    def grouped(self) -> tuple[tuple[str, tuple[DescribedChange, ...]], ...]:
        """The changes by group, in the groups' order."""
        return by_group(self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line in the history of a record."""

    edition: str
    in_force_on: date
    word: str
    sentence: str
    was: str = ""
    """What an edition that ended the entry found written in it: its verdict, and the answer."""


def tell(
    before: State,
    after: State,
    kinds: Kinds,
    type_: EditionType = EditionType.EDITION,
    on: date | None = None,
) -> tuple[DescribedChange, ...]:
    """Tell every change between two states, a sentence each, in the order of their groups.

    ``on`` is the day since when the later one applies; none while it is being worked on. A record
    in which only the order of a list changed is not told.
    """
    notices = Notices(kinds=kinds, before=before, after=after, type=type_, on=on)
    named, order = _named(after, kinds), list(Group)
    told = [
        DescribedChange(
            group=change.group(type_),
            audience=audience(change, kinds),
            folder=change.folder,
            id=change.id,
            subject=notices.subject(change),
            sentence=sentence,
            affected=_affected(change, kinds, named, after),
        )
        for change in changes(before, after, kinds)
        if (sentence := notices.sentence(change))
    ]
    return tuple(sorted(told, key=lambda one: order.index(one.group)))


def by_group(
    described: Iterable[DescribedChange],
) -> tuple[tuple[str, tuple[DescribedChange, ...]], ...]:
    """Return the changes by what their group is called."""
    found: dict[str, list[DescribedChange]] = {}
    for one in described:
        found.setdefault(one.word, []).append(one)
    return tuple((word, tuple(some)) for word, some in found.items())


def by_audience(
    described: Iterable[DescribedChange],
) -> tuple[tuple[str, tuple[DescribedChange, ...]], ...]:
    """Return the changes by whom they concern first, residents before departments."""
    listed = tuple(described)
    parts = ((AUDIENCES[one], tuple(c for c in listed if c.audience is one)) for one in Audience)
    return tuple((title, some) for title, some in parts if some)


def steps(editions: tuple[Edition, ...], kinds: Kinds) -> tuple[Step, ...]:
    """Return every edition with what it changed, the oldest first; the first changed nothing."""
    return tuple(
        Step(
            edition=now,
            before=before,
            changes=tell(before.state, now.state, kinds, now.type, now.in_force_on)
            if before
            else (),
        )
        for before, now in zip((None, *editions), editions, strict=False)
    )


def newest(editions: tuple[Edition, ...], kinds: Kinds) -> Step | None:
    """Return the newest edition with what it changed; none where none was released."""
    return next(iter(steps(editions[-2:], kinds)[-1:]), None)


def history(
    all_steps: tuple[Step, ...], kinds: Kinds
) -> Mapping[tuple[str, str], tuple[Event, ...]]:
    """Return the history of each record by folder and number, the latest first."""
    found: dict[tuple[str, str], list[Event]] = {}
    for step in all_steps:
        edition = step.edition
        told = {
            (one.folder, one.id): (one.word, one.sentence, _old_words(one, step.before, kinds))
            for one in step.changes
        }
        if step.before is None:
            told = dict.fromkeys(edition.state, (FIRST, "", ""))
        for key, (word, sentence, was) in told.items():
            event = Event(
                edition=edition.id,
                in_force_on=edition.in_force_on,
                word=word,
                sentence=sentence,
                was=was,
            )
            found.setdefault(key, []).insert(0, event)
    return MappingProxyType({key: tuple(events) for key, events in found.items()})


def _old_words(one: DescribedChange, before: Edition | None, kinds: Kinds) -> str:
    """Return verdict and answer of an entry as they were before it ended; empty if it did not."""
    kind = kinds.by_key.get(one.folder)
    if one.group not in ENDS or before is None or kind is None or not kind.is_entry:
        return ""
    fields = before.state[one.folder, one.id]
    return f"{kind.decision_words[fields['decision']]}。{fields.get('summary', '')}"


def ended_since(events: Iterable[Event], on: date) -> date | None:
    """Return since when the last edition applies that ended an entry; none if none did by then."""
    return next((one.in_force_on for one in events if one.was and one.in_force_on <= on), None)


def none_in_force(editions: tuple[Edition, ...], on: date) -> str:
    """Say that no edition was in force on a day, and from which day on there is one."""
    if not editions:
        return "还没有发布过版本。"
    first = editions[0]
    return (
        f"{written(on)}还没有施行的版本：最早的{first.id}版，{written(first.in_force_on)}起施行。"
    )


def _named(state: State, kinds: Kinds) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return for each (target, number) the entries that name it."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for (folder, number), fields in state.items():
        kind = kinds.by_key.get(folder)
        if kind is None or not kind.is_entry:
            continue
        for reference in kinds.by_key[folder].references(fields):
            found.setdefault((reference.target, reference.value), {})[number] = None
    return {key: tuple(numbers) for key, numbers in found.items()}


def _affected(
    change: Change,
    kinds: Kinds,
    named: Mapping[tuple[str, str], tuple[str, ...]],
    after: State,
) -> Affected:
    kind = kinds.by_key.get(change.folder)
    fields: Fields = change.after or change.before or {}
    if change.folder == SETTINGS or kind is None:
        return Affected(pages=("",), prints=("全部打印件",), life_events=(), entries=())
    if not kind.is_entry:
        entries = named.get((change.folder, change.id), ())
        pages = (f"{kind.page}-{change.id}/",) if kind.page else ()
        title = fields.get("short_name") or fields.get("name") or change.id
        prints = (f"清单：{title}",) if "list" in kind.prints else ()
        return Affected(pages=pages, prints=prints, life_events=(), entries=entries)
    concepts = after.get((VOCABULARIES, "life-events"), {}).get("concepts", ())
    labels = {concept["id"]: concept["label"] for concept in concepts}
    return Affected(
        pages=(f"{change.id.lower()}/", f"{change.folder}/"),
        prints=tuple(_prints(change, kind)),
        life_events=tuple(labels.get(one, one) for one in fields.get("life_events", ())),
        entries=named.get(("entries", change.id), ()),
    )


def _prints(change: Change, kind: Kind) -> Iterable[str]:
    yield f"清单：{kind.label}"
    decisions = {one["decision"] for one in (change.before, change.after) if one}
    if decisions & _SLIPS:
        yield f"转办告知单：{change.id}"
    if "poster" in kind.prints and decisions & {"forbidden", "permitted"}:
        yield "海报"
    if any(one and one.get("form") for one in (change.before, change.after)):
        yield f"空白式样：{change.id}"
