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
from generator.views.imprint import verification_address
from generator.views.journeys import journey_link
from generator.views.linked_data import page_data
from generator.views.links import Link
from generator.views.print_groups import REFERRAL_NOTICE, Copy, print_link
from generator.views.referral_notices import has_referral_notice
from generator.views.sections import Fold, Subject, folds, open_sections, sections
from generator.views.sections.types import Section

MOST_JOURNEYS = 3
"""How many journeys an entry's page names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingChange:
    """A released change of the entry that is not yet in force."""

    day: str
    sentence: str
    """What a reader has to know: that the entry ends, or that its verdict changes."""
    edition: Link | None
    """The edition, for an entry that is new in it. Other changes are listed in the history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPageView:
    """事项页: everything the page of one entry shows."""

    most_routes: ClassVar[int] = 3
    """Routes that are shown at once. The others are folded, so that the card fits the first screen."""

    answer: EntryView
    hub: Link
    """The page that lists the entries of its kind."""
    coming: tuple[ComingChange, ...]
    journeys: tuple[Link, ...]
    """The journeys that lead through the entry, shown beside the routes."""
    main: Link | None
    """The main action: the referral notice, the form, or what to bring."""
    prints: tuple[Link, ...]
    """The entry's other prints, and the printed list that contains it."""
    sections: tuple[Section, ...]
    """The sections that are always open: what a resident needs."""
    folds: tuple[Fold, ...]
    """The folded sections: for cadres, and about how the entry was made."""
    code: str
    """The address in its QR code. In an edition, that is the page that verifies the citation."""
    wrong: str
    """这里写错了: the text of a report to send, with a blank to fill in."""
    contact: str
    """Where to report mistakes."""
    fields: Fields
    """The entry's fields as written, for a template of a kind's own."""
    linked_data: Markup
    """The entry as JSON-LD, safe in a script."""


def entry_page_view(
    subject: Subject, prints: Mapping[str, tuple[tuple[str, Copy], ...]]
) -> EntryPageView:
    """Return what the page of an entry shows. ``prints`` are the finished ones, by entry or list."""
    entry, contact = subject.entry, subject.catalogue.settings.contact
    answer = entry_view(subject.catalogue, entry, subject.on, subject.ended_since)
    all_sections = sections(subject)
    actions = list(_actions(subject, prints, all_sections))
    return EntryPageView(
        answer=answer,
        hub=Link(
            title=entry.kind.hub or entry.kind.title, address=addresses.kind(entry.kind.folder)
        ),
        coming=tuple(_all_coming(subject)),
        journeys=tuple(journey_link(journey) for journey in subject.journeys[:MOST_JOURNEYS]),
        main=next(iter(actions), None),
        prints=(*actions[1:], *_lists(subject, prints)),
        sections=open_sections(entry, all_sections),
        folds=folds(entry, all_sections),
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
    """Return the coming changes, each once. A day without a sentence is left out if another has one."""
    events = (event for event in reversed(subject.events) if event.in_force_on > subject.on)
    changes = tuple(dict.fromkeys(_coming(event) for event in events))
    described = {change.day for change in changes if change.sentence}
    return (
        change
        for change in changes
        if change.sentence or change.edition or change.day not in described
    )


def _coming(event: Event) -> ComingChange:
    sentence = without_day(event.sentence, event.in_force_on)
    edition = Link(title=f"{event.edition}版", address=addresses.edition(event.edition))
    return ComingChange(
        day=written(event.in_force_on),
        sentence=sentence if event.was else _verdict(sentence),
        edition=None if sentence else edition,
    )


def _verdict(sentence: str) -> str:
    """Return the clause about the verdict of a change; empty if the verdict does not change."""
    _, _, clauses = sentence.rstrip("。").partition("：")
    verdicts = (clause for clause in clauses.split("；") if clause.startswith("结论"))
    return "".join(f"{clause}。" for clause in verdicts)


def _code(subject: Subject, answer: EntryView) -> str:
    """Return the address for the QR code. Only a released entry has a page that verifies it."""
    if subject.catalogue.stamp is None:
        return addresses.entry(subject.entry.id)
    return verification_address(subject.catalogue, subject.entry.id, answer.citation)


def _actions(
    subject: Subject,
    prints: Mapping[str, tuple[tuple[str, Copy], ...]],
    all_sections: Iterable[Section],
) -> Iterator[Link]:
    """Yield the links to what can be done next, the most helpful first."""
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
    for section in all_sections:
        if section.id == "bring":
            yield Link(title=f"看{section.heading}", address=f"{addresses.entry(entry.id)}#bring")


def _lists(subject: Subject, prints: Mapping[str, tuple[tuple[str, Copy], ...]]) -> Iterator[Link]:
    """Yield the printed list that contains the entry, and what it is for."""
    entry = subject.entry
    if entry.has_ended(subject.on):
        return
    listing = addresses.decision(entry.kind.folder, entry.decision).rstrip("/")
    for _, copy in prints.get(listing, ()):
        yield print_link(f"贴墙用的整张清单：{entry.decision_label}的都在上面", copy)
