"""Replacements of entries have no cycle."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        for name, numbers in (("related", entry.related), ("replaced_by", entry.replaced_by)):
            if entry.id in numbers:
                yield Finding(
                    path=entry.path,
                    pointer=(name, numbers.index(entry.id)),
                    message="写成了自己的编号",
                    hint="换成别的事项，或者删掉。",
                )
        if _is_cyclic(catalogue, entry.id):
            yield Finding(
                path=entry.path,
                pointer=("replaced_by",),
                message="替代关系绕成了圈，读者永远找不到现行的事项",
                hint="最后一条不要再写replaced_by。",
            )


def _is_cyclic(catalogue: Catalogue, number: str) -> bool:
    """Tell whether following ``replaced_by`` over at least one other entry leads back to it."""
    seen: set[str] = set()
    queue = [n for n in catalogue.entries[number].replaced_by if n != number]
    while queue:
        successor = queue.pop()
        if successor == number:
            return True
        if successor in seen or successor not in catalogue.entries:
            continue
        seen.add(successor)
        queue.extend(catalogue.entries[successor].replaced_by)
    return False


RULE = Rule(
    code="R021",
    title="事项指向自己，或者绕成了圈",
    meaning="替代它的要是另一条，顺着找下去要能找到现行的那一条。绕成圈，读者永远走不到头。",
    fails="""\
# ZM-001
status: replaced
replaced_by:
  - ZM-002
# ZM-002
status: replaced
replaced_by:
  - ZM-001
""",
    passes="""\
# ZM-001
status: replaced
replaced_by:
  - ZM-002
# ZM-002
status: in_force
""",
    check=_check,
)
