"""Parts of entries: the objects inside a record. Attributes are the properties of the schema.

The schema describes each property in Chinese, in ``title`` and ``description``.
"""

from __future__ import annotations

from datetime import date

import msgspec


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """An object inside a record."""


class Alias(Part, frozen=True, kw_only=True):
    """别名: another name for the entry, and its sort."""

    text: str
    type: str
    source: str = ""


class QuoteRead(Part, frozen=True, kw_only=True):
    """引文复读: the day when another person compared a quotation with what it is to prove."""

    on: date
    changed: bool


class Basis(Part, frozen=True, kw_only=True):
    """依据: a source, its clause, a quotation, and what it says about this entry."""

    source: str
    clause: str = ""
    quote: str = ""
    """原文: a verbatim part of the clause."""
    note: str = ""
    follows: str = ""
    """由此推出: how the verdict follows from words that do not name the committee."""
    quote_read: QuoteRead | None = None


class UpstreamLink(Part, frozen=True, kw_only=True):
    """上级清单对应: the row of an upstream list that the entry corresponds to."""

    list: str
    serial: int
    relation: str
    note: str = ""


class Ended(Part, frozen=True, kw_only=True):
    """怎么结束的: when and why the entry stopped."""

    text: str
    on: date | None = None
    source: str = ""


class Alert(Part, frozen=True, kw_only=True):
    """临时提示: a notice shown between two days, both included."""

    text: str
    from_: date = msgspec.field(name="from")
    until: date


class Question(Part, frozen=True, kw_only=True):
    """常见问题 with its answer."""

    question: str
    answer: str


class Practice(Part, frozen=True, kw_only=True):
    """外地做法: the practice of another place. It is never a basis for a verdict here."""

    place: str
    text: str
    sources: tuple[str, ...]


class Verification(Part, frozen=True, kw_only=True):
    """核对: when and how the entry was last compared with its sources."""

    verified_on: date
    next_review_on: date
    confidence: str
    method: str = ""


class Route(Part, frozen=True, kw_only=True):
    """去哪里办: one route, to a body or with documents that are accepted instead."""

    type: str
    condition: str = ""
    place: str = ""
    body: str = ""
    documents: tuple[str, ...] = ()
    text: str = ""
    url: str = ""
    channel_name: str = ""
    item_code: str = ""
    threshold: str = ""
    cross_region: bool | None = None
    """跨地方能不能办; none if no document says so."""
    validity: str = ""
    legal_basis: tuple[Basis, ...] = ()
    sources: tuple[str, ...] = ()
    unverified: bool = False


class Material(Part, frozen=True, kw_only=True):
    """材料: a document that the applicant brings or the office obtains."""

    name: str
    necessity: str
    condition: str = ""
    source: str = ""
    form: str = ""
    copies: int | None = None
    waived_by: str = ""


class Step(Part, frozen=True, kw_only=True):
    """步骤: who does what."""

    actor: str
    text: str
    title: str = ""


class ExceptionCase(Part, frozen=True, kw_only=True):
    """例外: a case in which the verdict does not apply, and the rule that says so."""

    text: str
    legal_basis: tuple[Basis, ...]
    title: str = ""
    entry: str = ""
    unverified: bool = False


class Adoption(Part, frozen=True, kw_only=True):
    """采用上级: how a local entry adopts an entry of a base, and the legal basis for it."""

    action: str
    reason: str
    legal_basis: tuple[Basis, ...] = ()
    reviewed: str = ""


class CaseRule(Part, frozen=True, kw_only=True):
    """酌情办理、一事一议: the rule for decisions case by case."""

    trigger: str
    approver: str
    deliberation: str = ""
    legal_review: str = ""


class SourcedText(Part, frozen=True, kw_only=True):
    """A text with its source, such as a time limit or a fee."""

    text: str
    source: str = ""


class LocalNote(Part, frozen=True, kw_only=True):
    """本地说明 with its sources."""

    text: str
    sources: tuple[str, ...]
    unverified: bool = False
