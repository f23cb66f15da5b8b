"""No published record refers to a draft."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Status
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    entries = catalogue.entries.values()
    drafts = {entry.id: entry for entry in entries if entry.status is Status.DRAFT}
    unpublished = {draft.path for draft in drafts.values()}
    for path, reference in catalogue.references() if drafts else ():
        draft = drafts.get(reference.value)
        if draft is None or path in unpublished:
            continue
        if reference.target in {"entries", draft.kind.folder}:
            yield Finding(
                path=path,
                pointer=reference.pointer,
                message=f"{draft.id}{draft.title}还在起草，不会发布，不能引用",
                hint="等它通过以后再引用，或者先删掉这一行。",
                related=((draft.path, ("status",), "它的状态在这里"),),
            )


RULE = Rule(
    code="R022",
    title="引用了起草中的事项",
    meaning="起草中的事项不会发布。别的页面引用它，读者会点到空页。等它通过以后再引用。",
    fails="""\
# ZM-002
status: draft
# ZM-001
related:
  - ZM-002
""",
    passes="""\
# ZM-002
status: in_force
# ZM-001
related:
  - ZM-002
""",
    check=_check,
)
