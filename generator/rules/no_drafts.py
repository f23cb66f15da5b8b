"""Nothing that is published leans on an entry still being drafted."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.things import Entry, Status
from generator.rules.rule import Circumstances, Finding, Rule


def _check(catalogue: Catalogue, circumstances: Circumstances) -> Iterator[Finding]:
    del circumstances
    for draft in catalogue.entries.values():
        if draft.status is not Status.DRAFT:
            continue
        for target in ("entries", draft.kind.folder):
            for use in catalogue.uses.get((target, draft.id), ()):
                if isinstance(use.by, Entry) and use.by.status is Status.DRAFT:
                    continue
                yield Finding(
                    path=use.by.path,
                    pointer=use.reference.pointer,
                    message=f"{draft.id}{draft.title}还在起草，不会发布，不能引用",
                    hint="等它通过以后再引用，或者先删掉这一行。",
                    related=((draft.path, ("status",), "它的状态在这里"),),
                )


RULE = Rule(code="R022", title="不能引用起草中的事项", check=_check)
