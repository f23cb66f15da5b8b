"""Sections that entries of several kinds have."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

import msgspec

from generator.derive.here import is_local, not_found_text
from generator.editions.citation import cite
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.days import written
from generator.model.entries import Certificate, Decision, Entry, SealUse, Service, Status
from generator.model.parts import Basis, Practice
from generator.views.links import (
    body_links,
    concept_link,
    entry_link,
    entry_links,
    reference_link,
    source_link,
    source_links,
)
from generator.views.quotation import law_quotations, quotation
from generator.views.referral_notices import has_referral_notice
from generator.views.sections import types
from generator.views.sections.subject import Subject, facts
from generator.views.sections.types import Fact, Section
from generator.views.wording import ASK_ABOVE, UNDECIDED_WORK

MOST_QUOTED = 2
"""How many quotations are shown to read out. All of them are in the table of sources."""


def ended(subject: Subject) -> Section | None:
    """为什么不再办."""
    entry, ending = subject.entry, subject.entry.ended
    replaced_by = entry_links(subject.catalogue, entry.replaced_by)
    source = source_link(subject.catalogue, ending.source) if ending and ending.source else None
    decided = entry.decision is not Decision.UNDECIDED
    if ending is None and not replaced_by and not (decided and entry.has_ended(subject.on)):
        return None
    return types.EndedSection(
        heading="为什么停办" if entry.status is Status.SUSPENDED else "为什么不再办",
        text=ending.text if ending else "",
        decision=entry.decision_label if decided else "",
        facts=facts(
            Fact(label="日期", text=f"{written(ending.on)}起" if ending and ending.on else ""),
            Fact(label="依据", links=(source,) if source else ()),
        ),
        replaced_by=replaced_by,
    )


def insist(subject: Subject) -> Section | None:
    """对方一定要社区开、盖章."""
    catalogue, entry = subject.catalogue, subject.entry
    rule = catalogue.settings.insist
    rule_quotation = quotation(catalogue, rule)
    if rule is None or rule_quotation is None or not _may_insist(subject):
        return None
    return types.InsistSection(
        heading=f"对方一定要社区{'盖章' if isinstance(entry, SealUse) else '开'}",
        quotation=rule_quotation,
        own=law_quotations(catalogue, entry)[:MOST_QUOTED],
        complain=rule.complain,
        notice=addresses.referral_notice(entry.id)
        if has_referral_notice(entry, subject.on)
        else "",
        report="\n".join(
            (
                f"他们还在要：{entry.id}{entry.title}（{entry.decision_label}）",
                f"目录：{cite(catalogue, entry).line}",
                "哪个街道、社区：",
                "哪个单位、哪个窗口：",
                "办什么事：",
                "哪一天：",
            )
        ),
    )


def _may_insist(subject: Subject) -> bool:
    """Tell whether to show the rule against a requester that insists on a certificate or seal."""
    entry = subject.entry
    return (
        entry.decision in {Decision.FORBIDDEN, Decision.UNDECIDED}
        and isinstance(entry, Certificate | SealUse)
        and subject.catalogue.settings.insist is not None
        and not entry.has_ended(subject.on)
    )


def say(subject: Subject) -> Section | None:
    """可以念给对方听; none where ``insist`` shows the same sentences."""
    quotations = law_quotations(subject.catalogue, subject.entry)
    if not quotations or subject.entry.has_ended(subject.on) or _may_insist(subject):
        return None
    shortest_first = sorted(quotations[:MOST_QUOTED], key=lambda quoted: len(quoted.quote))
    return types.SaySection(heading="可以念给对方听", quotations=tuple(shortest_first))


def case_rule(subject: Subject) -> Section | None:
    """什么时候可以办."""
    rule = subject.entry.case_rule
    if rule is None:
        return None
    return types.CaseRuleSection(
        heading="什么时候可以办",
        facts=facts(
            Fact(label="什么情况", text=rule.trigger),
            Fact(label="怎么商量", text=rule.deliberation),
            Fact(label="谁批准", text=rule.approver),
            Fact(label="法律审核", text=rule.legal_review),
        ),
    )


def undecided(subject: Subject) -> Section | None:
    """鄂州市没有查到规定, with the name of this catalogue's jurisdiction."""
    entry, note = subject.entry, subject.catalogue.settings.undecided
    if note is None or entry.decision is not Decision.UNDECIDED or entry.has_ended(subject.on):
        return None
    heading = not_found_text(subject.catalogue.settings.jurisdiction) or entry.decision_label
    text = f"{UNDECIDED_WORK}{ASK_ABOVE}" if isinstance(entry, Service) else note.text
    return types.UndecidedSection(heading=heading, text=text)


MOST_SHOWN = 40
"""Characters of exceptions that are not folded, so that a page fits three screens of a phone."""


def exceptions(subject: Subject) -> Section | None:
    """例外."""
    lines = exception_lines(subject)
    if not lines:
        return None
    lengths = accumulate(len(line.text) for line in lines)
    open_count = sum(length <= MOST_SHOWN for length in lengths)
    return types.ExceptionsSection(
        heading="例外", exceptions=lines[:open_count], folded=lines[open_count:]
    )


def exception_lines(subject: Subject) -> tuple[types.ExceptionLine, ...]:
    """Return the exceptions of an entry, each with its sources and the entry it leads to."""
    catalogue, entries = subject.catalogue, subject.catalogue.entries
    return tuple(
        types.ExceptionLine(
            title=item.title,
            text=item.text,
            entry=entry_link(entries[item.entry]) if item.entry in entries else None,
            legal_basis=tuple(cited(catalogue, basis_item) for basis_item in item.legal_basis),
            unverified=item.unverified,
        )
        for item in subject.entry.exceptions
    )


def cited(catalogue: Catalogue, item: Basis) -> types.CitedSource:
    """Return a basis as a link and a clause."""
    return types.CitedSource(source=source_link(catalogue, item.source), clause=item.clause)


def meaning(subject: Subject) -> Section | None:
    """这是什么，留意什么."""
    entry = subject.entry
    if not entry.meaning and not entry.risk_note:
        return None
    heading = "这是什么" if entry.meaning else "留意"
    return types.MeaningSection(heading=heading, meaning=entry.meaning, risk=entry.risk_note)


def practice(subject: Subject) -> Section | None:
    """外地怎么办. What the place of this catalogue does itself comes first, as 本地."""
    catalogue, practices = subject.catalogue, subject.entry.practice_elsewhere
    own = tuple(_practice_line(catalogue, item) for item in practices if is_local(catalogue, item))
    rows = tuple(
        _practice_line(catalogue, item) for item in practices if not is_local(catalogue, item)
    )
    if not practices:
        return None
    where = "和".join(word for word, lines in (("本地", own), ("外地", rows)) if lines)
    return types.PracticeSection(heading=f"{where}怎么办", own=own, rows=rows)


def _practice_line(catalogue: Catalogue, item: Practice) -> types.PracticeLine:
    return types.PracticeLine(
        place=item.place, text=item.text, sources=source_links(catalogue, item.sources)
    )


def faq(subject: Subject) -> Section | None:
    """常见问题."""
    questions = subject.entry.faq
    return types.FaqSection(heading="常见问题", questions=questions) if questions else None


def related(subject: Subject) -> Section | None:
    """相近的事: the related entries that it names, then the other entries that name it."""
    catalogue, entry = subject.catalogue, subject.entry
    shown_ids = {entry.id, *entry.related}
    naming = catalogue.naming(entry, "related", "exceptions", "replaced_by")
    links = (
        *entry_links(catalogue, entry.related),
        *(entry_link(other) for other in naming if other.id not in shown_ids),
    )
    events = tuple(concept_link(catalogue, "life-events", event) for event in entry.life_events)
    bodies = body_links(catalogue, entry.competent_bodies)
    if not (links or events or bodies):
        return None
    return types.RelatedSection(
        heading="相近的事", entries=links, life_events=events, bodies=bodies
    )


def own(subject: Subject) -> Section | None:
    """要点 of an entry whose kind has no record class: its properties, described by the schema."""
    entry, kinds = subject.entry, subject.catalogue.kinds
    shared = {field.encode_name for field in msgspec.structs.fields(Entry)}
    own_facts = facts(
        *(
            _property(
                subject.catalogue, kinds.field_title(entry.kind, name), schema, entry.fields[name]
            )
            for name, schema in entry.kind.schema["properties"].items()
            if name not in shared and name in entry.fields
        )
    )
    return types.FactsSection(heading="要点", facts=own_facts) if own_facts else None


def _property(
    catalogue: Catalogue, title: str, schema: Mapping[str, Any], value: object
) -> Fact | None:
    """Return a property as a fact: a reference as a link, a choice by its label; none for an object."""
    values = value if isinstance(value, tuple) else (value,)
    node = schema.get("items", schema)
    if any(isinstance(item, Mapping) for item in values):
        return None
    if target := node.get("x-ref"):
        return Fact(
            label=title, links=tuple(reference_link(catalogue, target, item) for item in values)
        )
    words = {True: "是", False: "否", **node.get("x-labels", {})}
    return Fact(label=title, text="、".join(str(words.get(item, item)) for item in values))
