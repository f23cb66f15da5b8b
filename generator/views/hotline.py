"""热线知识: questions and answers for the operators of a hotline, one question a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.editions.citation import edition_label
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.views.columns import short_name
from generator.views.entry import basis_lines, entry_view
from generator.views.wording import ended, rule_name


@dataclass(frozen=True, slots=True, kw_only=True)
class HotlineBasis:
    """The basis of an answer. ``quote`` is empty where no stored text contains the words."""

    title: str
    number: str
    clause: str
    quote: str

    @property
    def line(self) -> str:
        """The basis as running text."""
        quote = f"：“{self.quote}”" if self.quote else ""
        return f"{rule_name(self.title, self.number, self.clause)}{quote}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HotlineAnswer:
    """One question with its answer."""

    id: str
    question: str
    asked_as: tuple[str, ...]
    """Other phrasings of the question."""
    other_names: tuple[str, ...]
    answer: str
    basis: tuple[HotlineBasis, ...]
    responsible: tuple[str, ...]
    valid_from: date | None
    edition: str
    verified_on: date | None
    address: str


def hotline_answers(catalogue: Catalogue, on: date) -> Iterator[HotlineAnswer]:
    """Yield the answers of each entry that has not ended on the day ``on``, then those of its FAQ."""
    questions: dict[str, list[str]] = {}
    for example in catalogue.settings.questions:
        questions.setdefault(example.entry, []).append(example.text)
    for entry in catalogue.entries.values():
        if entry.has_ended(on):
            continue
        phrasings = tuple(dict.fromkeys((*questions.get(entry.id, ()), *entry.asked_as)))
        question = phrasings[0] if phrasings else entry.title
        answer = _answered(catalogue, entry, on)
        yield _answer(
            catalogue, entry, on, question=question, answer=answer, phrasings=phrasings[1:]
        )
        for faq in entry.faq:
            yield _answer(catalogue, entry, on, question=faq.question, answer=faq.answer)


def _answered(catalogue: Catalogue, entry: Entry, on: date) -> str:
    """Return the verdict, the summary and the routes as one text."""
    routes = entry_view(catalogue, entry, on).routes
    where = (
        f"{route.heading}：{route.detail}" if route.detail else route.heading for route in routes
    )
    ways = "".join(f"{number}．{ended(way)}" for number, way in enumerate(where, 1))
    return f"{ended(entry.decision_label)}{ended(entry.summary)}{ways}"


def _answer(
    catalogue: Catalogue,
    entry: Entry,
    on: date,
    *,
    question: str,
    answer: str,
    phrasings: tuple[str, ...] = (),
) -> HotlineAnswer:
    stamp, verification = catalogue.stamp, entry.verification
    bodies = (short_name(catalogue, body) for body in entry.competent_bodies)
    return HotlineAnswer(
        id=entry.id,
        question=question,
        asked_as=phrasings,
        other_names=tuple(dict.fromkeys((entry.name, *(alias.text for alias in entry.aliases)))),
        answer=answer,
        basis=tuple(
            HotlineBasis(
                title=row.title,
                number=row.document_number,
                clause=row.clause.title,
                quote=row.quote,
            )
            for row in basis_lines(catalogue, entry, on)
        ),
        responsible=tuple(body for body in bodies if body),
        valid_from=entry.in_force_on or (stamp.in_force_on if stamp else None),
        edition=edition_label(catalogue),
        verified_on=verification.verified_on if verification else None,
        address=f"{catalogue.address}{addresses.entry(entry.id)}" if catalogue.address else "",
    )
