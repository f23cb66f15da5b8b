"""What communities report and departments answer: counts of a month, and rounds of consultation."""

from __future__ import annotations

from datetime import date

from generator.model.parts import Part
from generator.model.record import Record


class TallyReport(Part, frozen=True, kw_only=True):
    """出处: the ledger of one community, and how many lines of it fall in the month."""

    ledger: str
    community: str
    count: int


class TallyCount(Part, frozen=True, kw_only=True):
    """How many, of one matter and one department, all communities together."""

    ledger: str
    entry: str = ""
    """Empty for what is not in the catalogue."""
    body: str = ""
    """Empty for who is not in the catalogue."""
    count: int


class Tally(Record, frozen=True, kw_only=True, eq=False):
    """报数 of one month, which is its id."""

    id: str
    reports: tuple[TallyReport, ...]
    counts: tuple[TallyCount, ...]
    notes_internal: str = ""


class Opinion(Part, frozen=True, kw_only=True):
    """One department's answer on one entry, and what became of it."""

    entry: str
    seal: str
    """The first 16 hex digits of the entry as the department read it."""
    opinion: str
    text: str = ""
    signed_by: str
    signed_on: date
    outcome: str = ""
    """Empty where nobody has decided yet, and where the department agreed."""
    outcome_reason: str = ""


class Consultation(Record, frozen=True, kw_only=True, eq=False):
    """征求意见: what one department answered to one letter."""

    id: str
    body: str
    asked_on: date
    answers: tuple[Opinion, ...]
    notes_internal: str = ""
