"""征求意见 as data: the letter and the table for each department, and the outcome of each answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.derive.consultation import (
    AGREE,
    SENT,
    TITLE,
    Answer,
    consulted_departments,
    draft_mark,
    latest_answers,
)
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.rounds import Consultation
from generator.views.columns import column_value
from generator.views.finished_prints import FORMS
from generator.views.general_forms import GeneralForm, letter_form
from generator.views.imprint import Imprint, imprint
from generator.views.links import EntryLink, Link, body_link, entry_link
from generator.views.listings import WHOLE, listings

SLUG, OUTCOMES = "consultation", "意见采纳情况"
OPEN, AS_IT_IS = "还没有定", "照原样"
HEADS = ("事项", "哪个部门", "意见", "怎么说的", "采纳没有", "为什么", "签字日期")
"""The columns of the table of outcomes."""
SINCE = "后来改过，没有再问"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """What a department is asked to confirm: the wording of one entry, and its basis."""

    id: str
    name: str
    words: str
    basis: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedDepartment:
    """The letter and the table for one department."""

    body: str
    """The id of the department."""
    name: str
    """The department's name in the names of files."""
    title: str
    sent: str
    rows: tuple[AskedRow, ...]
    opinions: tuple[str, ...]
    signers: tuple[str, ...]
    letter: GeneralForm
    imprint: Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """One answer, and whether it was adopted."""

    entry: EntryLink
    body: Link
    opinion: str
    text: str
    outcome: str
    reason: str
    signed: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of the row in a print."""
        name = f"{self.entry.id}{self.entry.title}"
        answer = (self.opinion, self.text, self.outcome, self.reason, self.signed)
        return (name, self.body.title, *answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationView:
    """意见采纳情况."""

    title: str
    lead: str
    rows: tuple[OutcomeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomesPrint:
    """意见采纳情况 on paper."""

    view: ConsultationView
    imprint: Imprint


def asked_departments(catalogue: Catalogue, on: date) -> Iterator[AskedDepartment]:
    """Yield the letter and the table that are sent to each department on the day ``on``."""
    kind = catalogue.kind_of(Consultation)
    whole_imprint = next(
        listing.imprint for listing in listings(catalogue) if listing.slug == WHOLE
    )
    for body, entries in consulted_departments(catalogue, on):
        rows = tuple(_asked_row(catalogue, entry) for entry in entries)
        yield AskedDepartment(
            body=body.id,
            name=body.short_name.replace("/", "、"),
            title=f"{TITLE}{body.name}",
            sent=f"{SENT}{on}",
            rows=rows,
            opinions=tuple(kind.labels("answers", "opinion").values()),
            signers=tuple(kind.labels("answers", "signed_by").values()),
            letter=letter_form(
                catalogue,
                "consultation-letter",
                {"{body}": body.name, "{count}": str(len(rows))},
                whole_imprint,
            ),
            imprint=whole_imprint,
        )


def _asked_row(catalogue: Catalogue, entry: Entry) -> AskedRow:
    places = column_value(catalogue, entry, "places")
    words = f"{entry.decision_label}。{entry.summary}"
    return AskedRow(
        id=entry.id,
        name=entry.name,
        words=f"{words}去哪里办：{places}。" if places else words,
        basis=column_value(catalogue, entry, "basis"),
        mark=draft_mark(entry),
    )


def consultation_view(catalogue: Catalogue, *, title: str) -> ConsultationView:
    """Return the outcome of each department's latest opinion on each entry. Agreement comes last."""
    answered = sorted(latest_answers(catalogue), key=lambda answer: answer.opinion.opinion == AGREE)
    return ConsultationView(
        title=title,
        lead=_lead(answered),
        rows=tuple(_outcome(catalogue, answer) for answer in answered),
    )


def outcomes_print(catalogue: Catalogue) -> OutcomesPrint | None:
    """Return the printed table; none where no department has answered."""
    view = consultation_view(catalogue, title=OUTCOMES)
    if not view.rows:
        return None
    wording = tuple(cell for row in view.rows for cell in row.cells)
    print_imprint = imprint(
        catalogue,
        (),
        addresses.CONSULTATION,
        OUTCOMES,
        id=f"{FORMS}/{SLUG}",
        rule="wording",
        wording=(OUTCOMES, *wording),
    )
    return OutcomesPrint(view=view, imprint=print_imprint)


def opinion_line(catalogue: Catalogue, answer: Answer) -> str:
    """Return a line about a department's opinion, with the day it signed."""
    row = _outcome(catalogue, answer)
    outcome = f"，{row.outcome}" if answer.opinion.opinion != AGREE else ""
    since = f"；{SINCE}" if answer.changed else ""
    return (
        f"已征求{row.body.title}意见（{answer.opinion.signed_on}）：{row.opinion}{outcome}{since}"
    )


def _lead(answered: Sequence[Answer]) -> str:
    if not answered:
        return "还没有哪个部门书面答复过。没有答复的，不当作同意。"
    entries = len({answer.opinion.entry for answer in answered})
    bodies = len({answer.consultation.body for answer in answered})
    agreed = sum(answer.opinion.opinion == AGREE for answer in answered)
    waiting = sum(answer.is_open for answer in answered)
    rest = f"，还没有定的{waiting}条" if waiting else ""
    return (
        f"{bodies}个部门答复了{entries}件事，一共{len(answered)}条意见："
        f"同意的{agreed}条，要改的、不同意的{len(answered) - agreed}条{rest}。没有答复的，不当作同意。"
    )


def _outcome(catalogue: Catalogue, answer: Answer) -> OutcomeRow:
    kind, opinion = answer.consultation.kind, answer.opinion
    words = kind.labels("answers", "outcome")
    agreed = AS_IT_IS if opinion.opinion == AGREE else OPEN
    return OutcomeRow(
        entry=entry_link(catalogue.entries[opinion.entry]),
        body=body_link(catalogue, answer.consultation.body),
        opinion=kind.labels("answers", "opinion")[opinion.opinion],
        text=opinion.text,
        outcome=words.get(opinion.outcome, agreed),
        reason=opinion.outcome_reason,
        signed=opinion.signed_on.isoformat(),
    )
