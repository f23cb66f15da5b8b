"""Sections of service items, seal uses, overheads and funding standards."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.here import funding_said
from generator.model.catalogue import Catalogue
from generator.model.entries import (
    Decision,
    Funding,
    Overhead,
    SealUse,
    Service,
)
from generator.views.entry import opens_with_duties, route_lines
from generator.views.links import (
    body_links,
    concept_link,
    entry_links,
    source_link,
)
from generator.views.quotation import quotation
from generator.views.sections import types
from generator.views.sections.subject import Subject, concept, facts, label
from generator.views.sections.types import Fact, Section

_TASKS = frozenset({"assist", "entrusted", "barred"})


def duty(subject: Subject) -> Section | None:
    """要点 of a service item."""
    catalogue, entry = subject.catalogue, subject.entry
    if not isinstance(entry, Service):
        return None
    types_ = [
        concept_link(catalogue, "community-types", one).title for one in entry.community_types
    ]
    funding, agreement = entry.funding, entry.agreement
    return types.DutySection(
        heading="要点",
        facts=facts(
            Fact(label="角色", text=label(entry, "role", entry.role)),
            Fact(label="主管", links=body_links(catalogue, entry.competent_bodies)),
            Fact(label="部门做", text=entry.body_does),
            Fact(label="社区做", text=entry.community_does),
            Fact(label="不做", text=entry.limits),
            *_where(catalogue, entry),
            Fact(label="适用", text="、".join(types_) or "城市、集镇、农村社区"),
            Fact(label="多久一次", text=entry.frequency),
            Fact(label="交什么", text="、".join(entry.deliverables)),
            Fact(
                label="经费",
                text=funding_said(catalogue, entry),
                source=source_link(catalogue, funding.source) if funding.source else None,
            )
            if funding
            else None,
            Fact(
                label="协议",
                text=f"{'要签协议' if agreement.required else '不用签协议'}{agreement.reference}",
            )
            if agreement
            else None,
            Fact(label="准入", text=_admission(catalogue, entry)),
            concept(catalogue, "平台", "platforms", entry.platform),
            concept(catalogue, "工作领域", "work-areas", entry.work_area),
            Fact(label="台账", links=entry_links(catalogue, entry.reporting)),
        ),
    )


def _where(catalogue: Catalogue, entry: Service) -> Iterator[Fact]:
    """Yield where to go, when the page has not opened with it."""
    if opens_with_duties(entry):
        for line in route_lines(catalogue, entry):
            told = "，".join(filter(None, (line.heading, line.detail)))
            yield Fact(label="去哪里", text=f"{told}（待核实）" if line.unverified else told)


def _admission(catalogue: Catalogue, entry: Service) -> str:
    """Say in sentences how an item was admitted, since when it is on trial, and when it left."""
    found = entry.admission
    if found is None:
        return ""
    said = []
    if found.applied_by or found.applied_on:
        who = body_links(catalogue, [found.applied_by])[0].title if found.applied_by else ""
        said.append(f"{found.applied_on or ''}{who}申请。")
    if found.reviewed_by:
        said.append(f"{found.reviewed_by}审核。")
    if found.decided_on:
        outcome = entry.kind.labels("admission", "outcome").get(found.outcome, "决定")
        instrument = f"（{found.instrument}）" if found.instrument else ""
        said.append(f"{found.decided_on}{outcome}{instrument}。")
    if found.trial_until:
        said.append(f"试行到{found.trial_until}。")
    if found.exit_on:
        reason = f"：{found.exit_reason}" if found.exit_reason else ""
        said.append(f"{found.exit_on}退出{reason}。")
    return "".join(said)


def task(subject: Subject) -> Section | None:
    """任务来了，先问三句; 对方还是派下来."""
    catalogue, entry = subject.catalogue, subject.entry
    if not isinstance(entry, Service) or entry.role not in _TASKS:
        return None
    quoted, barred = quotation(catalogue, catalogue.settings.entrust), entry.role == "barred"
    if quoted is None and barred:
        return None
    forbidden = entry.decision is Decision.FORBIDDEN
    return types.TaskSection(
        heading="对方还是派下来" if forbidden else "任务来了，先问三句",
        entry_id=entry.id,
        title=entry.title,
        funding=funding_said(catalogue, entry) or "没有查到经费规定。",
        asks=not barred,
        quotation=quoted,
    )


def seal(subject: Subject) -> Section | None:
    """怎么盖."""
    catalogue, entry = subject.catalogue, subject.entry
    if not isinstance(entry, SealUse):
        return None
    return types.SealSection(
        heading="怎么盖",
        facts=facts(
            Fact(label="哪枚章", text=label(entry, "seal_type", entry.seal_type)),
            Fact(label="可以盖", text="；".join(entry.permitted_documents)),
            Fact(label="不能盖", text="；".join(entry.prohibited_documents)),
            Fact(label="条件", text="；".join(entry.conditions)),
            Fact(label="谁批准", text=entry.approver),
            Fact(label="谁保管", text=entry.custodian),
            Fact(label="保存多久", text=entry.retention),
            Fact(label="对应证明", links=entry_links(catalogue, filter(None, [entry.certificate]))),
        ),
        pre_checks=entry.pre_checks,
        register_fields=entry.register_fields,
    )


def observed(subject: Subject) -> Section | None:
    """调查时的情况."""
    catalogue, entry = subject.catalogue, subject.entry
    if not isinstance(entry, Overhead):
        return None
    return types.ObservedSection(
        heading="调查时的情况",
        quotations=tuple(
            types.Quotation(
                text=one.text, source=source_link(catalogue, one.source), where=one.when
            )
            for one in entry.observed
        ),
        facts=facts(
            Fact(label="哪一种", text=label(entry, "form", entry.form)),
            Fact(label="现在怎么办", text=label(entry, "outcome", entry.outcome)),
            Fact(label="谁要的", links=body_links(catalogue, entry.demanded_by)),
            concept(catalogue, "工作领域", "work-areas", entry.work_area),
            Fact(label="清理前", text=entry.count_before),
            Fact(label="清理后", text=entry.count_after),
        ),
    )


def standards(subject: Subject) -> Section | None:
    """多少."""
    entry = subject.entry
    if not isinstance(entry, Funding):
        return None
    bounds = entry.kind.labels("standards", "bound")
    return types.StandardsSection(
        heading="多少",
        rows=tuple(
            types.StandardLine(
                text=one.text,
                condition=one.condition,
                amount=f"{bounds.get(one.bound, '')}{one.amount or ''}{one.unit}",
            )
            for one in entry.standards
        ),
        facts=facts(
            Fact(label="性质", text=label(entry, "standing", entry.standing)),
            Fact(label="适用", text=entry.scope),
            Fact(label="谁出钱", text=entry.payer),
            Fact(label="什么时候", text=entry.period),
            Fact(label="说不清的", text=entry.ambiguity),
        ),
    )
