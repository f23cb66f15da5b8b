"""台账: which there are, what is chosen in them, and what may leave the community."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.supporting import Body

SUMMARY = "汇总"
"""The sheet that leaves the community: by month, matter and department how many, and no names."""
SUMMARY_HEADS = ("月份", "事项", "部门")
"""Its columns before the number, whose head says of which ledger it is."""
NO_ENTRY, NO_BODY = "目录外的事", "不在目录里的单位"
"""What is chosen where the catalogue has no such matter, or no such department."""
OWN_LEVEL = "community"
"""The level of bodies that are of the community itself: they send it nothing."""
_NUMBER = re.compile(r"([A-Z]{2}-[0-9]{3,6})(?: (.+))?")


@cache
def given_ledgers() -> Mapping[str, Any]:
    """Return the wording of every ledger by its id."""
    text = (files("generator.derive") / "ledgers.yml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def departments(catalogue: Catalogue, on: date) -> Mapping[str, Body]:
    """Return the bodies that may send a community something, by the name they are chosen by."""
    found: dict[str, Body] = {}
    for body in catalogue.bodies.values():
        if body.level != OWN_LEVEL and not body.has_ended(on):
            found[body.name if body.short_name in found else body.short_name] = body
    return found


def matters(catalogue: Catalogue, ledger: str, on: date) -> Iterator[Entry]:
    """Yield the entries that may be chosen in a ledger on the day ``on``."""
    form = given_ledgers()[ledger]
    for entry in catalogue.entries.values():
        if (
            entry.kind.folder in form["folders"]
            and entry.decision not in form["left_out"]
            and not entry.has_ended(on)
        ):
            yield entry


def cell_of(entry: Entry) -> str:
    """Return how an entry is chosen in a ledger: its number, then its name."""
    return f"{entry.id} {entry.title}"


def entry_in(catalogue: Catalogue, written: str) -> Entry | None:
    """Return the entry that a cell names: its number, with nothing behind it but a name of it."""
    found = _NUMBER.fullmatch(written)
    entry = catalogue.entries.get(found[1]) if found else None
    if not (found and entry):
        return None
    return entry if found[2] in {None, entry.name, entry.plain_name, entry.title} else None
