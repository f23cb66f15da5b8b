"""Sections that only certificates have."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model import addresses
from generator.model.entries import Certificate
from generator.model.parts import Material
from generator.views.evidence import askers
from generator.views.links import (
    Link,
    source_links,
)
from generator.views.sections import types
from generator.views.sections.subject import Subject, facts
from generator.views.sections.types import Fact, Section


def attests(subject: Subject) -> Section | None:
    """证明什么，凭什么知道."""
    entry = subject.entry
    if not isinstance(entry, Certificate) or not entry.attests:
        return None
    return types.AttestsSection(heading="证明什么，凭什么知道", attests=entry.attests)


def bring(subject: Subject) -> Section | None:
    """要带什么."""
    entry = subject.entry
    if not isinstance(entry, Certificate) or not (entry.materials or entry.time_limit or entry.fee):
        return None
    labels = subject.catalogue.kinds.labels("materials", "form")
    return types.BringSection(
        heading="要带什么",
        materials=tuple(_material(item, labels) for item in entry.materials),
        facts=facts(
            Fact(label="多久", text=entry.time_limit.text if entry.time_limit else ""),
            Fact(label="费用", text=entry.fee.text if entry.fee else ""),
            Fact(label="有效期", text=entry.validity),
            Fact(label="谁可以出具", text="、".join(entry.issuers)),
        ),
    )


def _material(item: Material, labels: Mapping[str, str]) -> types.MaterialLine:
    parts = [item.name]
    parts += [f"，{item.copies}份"] if item.copies is not None else []
    parts += [f"，{labels[item.form]}"] if item.form else []
    parts += [f"（{item.condition or '看情况'}）"] if item.necessity == "conditional" else []
    parts += ["（部门共享，不用带）"] if item.source == "shared" else []
    return types.MaterialLine(text="".join(parts), note=item.waived_by)


def evidence(subject: Subject) -> Section | None:
    """拿什么代替."""
    requirements = subject.evidence.requirements_of(subject.entry.id)
    if not requirements:
        return None
    return types.EvidenceSection(
        heading="谁要什么，拿什么给它看",
        askers=askers(subject.catalogue, subject.evidence, requirements),
    )


def form(subject: Subject) -> Section | None:
    """证明式样."""
    entry = subject.entry
    if not isinstance(entry, Certificate) or entry.form is None:
        return None
    return types.FormSection(heading="证明式样", form=entry.form)


def local(subject: Subject) -> Section | None:
    """本地查到的."""
    entry = subject.entry
    note = entry.local_note if isinstance(entry, Certificate) else None
    if note is None:
        return None
    return types.LocalSection(
        heading="本地查到的",
        text=note.text,
        sources=source_links(subject.catalogue, note.sources),
        unverified=note.unverified,
    )


def purposes(subject: Subject) -> Section | None:
    """用来办什么."""
    entry = subject.entry
    if not isinstance(entry, Certificate) or not entry.purposes:
        return None
    return types.PurposesSection(heading="用来办什么", purposes=entry.purposes)


def requesters(subject: Subject) -> Section | None:
    """谁常来要."""
    entry = subject.entry
    if not isinstance(entry, Certificate) or not entry.requesters:
        return None
    return types.RequestersSection(
        heading="谁常来要",
        requesters=tuple(
            types.RequesterLine(
                name=Link(
                    title=requester.name,
                    address=addresses.record("body", requester.body) if requester.body else "",
                ),
                until=requester.until.isoformat() if requester.until else "",
            )
            for requester in entry.requesters
        ),
    )


def steps(subject: Subject) -> Section | None:
    """怎么办."""
    entry = subject.entry
    if not isinstance(entry, Certificate) or not entry.steps:
        return None
    actors = subject.catalogue.kinds.labels("steps", "actor")
    lines = tuple(
        types.StepLine(title=step.title or actors[step.actor], text=step.text)
        for step in entry.steps
    )
    return types.StepsSection(heading="怎么办", steps=lines)
