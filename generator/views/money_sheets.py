"""经费算一算 as a workbook: what to fill in, every standard that can be reckoned, and who pays."""

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
    """The funding entries of one standing that can be reckoned. They are added to no other's."""

    title: str
    entries: tuple[Funding, ...]

    @property
    def payers(self) -> tuple[str, ...]:
        """Who pays, each once."""
        return tuple(dict.fromkeys(one.payer or NO_PAYER for one in self.entries))


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
        return tuple(one.id for sheet in self.sheets for one in sheet.entries)


def money_book(catalogue: Catalogue, on: date) -> MoneyBook | None:
    """Return the workbook as of the day ``on``; none where no standard can be reckoned."""
    words = catalogue.kind_of(Funding).labels("standing")
    found = {standing: _reckonable(catalogue, standing, on) for standing in STANDINGS}
    shown = tuple(entry for entries in found.values() for entry in entries)
    if not shown:
        return None
    types = catalogue.vocabularies.get(COMMUNITY_TYPES)
    folder = catalogue.kind_of(Funding).folder
    page = addresses.kind(folder)
    return MoneyBook(
        title=TITLE,
        types=tuple((one.id, one.label) for one in types.concepts) if types else (),
        sheets=tuple(
            MoneySheet(title=words[standing], entries=entries)
            for standing, entries in found.items()
            if entries
        ),
        imprint=imprint(
            catalogue, shown, page, TITLE, id=f"{FORMS}/{SLUG}", rule=f"reckonable {folder}"
        ),
    )


def _reckonable(catalogue: Catalogue, standing: str, on: date) -> tuple[Funding, ...]:
    return tuple(
        entry
        for entry in funding_entries(catalogue, standing, on)
        if any(one.counted_by and one.amount is not None for one in entry.standards)
    )
