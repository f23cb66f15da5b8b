"""A number names one thing only."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.rules.rule import Circumstances, Finding, Rule


def _check(catalogue: Catalogue, circumstances: Circumstances) -> Iterator[Finding]:
    del circumstances
    for duplicate, first in catalogue.duplicates:
        yield Finding(
            path=duplicate.path,
            pointer=("id",),
            message=f"编号“{duplicate.id}”已经用过了",
            hint="换一个没有用过的编号；停用的编号也不能再用。",
            related=((first.path, ("id",), "先用在这里"),),
        )


RULE = Rule(code="R002", title="一个编号只用一次", check=_check)
