"""征求意见: the departments consulted on each entry, and their latest answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.derive.ledgers import departments
from generator.derive.responsibilities import responsibilities
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.record import Record
from generator.model.rounds import Consultation, Opinion
from generator.model.supporting import Body

SHEET = "征求意见表"
TITLE, SENT = "征求意见表：", "发出日期："
"""The beginnings of the first two rows of a workbook: the department, and the day of sending."""
OUR_COLUMNS = ("编号", "事项", "我们怎么写的", "依据")
ANSWER_COLUMNS = ("意见", "改成什么，或者为什么不同意", "谁签的", "签字日期")
DRAFT_COLUMN = "稿号"
COLUMNS = (*OUR_COLUMNS, *ANSWER_COLUMNS, DRAFT_COLUMN)
"""The columns of the table: our text, the answer of the department, and the draft that it read."""
HEAD_ROW = 4
MARK_DIGITS = 16
AGREE = "agree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The latest answer of one department on one entry, with its round."""

    consultation: Consultation
    opinion: Opinion
    changed: bool
    """Whether the entry changed since the department read it."""

    @property
    def is_open(self) -> bool:
        """Whether its outcome is not decided yet."""
        return self.opinion.opinion != AGREE and not self.opinion.outcome


def draft_mark(record: Record) -> str:
    """Return the mark of the current draft of an entry."""
    return record.seal[:MARK_DIGITS]


def consulted_departments(
    catalogue: Catalogue, on: date
) -> Iterator[tuple[Body, tuple[Entry, ...]]]:
    """Yield every department on the day ``on`` with the entries that it is consulted on."""
    for body in departments(catalogue, on).values():
        named = responsibilities(catalogue, body).named
        entries = tuple(
            entry
            for entry in catalogue.entries.values()
            if entry.id in named and not entry.has_ended(on)
        )
        if entries:
            yield body, entries


def latest_answers(catalogue: Catalogue) -> tuple[Answer, ...]:
    """Return the latest answers of all departments on all entries, in the order of the entries."""
    return tuple(
        answer for id_ in catalogue.entries for answer in latest_answers_on(catalogue, id_)
    )


def latest_answers_on(catalogue: Catalogue, number: str) -> tuple[Answer, ...]:
    """Return the latest answers of all departments on one entry."""
    entry = catalogue.entries[number]
    latest: dict[str, Answer] = {}
    for consultation, opinion in sorted(_naming(catalogue, number), key=_round):
        changed = opinion.seal != draft_mark(entry)
        latest[consultation.body] = Answer(
            consultation=consultation, opinion=opinion, changed=changed
        )
    return tuple(latest.values())


def _naming(catalogue: Catalogue, number: str) -> Iterator[tuple[Consultation, Opinion]]:
    for use in catalogue.uses.get(("entries", number), ()):
        if isinstance(use.by, Consultation):
            yield use.by, use.by.answers[int(use.reference.pointer[1])]


def _round(pair: tuple[Consultation, Opinion]) -> tuple[date, str]:
    return pair[0].asked_on, pair[0].id
