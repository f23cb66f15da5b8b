"""Sections on where an entry comes from: sources, lists above, level, editions, citation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.derive.consultation import latest_answers_on
from generator.editions.citation import cite
from generator.editions.endings import ending_of
from generator.editions.names import quote_title
from generator.editions.notices import without_day
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.days import written
from generator.model.entries import Certificate
from generator.model.parts import Basis, Verification
from generator.schema.kinds import Kinds
from generator.views.consultation import opinion_line
from generator.views.entry import basis_line, basis_lines, doubts, upstream_lines
from generator.views.links import (
    Link,
    source_links,
)
from generator.views.provisions import address_of
from generator.views.routes import route_line
from generator.views.sections import types
from generator.views.sections.general import exception_lines
from generator.views.sections.subject import Subject, facts, label
from generator.views.sections.types import Fact, Section


def basis(subject: Subject) -> Section | None:
    """依据."""
    rows = basis_lines(subject.catalogue, subject.entry, subject.on)
    also = source_links(subject.catalogue, subject.entry.sources)
    ways = tuple(_ways(subject))
    excepted = exception_lines(subject)
    if not (rows or ways or excepted or also):
        return None
    return types.BasisSection(heading="依据", rows=rows, ways=ways, exceptions=excepted, also=also)


def _ways(subject: Subject) -> Iterator[types.WayLine]:
    """Yield the legal basis of each route that has one."""
    for route in subject.entry.routes:
        if route.legal_basis or route.item_code:
            rows = (basis_line(subject.catalogue, item, subject.on) for item in route.legal_basis)
            yield types.WayLine(
                heading=route_line(subject.catalogue, route).heading,
                rows=tuple(rows),
                item_code=route.item_code,
            )


def provisions(subject: Subject) -> Section | None:
    """法条对照: the articles that the entry answers for."""
    rows = tuple(
        types.AnsweredLine(
            provision=Link(
                title=f"{quote_title(item.law.title)}{item.provision.article}",
                address=address_of(item),
            ),
            asks=item.law.kind.labels("provisions", "asks")[item.provision.asks],
            task=item.provision.task,
        )
        for item in subject.provisions
    )
    return types.ProvisionsSection(heading="法条对照", rows=rows) if rows else None


def upstream(subject: Subject) -> Section | None:
    """上级清单怎么写."""
    rows = upstream_lines(subject.catalogue, subject.entry)
    return types.UpstreamSection(heading="上级清单怎么写", rows=rows) if rows else None


def level(subject: Subject) -> Section | None:
    """从哪一级来."""
    catalogue, entry, origin = subject.catalogue, subject.entry, subject.entry.origin
    if not origin.parent_title and origin.parent is None:
        return None
    if origin.parent is None:
        return types.LevelSection(
            heading="从哪一级来", parent_title=origin.parent_title, changed_label="", facts=()
        )
    adoption = entry.adoption
    action = catalogue.kinds.labels("adoption", "action")[adoption.action] if adoption else "改了"
    added = adoption is not None and adoption.action == "supplemented"
    changed_label = "本地补充的" if added else "本地写的"
    titles = [catalogue.kinds.field_title(entry.kind, key) for key in sorted(origin.changed)]
    grounds = [_short(catalogue, item) for item in adoption.legal_basis] if adoption else []
    return types.LevelSection(
        heading="从哪一级来",
        parent_title="",
        changed_label=changed_label,
        facts=facts(
            Fact(label="上级", text=origin.parent_title),
            Fact(label="本地", text=f"{action}：{adoption.reason if adoption else ''}"),
            Fact(label=changed_label, text="、".join(titles) or "没有改内容"),
            Fact(label="凭什么", text="、".join(grounds)),
        ),
    )


def _short(catalogue: Catalogue, item: Basis) -> str:
    source = catalogue.sources.get(item.source)
    return f"{source.short_name if source else item.source}{item.clause}"


def history(subject: Subject) -> Section | None:
    """改过什么."""
    if not subject.events:
        return None
    return types.HistorySection(
        heading="改过什么",
        events=tuple(
            types.HistoryLine(
                day=written(event.in_force_on),
                edition=Link(title=f"{event.edition}版", address=addresses.edition(event.edition)),
                is_coming=event.in_force_on > subject.on,
                text=without_day(event.sentence, event.in_force_on) or f"{event.word}。",
                was="" if event.in_force_on > subject.on else event.was,
            )
            for event in subject.events
        ),
        unreleased=subject.unreleased,
    )


def citation(subject: Subject) -> Section | None:
    """核对与引用."""
    entry, kinds = subject.entry, subject.catalogue.kinds
    tiers = kinds.labels("tier")
    ending = ending_of(subject.catalogue, entry, subject.on, subject.ended_since)
    return types.CiteSection(
        heading="核对与引用",
        facts=facts(
            Fact(label="现在", text=f"{ending.notice}。" if ending else ""),
            *(_checked(entry.verification, kinds) if entry.verification else ()),
            Fact(label="部门意见", text=_consulted(subject)),
            Fact(
                label="依据等级", text=f"{entry.tier}（{tiers[entry.tier]}）" if entry.tier else ""
            ),
            Fact(label="施行", text=entry.in_force_on.isoformat() if entry.in_force_on else ""),
            Fact(label="行为种类", text=label(entry, "act", entry.act))
            if isinstance(entry, Certificate)
            else None,
            Fact(label="没核实的", text=_sentences(doubts(subject.catalogue, entry))),
        ),
        citation=cite(subject.catalogue, entry).line,
    )


def _consulted(subject: Subject) -> str:
    """Return which departments were consulted on the entry, and the opinion of each."""
    answered = latest_answers_on(subject.catalogue, subject.entry.id)
    return _sentences(opinion_line(subject.catalogue, answer) for answer in answered)


def _checked(check: Verification, kinds: Kinds) -> tuple[Fact, Fact]:
    method = f"（{check.method}）" if check.method else ""
    confidence = kinds.labels("verification", "confidence")[check.confidence]
    return (
        Fact(label="核对于", text=f"{check.verified_on}，下次不晚于{check.next_review_on}"),
        Fact(label="把握", text=f"{confidence}{method}"),
    )


def _sentences(texts: Iterable[str]) -> str:
    """Join texts. Each one that does not end a sentence is followed by a semicolon, except the last."""
    listed = tuple(texts)
    closed = [text if text.endswith("。") else f"{text}；" for text in listed[:-1]]
    return "".join([*closed, *listed[-1:]])
