"""A number names one record only."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.rules.rule import Finding, Rule, RuleContext


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    del context
    for duplicate, first in catalogue.duplicates:
        yield Finding(
            path=duplicate.path,
            pointer=("id",),
            message=f"编号“{duplicate.id}”已经用过了",
            hint="换一个没有用过的编号；停用的编号也不能再用。",
            related=((first.path, ("id",), "先用在这里"),),
        )
    for vocabulary in catalogue.vocabularies.values():
        first_use: dict[str, int] = {}
        for index, concept in enumerate(vocabulary.concepts):
            before = first_use.setdefault(concept.id, index)
            if before != index:
                yield Finding(
                    path=vocabulary.path,
                    pointer=("concepts", index, "id"),
                    message=f"编号“{concept.id}”在这份词表里写了两次",
                    hint="换一个没有用过的编号，或者删掉一处。",
                    related=((vocabulary.path, ("concepts", before, "id"), "先用在这里"),),
                )


RULE = Rule(code="R002", title="一个编号只用一次", check=_check)
