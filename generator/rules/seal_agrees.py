"""A seal use and its certificate do not contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate, Decision, Entry, SealUse
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        for name, number in _counterparts(entry):
            other = catalogue.entries.get(number)
            if other is not None and _contradict(entry, other):
                yield Finding(
                    path=entry.path,
                    pointer=(name,),
                    message=f"本条“{entry.decision_label}”，{other.id}{other.title}却“{other.decision_label}”",
                    hint="两条改成一致，或者换一条对应的。",
                    related=((other.path, ("decision",), f"{other.id}的结论在这里"),),
                )


def _counterparts(entry: Entry) -> tuple[tuple[str, str], ...]:
    match entry:
        case Certificate():
            return (("seal_use", entry.seal_use),)
        case SealUse():
            return (("certificate", entry.certificate),)
    return ()


def _contradict(entry: Entry, other: Entry) -> bool:
    return {entry.decision, other.decision} == {Decision.PERMITTED, Decision.FORBIDDEN}


RULE = Rule(
    code="R005",
    title="证明和用印自相矛盾",
    meaning="证明写着不应出具，对应的用印却写着可以盖章，或者反过来。工作人员不知道听哪一条。",
    fails="""\
# certificates/zm-001-juzhu.yml
id: ZM-001
decision: forbidden
# seal-uses/yz-001-juzhu.yml
id: YZ-001
decision: permitted
certificate: ZM-001
""",
    passes="""\
# seal-uses/yz-001-juzhu.yml
id: YZ-001
decision: forbidden
certificate: ZM-001
""",
    check=_check,
)
