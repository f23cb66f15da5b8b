"""The sections below the answer on an entry's page. Each has a template of its name in ``sections/``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.model.entries import Attested, CertificateForm
from generator.model.parts import Question
from generator.views.entry import BasisLine, UpstreamLine
from generator.views.evidence import Asker
from generator.views.links import EntryLink, Link
from generator.views.quotation import Quotation as RuleQuotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of a list of facts: a label, a text, links behind it, a source in brackets."""

    label: str
    text: str = ""
    links: tuple[Link, ...] = ()
    source: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words of a source, and where they are."""

    text: str
    source: Link
    where: str = ""
    """The clause or the date; empty if only the source is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section: its heading, and what it shows."""

    id: ClassVar[str]
    """Its anchor on the page, and the name of its template."""
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsSection(Section):
    """A list of facts and nothing else."""

    id = "facts"
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRuleSection(FactsSection):
    """什么时候可以办."""

    id = "case_rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedSection(FactsSection):
    """为什么不再办."""

    id = "ended"
    text: str
    decision: str
    """原来的结论 as a label; empty if there was none."""
    replaced_by: tuple[EntryLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InsistSection(Section):
    """对方一定要: the article to show, what to hand over, and where to complain."""

    id = "insist"
    quotation: RuleQuotation
    own: tuple[RuleQuotation, ...]
    """The quotations of the law that decides this entry."""
    complain: str
    notice: str
    """The address of the referral notice; empty where there is none."""
    report: str
    """他们还在要: the text of a report to the hotline, with blanks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaySection(Section):
    """可以念给对方听: quotations of the law that decides the entry."""

    id = "say"
    quotations: tuple[RuleQuotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialLine:
    """One document to bring, and a note on it."""

    text: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BringSection(FactsSection):
    """要带什么."""

    id = "bring"
    materials: tuple[MaterialLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step: who or what it is about, and what is done."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsSection(Section):
    """怎么办."""

    id = "steps"
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposesSection(Section):
    """用来办什么."""

    id = "purposes"
    purposes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestsSection(Section):
    """证明什么，凭什么知道."""

    id = "attests"
    attests: tuple[Attested, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection(Section):
    """证明式样."""

    id = "form"
    form: CertificateForm


@dataclass(frozen=True, slots=True, kw_only=True)
class UndecidedSection(Section):
    """本地没有规定."""

    id = "undecided"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSource:
    """A source with the clause in it."""

    source: Link
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionLine:
    """One exception, and the rules that make it."""

    title: str
    text: str
    entry: EntryLink | None
    legal_basis: tuple[CitedSource, ...]
    unverified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionsSection(Section):
    """例外."""

    id = "exceptions"
    exceptions: tuple[ExceptionLine, ...]
    """Exceptions that are not folded."""
    folded: tuple[ExceptionLine, ...]
    """The other exceptions. Only their titles are not folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeaningSection(Section):
    """这是什么，留意什么."""

    id = "meaning"
    meaning: str
    risk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequesterLine:
    """A requester, and the day until which it was allowed to ask."""

    name: Link
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestersSection(Section):
    """谁常来要."""

    id = "requesters"
    requesters: tuple[RequesterLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalSection(Section):
    """本地查到的."""

    id = "local"
    text: str
    sources: tuple[Link, ...]
    unverified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeLine:
    """The practice of one place."""

    place: str
    text: str
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeSection(Section):
    """外地怎么办. The practice of the catalogue's own place comes first."""

    id = "practice"
    own: tuple[PracticeLine, ...]
    rows: tuple[PracticeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqSection(Section):
    """常见问题."""

    id = "faq"
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayLine:
    """The legal basis of one route, and its code in the government service network."""

    heading: str
    rows: tuple[BasisLine, ...]
    item_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisSection(Section):
    """依据."""

    id = "basis"
    rows: tuple[BasisLine, ...]
    ways: tuple[WayLine, ...]
    exceptions: tuple[ExceptionLine, ...]
    """The exceptions, for their legal basis."""
    also: tuple[Link, ...]
    """Other sources that were consulted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredLine:
    """One article that an entry answers: a link to it, and what it asks."""

    provision: Link
    asks: str
    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionsSection(Section):
    """哪些法条写到这件事."""

    id = "provisions"
    rows: tuple[AnsweredLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamSection(Section):
    """上级清单怎么写."""

    id = "upstream"
    rows: tuple[UpstreamLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedSection(Section):
    """相近的事."""

    id = "related"
    most_open: ClassVar[int] = 3
    """Entries that are shown at once; the others are folded."""
    entries: tuple[EntryLink, ...]
    life_events: tuple[Link, ...]
    bodies: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelSection(FactsSection):
    """从哪一级来."""

    id = "level"
    parent_title: str
    changed_label: str
    """The label of the local fields; empty if nothing is changed locally."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """The change of the entry in one edition."""

    day: str
    edition: Link
    is_coming: bool
    text: str
    was: str
    """What the entry said before, for a change that ended it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistorySection(Section):
    """改过什么."""

    id = "history"
    events: tuple[HistoryLine, ...]
    unreleased: bool
    """Whether the entry has changed since the last edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CiteSection(FactsSection):
    """核对与引用."""

    id = "cite"
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSection(Section):
    """拿什么代替: who asks for what, on which legal ground, and what is accepted instead."""

    id = "evidence"
    most_open: ClassVar[int] = 2
    """Requesters that are shown at once; the others are folded."""
    askers: tuple[Asker, ...]
