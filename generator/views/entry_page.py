"""The page of one entry, as data: its answer, what is coming, what can be printed, the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from generator.editions.history import Event
from generator.editions.notices import without_day
from generator.model import addresses
from generator.model.days import written
from generator.model.entries import Funding
from generator.model.values import Fields
from generator.views.entry import EntryView, entry_view
from generator.views.imprint import asked_at
from generator.views.journeys import journey_link
from generator.views.linked_data import page_data
from generator.views.links import Link
from generator.views.print_groups import REFERRAL_NOTICE, Copy, print_link
from generator.views.referral_notices import has_referral_notice
from generator.views.sections import Fold, Subject, folds, open_sections, sections
from generator.views.sections.types import Section

MOST_JOURNEYS = 3
"""Matters in steps that are named on an entry's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingChange:
    """What was released about the entry and is not yet in force."""

    day: str
    sentence: str
    """What somebody who comes for an answer has to know: its end, or another verdict."""
    edition: Link | None
    """The edition in which the entry is new; of any other the history below tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPageView:
    """事项页: everything the page of one entry shows."""

    most_routes: ClassVar[int] = 3
    """Ways that are shown at once; the others are folded, so that the card fits the first screen."""

    answer: EntryView
    hub: Link
    """The page that lists the entries of its kind."""
    coming: tuple[ComingChange, ...]
    journeys: tuple[Link, ...]
    """The matters in steps that lead through the entry, told beside where to go."""
    main: Link | None
    """The one thing to do next: the referral notice, the form, or what to bring."""
    prints: tuple[Link, ...]
    """The entry's other prints, and the list it stands in, for who puts them up."""
    sections: tuple[Section, ...]
    """What a resident needs."""
    folds: tuple[Fold, ...]
    """What is folded: for cadres, and how the entry was made."""
    code: str
    """What its QR code leads to: in an edition, the page that says whether it still holds."""
    wrong: str
    """这里写错了: the text to send, to be filled in."""
    contact: str
    """Where mistakes are told."""
    fields: Fields
    """The entry's fields as written, for a template of a kind's own."""
    linked_data: Markup
    """The entry as JSON-LD, safe in a script."""


def entry_page_view(
    subject: Subject, prints: Mapping[str, tuple[tuple[str, Copy], ...]]
) -> EntryPageView:
    """Gather what the page of an entry shows. ``prints`` are the finished ones, by what they are of."""
    entry, contact = subject.entry, subject.catalogue.settings.contact
    answer = entry_view(subject.catalogue, entry, subject.on, subject.ended_since)
    found = sections(subject)
    actions = list(_actions(subject, prints, found))
    return EntryPageView(
        answer=answer,
        hub=Link(
            title=entry.kind.hub or entry.kind.title, address=addresses.kind(entry.kind.folder)
        ),
        coming=tuple(_all_coming(subject)),
        journeys=tuple(journey_link(one) for one in subject.journeys[:MOST_JOURNEYS]),
        main=next(iter(actions), None),
        prints=(*actions[1:], *_lists(subject, prints)),
        sections=open_sections(entry, found),
        folds=folds(entry, found),
        code=_code(subject, answer),
        wrong="\n".join(
            (
                f"写错的是：{entry.id}{entry.title}",
                f"目录：{answer.citation.line}",
                f"这一句：{answer.summary}",
                "应该是：",
            )
        ),
        contact=contact.text if contact else "",
        fields=entry.fields,
        linked_data=Markup(page_data(subject.catalogue, entry)),  # noqa: S704 - escaped by its maker
    )


def _all_coming(subject: Subject) -> Iterator[ComingChange]:
    """Yield what changes from which day, once; a day of which more is told is not named bare."""
    events = (event for event in reversed(subject.events) if event.in_force_on > subject.on)
    found = tuple(dict.fromkeys(_coming(event) for event in events))
    told = {change.day for change in found if change.sentence}
    return (one for one in found if one.sentence or one.edition or one.day not in told)


def _coming(event: Event) -> ComingChange:
    told = without_day(event.sentence, event.in_force_on)
    edition = Link(title=f"{event.edition}版", address=addresses.edition(event.edition))
    return ComingChange(
        day=written(event.in_force_on),
        sentence=told if event.was else _verdict(told),
        edition=None if told else edition,
    )


def _verdict(told: str) -> str:
    """Return the clause about the verdict of what is told about a change; empty if it stays."""
    _, _, clauses = told.rstrip("。").partition("：")
    found = (clause for clause in clauses.split("；") if clause.startswith("结论"))
    return "".join(f"{clause}。" for clause in found)


def _code(subject: Subject, answer: EntryView) -> str:
    """Return the address for the QR code; what is not released yet has nothing to check against."""
    if subject.catalogue.stamp is None:
        return addresses.entry(subject.entry.id)
    return asked_at(subject.catalogue, subject.entry.id, answer.citation)


def _actions(
    subject: Subject, prints: Mapping[str, tuple[tuple[str, Copy], ...]], found: Iterable[Section]
) -> Iterator[Link]:
    """Yield what can be done next, what helps most first."""
    entry = subject.entry
    if entry.has_ended(subject.on):
        return
    if has_referral_notice(entry, subject.on):
        yield Link(title=f"打印{REFERRAL_NOTICE}", address=addresses.referral_notice(entry.id))
    for name, copy in prints.get(entry.id, ()):
        if name != REFERRAL_NOTICE:
            yield print_link(name, copy)
    if isinstance(entry, Funding):
        yield Link(title="经费算一算", address=addresses.MONEY)
    for section in found:
        if section.id == "bring":
            yield Link(title=f"看{section.heading}", address=f"{addresses.entry(entry.id)}#bring")


def _lists(subject: Subject, prints: Mapping[str, tuple[tuple[str, Copy], ...]]) -> Iterator[Link]:
    """Yield the printed list that the entry stands in, and what it is for."""
    entry = subject.entry
    if entry.has_ended(subject.on):
        return
    listing = addresses.decision(entry.kind.folder, entry.decision).rstrip("/")
    for _, copy in prints.get(listing, ()):
        yield print_link(f"贴墙用的整张清单：{entry.decision_label}的都在上面", copy)
