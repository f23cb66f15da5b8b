"""转办告知单: why the community does not do something, where to go, and what to accept instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate, Decision, Entry, Overhead, SealUse, Service
from generator.views.entry import BasisLine, basis_lines, routes_now, upstream_lines
from generator.views.imprint import Imprint, imprint
from generator.views.links import Link
from generator.views.quotation import Quotation, law_quotations, quotation
from generator.views.routes import RouteLine
from generator.views.wording import ended, rule_name

GIVEN_FOR = frozenset({Decision.FORBIDDEN, Decision.CASE_BY_CASE})
"""Verdicts that send someone elsewhere, or ask for a decision first."""
MOST_DOCUMENTS = 4
MOST_BESIDE_RULE, MOST_ALONE = 80, 200
"""How long the entry's own law may be on a page of A5: beside a general rule, and alone."""
_SENTENCE = re.compile(r"[^。；]+[。；]?")
_OF_READING = re.compile("没有读到|没有查到|没读到|没查到|报道|逐字核对|附件原文")
"""Words of an editor about his sources. They do not belong on the notice."""
_REQUESTS: tuple[tuple[type[Entry], str], ...] = (
    (SealUse, "照上面写的依据办，不再要社区在这上面盖章。"),
    (Overhead, "照上面写的依据收回，不再向社区提这项要求。"),
    (Entry, "照上面写的依据，由负责的单位办，不再派给社区。"),
)
"""The request to a requester, for entries that are no certificates. The first matching class applies."""
_VERBS = ((Certificate, "出具"), (SealUse, "用印"), (Service, "承担"), (Overhead, "设置"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralNotice:
    """转办告知单: one page for the requester, carried by the resident."""

    id: str
    title: str
    full_name: str
    """The official name when it is not the title; else empty."""
    decision: str
    decision_label: str
    reason: str
    routes_heading: str
    routes: tuple[RouteLine, ...]
    addressee: str
    """The requester that the second half addresses."""
    ask_heading: str
    ask: str
    ours: str
    """What the community itself does; empty where the notice only addresses the requester."""
    rule: Quotation | None
    """The general rule that a requester breaks by insisting."""
    own: Quotation | None
    """The law that decides this entry, if it is short enough for the notice."""
    imprint: Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralNoticeView:
    """The notice as a page, with its finished prints."""

    notice: ReferralNotice
    crumbs: tuple[Link, ...]
    prints: tuple[Link, ...]


def referral_notices(catalogue: Catalogue, on: date) -> Iterator[ReferralNotice]:
    """Yield the notice of every entry in force that is forbidden or decided case by case."""
    for entry in catalogue.entries.values():
        if has_referral_notice(entry, on):
            yield referral_notice(catalogue, entry, on)


def has_referral_notice(entry: Entry, on: date) -> bool:
    """Tell whether an entry has a notice: it sends residents elsewhere, and it has not ended."""
    return entry.decision in GIVEN_FOR and not entry.has_ended(on)


def referral_notice(catalogue: Catalogue, entry: Entry, on: date) -> ReferralNotice:
    """Return the notice of one entry on the day ``on``."""
    forbidden = entry.decision is Decision.FORBIDDEN
    rule = _rule(catalogue, entry) if forbidden else None
    return ReferralNotice(
        id=entry.id,
        title=entry.title,
        full_name=entry.name if entry.name != entry.title else "",
        decision=str(entry.decision),
        decision_label=entry.decision_label,
        reason=_reason(catalogue, entry, on),
        routes_heading=_routes_heading(entry),
        routes=routes_now(catalogue, entry, on),
        addressee="要证明的单位" if isinstance(entry, Certificate) else "提出要求的单位",
        ask_heading="社区怎么定" if entry.case_rule and not forbidden else "请贵单位这样办",
        ask=asked_of(entry),
        ours="" if isinstance(entry, Certificate) or not forbidden else entry.summary,
        rule=rule,
        own=_own(catalogue, entry, rule),
        imprint=imprint(
            catalogue,
            (entry,),
            addresses.entry(entry.id),
            f"转办告知单：{entry.title}",
            id=f"slips/{entry.slug}",
            rule=f"entry {entry.id}",
            entry=True,
        ),
    )


def asked_of(entry: Entry) -> str:
    """Return the request of a notice to the requester."""
    return _instead(entry) if entry.decision is Decision.FORBIDDEN else _case(entry)


def _routes_heading(entry: Entry) -> str:
    return "居民到这里办" if isinstance(entry, Certificate | SealUse) else "这样处理"


def _reason(catalogue: Catalogue, entry: Entry, on: date) -> str:
    """Return the list or rule that the verdict rests on. An upstream list is named with its row."""
    if entry.decision is not Decision.FORBIDDEN:
        return entry.summary
    rows = [row for row in upstream_lines(catalogue, entry) if row.name]
    verb = next((verb for class_, verb in _VERBS if isinstance(entry, class_)), "")
    if rows and verb:
        lists = "、".join(
            f"{row.list.title}第{row.serial}项{_number(catalogue, row.list_id)}" for row in rows
        )
        return f"{lists}写明，社区不应{verb}。"
    basis = basis_lines(catalogue, entry, on)
    return _cited(basis[0], f"社区不应{verb or '承担'}。") if basis else entry.summary


def _number(catalogue: Catalogue, list_id: str) -> str:
    source = catalogue.sources.get(catalogue.upstream_lists[list_id].source)
    return f"（{source.document_number}）" if source and source.document_number else ""


def _cited(basis: BasisLine, otherwise: str) -> str:
    """Return a rule with its note. Sentences about how the editor read the source are left out."""
    name = rule_name(basis.title, basis.document_number, basis.clause.title)
    note = "".join(
        sentence for sentence in _SENTENCE.findall(basis.note) if not _OF_READING.search(sentence)
    )
    return f"{name}：{ended(note) or otherwise}"


def _instead(entry: Entry) -> str:
    if not isinstance(entry, Certificate):
        return next(request for class_, request in _REQUESTS if isinstance(entry, class_))
    existing = [d for r in entry.routes if r.type == "existing_document" for d in r.documents]
    all_documents = [d for route in entry.routes for d in route.documents]
    documents = list(dict.fromkeys(existing or all_documents))[:MOST_DOCUMENTS]
    if not documents:
        return "收居民从上面这些地方办来的材料，不再要社区证明。"
    *others, last = documents
    choice = f"{'、'.join(others)}或者{last}" if others else last
    return f"收{choice}，不再要社区证明。"


def _case(entry: Entry) -> str:
    rule = entry.case_rule
    if rule is None:
        return "先申请准入。批准以前，社区不办。"
    sentences = [f"{rule.trigger.rstrip('。；，')}，才可以议。"]
    sentences += [ended(text) for text in (rule.deliberation, rule.legal_review) if text]
    return "".join([*sentences, f"批准：{ended(rule.approver)}"])


def _own(catalogue: Catalogue, entry: Entry, rule: Quotation | None) -> Quotation | None:
    most = MOST_BESIDE_RULE if rule else MOST_ALONE
    quotations = law_quotations(catalogue, entry)
    return next((law for law in quotations if len(law.quote) <= most and law != rule), None)


def _rule(catalogue: Catalogue, entry: Entry) -> Quotation | None:
    """The general rule of the catalogue's settings that fits this kind; none for the others."""
    if isinstance(entry, Certificate):
        return quotation(catalogue, catalogue.settings.insist)
    if isinstance(entry, Service):
        return quotation(catalogue, catalogue.settings.entrust)
    return None
