"""Every verdict cites its basis."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Decision
from generator.rules.rule import Finding, Rule, RuleContext


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    del context
    for entry in catalogue.entries.values():
        if entry.decision is not Decision.UNDECIDED and not entry.legal_basis:
            yield Finding(
                path=entry.path,
                pointer=("decision",),
                message=f"结论是“{entry.decision_label}”，却没有写依据",
                hint="在legal_basis里写明哪份文件、哪一条；没有依据的，结论写undecided。",
            )


RULE = Rule(code="R010", title="有结论就要有依据", check=_check)
