"""Answers of departments are consistent, and each opinion has an outcome."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.consultation import AGREE, Answer, latest_answers
from generator.model.catalogue import Catalogue
from generator.problems.problem import Severity
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _consistent(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for consultation in catalogue.consultations.values():
        seen: set[str] = set()
        for index, answer in enumerate(consultation.answers):
            pointer = ("answers", index)
            if answer.entry in seen:
                yield Finding(
                    path=consultation.path,
                    pointer=(*pointer, "entry"),
                    message=f"{answer.entry}答复了两次",
                    hint="留一次，另一次删掉。",
                )
            seen.add(answer.entry)
            if answer.signed_on < consultation.asked_on:
                yield Finding(
                    path=consultation.path,
                    pointer=(*pointer, "signed_on"),
                    message=f"{answer.signed_on}签字，可是{consultation.asked_on}才发出",
                    hint="对照收到的表，改正日期。",
                )
            if answer.opinion == AGREE and answer.outcome:
                yield Finding(
                    path=consultation.path,
                    pointer=(*pointer, "outcome"),
                    message=f"{answer.entry}部门同意，没有要采纳的",
                    hint="删掉outcome。",
                )


def _decided(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    undecided_by_file: dict[str, list[Answer]] = {}
    for answer in latest_answers(catalogue):
        if answer.is_open:
            undecided_by_file.setdefault(answer.consultation.path, []).append(answer)
    for path, undecided in undecided_by_file.items():
        body_id = undecided[0].consultation.body
        body = catalogue.bodies[body_id].name if body_id in catalogue.bodies else body_id
        yield Finding(
            path=path,
            pointer=("answers",),
            message=f"{body}提了意见，采纳不采纳还没有定的有{len(undecided)}条："
            f"{'、'.join(answer.opinion.entry for answer in undecided)}",
            hint="写上outcome：adopted、in_part或者not_adopted；没有全采纳的，写上outcome_reason。",
        )


CONSISTENT = Rule(
    code="R086",
    title="征求意见的答复前后对不上",
    meaning="一条事项一个部门答复一次，先发出后签字，同意的没有采纳不采纳。",
    fails="""\
asked_on: 2026-11-27
answers:
  - entry: ZM-004
    opinion: agree
    signed_on: 2026-11-20
""",
    passes="""\
asked_on: 2026-11-27
answers:
  - entry: ZM-004
    opinion: agree
    signed_on: 2026-12-10
""",
    check=_consistent,
)
DECIDED = Rule(
    code="R087",
    title="部门提了意见，还没有定采纳不采纳",
    meaning="提了意见的部门等着答复。采纳没有、为什么，都要公开。",
    fails="""\
answers:
  - entry: ZM-004
    opinion: amend
    text: 改成到窗口办。
""",
    passes="""\
answers:
  - entry: ZM-004
    opinion: amend
    text: 改成到窗口办。
    outcome: adopted
    outcome_reason: 已经改了去处。
""",
    check=_decided,
    severity=Severity.WARNING,
)
