"""采用上级: a change of a base entry is explained, and never permits what the base forbids.

立法法（2023年修正）第九十八条至第一百条: a lower rule may not contradict a higher one. So a local
entry can permit it only with an exception whose basis has at least the rank of the base's.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.adoption import parent_changed, reviewed_mark
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.values import Fields
from generator.problems.problem import Severity
from generator.reading.finding import Finding
from generator.reading.layers import SUPPLEMENTED
from generator.rules.exception_rank import rank
from generator.rules.rule import Rule, RuleContext

FORBIDDEN = "forbidden"


def _adoption_stated(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        adoption = entry.adoption
        if entry.origin.parent is not None and not adoption:
            yield Finding(
                path=entry.path,
                pointer=("id",),
                message="上级目录里有这个编号，没有写怎么采用的",
                hint="写adoption：怎么采用（action）、为什么（reason）；改了的，还要写凭什么（legal_basis）。",
            )
        if entry.origin.parent is not None and adoption and adoption.action == SUPPLEMENTED:
            yield from _only_added(catalogue, entry, entry.origin.parent)
        elif entry.origin.parent is not None and adoption and not adoption.legal_basis:
            yield Finding(
                path=entry.path,
                pointer=("adoption",),
                message="改了上级的，没有写凭什么",
                hint="在adoption里写上legal_basis。只是补充、不改上级的，action写supplemented。",
            )
        if entry.origin.parent is None and not entry.origin.parent_title and adoption:
            yield Finding(
                path=entry.path,
                pointer=("adoption",),
                message="写了怎么采用上级的，上级目录里没有这个编号",
                hint="核对编号；本地自己的事项，删掉adoption。",
            )


def _only_added(catalogue: Catalogue, entry: Entry, base: Fields) -> Iterator[Finding]:
    for name in sorted(entry.origin.changed & base.keys() - entry.origin.continued.keys()):
        title = catalogue.kinds.field_title(entry.kind, name)
        yield Finding(
            path=entry.path,
            pointer=(name,),
            message=f"写的是补充，却改了上级写了的“{title}”",
            hint="删掉这一项；真要改的，action写narrowed，写明凭什么。",
        )


def _not_loosened(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        if entry.origin.parent is None or entry.origin.parent.get("decision") != FORBIDDEN:
            continue
        if entry.decision != FORBIDDEN and not _has_exception(catalogue, entry):
            yield Finding(
                path=entry.path,
                pointer=("adoption",),
                message="上级不许的，本地放宽了",
                hint="写回forbidden；真有例外的，在exceptions里引用同级或者更高的规定。",
            )


def _has_exception(catalogue: Catalogue, entry: Entry) -> bool:
    assert entry.origin.parent is not None
    parent_ranks = [
        rank(catalogue, basis["source"]) for basis in entry.origin.parent.get("legal_basis", ())
    ]
    cited_ranks = [
        rank(catalogue, basis.source)
        for exception in entry.exceptions
        for basis in exception.legal_basis
    ]
    return bool(cited_ranks) and max(cited_ranks) >= max(parent_ranks, default=0)


def _compared_again(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        adoption = entry.adoption
        if entry.origin.parent is None or not adoption or not parent_changed(catalogue, entry):
            continue
        compared = bool(adoption.reviewed)
        mark = reviewed_mark(catalogue, entry.origin.parent, entry.kind)
        yield Finding(
            path=entry.path,
            pointer=("adoption", "reviewed") if compared else ("adoption",),
            message="上级那一条改了，还没有重新对照" if compared else "没有写对照的是上级的哪一稿",
            hint=f"对照以后，写reviewed: '{mark}'。",
        )


STATED = Rule(
    code="R026",
    title="改了上级的，没有写怎么采用",
    meaning=(
        "上级目录里有同一个编号的，本地只写改的那几项，并且写明怎么采用、为什么、凭什么。"
        "不改的不用建文件。"
    ),
    fails="""\
id: ZM-001
summary: 到户籍派出所查。
""",
    passes="""\
id: ZM-001
summary: 到户籍派出所查。
adoption:
  action: narrowed
  reason: 本市只有户籍派出所能查。
  legal_basis:
    - source: law-jwh-2025
""",
    check=_adoption_stated,
)
NOT_LOOSENED = Rule(
    code="R027",
    title="上级不许的，本地放宽了",
    meaning="上级目录里不许的，本地不能写成可以。真有例外的，要引用同级或者更高的规定。",
    fails="""\
# 上级写decision: forbidden
decision: permitted
""",
    passes="""\
decision: forbidden
""",
    check=_not_loosened,
)
COMPARED_AGAIN = Rule(
    code="R028",
    title="上级改了，还没有重新对照",
    meaning=(
        "上级那一条的结论、依据、去处改了，本地改过的那一条要重新对照。"
        "对照以后把新的指纹写进reviewed。"
        "只改错字、别名的不提醒。"
    ),
    fails="""\
adoption:
  reviewed: '00000000'
""",
    passes="""\
adoption:
  reviewed: 照提醒里写的那一个
""",
    check=_compared_again,
    severity=Severity.WARNING,
)
