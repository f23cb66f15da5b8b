"""Every amount has a source, and ranges of households are in order."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Funding
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        for index, standard in enumerate(entry.standards if isinstance(entry, Funding) else ()):
            pointer = ("standards", index)
            if standard.amount is not None and not (entry.legal_basis or entry.sources):
                yield Finding(
                    path=entry.path,
                    pointer=(*pointer, "amount"),
                    message="写了金额，没有写出处",
                    hint="在legal_basis或者sources里写明哪份文件。",
                )
            least, most = standard.households_from, standard.households_to
            if least is not None and most is not None and least > most:
                yield Finding(
                    path=entry.path,
                    pointer=(*pointer, "households_to"),
                    message=f"到{most}户，比从{least}户还少",
                    hint="核对两个户数，改正一个。",
                )


RULE = Rule(
    code="R025",
    title="金额没有出处，或者户数的两头颠倒",
    meaning="写一个数，就要写它在哪份文件里。没有出处的金额不发布。",
    fails="""\
standards:
  - amount: '60000'
    unit: 元/年
    text: 每年6万元。
""",
    passes="""\
standards:
  - amount: '60000'
    unit: 元/年
    text: 每年6万元。
sources:
  - law-jwh-2025
""",
    check=_check,
)
