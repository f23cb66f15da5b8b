"""The page of one entry, as data: its answer, what is coming, what can be printed, the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.editions.history import Event
from generator.editions.notices import without_day
from generator.model import addresses
from generator.model.days import written
from generator.model.values import Fields
from generator.views.entry import EntryView, entry_view
from generator.views.linked_data import page_data
from generator.views.links import Link
from generator.views.print_groups import REFERRAL_NOTICE, Copy, print_link
from generator.views.referral_notices import has_slip
from generator.views.sections import Subject, sections
from generator.views.sections.types import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingChange:
    """What was released about the entry and is not yet in force."""

    day: str
    edition: Link
    sentence: str
    """The change in words; empty where the entry is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPageView:
    """事项页: everything the page of one entry shows."""

    answer: EntryView
    hub: Link
    """The page that lists the entries of its kind."""
    coming: tuple[ComingChange, ...]
    actions: tuple[Link, ...]
    """The referral notice, the entry's own prints, and the list it stands in."""
    sections: tuple[Section, ...]
    fields: Fields
    """The entry's fields as written, for a template of a kind's own."""
    linked_data: Markup
    """The entry as JSON-LD, safe in a script."""


def entry_page_view(
    subject: Subject, prints: Mapping[str, tuple[tuple[str, Copy], ...]]
) -> EntryPageView:
    """Gather what the page of an entry shows. ``prints`` are the finished ones, by what they are of."""
    entry = subject.entry
    return EntryPageView(
        answer=entry_view(subject.catalogue, entry, subject.on, subject.ended_since),
        hub=Link(
            title=entry.kind.hub or entry.kind.title, address=addresses.kind(entry.kind.folder)
        ),
        coming=tuple(
            _coming(event) for event in reversed(subject.events) if event.in_force_on > subject.on
        ),
        actions=tuple(_actions(subject, prints)),
        sections=sections(subject),
        fields=entry.fields,
        linked_data=Markup(page_data(subject.catalogue, entry)),  # noqa: S704 - escaped by its maker
    )


def _coming(event: Event) -> ComingChange:
    address = addresses.changes if event.sentence else addresses.edition
    return ComingChange(
        day=written(event.in_force_on),
        edition=Link(title=f"{event.edition}版", address=address(event.edition)),
        sentence=without_day(event.sentence, event.in_force_on),
    )


def _actions(subject: Subject, prints: Mapping[str, tuple[tuple[str, Copy], ...]]) -> list[Link]:
    entry = subject.entry
    if entry.has_ended(subject.on):
        return []
    actions = []
    if has_slip(entry, subject.on):
        actions.append(Link(title=REFERRAL_NOTICE, address=addresses.referral_notice(entry.id)))
    for name, copy in prints.get(entry.id, ()):
        if name != REFERRAL_NOTICE:
            actions.append(print_link(name, copy))
    listing = addresses.decision(entry.kind.folder, entry.decision).rstrip("/")
    actions += [print_link("整张清单", copy) for _, copy in prints.get(listing, ())]
    return actions
