"""The seal and the certificate it is put on say the same."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Decision, Entry
from generator.rules.rule import Finding, Rule, RuleContext


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    del context
    for entry in catalogue.entries.values():
        for name in ("seal_use", "certificate"):
            other = catalogue.entries.get(str(entry.fields.get(name, "")))
            if other is not None and _contradict(entry, other):
                yield Finding(
                    path=entry.path,
                    pointer=(name,),
                    message=f"本条“{entry.decision_label}”，{other.id}{other.title}却“{other.decision_label}”",
                    hint="两条改成一致，或者换一条对应的。",
                    related=((other.path, ("decision",), f"{other.id}的结论在这里"),),
                )


def _contradict(entry: Entry, other: Entry) -> bool:
    return {entry.decision, other.decision} == {Decision.PERMITTED, Decision.FORBIDDEN}


RULE = Rule(code="R005", title="证明和用印不能自相矛盾", check=_check)
