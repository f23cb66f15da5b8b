"""版次: every edition, one edition as it stood, and what each changed; as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.editions.citation import cite
from generator.editions.edition import TYPES, Edition, state_of
from generator.editions.evidence import evidence_sentences
from generator.editions.history import DescribedChange, Step, by_audience, by_group, tell
from generator.editions.notices import without_day
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.days import written
from generator.model.entries import Entry
from generator.views.columns import column_value
from generator.views.groups import by_decision
from generator.views.links import EntryLink, Link, entry_link


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """One edition in the list."""

    edition: Link
    title: str
    in_force: str
    instrument: str
    changes: Link
    """How many changes it made, and where they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionsView:
    """版次: every edition, the latest first, and what the site shows now."""

    title: str
    rows: tuple[EditionRow, ...]
    shown: str
    """The edition the site shows; empty for a working copy."""
    last: str
    unreleased: str
    """What was changed since the last edition, in figures; empty for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryThen:
    """One entry as it stood in an edition."""

    slug: str
    entry: EntryLink
    name: str
    summary: str
    places: str
    basis: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupThen:
    """The entries of one kind and verdict in an edition."""

    id: str
    title: str
    entries: tuple[EntryThen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """One edition, to be cited."""

    title: str
    crumbs: tuple[Link, ...]
    full_title: str
    in_force_on: str
    is_coming: bool
    type: str
    before: Link | None
    changes: Link
    instrument: str
    adopted_on: str
    digest: str
    groups: tuple[GroupThen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change, and whom it concerns."""

    told: str
    """The change; of a long one the record, and how many places of it changed."""
    rest: str
    """What changed, of a long one; folded."""
    entry: Link | None
    """The entry's page, where it is still there."""
    concerned: tuple[str, ...]
    """Prints and life events, each group joined."""
    entries: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup:
    """The changes of one sort."""

    title: str
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePart:
    """The changes that concern the same people first."""

    title: str
    count: int
    groups: tuple[ChangeGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """改了什么: an edition against the one before it."""

    title: str
    crumbs: tuple[Link, ...]
    before: Link
    edition: Link
    in_force_on: str
    is_coming: bool
    parts: tuple[ChangePart, ...]
    evidence: tuple[str, ...]
    """What was added to prove it, told once for all."""


MOST_READ = 80
"""Characters of a change that are read at once."""
_ABOVE = (Link(title="版次", address=addresses.EDITIONS),)


def edition_link(edition: Edition) -> Link:
    """Return the link to an edition's page."""
    return Link(title=f"{edition.id}版", address=addresses.edition(edition.id))


def editions_view(
    catalogue: Catalogue, steps: tuple[Step, ...], on: date, *, title: str
) -> EditionsView:
    """Return the list of editions on the day ``on``, and what has changed since the last."""
    begun = [step.edition for step in steps if step.edition.in_force_on <= on]
    current = begun[-1].id if begun else ""
    return EditionsView(
        title=title,
        rows=tuple(_row(step, current, on) for step in reversed(steps)),
        shown=catalogue.stamp.edition if catalogue.stamp else "",
        last=steps[-1].edition.id if steps else "",
        unreleased=_unreleased(catalogue, steps),
    )


def _row(step: Step, current: str, on: date) -> EditionRow:
    edition = step.edition
    state = "，现行" if edition.id == current else ""
    if edition.in_force_on > on:
        state = "，还没有施行"
    return EditionRow(
        edition=edition_link(edition),
        title=f"{edition.title}（{TYPES[edition.type]}）",
        in_force=f"{written(edition.in_force_on)}起{state}",
        instrument=edition.instrument,
        changes=_changes(step, f"{len(step.changes)}处改动")
        if step.before
        else Link(title="第一版"),
    )


def _changes(step: Step, title: str) -> Link:
    return Link(title=title, address=addresses.changes(step.edition.id))


def _unreleased(catalogue: Catalogue, steps: tuple[Step, ...]) -> str:
    if catalogue.stamp is not None or not steps:
        return ""
    found = tell(steps[-1].edition.state, state_of(catalogue), catalogue.kinds)
    return "、".join(f"{word}{len(some)}处" for word, some in by_group(found))


def edition_view(step: Step, then: Catalogue, on: date) -> EditionView:
    """Return one edition. ``then`` is the catalogue as it was in it."""
    edition = step.edition
    return EditionView(
        title=f"{edition.id}版",
        crumbs=_ABOVE,
        full_title=edition.title,
        in_force_on=written(edition.in_force_on),
        is_coming=edition.in_force_on > on,
        type=TYPES[edition.type],
        before=edition_link(step.before) if step.before else None,
        changes=_changes(step, f"改了{len(step.changes)}处"),
        instrument=edition.instrument,
        adopted_on=written(edition.adopted_on),
        digest=edition.digest,
        groups=tuple(
            GroupThen(
                id=f"{kind.name}-{group.id}",
                title=f"{kind.label}：{group.title}",
                entries=tuple(_then(then, entry) for entry in group.entries),
            )
            for kind in then.kinds.of_entries()
            for group in by_decision(kind, then.entries_of(kind))
        ),
    )


def _then(catalogue: Catalogue, entry: Entry) -> EntryThen:
    return EntryThen(
        slug=entry.slug,
        entry=entry_link(entry),
        name=entry.name,
        summary=entry.summary,
        places=column_value(catalogue, entry, "places"),
        basis=column_value(catalogue, entry, "basis"),
        citation=cite(catalogue, entry).line,
    )


def changes_view(
    step: Step, before: Edition, entries: Mapping[str, Entry], on: date, *, title: str
) -> ChangesView:
    """Return what an edition changed against the one before. ``entries`` are those there now."""
    edition = step.edition
    return ChangesView(
        title=title,
        crumbs=_ABOVE,
        before=edition_link(before),
        edition=edition_link(edition),
        in_force_on=written(edition.in_force_on),
        is_coming=edition.in_force_on > on,
        parts=tuple(
            ChangePart(title=whom, count=len(some), groups=_groups(some, entries, edition))
            for whom, some in by_audience(step.changes)
        ),
        evidence=evidence_sentences(before.state, edition.state),
    )


def _groups(
    some: Iterable[DescribedChange], entries: Mapping[str, Entry], edition: Edition
) -> tuple[ChangeGroup, ...]:
    return tuple(
        ChangeGroup(title=word, changes=tuple(_change(one, entries, edition) for one in found))
        for word, found in by_group(some)
    )


def _change(one: DescribedChange, entries: Mapping[str, Entry], edition: Edition) -> ChangeLine:
    concerned = one.affected
    parts = ("、".join(concerned.prints), "、".join(concerned.life_events))
    told, rest = _shortened(without_day(one.sentence, edition.in_force_on))
    return ChangeLine(
        told=told,
        rest=rest,
        entry=_number(one.id, entries, "看这一条") if one.id in entries else None,
        concerned=tuple(part for part in parts if part),
        entries=tuple(_number(number, entries, number) for number in concerned.entries),
    )


def _shortened(sentence: str) -> tuple[str, str]:
    """Return what of a change is read at once, and the rest of a long one."""
    subject, colon, clauses = sentence.partition("：")
    if len(sentence) <= MOST_READ or not colon:
        return sentence, ""
    return f"{subject}：{clauses.count('；') + 1}处", clauses


def _number(number: str, entries: Mapping[str, Entry], title: str) -> Link:
    return Link(title=title, address=addresses.entry(number) if number in entries else "")
