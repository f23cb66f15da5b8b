"""The date of the next review has not passed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.parts import Verification
from generator.problems.problem import Severity
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    for record in catalogue:
        verification = getattr(record, "verification", None)
        due = verification.next_review_on if isinstance(verification, Verification) else None
        if due and due < context.on:
            yield Finding(
                path=record.path,
                pointer=("verification", "next_review_on"),
                message=f"应当在{due}前再核对一次，现在已经过了",
                hint="重新核对，改写verified_on和next_review_on。",
            )


RULE = Rule(
    code="R017",
    title="到期没有再核对",
    meaning="规定会变，每一条都写着下次核对的日期。过了这一天还没有核对，内容可能已经不对。",
    fails="""\
verification:
  verified_on: 2024-11-01
  # 已经过了
  next_review_on: 2025-11-01
  confidence: confirmed
""",
    passes="""\
verification:
  verified_on: 2026-11-01
  next_review_on: 2027-11-01
  confidence: confirmed
""",
    check=_check,
    severity=Severity.WARNING,
)
