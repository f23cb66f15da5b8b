"""费随事转: an assisted or entrusted item names its payer, or says that there is none.

城市居民委员会组织法（2025年修订）第四十三条.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Service
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext

WITHOUT_PAYER = frozenset({"unfunded", "general", "not_applicable"})


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        if not isinstance(entry, Service) or entry.role not in {"assist", "entrusted"}:
            continue
        funding = entry.funding
        if funding and (funding.payer or funding.standard or funding.principle in WITHOUT_PAYER):
            continue
        yield Finding(
            path=entry.path,
            pointer=("funding",) if funding else ("role",),
            message="协助、委托的事项没有写明谁出钱",
            hint="在funding里写payer（谁出钱），或者如实写principle: unfunded。",
        )


RULE = Rule(
    code="R009",
    title="协助、委托的事没有写谁出钱",
    meaning="费随事转：部门请社区做事，要写明谁出钱。查不到的，如实写没有经费。",
    fails="""\
role: assist
funding:
  principle: statutory
  text: 法律写明有经费。
""",
    passes="""\
role: assist
funding:
  principle: statutory
  payer: gonganju
  text: 法律写明有经费。
""",
    check=_check,
)
