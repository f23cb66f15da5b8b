"""A citation has a quotation if the text of its source is in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.citations import Citation, citations, missing_part
from generator.model.catalogue import Catalogue
from generator.model.supporting import Text
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for citation in citations(catalogue):
        text = catalogue.texts.get(citation.source)
        if text and not citation.quote and _is_quotable(text, citation.clause):
            yield _finding(text, citation)


def _is_quotable(text: Text, clause: str) -> bool:
    """Tell whether the text contains the clause. R050 reports missing clauses.

    From a text that was read in part, only that part can be quoted.
    """
    missing = missing_part(text, clause) if clause else ""
    return missing is None or (missing == "" and text.origin_.read != "part")


def _finding(text: Text, citation: Citation) -> Finding:
    title = f"《{text.title}》"
    if citation.clause:
        message = f"{title}有原文，{citation.clause}却没有引文"
        hint = f"在quote里照{text.path}抄一句，要说的就是这件事的那一句。"
    else:
        message = f"{title}有原文，却没有写第几条、没有引文"
        hint = f"在clause里写到第几条，在quote里照{text.path}抄一句。"
    return Finding(
        path=citation.path,
        pointer=(*citation.pointer, "clause" if citation.clause else "source"),
        message=message,
        hint=hint,
        related=((text.path, ("articles",), "原文在这里"),),
    )


RULE = Rule(
    code="R052",
    title="有原文，没有引文",
    meaning=(
        "原文在texts文件夹里的，每一处依据都要带一句原话，窗口和干部可以念给对方听。"
        "事项的依据、例外、出路、采用上级和目录设置里的都算。"
        "原文只读到一部分、引的那一处没有读到的，不要求。"
    ),
    fails="""\
# 有texts/law-jwh-2025.yml
legal_basis:
  - source: law-jwh-2025
    clause: 第四十三条
""",
    passes="""\
legal_basis:
  - source: law-jwh-2025
    clause: 第四十三条
    quote: 所需经费由委托部门承担。
""",
    check=_check,
)
