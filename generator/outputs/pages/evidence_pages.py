"""什么能证明什么: the pages of facts and of evidence types."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.model import addresses
from generator.outputs.context import Pages, RenderContext
from generator.outputs.page import Page
from generator.views.evidence import fact_view, facts_view
from generator.views.evidence_types import evidence_type_view


def facts_page(context: RenderContext) -> Iterator[Page]:
    """什么能证明什么: every fact and every evidence type; nothing where a catalogue has none."""
    evidence, title = context.evidence, "什么能证明什么"
    if evidence.facts:
        yield context.page(
            "facts.html.j2",
            lambda: facts_view(evidence, title=title),
            address=addresses.FACTS,
            title=title,
            description="要证明一件事，拿什么出来；一样材料能证明什么，怎么拿到。",
        )


def fact_pages(context: RenderContext) -> Iterator[Page]:
    """A page for each fact."""
    catalogue, evidence = context.catalogue, context.evidence
    for fact in evidence.facts.values():
        yield context.page(
            "fact.html.j2",
            partial(fact_view, catalogue, evidence, fact),
            address=f"{fact.slug}/",
            title=fact.name,
            description=f"{fact.name}：拿什么证明，谁会来要。",
            source=fact.own_file,
        )


def evidence_type_pages(context: RenderContext) -> Iterator[Page]:
    """A page for each evidence type."""
    catalogue, evidence = context.catalogue, context.evidence
    for one in evidence.types.values():
        yield context.page(
            "evidence.html.j2",
            partial(evidence_type_view, catalogue, evidence, one),
            address=f"{one.slug}/",
            title=one.name,
            description=f"{one.name}：谁出，怎么拿到，能证明什么。",
            source=one.own_file,
        )


EVIDENCE_PAGES: tuple[Pages, ...] = (facts_page, fact_pages, evidence_type_pages)
