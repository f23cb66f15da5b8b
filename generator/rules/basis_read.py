"""At least one basis of a verdict has been read, not only cited by other texts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Decision
from generator.problems.problem import Severity
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        sources = [catalogue.sources.get(basis.source) for basis in entry.legal_basis]
        if entry.decision is Decision.UNDECIDED or not sources:
            continue
        if all(source is not None and source.is_cited_only for source in sources):
            yield Finding(
                path=entry.path,
                pointer=("legal_basis",),
                at_key=True,
                message="依据都只见转引，没有一份读到原文",
                hint="找到原文再下结论；找不到的，在unverified里写明。",
            )


RULE = Rule(
    code="R012",
    title="依据都没有读过原文",
    meaning=(
        "这一条的依据都只在别处见过转引，没有一份读到原文。"
        "转引可能漏字、断章，结论靠不住，请找到原文再核对。"
    ),
    fails="""\
# sources/hb-2010-1.yml
id: hb-2010-1
seen: citation-only
# certificates/zm-001-juzhu.yml
legal_basis:
  - source: hb-2010-1
""",
    passes="""\
# sources/hb-2010-1.yml
id: hb-2010-1
seen: full-text
""",
    check=_check,
    severity=Severity.WARNING,
)
