"""Each step of a published journey has a quotation or an official page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.journeys import MOST_UNCHECKED, figures, journeys
from generator.model.catalogue import Catalogue
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for journey in journeys(catalogue):
        for index, step in enumerate(journey.steps):
            if not step.is_grounded:
                yield Finding(
                    path=journey.path,
                    pointer=("steps", index, "title"),
                    message=f"“{step.title}”没有原文，也没有官方网页",
                    hint="在legal_basis里写出处和原文，或者写official_pages；没有的，整件事写draft: true。",
                )
        counts = figures(journey)
        if counts.unchecked > counts.details * MOST_UNCHECKED:
            yield Finding(
                path=journey.path,
                pointer=("steps",),
                message=(
                    f"细节{counts.details}处，没有核实的有{counts.unchecked}处，超过四分之一，不能给居民看"
                ),
                hint="核实一些，或者删掉没有核实的；一时核实不了的，整件事写draft: true。",
            )


RULE = Rule(
    code="R043",
    title="一件事没有依据就给人看",
    meaning=(
        "一件事的每一步，找谁、做什么都要有原文或者官方网页；"
        "费用、时间、网上办这些细节，没有核实的不超过四分之一。不够的写成草稿，网站不显示。"
    ),
    fails="""\
# journeys/laoren-qushi.yml
steps:
  - id: zhuxiao
    title: 注销户口
""",
    passes="""\
# journeys/laoren-qushi.yml
steps:
  - id: zhuxiao
    title: 注销户口
    legal_basis:
      - source: law-hkdj
        clause: 第八条
        quote: 公民死亡，城市在葬前，农村在一个月以内，由户主、亲属、抚养人或者邻居向户口登记机关申报死亡登记，注销户口。
""",
    check=_check,
)
