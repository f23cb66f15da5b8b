"""A resident can meet each requirement, or the requirement says that there is no way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.derive.evidence import CertificateRequirement, Evidence, evidence_of, names_of
from generator.model.catalogue import Catalogue
from generator.model.entries import Decision
from generator.model.evidence import Requirements
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    evidence = evidence_of(catalogue)
    for number, record in catalogue.of(Requirements).items():
        entry = catalogue.entries.get(number)
        if entry is None or entry.decision is not Decision.FORBIDDEN:
            continue
        for index, requirement in enumerate(record.requirements):
            asked = CertificateRequirement(entry=number, requirement=requirement)
            is_met = evidence.grade_of(asked) is not None
            if is_met is not bool(requirement.no_way):
                continue
            pointer = ("requirements", index, "no_way" if is_met else "accepts")
            message, hint = _surplus(asked) if is_met else _unmet(evidence, asked)
            yield Finding(path=record.path, pointer=pointer, message=message, hint=hint)


def _surplus(asked: CertificateRequirement) -> tuple[str, str]:
    return (
        f"{asked.requirement.id}写了没有路（no_way），可是照材料算，有路走得通",
        "删掉no_way这一行，或者改正材料。",
    )


def _unmet(evidence: Evidence, asked: CertificateRequirement) -> tuple[str, str]:
    obstacle = evidence.obstacle(asked)
    assert obstacle is not None
    names = names_of(evidence, obstacle.path)
    requester = asked.requirement.requester.name
    if obstacle.is_circle:
        pairs = pairwise(names)
        circle = "，".join(f"要{first}先要{second}" for first, second in pairs)
        message = f"{requester}要的这一项绕成了圈：{circle}"
    elif names:
        message = f"{requester}要的这一项走不通：要有{names[-1]}才行，怎么拿到它没有读到规定"
    else:
        message = f"{requester}要的这一项走不通：没有一种材料有规定写明它要认"
    return message, "补上有原文的规定；查不到的，用no_way写明为什么没有路。"


RULE = Rule(
    code="R040",
    title="要的证明拿不出来",
    meaning=(
        "社区不开的证明，别的材料要能证明同一件事，而且居民真的拿得到。"
        "要A先要B、要B先要A的，谁也办不成。没有原文的办法不算数。"
    ),
    fails="""\
# requirements/zm-001.yml，ZM-001不应出具
entry: ZM-001
requirements:
  - id: YQ-001
    fact: FS-001
    requester:
      name: 银行
    demand:
      none_found: true
""",
    passes="""\
# requirements/zm-001.yml，ZM-001不应出具
entry: ZM-001
requirements:
  - id: YQ-001
    fact: FS-001
    requester:
      name: 银行
    demand:
      none_found: true
    no_way: 没有读到银行应当认哪一种材料的规定。
""",
    check=_check,
)
