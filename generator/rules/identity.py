"""A number in any frozen edition still exists, and means the same kind of thing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.rules.rule import Circumstances, Finding, Rule


def _check(catalogue: Catalogue, circumstances: Circumstances) -> Iterator[Finding]:
    for edition, numbers in circumstances.editions:
        for number, kind in sorted(numbers):
            entry = catalogue.entries.get(number)
            if entry is None:
                if circumstances.may_be_unread(number):
                    continue
                yield Finding(
                    path=f"editions/{edition}.json",
                    message=f"{edition}版里的{number}不见了",
                    hint="事项不办了，把status改成abolished或者replaced，文件要留着。",
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
