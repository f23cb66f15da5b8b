"""经费算一算 as a workbook: the fields to fill in, every standard with an amount, and who pays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.derive.money import STANDINGS, funding_entries
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import Funding
from generator.views.finished_prints import FORMS
from generator.views.imprint import Imprint, imprint
from generator.views.listings import COMMUNITY_TYPES

SLUG, TITLE = "money", "经费算一算"
NO_PAYER = "没有写明谁出"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySheet:
    """The calculable funding entries of one standing. Amounts of different standings are not added."""

    title: str
    entries: tuple[Funding, ...]

    @property
    def payers(self) -> tuple[str, ...]:
        """Who pays, each once."""
        return tuple(dict.fromkeys(entry.payer or NO_PAYER for entry in self.entries))


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyBook:
    """The workbook. ``types`` are the types of community to choose from, by id."""

    title: str
    types: tuple[tuple[str, str], ...]
    sheets: tuple[MoneySheet, ...]
    imprint: Imprint

    @property
    def ids(self) -> tuple[str, ...]:
        """The numbers of all entries in it, in order."""
        return tuple(entry.id for sheet in self.sheets for entry in sheet.entries)


def money_book(catalogue: Catalogue, on: date) -> MoneyBook | None:
    """Return the workbook for the day ``on``; none if no standard has an amount."""
    words = catalogue.kind_of(Funding).labels("standing")
    by_standing = {standing: _reckonable(catalogue, standing, on) for standing in STANDINGS}
    reckonable = tuple(entry for entries in by_standing.values() for entry in entries)
    if not reckonable:
        return None
    types = catalogue.vocabularies.get(COMMUNITY_TYPES)
    folder = catalogue.kind_of(Funding).folder
    page = addresses.kind(folder)
    return MoneyBook(
        title=TITLE,
        types=tuple((concept.id, concept.label) for concept in types.concepts) if types else (),
        sheets=tuple(
            MoneySheet(title=words[standing], entries=entries)
            for standing, entries in by_standing.items()
            if entries
        ),
        imprint=imprint(
            catalogue, reckonable, page, TITLE, id=f"{FORMS}/{SLUG}", rule=f"reckonable {folder}"
        ),
    )


def _reckonable(catalogue: Catalogue, standing: str, on: date) -> tuple[Funding, ...]:
    return tuple(
        entry
        for entry in funding_entries(catalogue, standing, on)
        if any(standard.counted_by and standard.amount is not None for standard in entry.standards)
    )
