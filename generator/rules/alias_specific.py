"""The names of an entry are specific. A general word would make every search find it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.once import once
from generator.reading.document import Pointer
from generator.reading.finding import Finding
from generator.rules.name_conflict import entry_name_key, words_of
from generator.rules.rule import Rule, RuleContext
from generator.schema.words import words


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        for pointer, text in _vague_names(entry):
            yield Finding(
                path=entry.path,
                pointer=pointer,
                message=f"“{text}”办什么事都用得上，居民问别的事，也会查到这一条",
                hint="写明是哪件事，例：不写“盖章”，写“收养证明盖章”；没有别的叫法，就删掉。",
            )


@once
def _vague_names(entry: Entry) -> tuple[tuple[Pointer, str], ...]:
    return tuple(
        (pointer, text)
        for pointer, text in words_of(entry)
        if pointer != ("name",) and not words().says_something(entry_name_key(text))
    )


RULE = Rule(
    code="R029",
    title="叫法看不出是哪件事",
    meaning=(
        "“盖章”“签个字”“打个证明”这样的话，办什么事都用得上。"
        "写成别名，居民问手术签字、贷款盖章，也会查到这一条，看到的结论却不是他那件事的。"
        "写明是哪件事，没有别的叫法就不写；这样的词都列在schemas/words.yml里。"
    ),
    fails="""\
aliases:
  - text: 盖章
    type: colloquial
""",
    passes="""\
aliases:
  - text: 收养证明盖章
    type: colloquial
""",
    check=_check,
)
