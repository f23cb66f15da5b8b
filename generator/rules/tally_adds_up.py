"""The counts of a tally equal the totals of the communities' reports."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.ledgers import ledger_definitions
from generator.derive.tally import mismatched_ledgers
from generator.model.catalogue import Catalogue
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext


def _check(catalogue: Catalogue, _context: RuleContext) -> Iterator[Finding]:
    for tally in catalogue.tallies.values():
        for ledger, reports, counts in mismatched_ledgers(tally):
            title = ledger_definitions()[ledger].title
            yield Finding(
                path=tally.path,
                pointer=("counts",),
                message=f"{title}：各社区报的一共{reports}件，下面加起来{counts}件",
                hint="不要手改。用catalogue tally把那个月的文件重新汇总。",
            )


RULE = Rule(
    code="R085",
    title="报来的件数加不起来",
    meaning="件数是各社区自己登记、报来的，加在一起不能多也不能少。手改过的数没有出处。",
    fails="""\
# tallies/2026-10.yml
reports:
  - ledger: tasks
    community: 民主路社区
    count: 3
counts:
  - ledger: tasks
    body: minzhengju
    count: 4
""",
    passes="""\
# tallies/2026-10.yml
reports:
  - ledger: tasks
    community: 民主路社区
    count: 4
counts:
  - ledger: tasks
    body: minzhengju
    count: 4
""",
    check=_check,
)
