"""A verdict rests on rules in force here, not on practice elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Decision
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext

BINDING_TIERS = frozenset({"A", "B"})


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        if entry.decision is not Decision.UNDECIDED and entry.tier not in BINDING_TIERS:
            yield Finding(
                path=entry.path,
                pointer=("decision",),
                message=f"依据等级是{entry.tier}，不能写成“{entry.decision_label}”",
                hint="外地做法、存疑或者失效的依据，结论只能写undecided。",
                related=((entry.path, ("tier",), "依据等级在这里"),),
            )


RULE = Rule(
    code="R008",
    title="依据不硬，却下了结论",
    meaning=(
        "只有国家规定和本地规定能支撑结论。"
        "外地的做法、存疑或者失效的规定，只能作参考，结论写undecided。"
    ),
    fails="""\
decision: forbidden
tier: C
""",
    passes="""\
decision: undecided
tier: C
""",
    check=_check,
)
