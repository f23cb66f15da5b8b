"""A basis that has ceased or been replaced makes its entries due for review (待复核)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import ENDED
from generator.problems.problem import Severity
from generator.rules.rule import Finding, Rule, RuleContext


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        if entry.status_on(context.on) in ENDED:
            continue
        for index, basis in enumerate(entry.legal_basis):
            source = catalogue.sources.get(basis.source)
            if source is None or not source.has_ended(context.on):
                continue
            after = "、".join(
                f"《{catalogue.sources[number].short_name}》（{number}）"
                for number in source.replaced_by
                if number in catalogue.sources
            )
            yield Finding(
                path=entry.path,
                pointer=("legal_basis", index, "source"),
                message=f"依据《{source.short_name}》已经失效，本条待复核",
                hint=f"看看{after}怎么规定，改引新的条款。"
                if after
                else "改引现行的规定，或者把本条废止。",
            )


RULE = Rule(code="R011", title="依据失效的事项要复核", check=_check, severity=Severity.WARNING)
