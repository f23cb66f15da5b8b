"""台账: the ledgers a community keeps, with the choices that the catalogue gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.derive.ledgers import (
    NO_BODY,
    NO_ENTRY,
    LedgerColumn,
    departments,
    entry_cell,
    ledger_definitions,
    ledger_entries,
)
from generator.model.catalogue import Catalogue
from generator.views.finished_prints import FORMS
from generator.views.imprint import Imprint, imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One ledger. Its first three columns are the day, the matter and the department."""

    id: str
    title: str
    intro: str
    counted: str
    """The heading of the number that is reported."""
    heads: tuple[str, str, str]
    columns: tuple[LedgerColumn, ...]
    entries: tuple[str, ...]
    """The matters to choose from, as cell texts."""
    bodies: tuple[str, ...]
    """The departments to choose from."""
    imprint: Imprint


def ledgers(catalogue: Catalogue, on: date) -> Iterator[Ledger]:
    """Yield the ledgers for which the catalogue has at least one matter on the day ``on``."""
    bodies = (NO_BODY, *departments(catalogue, on))
    for id_, definition in ledger_definitions().items():
        cells = tuple(entry_cell(entry) for entry in ledger_entries(catalogue, id_, on))
        if not cells:
            continue
        heads, title = (definition.day, definition.entry, definition.body), definition.title
        texts = (title, definition.intro, *heads, *(column.name for column in definition.columns))
        choices = (NO_ENTRY, *cells)
        yield Ledger(
            id=id_,
            title=title,
            intro=definition.intro,
            counted=definition.counted,
            heads=heads,
            columns=definition.columns,
            entries=choices,
            bodies=bodies,
            imprint=imprint(
                catalogue,
                (),
                "",
                title,
                id=f"{FORMS}/ledger-{id_}",
                rule="wording",
                wording=(*texts, *choices, *bodies),
            ),
        )
