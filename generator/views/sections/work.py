"""Sections of service items, seal uses, overheads and funding standards."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.here import funding_text
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
"""How many documents a resident is shown. All of them are listed for the keeper of the seal."""
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
                text=funding_text(catalogue, entry),
                source=source_link(catalogue, funding.source) if funding.source else None,
            )
            if funding
            else None,
        ),
    )


def terms(subject: Subject) -> Section | None:
    """承办的要求 of a service item: what only those who do the work need."""
    catalogue, entry = subject.catalogue, subject.entry
    if not isinstance(entry, Service):
        return None
    types_ = [
        concept_link(catalogue, "community-types", type_).title for type_ in entry.community_types
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
    """Return what each side does, for a page that does not begin with it."""
    return (
        Fact(label="部门做", text=entry.body_does),
        Fact(label="社区做", text=entry.community_does),
    )


def _where(catalogue: Catalogue, entry: Service) -> Iterator[Fact]:
    """Yield where to go, for a page that does not begin with it."""
    if opens_with_duties(entry):
        for line in route_lines(catalogue, entry):
            text = "，".join(filter(None, (line.heading, line.detail)))
            yield Fact(label="去哪里", text=f"{text}（待核实）" if line.unverified else text)


def _admission(catalogue: Catalogue, entry: Service) -> str:
    """Return sentences on how an item was admitted, its trial, and how it left the catalogue."""
    admission = entry.admission
    if admission is None:
        return ""
    sentences = []
    if admission.applied_by or admission.applied_on:
        who = body_links(catalogue, [admission.applied_by])[0].title if admission.applied_by else ""
        sentences.append(f"{admission.applied_on or ''}{who}申请。")
    if admission.reviewed_by:
        sentences.append(f"{admission.reviewed_by}审核。")
    if admission.decided_on:
        outcome = entry.kind.labels("admission", "outcome").get(admission.outcome, "决定")
        instrument = f"（{admission.instrument}）" if admission.instrument else ""
        sentences.append(f"{admission.decided_on}{outcome}{instrument}。")
    if admission.trial_until:
        sentences.append(f"试行到{admission.trial_until}。")
    if admission.exit_on:
        reason = f"：{admission.exit_reason}" if admission.exit_reason else ""
        sentences.append(f"{admission.exit_on}退出{reason}。")
    return "".join(sentences)


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
        funding=funding_text(catalogue, entry) or "没有查到经费规定。",
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
    """Return the documents. If there are many, only the first ones, and where the others are listed."""
    if len(documents) <= MOST_LISTED:
        return "；".join(documents)
    first = "；".join(documents[:MOST_LISTED])
    return f"{first}。一共{len(documents)}种，都写在下面“给干部看”里。"


def _all(documents: tuple[str, ...]) -> str:
    """Return all documents if ``_first`` does not; else an empty text."""
    return "；".join(documents) if len(documents) > MOST_LISTED else ""


def register(subject: Subject) -> Section | None:
    """盖章前后: what the keeper of the seal checks and records."""
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
                text=observation.text,
                source=source_link(catalogue, observation.source),
                where=observation.when,
            )
            for observation in entry.observed
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
                text=standard.text,
                condition=standard.condition,
                amount=f"{bounds.get(standard.bound, '')}{standard.amount or ''}{standard.unit}",
            )
            for standard in entry.standards
        ),
        facts=facts(
            Fact(label="性质", text=label(entry, "standing", entry.standing)),
            Fact(label="适用", text=entry.scope),
            Fact(label="谁出钱", text=entry.payer),
            Fact(label="什么时候", text=entry.period),
            Fact(label="说不清的", text=entry.ambiguity),
        ),
    )
