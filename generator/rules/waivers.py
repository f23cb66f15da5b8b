"""Waivers: rules that do not hold for one entry, with reason and date.

A waiver that is no longer needed is itself a problem, so that waivers cannot rot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.settings import Waiver
from generator.problems.problem import Place, Problem
from generator.reading.document import Document, Pointer
from generator.rules.rule import RuleContext

FILE = "waivers.yml"


def waive(
    problems: Iterable[Problem],
    waivers: tuple[Waiver, ...],
    documents: Mapping[str, Document],
    context: RuleContext,
) -> tuple[Problem, ...]:
    """Return the problems without those waived, and one for each waiver that is no use."""
    remaining: list[Problem] = []
    used: set[int] = set()
    for problem in problems:
        matching = [
            index
            for index, waiver in enumerate(waivers)
            if (waiver.code, waiver.file) == (problem.code, problem.place.file)
            and not _has_run_out(waiver, context)
        ]
        used.update(matching)
        if not matching:
            remaining.append(problem)
    document = documents.get(FILE)
    for index, waiver in enumerate(waivers):
        run_out = _has_run_out(waiver, context)
        # What an unreadable file would have caused is not known, so nothing is called useless.
        if run_out or (index not in used and not context.unusable):
            remaining.append(_useless(index, waiver, document, run_out=run_out))
    return tuple(remaining)


def _has_run_out(waiver: Waiver, context: RuleContext) -> bool:
    return waiver.until is not None and waiver.until < context.on


def _useless(index: int, waiver: Waiver, document: Document | None, *, run_out: bool) -> Problem:
    pointer: Pointer = ("waivers", index)
    place = document.place(pointer) if document else Place(FILE)
    return Problem(
        code="W002" if run_out else "W001",
        message=(
            f"对{waiver.file}的豁免（{waiver.code}）到{waiver.until}为止，已经过期"
            if run_out
            else f"对{waiver.file}的豁免（{waiver.code}）已经用不着"
        ),
        place=place,
        hint="重新看过再定，或者删掉这一项。" if run_out else "删掉这一项。",
        source_line=document.line_at(place) if document else "",
    )
