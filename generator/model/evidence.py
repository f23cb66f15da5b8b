"""Facts, evidence types and requirements, in the terms of CCCEV.

A fact is what someone must prove. An evidence type is what can be handed in. A requirement is one
office that asks for one fact. The schema describes each property in Chinese.
"""

from __future__ import annotations

from enum import StrEnum

from generator.model.parts import Basis, Part
from generator.model.record import Record


class EvidenceKind(StrEnum):
    """哪一种材料."""

    DOCUMENT = "document"
    RECORD = "record"
    NOTARIAL = "notarial"
    OFFICIAL_CHECK = "official_check"
    PROMISE = "promise"
    ACT = "act"
    JUDGMENT = "judgment"
    STATEMENT = "statement"
    CONTRACT = "contract"


class Force(StrEnum):
    """多硬: how binding the rule is by which a requester accepts evidence."""

    MUST = "must"
    GENERAL = "general"
    MAY = "may"
    UNVERIFIED = "unverified"


class Derivation(Part, frozen=True, kw_only=True):
    """由别的事实合成: facts that together prove another one."""

    facts: tuple[str, ...]
    legal_basis: tuple[Basis, ...] = ()
    unverified: str = ""


class Fact(Record, frozen=True, kw_only=True, eq=False):
    """事实: what someone has to show, and whom it is about."""

    id: str
    name: str
    of: str
    negative: bool = False
    """Whether the fact is that something does not exist, such as owning no house."""
    derived_from: tuple[Derivation, ...] = ()
    note: str = ""
    notes_internal: str = ""


class Detail(Part, frozen=True, kw_only=True):
    """A detail such as the fee, with the rule that says so."""

    text: str
    legal_basis: tuple[Basis, ...] = ()
    unverified: str = ""


class Missing(Part, frozen=True, kw_only=True):
    """谁可能没有, and what to do then."""

    who: str
    text: str
    legal_basis: tuple[Basis, ...] = ()
    unverified: str = ""


class Holding(Part, frozen=True, kw_only=True):
    """人人都有: who has it without a request, and who may not have it."""

    who: str
    legal_basis: tuple[Basis, ...] = ()
    may_be_missing: tuple[Missing, ...] = ()


class Proof(Part, frozen=True, kw_only=True):
    """能证明什么: one fact, the conditions, and the requester."""

    fact: str
    before: str = ""
    when: tuple[str, ...] = ()
    office_when: tuple[str, ...] = ()
    legal_basis: tuple[Basis, ...] = ()
    unverified: str = ""


class Obtaining(Part, frozen=True, kw_only=True):
    """要什么才能拿到: one way to obtain it, which needs all of these together."""

    all: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    """Facts that must be shown, by any evidence."""
    nothing: bool = False
    """Whether nothing is required."""
    when: tuple[str, ...] = ()
    legal_basis: tuple[Basis, ...] = ()
    unverified: str = ""


class EvidenceType(Record, frozen=True, kw_only=True, eq=False):
    """证明材料."""

    id: str
    name: str
    type: EvidenceKind
    issued_by: str = ""
    issuer_name: str = ""
    applicant: str = ""
    where: str = ""
    held: Holding | None = None
    held_if: str = ""
    proves: tuple[Proof, ...] = ()
    requires: tuple[Obtaining, ...] = ()
    requires_unknown: bool = False
    must_issue: bool = False
    when: tuple[str, ...] = ()
    office_when: tuple[str, ...] = ()
    bound_to: tuple[str, ...] = ()
    acts_for: tuple[str, ...] = ()
    encouraged_only: bool = False
    not_here: bool = False
    fee: Detail | None = None
    time_limit: Detail | None = None
    validity: Detail | None = None
    lost: Detail | None = None
    online: Detail | None = None
    legal_basis: tuple[Basis, ...] = ()
    unverified: tuple[str, ...] = ()
    note: str = ""
    notes_internal: str = ""


class Requester(Part, frozen=True, kw_only=True):
    """谁要."""

    name: str
    body: str = ""


class Demand(Part, frozen=True, kw_only=True):
    """凭什么要: the rule that lets the requester ask; ``none_found`` if no rule is known."""

    legal_basis: tuple[Basis, ...] = ()
    none_found: bool = False
    note: str = ""


class Acceptance(Part, frozen=True, kw_only=True):
    """认什么: evidence that is shown together, or facts to show, and the rule that accepts it."""

    show: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    force: Force
    when: tuple[str, ...] = ()
    office_when: tuple[str, ...] = ()
    legal_basis: tuple[Basis, ...] = ()
    unverified: str = ""


class Requirement(Part, frozen=True, kw_only=True):
    """一项要求: one requester asks for one fact, for one purpose."""

    id: str
    fact: str
    requester: Requester
    purpose: str = ""
    demand: Demand
    accepts: tuple[Acceptance, ...] = ()
    no_way: str = ""
    unverified: str = ""


class Requirements(Record, frozen=True, kw_only=True, eq=False):
    """证明要求: all requirements behind one certificate. Its id is that of the entry."""

    entry: str
    requirements: tuple[Requirement, ...]
    notes_internal: str = ""
