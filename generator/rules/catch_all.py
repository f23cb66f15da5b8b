"""An admission catalogue is a closed list, without items such as "and others"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext

_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_CATCH_ALL = re.compile(
    r"其他|其它|交办|等等|(?<![平同对均高中初优上])等(?:有关|相关)?(?:事项|工作|任务|证明|材料)?$"
)  # 平等、同等、高等 do not mean "and others"


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        vague = _CATCH_ALL.search(_BRACKETS.sub("", entry.name))
        if vague and entry.kind.is_closed:
            yield Finding(
                path=entry.path,
                pointer=("name",),
                message=f"名称里有“{vague.group()}”，成了兜底条款",
                hint="准入目录要写到具体的事；一件事写一条。",
            )


RULE = Rule(
    code="R004",
    title="名称里有“其他”“等”这样的兜底词",
    meaning=(
        "准入目录没有列的，就不能派给社区。"
        "写上“其他”“等事项”“领导交办”，什么都能装进来，目录就白做了。"
        "名称是文件原文、不能改的，写进豁免。"
    ),
    fails="""\
name: 其他需要社区盖章的证明
""",
    passes="""\
name: 居住证明
""",
    check=_check,
)
