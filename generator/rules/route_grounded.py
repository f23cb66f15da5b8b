"""Each route of a certificate has a legal basis or is marked as unverified."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.grounding import EntryRoute
from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        if not isinstance(entry, Certificate):
            continue
        for index, route in enumerate(entry.routes):
            if EntryRoute(entry=entry, index=index, route=route).is_ungrounded:
                yield Finding(
                    path=entry.path,
                    pointer=("routes", index),
                    message="这条出路没有依据，也没有写待核实",
                    hint="在legal_basis里写哪份文件、第几条；没有查到的，写unverified: true，在unverified里说明缺什么。",
                )


RULE = Rule(
    code="R053",
    title="出路没有依据，也没有写待核实",
    meaning=(
        "居民照“去哪里办”跑一趟，去错了就白跑。"
        "证明的每一条出路都要写凭哪份文件、第几条；没有查到的照实写unverified: true，页面上标“待核实”。"
    ),
    fails="""\
routes:
  - type: issuing_body
    place: 户籍派出所
    body: gonganju
""",
    passes="""\
routes:
  - type: issuing_body
    place: 户籍派出所
    body: gonganju
    unverified: true
""",
    check=_check,
)
