"""Waivers: exceptions from a rule for one file, with reason and date.

A waiver that is no longer needed is a problem itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.settings import Waiver
from generator.problems.explanations import Explanation
from generator.problems.problem import Problem
from generator.reading.document import Document
from generator.reading.finding import Finding, to_problem
from generator.rules.rule import RuleContext

FILE = "waivers.yml"

UNUSED = Explanation(
    code="W001",
    title="豁免已经用不着",
    meaning=(
        "豁免写着某条规则对某个文件不适用，可是这个文件现在并不违反它。"
        "用不着的豁免留着，以后真出了错就看不见了。"
    ),
    fails="""\
# waivers.yml，居住证明的名称里没有兜底词
waivers:
  - code: R004
    file: certificates/zm-001-juzhu.yml
    reason: 名称是文件原文。
    granted_on: 2026-11-01
""",
    passes="""\
waivers: []
""",
)

EXPIRED = Explanation(
    code="W002",
    title="豁免已经过期",
    meaning="豁免写了到哪一天为止，现在过了。重新看一遍：还需要就改日期、写理由，不需要就删掉。",
    fails="""\
waivers:
  - code: R004
    file: certificates/zm-012-qita.yml
    reason: 名称是文件原文。
    granted_on: 2025-01-01
    # 已经过了
    until: 2025-12-31
""",
    passes="""\
waivers:
  - code: R004
    file: certificates/zm-012-qita.yml
    reason: 名称是文件原文，2026年1月重新看过。
    granted_on: 2026-01-01
    until: 2026-12-31
""",
)


def waive(
    problems: Iterable[Problem],
    waivers: tuple[Waiver, ...],
    documents: Mapping[str, Document],
    context: RuleContext,
) -> tuple[Problem, ...]:
    """Return the problems that are not waived, and one for each expired or useless waiver."""
    remaining: list[Problem] = []
    used: set[int] = set()
    for problem in problems:
        matching = [
            index
            for index, waiver in enumerate(waivers)
            if (waiver.code, waiver.file) == (problem.code, problem.location.file)
            and not _is_expired(waiver, context)
        ]
        used.update(matching)
        if not matching:
            remaining.append(problem)
    for index, waiver in enumerate(waivers):
        is_expired = _is_expired(waiver, context)
        # With an unusable file its problems are unknown, so no waiver counts as useless.
        if is_expired or (index not in used and not context.unusable):
            remaining.append(
                to_problem(_useless_waiver(index, waiver, is_expired=is_expired), documents)
            )
    return tuple(remaining)


def _is_expired(waiver: Waiver, context: RuleContext) -> bool:
    return waiver.until is not None and waiver.until < context.on


def _useless_waiver(index: int, waiver: Waiver, *, is_expired: bool) -> Finding:
    subject = f"对{waiver.file}的豁免（{waiver.code}）"
    if is_expired:
        code, message = EXPIRED.code, f"{subject}到{waiver.until}为止，已经过期"
    else:
        code, message = UNUSED.code, f"{subject}已经用不着"
    return Finding(
        path=FILE,
        pointer=("waivers", index),
        code=code,
        message=message,
        hint="重新看过再定，或者删掉这一项。" if is_expired else "删掉这一项。",
    )
