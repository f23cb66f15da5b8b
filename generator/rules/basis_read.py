"""A verdict whose every basis is known only from citations in other texts is doubtful."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Decision
from generator.problems.problem import Severity
from generator.rules.rule import Finding, Rule, RuleContext


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    del context
    for entry in catalogue.entries.values():
        cited = [catalogue.sources.get(basis.source) for basis in entry.legal_basis]
        if entry.decision is Decision.UNDECIDED or not cited:
            continue
        if all(source is not None and source.seen == "citation-only" for source in cited):
            yield Finding(
                path=entry.path,
                pointer=("legal_basis",),
                at_key=True,
                message="依据都只见转引，没有一份读到原文",
                hint="找到原文再下结论；找不到的，在unverified里写明。",
            )


RULE = Rule(code="R012", title="依据要读过原文", check=_check, severity=Severity.WARNING)
