"""A list as a workbook: a sheet for each kind, with the columns that are mostly filled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model.catalogue import Catalogue
from generator.model.entries import Decision, Entry
from generator.views.columns import column_value
from generator.views.groups import Group, by_decision, by_kind
from generator.views.imprint import Imprint
from generator.views.listings import Column, Listing, columns_of

HALF = 0.5
"""The share of entries that must fill a column. Other columns are left out."""
ALWAYS = frozenset({"summary", "basis"})
"""Columns that every sheet has. An empty basis is worth showing, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One entry on a sheet."""

    serial: int
    id: str
    name: str
    word: str
    cells: tuple[str, ...]
    verified_on: date | None
    review_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSheet:
    """All entries of one kind. ``words`` are the labels of their verdicts."""

    title: str
    words: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookView:
    """A list as a workbook."""

    title: str
    totals: tuple[tuple[str, str, int], ...]
    """Kind, verdict and how many there are, in order."""
    sheets: tuple[KindSheet, ...]
    imprint: Imprint


def workbook_view(catalogue: Catalogue, listing: Listing) -> WorkbookView:
    """Return the workbook of the entries in a list."""
    kinds = by_kind(catalogue, (catalogue.entries[row.id] for row in listing.rows))
    return WorkbookView(
        title=listing.title,
        totals=tuple(
            (group.title, verdict.title, len(verdict.entries))
            for group in kinds
            for verdict in by_decision(catalogue.kinds.by_key[group.id], group.entries)
        ),
        sheets=tuple(_sheet(catalogue, group) for group in kinds),
        imprint=listing.imprint,
    )


def _sheet(catalogue: Catalogue, group: Group) -> KindSheet:
    kind = catalogue.kinds.by_key[group.id]
    offered = {
        column.field: column
        for decision in reversed(Decision)
        for column in columns_of(kind, decision)
    }
    filled = {
        field: sum(1 for entry in group.entries if column_value(catalogue, entry, field))
        for field in offered
    }
    columns = tuple(
        column
        for field, column in offered.items()
        if field in ALWAYS or filled[field] >= HALF * len(group.entries)
    )
    return KindSheet(
        title=group.title,
        words=tuple(dict.fromkeys(entry.decision_label for entry in group.entries)),
        columns=columns,
        rows=tuple(
            _row(catalogue, entry, columns, serial) for serial, entry in enumerate(group.entries, 1)
        ),
    )


def _row(catalogue: Catalogue, entry: Entry, columns: tuple[Column, ...], serial: int) -> SheetRow:
    verification = entry.verification
    return SheetRow(
        serial=serial,
        id=entry.id,
        name=entry.name,
        word=entry.decision_label,
        cells=tuple(column_value(catalogue, entry, column.field) for column in columns),
        verified_on=verification.verified_on if verification else None,
        review_on=verification.next_review_on if verification else None,
    )
