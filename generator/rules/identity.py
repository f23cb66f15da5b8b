"""A number in any released edition still exists, with the same kind of record."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Status
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    folders = {kind.folder for kind in catalogue.kinds.of_entries()}
    for edition, numbers in context.editions:
        for number, kind in sorted(pair for pair in numbers if pair[1] in folders):
            entry = catalogue.entries.get(number)
            if entry is None:
                if context.may_be_unread(number):
                    continue
                yield Finding(
                    path=f"editions/{edition}.json",
                    message=f"{edition}版里的{number}不见了",
                    hint="事项不办了，把status改成abolished或者replaced，文件要留着。",
                )
            elif entry.status is Status.DRAFT:
                yield Finding(
                    path=entry.path,
                    pointer=("status",),
                    message=f"{number}在{edition}版里发布过，不能改回草稿",
                    hint="正在修改的，先在别处改好；不办了的，写suspended或者abolished。",
                )
            elif entry.kind.folder != kind:
                before = catalogue.kinds.by_key.get(kind)
                yield Finding(
                    path=entry.path,
                    pointer=("id",),
                    message=f"{number}在{edition}版里属于{before.label if before else kind}，"
                    f"现在属于{entry.kind.label}",
                    hint="编号不能改作他用，请换一个新编号。",
                )


RULE = Rule(
    code="R018",
    title="发布过的编号不见了",
    meaning=(
        "编号发布以后，会有人引用它。"
        "事项不办了，文件也要留着，状态改成废止或者替代，页面会说明发生了什么。"
    ),
    fails="""\
# 2026-1版里有ZM-001，现在把文件删了
""",
    passes="""\
# certificates/zm-001-juzhu.yml
id: ZM-001
status: abolished
ended:
  text: 2026年起不再办，凭居住证。
""",
    check=_check,
)
