"""Parts of entries: the objects inside a record. Attributes are the properties of the schema.

What a property means stands there, in Chinese, as ``title`` and ``description``.
"""

from __future__ import annotations

from datetime import date

import msgspec


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """An object inside a record."""


class Alias(Part, frozen=True, kw_only=True):
    """别名: another name for the entry, and what sort of name it is."""

    text: str
    type: str
    source: str = ""


class QuoteRead(Part, frozen=True, kw_only=True):
    """引文复读: when someone who did not choose a quotation read it against its claim."""

    on: date
    changed: bool


class Basis(Part, frozen=True, kw_only=True):
    """依据: a source, the clause in it, its words, and what it says about this entry."""

    source: str
    clause: str = ""
    quote: str = ""
    """原文: part of the clause, word for word."""
    note: str = ""
    follows: str = ""
    """由此推出: how the verdict follows from words that do not name the committee."""
    quote_read: QuoteRead | None = None


class UpstreamLink(Part, frozen=True, kw_only=True):
    """上级清单对应: the row of an upstream list that the entry answers for."""

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
    """外地做法: how another place does it. Never a basis for a verdict here."""

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
    """去哪里办: one way out, by a body or by documents that are accepted instead."""

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
    """跨地方能不能办; none where no document says so."""
    validity: str = ""
    legal_basis: tuple[Basis, ...] = ()
    sources: tuple[str, ...] = ()
    unverified: bool = False


class Material(Part, frozen=True, kw_only=True):
    """材料: a document the applicant brings, or the office fetches."""

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
    """例外: where the verdict does not hold, and the rule that says so."""

    text: str
    legal_basis: tuple[Basis, ...]
    title: str = ""
    entry: str = ""
    unverified: bool = False


class Adoption(Part, frozen=True, kw_only=True):
    """采用上级: what a local entry does with the one above, and on what basis."""

    action: str
    reason: str
    legal_basis: tuple[Basis, ...] = ()
    reviewed: str = ""


class CaseRule(Part, frozen=True, kw_only=True):
    """酌情办理、一事一议 by which rule."""

    trigger: str
    approver: str
    deliberation: str = ""
    legal_review: str = ""


class SourcedText(Part, frozen=True, kw_only=True):
    """A text with the source it is taken from, such as a time limit or a fee."""

    text: str
    source: str = ""


class LocalNote(Part, frozen=True, kw_only=True):
    """本地说明 with its sources."""

    text: str
    sources: tuple[str, ...]
    unverified: bool = False
