"""Every number is unique."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model.catalogue import Catalogue
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for duplicate, first in catalogue.duplicates:
        yield Finding(
            path=duplicate.path,
            pointer=(duplicate.kind.id_field,),
            message=f"编号“{duplicate.id}”已经用过了",
            hint="换一个没有用过的编号；停用的编号也不能再用。",
            related=((first.path, (first.kind.id_field,), "先用在这里"),),
        )
    for vocabulary in catalogue.vocabularies.values():
        hint = "换一个没有用过的编号，或者删掉一处。"
        for index, first_index, number in repeated(concept.id for concept in vocabulary.concepts):
            yield Finding(
                path=vocabulary.path,
                pointer=("concepts", index, "id"),
                message=f"编号“{number}”在这份词表里写了两次",
                hint=hint,
                related=((vocabulary.path, ("concepts", first_index, "id"), "先用在这里"),),
            )
    for text in catalogue.texts.values():
        for index, first_index, number in repeated(article.article for article in text.articles):
            yield Finding(
                path=text.path,
                pointer=("articles", index, "article"),
                message=f"“{number}”在这份原文里写了两次",
                hint="改正条号，或者删掉一处。",
                related=((text.path, ("articles", first_index, "article"), "先写在这里"),),
            )


def repeated(names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Yield each repeated name: its index, the index of the first occurrence, and the name."""
    first_use: dict[str, int] = {}
    for index, name in enumerate(names):
        first = first_use.setdefault(name, index)
        if first != index:
            yield index, first, name


RULE = Rule(
    code="R002",
    title="一个编号用了两次",
    meaning="编号就是网址，一个编号只能是一件事。用过的编号，停用以后也不能再给别的事。",
    fails="""\
# certificates/zm-001-juzhu.yml
id: ZM-001
name: 居住证明
# certificates/zm-001-hukou.yml
id: ZM-001
name: 户口证明
""",
    passes="""\
# certificates/zm-001-juzhu.yml
id: ZM-001
name: 居住证明
# certificates/zm-002-hukou.yml
id: ZM-002
name: 户口证明
""",
    check=_check,
)
