"""Monthly reports of communities, and consultations of departments."""

from __future__ import annotations

from datetime import date

from generator.model.parts import Part
from generator.model.record import Record


class TallyReport(Part, frozen=True, kw_only=True):
    """出处: the ledger of one community, and how many of its lines are in the month."""

    ledger: str
    community: str
    count: int


class TallyCount(Part, frozen=True, kw_only=True):
    """The count of one matter and one department, for all communities together."""

    ledger: str
    entry: str = ""
    """Empty for a matter that is not in the catalogue."""
    body: str = ""
    """Empty for a department that is not in the catalogue."""
    count: int


class Tally(Record, frozen=True, kw_only=True, eq=False):
    """报数 of one month, which is its id."""

    id: str
    reports: tuple[TallyReport, ...]
    counts: tuple[TallyCount, ...]
    notes_internal: str = ""


class Opinion(Part, frozen=True, kw_only=True):
    """One department's opinion on one entry, and whether it was adopted."""

    entry: str
    seal: str
    """The first 16 hex digits of the seal of the version that the department read."""
    opinion: str
    text: str = ""
    signed_by: str
    signed_on: date
    outcome: str = ""
    """Empty if the department agreed, or if nobody has decided yet."""
    outcome_reason: str = ""


class Consultation(Record, frozen=True, kw_only=True, eq=False):
    """征求意见: the answers of one department to one letter."""

    id: str
    body: str
    asked_on: date
    answers: tuple[Opinion, ...]
    notes_internal: str = ""
