"""A number in any frozen edition still exists, and means the same kind of record."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Status
from generator.rules.rule import Finding, Rule, RuleContext


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


RULE = Rule(code="R018", title="用过的编号要一直在", check=_check)
