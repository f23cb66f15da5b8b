"""台账: the ledgers, their choices, and the data that communities report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.supporting import Body

SUMMARY = "汇总"
"""The sheet that communities report: counts by month, entry and department, without names."""
SUMMARY_HEADS = ("月份", "事项", "部门")
"""Its columns before the count. The heading of the count identifies the ledger."""
NO_ENTRY, NO_BODY = "目录外的事", "不在目录里的单位"
"""The choices for an entry and a department that are not in the catalogue."""
OWN_LEVEL = "community"
"""The level of the community's own bodies, which are no departments."""
_NUMBER = re.compile(r"([A-Z]{2}-[0-9]{3,6})(?: (.+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerColumn:
    """A further column: free text, a number, a day, or one of ``choices``."""

    name: str
    number: bool = False
    day: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerDefinition:
    """The texts of one ledger, and the entries that can be chosen in it."""

    title: str
    counted: str
    """The heading of the number that is reported."""
    intro: str
    day: str
    entry: str
    body: str
    folders: tuple[str, ...]
    left_out: tuple[str, ...]
    """Verdicts whose entries are left out."""
    columns: tuple[LedgerColumn, ...]


@cache
def ledger_definitions() -> Mapping[str, LedgerDefinition]:
    """Return the definition of every ledger by its id."""
    text = (files("generator.derive") / "ledgers.yml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), dict[str, LedgerDefinition])


def departments(catalogue: Catalogue, on: date) -> Mapping[str, Body]:
    """Return the departments by the name under which they are chosen."""
    by_name: dict[str, Body] = {}
    for body in catalogue.bodies.values():
        if body.level != OWN_LEVEL and not body.has_ended(on):
            by_name[body.name if body.short_name in by_name else body.short_name] = body
    return by_name


def ledger_entries(catalogue: Catalogue, ledger: str, on: date) -> Iterator[Entry]:
    """Yield the entries that can be chosen in a ledger on the day ``on``."""
    definition = ledger_definitions()[ledger]
    for entry in catalogue.entries.values():
        if (
            entry.kind.folder in definition.folders
            and entry.decision not in definition.left_out
            and not entry.has_ended(on)
        ):
            yield entry


def entry_cell(entry: Entry) -> str:
    """Return the choice of an entry in a ledger: its number, then its title."""
    return f"{entry.id} {entry.title}"


def entry_of_cell(catalogue: Catalogue, text: str) -> Entry | None:
    """Return the entry of a cell, which has its number alone or with one of its names."""
    match = _NUMBER.fullmatch(text)
    entry = catalogue.entries.get(match[1]) if match else None
    if not (match and entry):
        return None
    return entry if match[2] in {None, entry.name, entry.plain_name, entry.title} else None
