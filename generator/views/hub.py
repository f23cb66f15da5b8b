"""The page that lists the entries of a kind by verdict, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from generator.model.catalogue import Catalogue
from generator.model.entries import (
    ENDED,
    Certificate,
    Decision,
    Entry,
    Funding,
    SealUse,
    Service,
)
from generator.schema.kinds import Kind
from generator.views.columns import column_value
from generator.views.groups import Group
from generator.views.links import EntryLink, entry_link
from generator.views.wording import UNDECIDED_WORK


class Column(NamedTuple):
    """One column: its heading, its short label for phones, and its name in ``views.columns``."""

    heading: str
    label: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell with the short label of its column."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HubRow:
    """One entry in the list."""

    entry: EntryLink
    status: str
    """The status of an entry that is not in force; else empty."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HubGroup:
    """The entries with one verdict."""

    id: str
    title: str
    decision: str
    note: str
    headings: tuple[str, ...]
    rows: tuple[HubRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HubView:
    """列表页: a kind's entries by verdict."""

    title: str
    intro: str
    groups: tuple[HubGroup, ...]


_SUMMARY = (Column("说明", "说明", "summary"),)
_COLUMNS: Mapping[type[Entry], Mapping[str, tuple[Column, ...]]] = MappingProxyType(
    {
        Certificate: {
            Decision.FORBIDDEN: (
                Column("去哪里", "去", "places"),
                Column("拿什么代替", "凭", "documents"),
            ),
            Decision.PERMITTED: (
                Column("什么时候用", "用在", "purposes"),
                Column("哪一类", "属于", "act"),
            ),
            Decision.CASE_BY_CASE: (Column("什么情形", "情形", "case_rule"),),
            Decision.ASSIST_ONLY: (Column("谁来核实", "由", "places"),),
            Decision.UNDECIDED: (Column("先这样办", "先", "summary"),),
        },
        Service: {
            Decision.FORBIDDEN: (Column("怎么办", "怎么办", "summary"),),
            Decision.ASSIST_ONLY: (
                Column("牵头", "牵头", "bodies"),
                Column("依据", "依据", "basis"),
                Column("经费", "经费", "funding"),
            ),
            Decision.PERMITTED: (Column("依据", "依据", "basis"),),
        },
        Funding: dict.fromkeys(
            Decision, (Column("多少", "多少", "standards"), Column("性质", "性质", "standing"))
        ),
    }
)
"""The columns beside the name, by record class and verdict. The default is the summary."""


def hub_view(catalogue: Catalogue, kind: Kind, groups: Iterable[Group], on: date) -> HubView:
    """Return what the list of a kind shows on the day ``on``."""
    return HubView(
        title=kind.hub or kind.title,
        intro=kind.intro,
        groups=tuple(_group(catalogue, kind, group, on) for group in groups),
    )


def _group(catalogue: Catalogue, kind: Kind, group: Group, on: date) -> HubGroup:
    columns = _columns(group)
    return HubGroup(
        id=group.id,
        title=_both_words(kind, group),
        decision=group.decision,
        note=_note(catalogue, group) if group.decision == Decision.UNDECIDED else "",
        headings=(kind.label, *(column.heading for column in columns), "编号"),
        rows=tuple(
            _row(catalogue, entry, columns, on) for entry in most_asked(catalogue, group.entries)
        ),
    )


def _both_words(kind: Kind, group: Group) -> str:
    """Return the plain label of the verdict, followed by the official one if that differs."""
    plain = kind.plain_word(group.decision)
    return plain if plain == group.title else f"{plain}（{group.title}）"


def _note(catalogue: Catalogue, group: Group) -> str:
    """Return the note on undecided entries: one for papers, one for work, none for funding."""
    note, kind_of = catalogue.settings.undecided, type(group.entries[0])
    if note is None or kind_of is Funding:
        return ""
    return note.text if kind_of in (Certificate, SealUse) else UNDECIDED_WORK


def most_asked(catalogue: Catalogue, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries sorted by how often people ask for them.

    The questions of the home page come first, then entries with the most phrasings, then by number.
    """
    common = [question.entry for question in catalogue.settings.questions]
    place = {number: order for order, number in reversed(list(enumerate(common)))}
    return tuple(
        sorted(
            entries,
            key=lambda entry: (place.get(entry.id, len(common)), -len(entry.asked_as), entry.id),
        )
    )


def _columns(group: Group) -> tuple[Column, ...]:
    of_class = _COLUMNS.get(type(group.entries[0]), {}) if group.entries else {}
    return of_class.get(group.decision, _SUMMARY)


def _row(catalogue: Catalogue, entry: Entry, columns: tuple[Column, ...], on: date) -> HubRow:
    status = entry.status_on(on)
    return HubRow(
        entry=entry_link(entry),
        status=catalogue.kinds.labels("status")[status] if status in ENDED else "",
        cells=tuple(
            Cell(label=column.label, text=column_value(catalogue, entry, column.field))
            for column in columns
        ),
    )
