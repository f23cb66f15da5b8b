"""准入: each step of an admission is complete: decision, document, trial, exit.

民发〔2015〕136号 asks for an admission system. The required fields follow from the procedures of
places that have one, and for the money from 城市居民委员会组织法（2025年修订）第四十三条.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.catalogue import Catalogue
from generator.model.entries import ENDED, Admission, Service
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext

Shortcoming = tuple[str, str, str]
"""The key in ``admission``, the message and the hint."""


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        if not isinstance(entry, Service) or entry.admission is None:
            continue
        steps = (*_steps(entry.admission), *_duties(entry, entry.admission, context.on))
        for key, message, hint in steps:
            pointer = ("admission", key) if key in entry.fields["admission"] else ("admission",)
            yield Finding(path=entry.path, pointer=pointer, message=message, hint=hint)


def _steps(admission: Admission) -> Iterator[Shortcoming]:
    outcome = admission.outcome
    if outcome and not admission.decided_on:
        yield "outcome", "写了决定，没有写哪一天决定的", "补上decided_on。"
    if outcome and not admission.instrument:
        yield "outcome", "写了决定，没有写决定的文件", "补上instrument，写文号。"
    if outcome == "trial" and not admission.trial_until:
        yield "outcome", "先试行的，没有写试行到哪一天", "补上trial_until。"
    if admission.exit_on and not admission.exit_reason:
        yield "exit_on", "退出了，没有写为什么", "补上exit_reason。"


def _duties(entry: Service, admission: Admission, on: date) -> Iterator[Shortcoming]:
    admitted = admission.outcome in {"admitted", "trial"}
    if admitted and entry.role == "entrusted" and not _has_agreement(entry):
        yield "outcome", "批准委托的事项没有协议", "在agreement里写required: true和协议的名称。"
    ended = entry.status in ENDED
    if admission.exit_on and admission.exit_on <= on and not ended:
        yield "exit_on", "已经退出，状态还是现行", "把status改成abolished，或者改正退出日期。"
    if admission.outcome == "refused" and not ended and entry.decision == "permitted":
        yield "outcome", "没有批准的事项，结论却是准入", "改结论，或者改正决定。"


def _has_agreement(entry: Service) -> bool:
    agreement = entry.agreement
    return agreement is not None and agreement.required and bool(agreement.reference)


RULE = Rule(
    code="R024",
    title="准入的每一步没有写全",
    meaning=(
        "申请、决定、试行、退出，一步有一步要写的。"
        "决定要写日期和文件，试行要写到哪天，委托的要有协议，退出要写为什么，退出以后状态不能还是现行。"
    ),
    fails="""\
admission:
  outcome: admitted
  decided_on: 2026-09-01
""",
    passes="""\
admission:
  outcome: admitted
  decided_on: 2026-09-01
  instrument: 区社区减负工作组2026年第3号
""",
    check=_check,
)
