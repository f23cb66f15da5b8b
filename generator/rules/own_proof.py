"""A route does not lead back to the body that asks for the certificate.

A notary who asks for proof of kinship would get a notarial deed of kinship: the resident would go
in a circle. It is allowed if another route says what the body checks itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate, Decision
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext

NOTARY_OR_COURT = "notary_or_court"
REQUESTER_ACTS = frozenset({"data_sharing", "ask_requester"})
"""Types of routes on which the requester acts, and the resident needs no paper."""


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for entry in catalogue.entries.values():
        if isinstance(entry, Certificate) and entry.decision is Decision.FORBIDDEN:
            yield from _circles(entry)


def _circles(entry: Certificate) -> Iterator[Finding]:
    requesters = {
        requester.body: requester.name for requester in entry.requesters if requester.body
    }
    acting = {route.body for route in entry.routes if route.type in REQUESTER_ACTS}
    for index, route in enumerate(entry.routes):
        if route.type != NOTARY_OR_COURT or route.body in acting or route.body not in requesters:
            continue
        yield Finding(
            path=entry.path,
            pointer=("routes", index, "body"),
            message=f"{requesters[route.body]}要这份证明，出路又是找它：绕成了圈",
            hint="再写一条：它要的时候，它自己核实什么（data_sharing），或者怎么问它（ask_requester）。",
        )


RULE = Rule(
    code="R044",
    title="谁要证明，又叫人去找谁",
    meaning=(
        "公证处要亲属关系证明，出路又写“到公证处办亲属关系公证”，居民就绕成了圈。"
        "要证明的单位自己就出公证书、判决书的，要写明它自己核实什么。"
    ),
    fails="""\
requesters:
  - name: 公证处
    body: gongzhengchu
routes:
  - type: notary_or_court
    place: 公证处
    body: gongzhengchu
""",
    passes="""\
requesters:
  - name: 公证处
    body: gongzhengchu
routes:
  - type: notary_or_court
    condition: 别处要的
    place: 公证处
    body: gongzhengchu
  - type: data_sharing
    condition: 公证处要的
    place: 公证处
    body: gongzhengchu
    text: 公证处自己核实
""",
    check=_check,
)
