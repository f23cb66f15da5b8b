"""一件事: the pages of journeys, and what to do when an office refuses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.derive.journeys import journeys, remedies
from generator.model import addresses
from generator.outputs.context import Pages, RenderContext
from generator.outputs.page import Page
from generator.views.journeys import journey_view, journeys_view, refused_view


def journeys_page(context: RenderContext) -> Iterator[Page]:
    """一件事怎么办: every journey; nothing where a catalogue shows none."""
    catalogue, title = context.catalogue, "一件事怎么办"
    if journeys(catalogue):
        yield context.page(
            "journeys.html.j2",
            lambda: journeys_view(catalogue, title=title),
            address=addresses.JOURNEYS,
            title=title,
            description="老人去世、生孩子、上学、买房……一件事一步一步怎么办，先去哪里，带什么。",
            is_answer=True,
        )


def journey_pages(context: RenderContext) -> Iterator[Page]:
    """A page for each journey."""
    for journey in journeys(context.catalogue):
        yield context.page(
            "journey.html.j2",
            partial(journey_view, context.catalogue, journey),
            address=f"{journey.slug}/",
            title=journey.title,
            description=f"{journey.title}：{journey.summary}",
            source=journey.own_file,
            is_answer=True,
        )


def refused_page(context: RenderContext) -> Iterator[Page]:
    """窗口不办怎么办: what the law gives a resident whom the right office refuses."""
    catalogue, title = context.catalogue, "窗口不办怎么办"
    if remedies(catalogue):
        yield context.page(
            "refused.html.j2",
            lambda: refused_view(catalogue, title=title),
            address=addresses.REFUSED,
            title=title,
            description="该办的窗口也不给办，法律给您的办法：一次告知、书面凭证、承诺、12345、复议。",
            is_answer=True,
        )


JOURNEY_PAGES: tuple[Pages, ...] = (journeys_page, journey_pages, refused_page)
