"""版次: the list of editions, the content of one edition, and the changes of each, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.editions.citation import cite
from generator.editions.edition import TYPE_LABELS, Edition, state_of
from generator.editions.evidence import evidence_sentences
from generator.editions.history import (
    DescribedChange,
    EditionChanges,
    by_audience,
    by_group,
    describe_changes,
)
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
    """How many changes it made, as a link to the page that lists them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionsView:
    """版次: every edition, the latest first, and the one that the site shows."""

    title: str
    rows: tuple[EditionRow, ...]
    shown: str
    """The edition the site shows; empty for a working copy."""
    last: str
    unreleased: str
    """The number of changes since the last edition; empty if there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryThen:
    """One entry as it was in an edition."""

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
    """The page of one edition, by which it can be cited."""

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
    """One change, and what is affected by it."""

    told: str
    """The sentence of the change. A long one is cut to the record and the number of changed places."""
    rest: str
    """The folded rest of a long change."""
    entry: Link | None
    """The entry's page; none if the entry no longer exists."""
    concerned: tuple[str, ...]
    """The affected prints and life events, each group joined into one text."""
    entries: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup:
    """The changes of one sort."""

    title: str
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePart:
    """The changes for one audience."""

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
    """Sentences about the evidence that was added, one for all entries together."""


MOST_READ = 80
"""Characters of a change that are shown at once."""
_ABOVE = (Link(title="版次", address=addresses.EDITIONS),)


def edition_link(edition: Edition) -> Link:
    """Return the link to an edition's page."""
    return Link(title=f"{edition.id}版", address=addresses.edition(edition.id))


def editions_view(
    catalogue: Catalogue, steps: tuple[EditionChanges, ...], on: date, *, title: str
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


def _row(step: EditionChanges, current: str, on: date) -> EditionRow:
    edition = step.edition
    state = "，现行" if edition.id == current else ""
    if edition.in_force_on > on:
        state = "，还没有施行"
    return EditionRow(
        edition=edition_link(edition),
        title=f"{edition.title}（{TYPE_LABELS[edition.type]}）",
        in_force=f"{written(edition.in_force_on)}起{state}",
        instrument=edition.instrument,
        changes=_changes(step, f"{len(step.changes)}处改动")
        if step.before
        else Link(title="第一版"),
    )


def _changes(step: EditionChanges, title: str) -> Link:
    return Link(title=title, address=addresses.changes(step.edition.id))


def _unreleased(catalogue: Catalogue, steps: tuple[EditionChanges, ...]) -> str:
    if catalogue.stamp is not None or not steps:
        return ""
    changes = describe_changes(steps[-1].edition.state, state_of(catalogue), catalogue.kinds)
    return "、".join(f"{word}{len(group_changes)}处" for word, group_changes in by_group(changes))


def edition_view(step: EditionChanges, then: Catalogue, on: date) -> EditionView:
    """Return one edition. ``then`` is the catalogue as it was in it."""
    edition = step.edition
    return EditionView(
        title=f"{edition.id}版",
        crumbs=_ABOVE,
        full_title=edition.title,
        in_force_on=written(edition.in_force_on),
        is_coming=edition.in_force_on > on,
        type=TYPE_LABELS[edition.type],
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
    step: EditionChanges, before: Edition, entries: Mapping[str, Entry], on: date, *, title: str
) -> ChangesView:
    """Return what an edition changed against the one before. ``entries`` are the present ones."""
    edition = step.edition
    return ChangesView(
        title=title,
        crumbs=_ABOVE,
        before=edition_link(before),
        edition=edition_link(edition),
        in_force_on=written(edition.in_force_on),
        is_coming=edition.in_force_on > on,
        parts=tuple(
            ChangePart(title=whom, count=len(changes), groups=_groups(changes, entries, edition))
            for whom, changes in by_audience(step.changes)
        ),
        evidence=evidence_sentences(before.state, edition.state),
    )


def _groups(
    changes: Iterable[DescribedChange], entries: Mapping[str, Entry], edition: Edition
) -> tuple[ChangeGroup, ...]:
    return tuple(
        ChangeGroup(
            title=word, changes=tuple(_change(change, entries, edition) for change in group_changes)
        )
        for word, group_changes in by_group(changes)
    )


def _change(change: DescribedChange, entries: Mapping[str, Entry], edition: Edition) -> ChangeLine:
    affected = change.affected
    parts = ("、".join(affected.prints), "、".join(affected.life_events))
    shortened, rest = _shortened(without_day(change.sentence, edition.in_force_on))
    return ChangeLine(
        told=shortened,
        rest=rest,
        entry=_number(change.id, entries, "看这一条") if change.id in entries else None,
        concerned=tuple(part for part in parts if part),
        entries=tuple(_number(number, entries, number) for number in affected.entries),
    )


def _shortened(sentence: str) -> tuple[str, str]:
    """Return the part of a change that is shown at once, and the folded rest of a long one."""
    subject, colon, clauses = sentence.partition("：")
    if len(sentence) <= MOST_READ or not colon:
        return sentence, ""
    return f"{subject}：{clauses.count('；') + 1}处", clauses


def _number(number: str, entries: Mapping[str, Entry], title: str) -> Link:
    return Link(title=title, address=addresses.entry(number) if number in entries else "")
