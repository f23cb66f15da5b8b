"""Entries are due for review (待复核) when a basis has ceased or been replaced."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import ENDED
from generator.problems.problem import Severity
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        if entry.status_on(context.on) in ENDED:
            continue
        for index, basis in enumerate(entry.legal_basis):
            source = catalogue.sources.get(basis.source)
            if source is None or not source.has_ended(context.on):
                continue
            successors = "、".join(
                f"《{catalogue.sources[number].short_name}》（{number}）"
                for number in source.replaced_by
                if number in catalogue.sources
            )
            yield Finding(
                path=entry.path,
                pointer=("legal_basis", index, "source"),
                message=f"依据《{source.short_name}》已经失效，本条待复核",
                hint=f"看看{successors}怎么规定，改引新的条款。"
                if successors
                else "改引现行的规定，或者把本条废止。",
            )


RULE = Rule(
    code="R011",
    title="依据已经失效",
    meaning=(
        "引用的文件已经废止，或者被新文件替代。"
        "这一条的结论可能变了，请对照新规定再核对一次。"
        "页面会标“待复核”。"
    ),
    fails="""\
# sources/hb-2010-1.yml
id: hb-2010-1
ceased_on: 2025-01-01
# certificates/zm-001-juzhu.yml
legal_basis:
  - source: hb-2010-1
""",
    passes="""\
# certificates/zm-001-juzhu.yml
legal_basis:
  - source: hb-2025-1
""",
    check=_check,
    severity=Severity.WARNING,
)
