"""Pages about editions: what was released, what each changed, and whether a citation holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.editions.edition import TYPES, Edition, state_of
from generator.model.canonical import canonical, public
from generator.model.catalogue import Catalogue
from generator.model.things import Entry
from generator.rendering.desk import Desk, Pages
from generator.rendering.page import Page
from generator.schema.kinds import Kind
from generator.views import groups
from generator.views.citation import cite
from generator.views.history import Event, by_group, tell
from generator.views.imprint import VERIFY

EDITIONS = "editions/"
"""Address of the page that lists all editions."""


def coming(desk: Desk, entry: Entry) -> tuple[Event, ...]:
    """Return what was released about an entry but is not yet in force, the next first."""
    events = desk.history.get((entry.kind.folder, entry.id), ())
    return tuple(event for event in reversed(events) if event.in_force_on > desk.on)


def unreleased(desk: Desk, entry: Entry) -> bool:
    """Tell whether an entry says something else than in the last edition."""
    if not desk.steps or desk.catalogue.stamp is not None:
        return False
    before = desk.steps[-1].edition.state.get((entry.kind.folder, entry.id))
    return before is None or canonical(before) != canonical(public(entry.fields))


def editions_page(desk: Desk) -> Iterator[Page]:
    """版次: every edition, the latest first, and what has changed since."""
    begun = [step.edition for step in desk.steps if step.edition.in_force_on <= desk.on]
    last = desk.steps[-1].edition if desk.steps else None
    yield desk.page(
        "editions.html.j2",
        address=EDITIONS,
        title="版次",
        steps=desk.steps[::-1],
        current=begun[-1].id if begun else "",
        types=TYPES,
        last=last,
        gather=lambda: {"unreleased": _since(desk) if last else ()},
        description="发布过的每一版，从哪天起施行，改了什么。",
        section="editions",
    )


def _since(desk: Desk) -> tuple[tuple[str, int], ...]:
    """Return how many changes of each group were made since the last edition."""
    if desk.catalogue.stamp is not None:
        return ()
    told = tell(desk.steps[-1].edition.state, state_of(desk.catalogue), desk.catalogue.kinds)
    return tuple((word, len(some)) for word, some in by_group(told))


def edition_pages(desk: Desk) -> Iterator[Page]:
    """一版: every entry as it stood in each edition, to be cited."""
    for step in desk.steps:
        edition = step.edition
        yield desk.page(
            "edition.html.j2",
            address=f"edition-{edition.id}/",
            title=f"{edition.id}版",
            step=step,
            edition=edition,
            opened=partial(_opened, desk, edition),
            cite=cite,
            types=TYPES,
            description=f"{edition.title}，{edition.in_force_on}起施行，每一条当时怎么写的。",
            section="editions",
        )


def _opened(
    desk: Desk, edition: Edition
) -> tuple[Catalogue, list[tuple[Kind, tuple[groups.Group, ...]]]]:
    """Return the catalogue as it was in an edition, and its entries by kind and verdict."""
    then = desk.opened(edition)
    kinds = then.kinds.of_entries()
    return then, [(kind, groups.by_decision(kind, then.entries_of(kind))) for kind in kinds]


def change_pages(desk: Desk) -> Iterator[Page]:
    """改了什么: an edition against the one before it, a sentence for each change."""
    for step in desk.steps:
        if step.before is None:
            continue
        yield desk.page(
            "changes.html.j2",
            address=f"changes-{step.edition.id}/",
            title=f"{step.edition.id}版改了什么",
            step=step,
            here={entry.id: entry for entry in desk.catalogue.entries.values()},
            description=f"{step.before.id}版到{step.edition.id}版，{len(step.told)}处改动。",
            section="editions",
        )


def verify_page(desk: Desk) -> Iterator[Page]:
    """核验: says whether a citation or a print still holds. QR codes lead here."""
    yield desk.page(
        "verify.html.j2",
        address=VERIFY,
        title="核验引用",
        description="一句引文、一张打印件还算不算数。",
        section="editions",
    )


EDITION_PAGES: tuple[Pages, ...] = (editions_page, edition_pages, change_pages, verify_page)
