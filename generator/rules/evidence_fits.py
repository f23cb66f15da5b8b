"""Evidence is put together soundly: what is shown proves what is asked, and a demand has a ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.catalogue import Catalogue
from generator.model.evidence import Acceptance, EvidenceType, Requirement, Requirements
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    del context
    types = catalogue.of(EvidenceType)
    for record in catalogue.of(Requirements).values():
        for place, one in enumerate(record.requirements):
            if bool(one.demand.legal_basis) is one.demand.none_found:
                yield Finding(
                    path=record.path,
                    pointer=("requirements", place, "demand"),
                    message=f"{one.id}凭什么要，没有写清",
                    hint="有规定的写legal_basis，没有查到的写none_found: true，只写一样。",
                )
            for number, way in enumerate(one.accepts):
                if message := _misfit(one, way, types):
                    yield Finding(
                        path=record.path,
                        pointer=("requirements", place, "accepts", number),
                        message=message,
                        hint="在材料里补上能证明什么（proves），或者换一种材料。",
                    )


def _misfit(asked: Requirement, way: Acceptance, types: Mapping[str, EvidenceType]) -> str:
    if not way.show and not way.facts:
        return f"{asked.id}的这一种办法没有写拿出什么（show），也没有写分别证明什么（facts）"
    shown = [types[number] for number in way.show if number in types]
    if len(shown) < len(way.show) or way.facts:
        return ""  # what is not there is told by another rule
    proved = {proof.fact for one in shown for proof in one.proves}
    names = "、".join(one.name for one in shown)
    return "" if asked.fact in proved else f"{names}证明不了{asked.id}要的{asked.fact}"


RULE = Rule(
    code="R041",
    title="材料证明不了要的事",
    meaning="拿出来的材料里，至少有一样写着能证明这件事。谁凭什么要，也要写清：有规定，或者没有查到。",
    fails="""\
# requirements/zm-001.yml
fact: FS-001
accepts:
  - show:
      - ZL-002
    force: must
# evidence-types/zl-002-hukoubu.yml
proves:
  - fact: FS-004
""",
    passes="""\
# requirements/zm-001.yml
fact: FS-004
accepts:
  - show:
      - ZL-002
    force: must
# evidence-types/zl-002-hukoubu.yml
proves:
  - fact: FS-004
""",
    check=_check,
)
