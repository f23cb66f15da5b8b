"""Evidence proves the required fact, and each demand has a legal basis or says that none was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.catalogue import Catalogue
from generator.model.evidence import Acceptance, EvidenceType, Requirement, Requirements
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    types = catalogue.of(EvidenceType)
    for record in catalogue.of(Requirements).values():
        for index, requirement in enumerate(record.requirements):
            if bool(requirement.demand.legal_basis) is requirement.demand.none_found:
                yield Finding(
                    path=record.path,
                    pointer=("requirements", index, "demand"),
                    message=f"{requirement.id}凭什么要，没有写清",
                    hint="有规定的写legal_basis，没有查到的写none_found: true，只写一样。",
                )
            for number, acceptance in enumerate(requirement.accepts):
                if message := _misfit(requirement, acceptance, types):
                    yield Finding(
                        path=record.path,
                        pointer=("requirements", index, "accepts", number),
                        message=message,
                        hint="在材料里补上能证明什么（proves），或者换一种材料。",
                    )


def _misfit(
    requirement: Requirement, acceptance: Acceptance, types: Mapping[str, EvidenceType]
) -> str:
    if not acceptance.show and not acceptance.facts:
        return f"{requirement.id}的这一种办法没有写拿出什么（show），也没有写分别证明什么（facts）"
    types_shown = [types[number] for number in acceptance.show if number in types]
    if len(types_shown) < len(acceptance.show) or acceptance.facts:
        return ""  # R001 reports a missing type
    proved_facts = {proof.fact for evidence in types_shown for proof in evidence.proves}
    names = "、".join(evidence.name for evidence in types_shown)
    return (
        ""
        if requirement.fact in proved_facts
        else f"{names}证明不了{requirement.id}要的{requirement.fact}"
    )


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
