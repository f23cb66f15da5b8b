"""The basis of an exception has at least the rank of the rule that it departs from.

The ranks follow 立法法（2023年修正）第九十八条至第一百条: law, administrative regulations, local
regulations and department rules, then policy documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext

RANK = {
    "law": 6,
    "interpretation": 6,
    "administrative_regulation": 5,
    "department_rule": 4,
    "local_regulation": 4,
    "national_policy": 3,
    "provincial_policy": 2,
    "local_policy": 1,
    "internal_rule": 0,
}


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        if not entry.legal_basis:
            continue
        required = rank(catalogue, entry.legal_basis[0].source)
        for index, exception in enumerate(entry.exceptions):
            highest = max(rank(catalogue, basis.source) for basis in exception.legal_basis)
            if exception.unverified or highest >= required:
                continue
            yield Finding(
                path=entry.path,
                pointer=("exceptions", index, "legal_basis", 0, "source"),
                message="例外的依据比它要突破的规定低",
                hint="引用同级或者更高的规定；只见转引、没有读到原文的，写unverified: true。",
                related=((entry.path, ("legal_basis", 0), "本条的首要依据在这里"),),
            )


def rank(catalogue: Catalogue, source: str) -> int:
    """Return the rank of a source. An unknown one has the highest, because R001 already reports it."""
    record = catalogue.sources.get(source)
    return RANK.get(record.source_kind, -1) if record else 99


RULE = Rule(
    code="R007",
    title="例外的依据低于原规定",
    meaning=(
        "例外要有不低于原规定的依据，县里的文件不能突破国家的规定。"
        "只见转引、没有读到原文的，写unverified: true。"
    ),
    fails="""\
legal_basis:
  # 国家文件
  - source: minfa-2020-20
exceptions:
  - text: 公证处来函的，可以写明情况。
    legal_basis:
      # 县里的文件
      - source: xian-2021-3
""",
    passes="""\
legal_basis:
  - source: minfa-2020-20
exceptions:
  - text: 公证处来函的，可以写明情况。
    legal_basis:
      # 法律
      - source: law-gzf
""",
    check=_check,
)
