"""热线知识: what the operators of a hotline need to answer a question, one question a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.editions.citation import edition_word
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.views.columns import short_name
from generator.views.entry import basis_lines, entry_view
from generator.views.wording import ended, rule_name


@dataclass(frozen=True, slots=True, kw_only=True)
class HotlineBasis:
    """What an answer rests on; ``quote`` is empty where no text proves the words."""

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
    """How residents ask it."""
    other_names: tuple[str, ...]
    answer: str
    basis: tuple[HotlineBasis, ...]
    responsible: tuple[str, ...]
    valid_from: date | None
    edition: str
    verified_on: date | None
    address: str


def hotline_answers(catalogue: Catalogue, on: date) -> Iterator[HotlineAnswer]:
    """Yield an answer for each entry that has not ended on the day ``on``, then its own questions."""
    asked: dict[str, list[str]] = {}
    for example in catalogue.settings.questions:
        asked.setdefault(example.entry, []).append(example.text)
    for entry in catalogue.entries.values():
        if entry.has_ended(on):
            continue
        ways = tuple(dict.fromkeys((*asked.get(entry.id, ()), *entry.asked_as)))
        question = ways[0] if ways else entry.title
        answer = _answered(catalogue, entry, on)
        yield _answer(catalogue, entry, on, question=question, answer=answer, ways=ways[1:])
        for one in entry.faq:
            yield _answer(catalogue, entry, on, question=one.question, answer=one.answer)


def _answered(catalogue: Catalogue, entry: Entry, on: date) -> str:
    """Say the verdict, the sentence, and where to go."""
    routes = entry_view(catalogue, entry, on).routes
    where = (
        f"{route.heading}：{route.detail}" if route.detail else route.heading for route in routes
    )
    told = "".join(f"{number}．{ended(one)}" for number, one in enumerate(where, 1))
    return f"{ended(entry.decision_label)}{ended(entry.summary)}{told}"


def _answer(
    catalogue: Catalogue,
    entry: Entry,
    on: date,
    *,
    question: str,
    answer: str,
    ways: tuple[str, ...] = (),
) -> HotlineAnswer:
    stamp, seen = catalogue.stamp, entry.verification
    bodies = (short_name(catalogue, body) for body in entry.competent_bodies)
    return HotlineAnswer(
        id=entry.id,
        question=question,
        asked_as=ways,
        other_names=tuple(dict.fromkeys((entry.name, *(one.text for one in entry.aliases)))),
        answer=answer,
        basis=tuple(
            HotlineBasis(
                title=one.title,
                number=one.document_number,
                clause=one.clause.title,
                quote=one.quote,
            )
            for one in basis_lines(catalogue, entry, on)
        ),
        responsible=tuple(body for body in bodies if body),
        valid_from=entry.in_force_on or (stamp.in_force_on if stamp else None),
        edition=edition_word(catalogue),
        verified_on=seen.verified_on if seen else None,
        address=f"{catalogue.address}{addresses.entry(entry.id)}" if catalogue.address else "",
    )
