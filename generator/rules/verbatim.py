"""A quotation is word for word in the cited article of its source."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.citations import Citation, citations, quotation_mismatch
from generator.laws.quotes import MIN_PART_LENGTH, OMISSION, Fault
from generator.model.catalogue import Catalogue
from generator.model.supporting import Text
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext

_COPY = f"照原文抄，一字不改；中间省略的写“{OMISSION}”。"


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for citation in citations(catalogue):
        text = catalogue.texts.get(citation.source)
        if text and citation.quote and citation.clause:
            yield from _findings(text, citation)


def _findings(text: Text, citation: Citation) -> Iterator[Finding]:
    mismatch = quotation_mismatch(text, citation.clause, citation.quote)
    if mismatch is None or mismatch.fault is Fault.MISSING:  # R050 reports missing clauses
        return
    title = f"《{text.title}》"
    at_clause = mismatch.fault is Fault.CLAUSE
    message, hint = {
        Fault.CLAUSE: (
            f"“{citation.clause}”看不出是{title}第几条，引文没法和原文对",
            "例：第四十三条、第四十三条第一款、第二十六条至第三十条。",
        ),
        Fault.SHORT: (f"引文里“{mismatch.words}”太短，每一段至少{MIN_PART_LENGTH}个字", _COPY),
        Fault.DIFFERENT: (
            f"引文不是{title}{citation.clause}的原文，从“{mismatch.words}”起对不上",
            _COPY,
        ),
        Fault.ORDER: (
            f"引文的次序和{title}{citation.clause}的原文不一样，“{mismatch.words}”应当在前面",
            "照原文的先后抄。",
        ),
    }[mismatch.fault]
    yield Finding(
        path=citation.path,
        pointer=(*citation.pointer, "clause" if at_clause else "quote"),
        message=message,
        hint=hint,
        related=((text.path, ("articles",), "原文在这里"),),
    )


RULE = Rule(
    code="R030",
    title="引文和原文不一样",
    meaning=(
        "页面和告知单把引文当作法律原话给对方看，改一个字就不是原话了。"
        "有原文的（texts文件夹），引文逐字和所引的那一条对；中间省略的写“……”，每一段都要是原文，前后次序不变。"
    ),
    fails="""\
# 第四十四条原文：清单之外，政府部门、公用企事业单位和服务机构不得索要证明。
insist:
  quote: 清单之外，不得索要证明。
  source: reg-yshj
  clause: 第四十四条
""",
    passes="""\
insist:
  quote: 清单之外，政府部门、公用企事业单位和服务机构不得索要证明。
  source: reg-yshj
  clause: 第四十四条
""",
    check=_check,
)
