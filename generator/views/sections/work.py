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
from generator.views.links import (
    body_links,
    concept_link,
    entry_links,
    source_link,
)
from generator.views.quotation import quotation
from generator.views.routes import opens_with_duties, route_lines
from generator.views.sections import types, work_types
from generator.views.sections.subject import Subject, concept, facts, label
from generator.views.sections.types import Fact, Section

MOST_LISTED = 2
"""Documents that a resident reads through; the list of all is for who keeps the seal."""
_TASKS = frozenset({"assist", "entrusted", "barred"})


def duty(subject: Subject) -> Section | None:
    """要点 of a service item."""
    catalogue, entry = subject.catalogue, subject.entry
    if not isinstance(entry, Service):
        return None
    funding = entry.funding
    return work_types.DutySection(
        heading="谁做什么",
        facts=facts(
            Fact(label="主管", links=body_links(catalogue, entry.competent_bodies)),
            *(() if opens_with_duties(entry) else _who_does_what(entry)),
            Fact(label="不做", text=entry.limits),
            *_where(catalogue, entry),
            Fact(
                label="经费",
                text=funding_said(catalogue, entry),
                source=source_link(catalogue, funding.source) if funding.source else None,
            )
            if funding
            else None,
        ),
    )


def terms(subject: Subject) -> Section | None:
    """承办的要求 of a service item: what only who does the work needs."""
    catalogue, entry = subject.catalogue, subject.entry
    if not isinstance(entry, Service):
        return None
    types_ = [
        concept_link(catalogue, "community-types", one).title for one in entry.community_types
    ]
    agreement = entry.agreement
    return work_types.TermsSection(
        heading="承办的要求",
        facts=facts(
            Fact(label="角色", text=label(entry, "role", entry.role)),
            Fact(label="适用", text="、".join(types_) or "城市、集镇、农村社区"),
            Fact(label="多久一次", text=entry.frequency),
            Fact(label="交什么", text="、".join(entry.deliverables)),
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


def _who_does_what(entry: Service) -> tuple[Fact, Fact]:
    """Return what each side does, when the page has not opened with it."""
    return (
        Fact(label="部门做", text=entry.body_does),
        Fact(label="社区做", text=entry.community_does),
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
    return work_types.TaskSection(
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
    return work_types.SealSection(
        heading="怎么盖",
        facts=facts(
            Fact(label="可以盖", text=_first(entry.permitted_documents)),
            Fact(label="不能盖", text=_first(entry.prohibited_documents)),
            Fact(label="条件", text="；".join(entry.conditions)),
            Fact(label="谁批准", text=entry.approver),
            Fact(label="对应证明", links=entry_links(catalogue, filter(None, [entry.certificate]))),
        ),
    )


def _first(documents: tuple[str, ...]) -> str:
    """Name documents: of many only the first, with where all of them stand."""
    if len(documents) <= MOST_LISTED:
        return "；".join(documents)
    shown = "；".join(documents[:MOST_LISTED])
    return f"{shown}。一共{len(documents)}种，都写在下面“给干部看”里。"


def _all(documents: tuple[str, ...]) -> str:
    """Name all documents, where the resident's layer names only the first."""
    return "；".join(documents) if len(documents) > MOST_LISTED else ""


def register(subject: Subject) -> Section | None:
    """盖章前后: what whoever keeps the seal checks and writes down."""
    entry = subject.entry
    if not isinstance(entry, SealUse):
        return None
    return work_types.RegisterSection(
        heading="盖章前后",
        facts=facts(
            Fact(label="可以盖", text=_all(entry.permitted_documents)),
            Fact(label="不能盖", text=_all(entry.prohibited_documents)),
            Fact(label="哪枚章", text=label(entry, "seal_type", entry.seal_type)),
            Fact(label="谁保管", text=entry.custodian),
            Fact(label="保存多久", text=entry.retention),
        ),
        pre_checks=entry.pre_checks,
        register_fields=entry.register_fields,
    )


def observed(subject: Subject) -> Section | None:
    """调查时的情况."""
    catalogue, entry = subject.catalogue, subject.entry
    if not isinstance(entry, Overhead):
        return None
    return work_types.ObservedSection(
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
    return work_types.StandardsSection(
        heading="多少",
        rows=tuple(
            work_types.StandardLine(
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
