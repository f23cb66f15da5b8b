"""An entry that the community does not handle says where to go instead.

民发〔2020〕20号 asks for guidance on every cancelled certificate.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Decision, Entry, Status
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext

NEEDS_ROUTE = frozenset(
    {Decision.FORBIDDEN, Decision.UNDECIDED, Decision.ASSIST_ONLY, Decision.CASE_BY_CASE}
)


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        if "routes" not in entry.kind.schema["properties"] or entry.decision not in NEEDS_ROUTE:
            continue
        if entry.status is Status.DRAFT or has_route(entry):
            continue
        yield Finding(
            path=entry.path,
            pointer=("routes",) if "routes" in entry.fields else ("decision",),
            message=f"结论是“{entry.decision_label}”，却没有写去哪里办",
            hint="在routes里至少写一条：哪个部门（body），或者哪些证件可以代替（documents）。",
        )


def has_route(entry: Entry) -> bool:
    """Tell whether an entry has a body or a document that replaces it."""
    return any(route.body or route.documents for route in entry.routes)


RULE = Rule(
    code="R003",
    title="不办，却没有写去哪里办",
    meaning=(
        "社区不办的事，要告诉居民去哪个部门，或者拿什么证件代替。只说“不办”，居民还要再跑一趟。"
    ),
    fails="""\
decision: forbidden
# 没有写routes
""",
    passes="""\
decision: forbidden
routes:
  - type: issuing_body
    place: 户籍派出所
    body: gonganju
""",
    check=_check,
)
