"""The sections that only services, seal uses, overheads and funding standards have."""

from __future__ import annotations

from dataclasses import dataclass

from generator.views.quotation import Quotation as RuleQuotation
from generator.views.sections.types import FactsSection, Quotation, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySection(FactsSection):
    """谁做什么 of a service item."""

    id = "duty"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsSection(FactsSection):
    """承办的要求 of a service item."""

    id = "terms"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealSection(FactsSection):
    """怎么盖."""

    id = "seal"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSection(FactsSection):
    """盖章前后: what is checked and recorded."""

    id = "register"
    pre_checks: tuple[str, ...]
    register_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedSection(FactsSection):
    """调查时的情况."""

    id = "observed"
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardLine:
    """One standard: its wording, when it applies, and the amount."""

    text: str
    condition: str
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardsSection(FactsSection):
    """多少."""

    id = "standards"
    rows: tuple[StandardLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSection(Section):
    """任务来了，先问三句; or what to quote if a barred task is sent."""

    id = "task"
    entry_id: str
    title: str
    funding: str
    asks: bool
    """Whether to show the three questions; false for a barred task."""
    quotation: RuleQuotation | None
