"""Dates are in order: adopted, published, in force, ceased."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.model.catalogue import Catalogue
from generator.model.once import once
from generator.model.record import Record
from generator.reading.document import Pointer
from generator.reading.finding import Finding
from generator.rules.rule import Rule, RuleContext

# Equal dates are in order.
ORDERS: tuple[tuple[Pointer, ...], ...] = (
    (("adopted_on",), ("published_on",), ("in_force_on",), ("ceased_on",)),
    (("adopted_on",), ("amended_on",), ("ceased_on",)),
    (("published_on",), ("amended_on",)),
    (("active_from",), ("active_until",)),
    (("alert", "from"), ("alert", "until")),
    (("verification", "verified_on"), ("verification", "next_review_on")),
    (
        ("admission", "applied_on"),
        ("admission", "decided_on"),
        ("admission", "trial_until"),
        ("admission", "exit_on"),
    ),
)


def _check(catalogue: Catalogue, context: RuleContext) -> Iterator[Finding]:
    today = context.on.isoformat()
    for record in catalogue:
        yield from _out_of_order(record)
        verified = _verified_on(record)
        if verified > today:
            yield Finding(
                path=record.path,
                pointer=("verification", "verified_on"),
                message=f"核对日期{verified}还没有到",
                hint="写真正核对的那一天。",
            )


@once
def _out_of_order(record: Record) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            path=record.path,
            pointer=after,
            message=f"{_title(after)}{late}，早于{_title(before)}{early}",
            hint="核对两个日期，改正一个。",
            related=((record.path, before, "另一个日期在这里"),),
        )
        for order in ORDERS
        for (before, early), (after, late) in pairwise(_dates(record, order))
        if early > late
    )


def _dates(record: Record, order: tuple[Pointer, ...]) -> list[tuple[Pointer, str]]:
    return [(pointer, value) for pointer in order if (value := _value(record.fields, pointer))]


@once
def _verified_on(record: Record) -> str:
    return _value(record.fields, ("verification", "verified_on"))


def _value(fields: object, pointer: Pointer) -> str:
    for step in pointer:
        fields = fields.get(step) if hasattr(fields, "get") else None
    return fields if isinstance(fields, str) else ""


_TITLES = {
    "adopted_on": "通过日期",
    "published_on": "公布日期",
    "amended_on": "最后修改日期",
    "in_force_on": "施行日期",
    "ceased_on": "停止日期",
    "active_from": "成立日期",
    "active_until": "撤销日期",
    "from": "开始日期",
    "until": "结束日期",
    "verified_on": "核对日期",
    "next_review_on": "下次核对日期",
    "applied_on": "申请日期",
    "decided_on": "决定日期",
    "trial_until": "试行结束的日期",
    "exit_on": "退出日期",
}


def _title(pointer: Pointer) -> str:
    return _TITLES[str(pointer[-1])]


RULE = Rule(
    code="R016",
    title="日期的先后不对",
    meaning=(
        "先通过，再公布，再施行，最后停止；核对日期不能在将来。"
        "先后颠倒，说明有一个日期写错了。"
        "同一天不算错。"
    ),
    fails="""\
adopted_on: 2026-03-01
in_force_on: 2026-01-01
""",
    passes="""\
adopted_on: 2026-01-01
in_force_on: 2026-03-01
""",
    check=_check,
)
