"""部门派来的事，接不接: the tasks that departments send, grouped by what to answer, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.model.catalogue import Catalogue
from generator.model.entries import Decision, Entry, Overhead, Service
from generator.views.columns import column_value
from generator.views.links import EntryLink, Link, body_links, entry_link
from generator.views.quotation import quotation

_ASK_FIRST = "先问凭哪一条，报街道书面答复。"
_ANSWERS = (
    (
        "in",
        "在目录里",
        "按那一条办。超出的部分，先申请准入。",
        frozenset({Decision.PERMITTED, Decision.ASSIST_ONLY, Decision.CASE_BY_CASE}),
    ),
    ("barred", "不得下派、已经取消", "不接，请对方看那一条。", frozenset({Decision.FORBIDDEN})),
    ("open", "本地没有规定", _ASK_FIRST, frozenset({Decision.UNDECIDED})),
)
FORMS: Mapping[str, str] = MappingProxyType(
    {
        "admission-application": "准入申请表",
        "refusal-letter": "Word空白函",
        "entrustment-agreement": "委托协议样稿",
    }
)
"""The forms that the page offers: the text of each link by file name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task: the bodies responsible, and two cells on how to answer."""

    entry: EntryLink
    bodies: tuple[Link, ...]
    cells: tuple[tuple[str, str], ...]
    """The short label of the column, and the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGroup:
    """Tasks with one answer."""

    id: str
    title: str
    answer: str
    headings: tuple[str, ...]
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksView:
    """部门派来的事，接不接."""

    title: str
    groups: tuple[TaskGroup, ...]
    admission_form: Link
    refusal_form: Link
    agreement_form: Link
    letter: str
    """退回函, with ``[[事项]]`` for the task; empty where the settings name no rule."""


def tasks_view(catalogue: Catalogue, forms: Mapping[str, str], *, title: str) -> TasksView:
    """Return what the page shows. ``forms`` are the addresses of the finished forms, by file name."""
    links = {name: Link(title=words, address=forms.get(name, "")) for name, words in FORMS.items()}
    groups = (_group(catalogue, *answer) for answer in _ANSWERS)
    return TasksView(
        title=title,
        groups=tuple(group for group in groups if group.rows),
        admission_form=links["admission-application"],
        refusal_form=links["refusal-letter"],
        agreement_form=links["entrustment-agreement"],
        letter=_letter(catalogue),
    )


def _group(
    catalogue: Catalogue, id_: str, title: str, answer: str, decisions: frozenset[Decision]
) -> TaskGroup:
    taken_on = id_ == "in"
    last = ("社区做什么", "谁出钱") if taken_on else ("怎么答", "凭哪一条")
    return TaskGroup(
        id=id_,
        title=title,
        answer=answer,
        headings=("事项", "归谁", *last),
        rows=tuple(
            TaskRow(
                entry=entry_link(entry),
                bodies=body_links(catalogue, entry.competent_bodies),
                cells=_done(entry) if taken_on else _answered(catalogue, entry),
            )
            for entry in catalogue.entries.values()
            if isinstance(entry, Service | Overhead) and entry.decision in decisions
        ),
    )


def _done(entry: Entry) -> tuple[tuple[str, str], ...]:
    service = entry if isinstance(entry, Service) else None
    does = service.community_does if service else ""
    money = service.funding.text if service and service.funding else ""
    return (("社区做", does or entry.summary), ("谁出钱", money or "没有查到"))


def _answered(catalogue: Catalogue, entry: Entry) -> tuple[tuple[str, str], ...]:
    return (("怎么答", entry.summary), ("凭什么", column_value(catalogue, entry, "basis")))


def _letter(catalogue: Catalogue) -> str:
    rule = quotation(catalogue, catalogue.settings.entrust)
    if rule is None:
        return ""
    return (
        f"贵单位要社区办理“[[事项]]”。经查对，《{catalogue.settings.title}》里没有这一项，"
        f"也没有收到准入的批准文件。{rule.line}"
        "请贵单位写明依据（到第几条）、由谁负责、要做什么、做到哪天、经费由谁付，"
        "填《准入申请表》，报街道办事处。批准以前，社区暂不办理。"
    )
