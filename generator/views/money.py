"""经费算一算: what the standards say and yield, as data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.derive.money import (
    STANDINGS,
    CommunityProfile,
    boundaries,
    funding_entries,
    lines,
    reckoning_data,
    total,
)
from generator.model.catalogue import Catalogue
from generator.model.entries import Funding
from generator.views.links import Link, entry_link, source_links
from generator.views.sections.general import cited
from generator.views.sections.types import CitedSource

EXAMPLES = (1000, 1999, 2000, 2001, 2999, 3000, 3001)
"""Households of the worked examples: on both sides of every boundary the survey drew."""
_NOTES = {
    "law": "法律没有写数额，只写了由谁出。",
    "then": "约2014年的情况，现在怎么拨没有查到。",
    "recommended": "约2014年的建议，有没有印发没有查到。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a list to choose from."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One number to be filled in."""

    id: str
    label: str
    step: str
    most: int


FIELDS = (
    Field(id="households", label="户数", step="1", most=1_000_000),
    Field(id="members", label="党员", step="1", most=1_000_000),
    Field(id="deputies", label="副职", step="1", most=1_000_000),
    Field(id="others", label="其他人员", step="1", most=1_000_000),
    Field(id="pay", label="主职一年基本报酬（元）", step="0.01", most=99_999_999),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingRow:
    """One funding entry: its wording and where it stands."""

    entry: Link
    text: str
    ambiguity: str
    legal_basis: tuple[CitedSource, ...]
    sources: tuple[Link, ...]
    """Sources, where no basis is named."""
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingGroup:
    """Funding of one standing: law, then, or a proposal."""

    id: str
    title: str
    note: str
    is_open: bool
    rows: tuple[FundingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What a community of some size would get in a year."""

    households: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyView:
    """经费算一算."""

    title: str
    types: tuple[Choice, ...]
    fields: tuple[Field, ...]
    groups: tuple[FundingGroup, ...]
    examples: tuple[Example, ...]
    data: str
    """What the page reckons with, as JSON."""


def money_view(catalogue: Catalogue, on: date, *, title: str) -> MoneyView:
    """Return what the page of the funding standards shows on the day ``on``."""
    words = catalogue.kind_of(Funding).labels("standing")
    types = catalogue.vocabularies.get("community-types")
    return MoneyView(
        title=title,
        types=tuple(Choice(id=o.id, label=o.label) for o in types.concepts) if types else (),
        fields=FIELDS,
        groups=tuple(
            FundingGroup(
                id=standing,
                title=words[standing],
                note=_NOTES[standing],
                is_open=standing == "law",
                rows=tuple(
                    _row(catalogue, entry) for entry in funding_entries(catalogue, standing, on)
                ),
            )
            for standing in STANDINGS
        ),
        examples=_examples(catalogue, on),
        data=json.dumps(reckoning_data(catalogue, on), ensure_ascii=False),
    )


def _row(catalogue: Catalogue, entry: Funding) -> FundingRow:
    basis = tuple(cited(catalogue, item) for item in entry.legal_basis)
    return FundingRow(
        entry=entry_link(entry),
        text="".join(one.text for one in entry.standards) or entry.summary,
        ambiguity=entry.ambiguity,
        legal_basis=basis,
        sources=() if basis else source_links(catalogue, entry.sources),
        period=entry.period,
    )


def _examples(catalogue: Catalogue, on: date) -> tuple[Example, ...]:
    edges = boundaries(catalogue, on)
    found = []
    for size in sorted({*EXAMPLES, *edges}) if edges else ():
        reckoned = lines(catalogue, "recommended", CommunityProfile(households=size), on)
        if reckoned:
            found.append(Example(households=size, text=span(*total(reckoned))))
    return tuple(found)


def span(least: Decimal, most: Decimal, *, at_least: bool = False) -> str:
    """Write an amount, or from what to what where the wording leaves it open.

    What the wording only says may not be less, ``at_least``, is not written as if it were all.
    """
    bound = "不低于" if at_least else ""
    if least == most:
        return f"{bound}{yuan(least)}"
    return f"{bound}{yuan(least)}至{yuan(most)}，原文没有说算哪一档"


def yuan(amount: Decimal) -> str:
    """Write an amount in yuan: thousands apart, fen only where there are some."""
    return f"{amount:,.2f}".removesuffix(".00") + "元"
