"""Journeys (一件事) in steps across offices, and remedies against a refusal.

The schema describes each property in Chinese.
"""

from __future__ import annotations

from datetime import date

from generator.model.parts import Basis, Part
from generator.model.record import Record


class StepDetail(Part, frozen=True, kw_only=True):
    """A detail of a step, such as the fee, with the rule that says so."""

    text: str
    legal_basis: tuple[Basis, ...] = ()
    unverified: bool = False


class OnlineDetail(StepDetail, frozen=True, kw_only=True):
    """网上怎么办, and where."""

    url: str = ""


class PhoneDetail(StepDetail, frozen=True, kw_only=True):
    """打哪个电话."""

    number: str = ""


class OfficialPage(Part, frozen=True, kw_only=True):
    """官方网页: a page of an office, and the day it was read."""

    url: str
    read_on: date
    note: str = ""


class JourneyStep(Part, frozen=True, kw_only=True):
    """一步: one office, what is done there, what it needs and what it yields."""

    id: str
    title: str
    text: str
    who: str = ""
    when: str = ""
    body: str = ""
    place: str = ""
    needs: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()
    community: str = ""
    entries: tuple[str, ...] = ()
    deadline: StepDetail | None = None
    time_limit: StepDetail | None = None
    fee: StepDetail | None = None
    online: OnlineDetail | None = None
    phone: PhoneDetail | None = None
    refused: str = ""
    legal_basis: tuple[Basis, ...] = ()
    official_pages: tuple[OfficialPage, ...] = ()

    @property
    def is_grounded(self) -> bool:
        """Whether the step rests on a quotation or on an official page."""
        return bool(self.official_pages) or any(basis.quote for basis in self.legal_basis)

    @property
    def details(self) -> tuple[StepDetail, ...]:
        """The details that are given, verified or not."""
        optional = (self.deadline, self.time_limit, self.fee, self.online, self.phone)
        return tuple(detail for detail in optional if detail)


class Journey(Record, frozen=True, kw_only=True, eq=False):
    """一件事."""

    id: str
    title: str
    summary: str
    type: str
    draft: bool = False
    urgent: bool = False
    asked_as: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    intro: str = ""
    steps: tuple[JourneyStep, ...]
    unverified: tuple[str, ...] = ()
    notes_internal: str = ""


class Remedy(Record, frozen=True, kw_only=True, eq=False):
    """窗口不办怎么办: a legal remedy for a resident whom the responsible office refuses."""

    id: str
    title: str
    when: str
    steps: tuple[str, ...]
    order: int | None = None
    community_can: bool = False
    historical: bool = False
    legal_basis: tuple[Basis, ...] = ()
    unverified: tuple[str, ...] = ()
    notes_internal: str = ""
