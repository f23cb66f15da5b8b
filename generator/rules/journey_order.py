"""A journey needs no paper before the step that yields it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.journeys import premature_needs
from generator.model.catalogue import Catalogue
from generator.model.evidence import EvidenceType
from generator.model.journeys import Journey
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    types = catalogue.of(EvidenceType)
    for journey in catalogue.of(Journey).values():
        for index, need, later_step, type_id in premature_needs(journey):
            name = types[type_id].name if type_id in types else type_id
            step = journey.steps[index]
            yield Finding(
                path=journey.path,
                pointer=("steps", index, "needs", need),
                message=f"“{step.title}”要{name}，可是“{later_step.title}”办完才有",
                hint=f"把“{later_step.title}”放到前面，或者改正要带什么。",
            )


RULE = Rule(
    code="R042",
    title="先要后面才有的",
    meaning="一件事照步骤走，前一步要的东西不能到后一步才拿到，不然居民走到一半走不下去。",
    fails="""\
# journeys/laoren-qushi.yml
steps:
  - id: huohua
    needs:
      - ZL-010
  - id: siwang
    yields:
      - ZL-010
""",
    passes="""\
# journeys/laoren-qushi.yml
steps:
  - id: siwang
    yields:
      - ZL-010
  - id: huohua
    needs:
      - ZL-010
""",
    check=_check,
)
