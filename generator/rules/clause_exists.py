"""The article of a clause exists in the law and is in its text file."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.citations import (
    Citation,
    article_of,
    citations,
    is_part_of_law,
    missing_part,
)
from generator.model.catalogue import Catalogue
from generator.model.supporting import Text
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for citation in citations(catalogue):
        text = catalogue.texts.get(citation.source)
        missing = missing_part(text, citation.clause) if text and citation.clause else None
        if text and missing:
            yield from _findings(text, citation, missing)


def _findings(text: Text, citation: Citation, missing: str) -> Iterator[Finding]:
    title, article = f"《{text.title}》", article_of(missing)
    known = is_part_of_law(text, article)
    if known is None and text.origin_.read == "part" and not citation.quote:
        return
    if article != missing:
        message, hint = f"{title}{article}没有{missing.removeprefix(article)}", "看原文，改正条款。"
    elif known is False:
        row = text.contents[-1].rpartition("至")[2]
        message, hint = f"{title}没有{missing}", f"改正条款。这份文件最后是{row}。"
    elif known is None:
        message = f"{title}的原文里没有{missing}"
        hint = f"改正条款；原文没有抄全的，把这一条抄进{text.path}。"
    else:
        message = f"{title}{missing}还没有抄进原文"
        hint = f"运行catalogue texts add {citation.source} 文件，把它抄进{text.path}。"
    yield Finding(
        path=citation.path,
        pointer=(*citation.pointer, "clause"),
        message=message,
        hint=hint,
        related=((text.path, ("articles",), "原文在这里"),),
    )


RULE = Rule(
    code="R050",
    title="条款不存在，或者没有抄进原文",
    meaning=(
        "有原文的（texts文件夹），clause写的那一条要找得到。"
        "原文的contents写着全文有哪些条，靠它分清是条款写错了，还是这一条没有抄进来。"
    ),
    fails="""\
# texts/reg-yshj.yml
contents:
  - 第一条至第七十二条
# catalogue.yml
insist:
  source: reg-yshj
  clause: 第七十四条
""",
    passes="""\
insist:
  source: reg-yshj
  clause: 第四十四条
""",
    check=_check,
)
