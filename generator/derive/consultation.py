"""征求意见: whom each entry is put to, and what every department last said of it."""

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
"""What the first two rows of a workbook begin with: the department, and the day it was sent."""
ASKED = ("编号", "事项", "我们怎么写的", "依据")
ANSWERED = ("意见", "改成什么，或者为什么不同意", "谁签的", "签字日期")
MARK = "稿号"
HEADS = (*ASKED, *ANSWERED, MARK)
"""The columns of the table: what we wrote, what the department answers, and which draft it read."""
HEAD_ROW = 4
MARK_DIGITS = 16
AGREED = "agree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one department last said of one entry, and in which round."""

    consultation: Consultation
    opinion: Opinion
    changed: bool
    """Whether the entry says something else today than what the department read."""

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet what becomes of it."""
        return self.opinion.opinion != AGREED and not self.opinion.outcome


def mark(record: Record) -> str:
    """Return what says which draft of an entry a department read."""
    return record.seal[:MARK_DIGITS]


def asked(catalogue: Catalogue, on: date) -> Iterator[tuple[Body, tuple[Entry, ...]]]:
    """Yield every department on the day ``on`` with the entries that are put to it."""
    for body in departments(catalogue, on).values():
        named = responsibilities(catalogue, body).named
        entries = tuple(
            entry
            for entry in catalogue.entries.values()
            if entry.id in named and not entry.has_ended(on)
        )
        if entries:
            yield body, entries


def answers(catalogue: Catalogue) -> tuple[Answer, ...]:
    """Return the last word of every department on every entry, by entry, in catalogue order."""
    return tuple(one for id_ in catalogue.entries for one in answers_on(catalogue, id_))


def answers_on(catalogue: Catalogue, number: str) -> tuple[Answer, ...]:
    """Return the last word of every department on one entry."""
    entry = catalogue.entries[number]
    last: dict[str, Answer] = {}
    for consultation, opinion in sorted(_naming(catalogue, number), key=_round):
        changed = opinion.seal != mark(entry)
        last[consultation.body] = Answer(
            consultation=consultation, opinion=opinion, changed=changed
        )
    return tuple(last.values())


def _naming(catalogue: Catalogue, number: str) -> Iterator[tuple[Consultation, Opinion]]:
    for use in catalogue.uses.get(("entries", number), ()):
        if isinstance(use.by, Consultation):
            yield use.by, use.by.answers[int(use.reference.pointer[1])]


def _round(one: tuple[Consultation, Opinion]) -> tuple[date, str]:
    return one[0].asked_on, one[0].id
