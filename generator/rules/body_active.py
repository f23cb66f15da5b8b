"""No record refers to a body that has ended."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    for body in catalogue.bodies.values():
        if not body.has_ended(context.on):
            continue
        after = body.succeeded_by[0] if len(body.succeeded_by) == 1 else ""
        names = "、".join(
            f"{catalogue.bodies[number].short_name}（{number}）"
            for number in body.succeeded_by
            if number in catalogue.bodies
        )
        for use in catalogue.uses.get((body.target, body.id), ()):
            if use.by is body:
                continue
            yield Finding(
                path=use.by.path,
                pointer=use.reference.pointer,
                message=f"“{body.short_name}”已在{body.active_until}撤销",
                hint=f"职能现在归{names}。" if names else "",
                replace=(body.id, after) if after else None,
            )


RULE = Rule(
    code="R019",
    title="指向了已经撤销的部门",
    meaning="机构改革以后，这个部门没有了，居民找不到门。换成接手的部门。",
    fails="""\
# bodies/jishengju.yml
id: jishengju
active_until: 2018-12-31
succeeded_by:
  - weijianwei
# certificates/zm-014-shengyu.yml
competent_bodies:
  - jishengju
""",
    passes="""\
# certificates/zm-014-shengyu.yml
competent_bodies:
  - weijianwei
""",
    check=_check,
)
