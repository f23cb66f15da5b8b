"""经费算一算: the funding standards and the amounts they yield, as data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.derive.money import (
    STANDINGS,
    CommunityProfile,
    boundaries,
    calculator_data,
    funding_entries,
    lines,
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
    """One number to fill in."""

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
    """One funding entry: its wording and its basis."""

    entry: Link
    text: str
    ambiguity: str
    legal_basis: tuple[CitedSource, ...]
    sources: tuple[Link, ...]
    """The sources of an entry without a legal basis."""
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingGroup:
    """The funding entries of one standing: ``law``, ``then`` (about 2014) or ``recommended``."""

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
    """The data that the page calculates with, as JSON."""
    workbook: Link
    """The same as a workbook; without an address if it was not made."""


def money_view(catalogue: Catalogue, on: date, *, title: str, workbook: str = "") -> MoneyView:
    """Return what the page of the funding standards shows on the day ``on``.

    ``workbook`` is the address of the workbook that reckons the same, if there is one.
    """
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
        data=json.dumps(calculator_data(catalogue, on), ensure_ascii=False),
        workbook=Link(title="Excel表", address=workbook),
    )


def _row(catalogue: Catalogue, entry: Funding) -> FundingRow:
    basis = tuple(cited(catalogue, item) for item in entry.legal_basis)
    return FundingRow(
        entry=entry_link(entry),
        text="".join(standard.text for standard in entry.standards) or entry.summary,
        ambiguity=entry.ambiguity,
        legal_basis=basis,
        sources=() if basis else source_links(catalogue, entry.sources),
        period=entry.period,
    )


def _examples(catalogue: Catalogue, on: date) -> tuple[Example, ...]:
    edges = boundaries(catalogue, on)
    examples = []
    for size in sorted({*EXAMPLES, *edges}) if edges else ():
        reckoned = lines(catalogue, "recommended", CommunityProfile(households=size), on)
        if reckoned:
            examples.append(Example(households=size, text=span(*total(reckoned))))
    return tuple(examples)


def span(least: Decimal, most: Decimal, *, at_least: bool = False) -> str:
    """Return an amount, or a range where the wording leaves it open, as text.

    ``at_least`` marks an amount that the wording only gives as a minimum.
    """
    bound = "不低于" if at_least else ""
    if least == most:
        return f"{bound}{yuan(least)}"
    return f"{bound}{yuan(least)}至{yuan(most)}，原文没有说算哪一档"


def yuan(amount: Decimal) -> str:
    """Return an amount in yuan with thousands separators. Fen are only written if there are any."""
    return f"{amount:,.2f}".removesuffix(".00") + "元"
