"""A permission rests on a law or a policy in force here, with its clause."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.ground import PERMITTING, is_sufficient, names_committee, rules_of
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext

_NAME = (
    "引点名的那一句；条文没有点名，可是推得出来的，在follows里写明怎么推的；"
    "推不出来的，结论写undecided。"
)
_FIND = "找到法律或者政策的原文，写到第几条；找不到的，结论写undecided。"


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        gives_leave = entry.decision in PERMITTING and entry.legal_basis
        if (
            gives_leave
            and _sources_known(catalogue, entry)
            and (shortcoming := _shortcoming(catalogue, entry))
        ):
            message, hint = shortcoming
            yield Finding(
                path=entry.path,
                pointer=("legal_basis",),
                at_key=True,
                message=f"结论是“{entry.decision_label}”，{message}",
                hint=hint,
                related=((entry.path, ("decision",), "结论在这里"),),
            )


def _sources_known(catalogue: Catalogue, entry: Entry) -> bool:
    """Tell whether all sources exist. R001 reports missing ones."""
    return all(basis.source in catalogue.sources for basis in entry.legal_basis)


def _shortcoming(catalogue: Catalogue, entry: Entry) -> tuple[str, str] | None:
    """Return message and hint if the bases of a permission are insufficient."""
    rules = rules_of(catalogue, entry)
    if not rules:
        return (
            "却没有一条依据是在这里有效的法律或者政策",
            f"网页、书、报道和别处的做法只作参考。{_FIND}",
        )
    if not any(basis.clause for basis in rules):
        return ("依据里的法律、政策却没有写第几条", "在clause里写到第几条。")
    sufficient = [basis for basis in rules if is_sufficient(catalogue, basis)]
    if not sufficient:
        return (
            "依据的原文却只有转录，没有和原件核对过",
            "和政府网站上的原文对一遍，写进texts文件的compared；或者另找一条依据。",
        )
    quoted = [basis for basis in sufficient if basis.quote]
    if quoted and not any(names_committee(basis) or basis.follows for basis in quoted):
        return (
            "依据的原话却没有点名居委会、村委会",
            _NAME,
        )
    return None


RULE = Rule(
    code="R051",
    title="准办，却没有法律、政策作依据",
    meaning=(
        "写“可以出具”“酌情办理”这一类结论，至少要有一条依据是在这里有效的法律或者政策，并且写到第几条。"
        "网页、书、报道和外地的做法只作参考；原文只有私人网站转录、没有和原件核对过的，单独撑不起。"
        "引的原话要点名居委会、村委会；没有点名的，写明怎么推出来的。"
    ),
    fails="""\
decision: permitted
legal_basis:
  # 网上材料
  - source: web-2024-1
    clause: 第三段
""",
    passes="""\
decision: permitted
legal_basis:
  # 法律
  - source: law-flyz
    clause: 第四十一条第二款
""",
    check=_check,
)
