"""Entries (事项): one record class for each kind. Attributes are the properties of the schema.

``tests/test_records.py`` compares every class with its schema: names, types, and which are
required. The schema describes each property in Chinese, in ``title`` and ``description``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from generator.model.parts import (
    Adoption,
    Alert,
    Alias,
    Basis,
    CaseRule,
    Ended,
    ExceptionCase,
    LocalNote,
    Material,
    Part,
    Practice,
    Question,
    Route,
    SourcedText,
    Step,
    UpstreamLink,
    Verification,
)
from generator.model.record import Record


class Decision(StrEnum):
    """结论: the verdict of an entry. ``UNDECIDED`` means that there is none: 本地没有规定."""

    PERMITTED = "permitted"
    FORBIDDEN = "forbidden"
    CASE_BY_CASE = "case_by_case"
    ASSIST_ONLY = "assist_only"
    UNDECIDED = "undecided"


class Status(StrEnum):
    """状态 as written; whether an entry is in force on a day is computed by ``Entry.status_on``."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ABOLISHED = "abolished"
    REPLACED = "replaced"


ENDED = frozenset({Status.SUSPENDED, Status.ABOLISHED, Status.REPLACED})
LONG_NAME = 14
"""How many characters an official name may have before the plain name becomes the heading."""


class Entry(Record, frozen=True, kw_only=True, eq=False):
    """事项: the fields that entries of several kinds have in common."""

    id: str
    name: str
    plain_name: str = ""
    """通俗名称; empty if the official name is plain enough."""
    aliases: tuple[Alias, ...] = ()
    asked_as: tuple[str, ...] = ()
    """居民怎么问: whole sentences, only for the search."""
    summary: str = ""
    decision: Decision
    status: Status
    tier: str = ""
    in_force_on: date | None = None
    ceased_on: date | None = None
    community_types: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    competent_bodies: tuple[str, ...] = ()
    executing_bodies: tuple[str, ...] = ()
    meaning: str = ""
    routes: tuple[Route, ...] = ()
    exceptions: tuple[ExceptionCase, ...] = ()
    case_rule: CaseRule | None = None
    risk_note: str = ""
    legal_basis: tuple[Basis, ...] = ()
    practice_elsewhere: tuple[Practice, ...] = ()
    upstream: tuple[UpstreamLink, ...] = ()
    adoption: Adoption | None = None
    related: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    ended: Ended | None = None
    alert: Alert | None = None
    faq: tuple[Question, ...] = ()
    unverified: tuple[str, ...] = ()
    verification: Verification | None = None
    sources: tuple[str, ...] = ()
    notes_internal: str = ""
    """Never published."""

    @property
    def title(self) -> str:
        """The name in headings: the plain name if the official one is long."""
        return self.plain_name if self.plain_name and len(self.name) > LONG_NAME else self.name

    @property
    def decision_label(self) -> str:
        """The official label of the verdict."""
        return self.kind.decision_words[self.decision]

    @property
    def plain_label(self) -> str:
        """The plain label of the verdict."""
        return self.kind.plain_word(self.decision)

    def status_on(self, day: date) -> Status:
        """Return the status on ``day``. The dates take precedence over the written status."""
        if self.ceased_on and self.ceased_on <= day and self.status not in ENDED:
            return Status.ABOLISHED
        if self.status in (Status.IN_FORCE, Status.ADOPTED) and self.in_force_on:
            return Status.IN_FORCE if self.in_force_on <= day else Status.ADOPTED
        return self.status

    def has_ended(self, day: date) -> bool:
        """Tell whether the entry is suspended, abolished or replaced on ``day``."""
        return self.status_on(day) in ENDED


class Attested(Part, frozen=True, kw_only=True):
    """证明的事实, and how the community can verify it."""

    fact: str
    verified_by: str


class Requester(Part, frozen=True, kw_only=True):
    """索要单位: who asks, or asked, for the certificate."""

    name: str
    body: str = ""
    until: date | None = None


class CertificateForm(Part, frozen=True, kw_only=True):
    """式样: the certificate's own wording, with named blanks."""

    title: str
    body: tuple[str, ...]
    note: str = ""


class Certificate(Entry, frozen=True, kw_only=True, eq=False):
    """证明事项."""

    act: str
    purposes: tuple[str, ...] = ()
    attests: tuple[Attested, ...] = ()
    issuers: tuple[str, ...] = ()
    requesters: tuple[Requester, ...] = ()
    materials: tuple[Material, ...] = ()
    steps: tuple[Step, ...] = ()
    time_limit: SourcedText | None = None
    fee: SourcedText | None = None
    validity: str = ""
    form: CertificateForm | None = None
    seal_use: str = ""
    local_note: LocalNote | None = None


class Agreement(Part, frozen=True, kw_only=True):
    """协议: whether one is needed, and where it is laid down."""

    required: bool
    reference: str = ""


class ServiceFunding(Part, frozen=True, kw_only=True):
    """经费: 权随责走、费随事转. ``principle`` says whether a law names who pays."""

    principle: str
    text: str
    payer: str = ""
    standard: str = ""
    source: str = ""


class Admission(Part, frozen=True, kw_only=True):
    """准入: who applied, who decided, since when and until when."""

    applied_by: str = ""
    applied_on: date | None = None
    reviewed_by: str = ""
    decided_on: date | None = None
    outcome: str = ""
    instrument: str = ""
    trial_until: date | None = None
    exit_on: date | None = None
    exit_reason: str = ""


class Service(Entry, frozen=True, kw_only=True, eq=False):
    """公共服务（工作）事项."""

    role: str
    body_does: str = ""
    community_does: str = ""
    limits: str = ""
    platform: str = ""
    work_area: str = ""
    frequency: str = ""
    deliverables: tuple[str, ...] = ()
    agreement: Agreement | None = None
    funding: ServiceFunding | None = None
    reporting: tuple[str, ...] = ()
    admission: Admission | None = None


class SealUse(Entry, frozen=True, kw_only=True, eq=False):
    """用印事项."""

    seal_type: str
    permitted_documents: tuple[str, ...] = ()
    prohibited_documents: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    approver: str = ""
    pre_checks: tuple[str, ...] = ()
    register_fields: tuple[str, ...] = ()
    custodian: str = ""
    retention: str = ""
    certificate: str = ""


class Observed(Part, frozen=True, kw_only=True):
    """调查里看到的, with its source."""

    text: str
    source: str
    when: str = ""


class Overhead(Entry, frozen=True, kw_only=True, eq=False):
    """机制牌子、台账、考核评比、信息系统."""

    form: str
    demanded_by: tuple[str, ...] = ()
    outcome: str
    observed: tuple[Observed, ...] = ()
    count_before: str = ""
    count_after: str = ""
    work_area: str = ""


class Standard(Part, frozen=True, kw_only=True):
    """标准: an amount, what it is counted by, and the wording it follows from."""

    text: str
    condition: str = ""
    households_from: int | None = None
    households_to: int | None = None
    amount: Decimal | None = None
    unit: str = ""
    counted_by: str = ""
    bound: str = ""


class Funding(Entry, frozen=True, kw_only=True, eq=False):
    """经费标准."""

    standing: str
    scope: str = ""
    payer: str = ""
    standards: tuple[Standard, ...] = ()
    period: str = ""
    ambiguity: str = ""
