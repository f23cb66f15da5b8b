"""法条对照: every article that names the committee, and how many there are of each sort."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import addresses
from generator.outputs.context import Pages, RenderContext
from generator.outputs.page import Page
from generator.views.provisions import lead, provision_counts_view, provisions_view


def provisions_page(context: RenderContext) -> Iterator[Page]:
    """法条对照: by law, what each article asks and which entry answers for it."""
    title = "法条对照"
    yield context.page(
        "provisions.html.j2",
        lambda: provisions_view(context.catalogue, context.provisions, title=title),
        address=addresses.PROVISIONS,
        title=title,
        description=lead(context.catalogue, context.provisions),
    )


def provision_counts_page(context: RenderContext) -> Iterator[Page]:
    """法条数一数: by standing, by what is asked, by law; for residents and for villages."""
    title = "法条数一数"
    yield context.page(
        "provision-counts.html.j2",
        lambda: provision_counts_view(context.catalogue, context.provisions, title=title),
        address=addresses.PROVISION_COUNTS,
        title=title,
        description="写到居委会、村委会的法条，各要做什么，有没有事项写它，一类一类数。",
    )


PROVISION_PAGES: tuple[Pages, ...] = (provisions_page, provision_counts_page)
