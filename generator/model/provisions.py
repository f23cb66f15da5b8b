"""法条: the articles of laws in force that name residents' and villagers' committees."""

from __future__ import annotations

from datetime import date

import msgspec

from generator.model.parts import Part
from generator.model.record import Record


class Collection(Part, frozen=True, kw_only=True):
    """``collection.yml``: the collection of laws that the provisions were taken from."""

    title: str
    repository: str
    commit: str
    day: date
    expected_count: int
    note: str = ""


class Provision(Part, frozen=True, kw_only=True):
    """One article that names the committee, what it asks, and its status in the catalogue."""

    article: str
    names: str
    asks: str
    task: str
    who: str = ""
    status: str
    """The status on the day it was read. ``derive.provisions`` computes the present one."""
    entries: tuple[str, ...] = ()
    """Entries that cover what it asks, or a part of it, without citing it."""
    reason: str = ""
    replaced_by: str = ""
    doubt: str = ""
    text: str = ""
    """Empty if the stored text of the source contains the article."""


class LawProvisions(Record, frozen=True, kw_only=True, eq=False):
    """一部法律: all its articles that name the committee."""

    title: str
    version: date | None = None
    source: str = ""
    file: str = msgspec.field(name="path")
    provisions: tuple[Provision, ...]
