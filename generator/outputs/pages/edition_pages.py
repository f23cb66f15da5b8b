"""Pages about editions: what was released, what each changed, and whether a citation holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.editions.citation import cite
from generator.editions.edition import TYPES, Edition, state_of
from generator.editions.history import by_group, tell
from generator.model.canonical import canonical, public
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.outputs.context import Pages, RenderContext
from generator.outputs.page import Page
from generator.schema.kinds import Kind
from generator.views import groups
from generator.views.imprint import VERIFY

EDITIONS = "editions/"
"""Address of the page that lists all editions."""


def unreleased(context: RenderContext, entry: Entry) -> bool:
    """Tell whether an entry says something else than in the last edition."""
    if not context.steps or context.catalogue.stamp is not None:
        return False
    before = context.steps[-1].edition.state.get((entry.kind.folder, entry.id))
    return before is None or canonical(before) != canonical(public(entry.fields))


def editions_page(context: RenderContext) -> Iterator[Page]:
    """版次: every edition, the latest first, and what has changed since."""
    begun = [step.edition for step in context.steps if step.edition.in_force_on <= context.on]
    last = context.steps[-1].edition if context.steps else None
    yield context.page(
        "editions.html.j2",
        address=EDITIONS,
        title="版次",
        steps=context.steps[::-1],
        current=begun[-1].id if begun else "",
        types=TYPES,
        last=last,
        gather=lambda: {"unreleased": _since(context) if last else ()},
        description="发布过的每一版，从哪天起施行，改了什么。",
        section="editions",
    )


def _since(context: RenderContext) -> tuple[tuple[str, int], ...]:
    """Return how many changes of each group were made since the last edition."""
    if context.catalogue.stamp is not None:
        return ()
    told = tell(
        context.steps[-1].edition.state, state_of(context.catalogue), context.catalogue.kinds
    )
    return tuple((word, len(some)) for word, some in by_group(told))


def edition_pages(context: RenderContext) -> Iterator[Page]:
    """一版: every entry as it stood in each edition, to be cited."""
    for step in context.steps:
        edition = step.edition
        yield context.page(
            "edition.html.j2",
            address=f"edition-{edition.id}/",
            title=f"{edition.id}版",
            step=step,
            edition=edition,
            opened=partial(_opened, context, edition),
            cite=cite,
            types=TYPES,
            description=f"{edition.title}，{edition.in_force_on}起施行，每一条当时怎么写的。",
            section="editions",
        )


def _opened(
    context: RenderContext, edition: Edition
) -> tuple[Catalogue, list[tuple[Kind, tuple[groups.Group, ...]]]]:
    """Return the catalogue as it was in an edition, and its entries by kind and verdict."""
    then = context.opened(edition)
    kinds = then.kinds.of_entries()
    return then, [(kind, groups.by_decision(kind, then.entries_of(kind))) for kind in kinds]


def change_pages(context: RenderContext) -> Iterator[Page]:
    """改了什么: an edition against the one before it, a sentence for each change."""
    for step in context.steps:
        if step.before is None:
            continue
        yield context.page(
            "changes.html.j2",
            address=f"changes-{step.edition.id}/",
            title=f"{step.edition.id}版改了什么",
            step=step,
            here={entry.id: entry for entry in context.catalogue.entries.values()},
            description=f"{step.before.id}版到{step.edition.id}版，{len(step.told)}处改动。",
            section="editions",
        )


def verify_page(context: RenderContext) -> Iterator[Page]:
    """核验: says whether a citation or a print still holds. QR codes lead here."""
    yield context.page(
        "verify.html.j2",
        address=VERIFY,
        title="核验引用",
        description="一句引文、一张打印件还算不算数。",
        section="editions",
    )


EDITION_PAGES: tuple[Pages, ...] = (editions_page, edition_pages, change_pages, verify_page)
