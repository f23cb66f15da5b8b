"""Every verdict cites its basis."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Decision
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        if entry.decision is not Decision.UNDECIDED and not entry.legal_basis:
            yield Finding(
                path=entry.path,
                pointer=("decision",),
                message=f"结论是“{entry.decision_label}”，却没有写依据",
                hint="在legal_basis里写明哪份文件、哪一条；没有依据的，结论写undecided。",
            )


RULE = Rule(
    code="R010",
    title="有结论，没有依据",
    meaning=(
        "每一个结论都要写明哪份文件、哪一条。"
        "没有依据的结论，窗口和居民都没法拿去用。"
        "没有依据的写undecided。"
    ),
    fails="""\
decision: assist_only
# 没有写legal_basis
""",
    passes="""\
decision: assist_only
legal_basis:
  - source: law-jwh-2025
    clause: 第十五条
""",
    check=_check,
)
