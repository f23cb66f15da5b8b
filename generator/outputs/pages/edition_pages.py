"""Pages about editions: what was released, what each changed, and whether a citation holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.editions.changes import names_in
from generator.editions.history import EditionChanges
from generator.model import addresses
from generator.model.canonical import canonical
from generator.model.comparison import comparison_form
from generator.model.days import written
from generator.model.entries import Entry
from generator.outputs.context import Pages, RenderContext
from generator.outputs.page import Page
from generator.views.editions import EditionView, changes_view, edition_view, editions_view
from generator.views.services import verify_view


def unreleased(context: RenderContext, entry: Entry) -> bool:
    """Tell whether an entry says something else than in the last edition."""
    if not context.steps or context.catalogue.stamp is not None:
        return False
    state, catalogue = context.steps[-1].edition.state, context.catalogue
    before = state.get((entry.kind.folder, entry.id))
    if before is None:
        return True
    was, now = (
        comparison_form(fields, entry.kind, catalogue.kinds, name)
        for fields, name in ((before, names_in(state)), (entry.fields, catalogue.name_of))
    )
    return canonical(was) != canonical(now)


def editions_page(context: RenderContext) -> Iterator[Page]:
    """版次: every edition, the latest first, and what has changed since."""
    yield context.page(
        "editions.html.j2",
        lambda: editions_view(context.catalogue, context.steps, context.on, title="版次"),
        address=addresses.EDITIONS,
        title="版次",
        description="发布过的每一版，从哪天起施行，改了什么。",
        section="editions",
    )


def edition_pages(context: RenderContext) -> Iterator[Page]:
    """一版: every entry as it stood in each edition, to be cited."""
    for step in context.steps:
        edition = step.edition
        yield context.page(
            "edition.html.j2",
            partial(_edition_view, context, step),
            address=addresses.edition(edition.id),
            title=f"{edition.id}版",
            description=f"{edition.title}，{written(edition.in_force_on)}起施行，每一条当时怎么写的。",
            section="editions",
        )


def _edition_view(context: RenderContext, step: EditionChanges) -> EditionView:
    return edition_view(step, context.opened(step.edition), context.on)


def change_pages(context: RenderContext) -> Iterator[Page]:
    """改了什么: an edition against the one before it, a sentence for each change."""
    entries = context.catalogue.entries
    for step in context.steps:
        if step.before is None:
            continue
        title = f"{step.edition.id}版改了什么"
        yield context.page(
            "changes.html.j2",
            partial(changes_view, step, step.before, entries, context.on, title=title),
            address=addresses.changes(step.edition.id),
            title=title,
            description=f"{step.before.id}版到{step.edition.id}版，{len(step.changes)}处改动。",
            section="editions",
        )


def verify_page(context: RenderContext) -> Iterator[Page]:
    """核验: says whether a citation or a print still holds. QR codes lead here."""
    yield context.page(
        "verify.html.j2",
        lambda: verify_view(title="核验引用"),
        address=addresses.VERIFY,
        title="核验引用",
        description="一句引文、一张打印件还算不算数。",
        section="editions",
    )


EDITION_PAGES: tuple[Pages, ...] = (editions_page, edition_pages, change_pages, verify_page)
