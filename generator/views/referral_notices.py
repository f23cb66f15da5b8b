"""What a slip says: why the community does not do it, where to go, what to accept instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.catalogue import Catalogue
from generator.model.entries import ENDED, Certificate, Decision, Entry, Service
from generator.model.settings import GeneralRule
from generator.views.entry import Basis, EntryView, Route, entry_view
from generator.views.imprint import Imprint, imprint

GIVEN_FOR = frozenset({Decision.FORBIDDEN, Decision.CASE_BY_CASE})
"""Verdicts that send someone elsewhere, or ask for a decision first."""
MOST_DOCUMENTS = 4
_VERB = {"certificates": "出具", "seal-uses": "用印", "services": "承担", "overheads": "设置"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The rule that whoever insists would break."""

    title: str
    clause: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralNotice:
    """转办告知单: one page for whoever asked, and for the resident who carries it."""

    id: str
    title: str
    full_name: str
    """The official name when it is not the title; else empty."""
    decision: str
    word: str
    reason: str
    routes_heading: str
    routes: tuple[Route, ...]
    ask_heading: str
    ask: str
    rule: Rule | None
    imprint: Imprint


def slips(catalogue: Catalogue, on: date) -> Iterator[ReferralNotice]:
    """Yield a slip for every entry in force that is forbidden or decided case by case."""
    for entry in catalogue.entries.values():
        if has_slip(entry, on):
            yield slip(catalogue, entry, on)


def has_slip(entry: Entry, on: date) -> bool:
    """Tell whether there is a slip for an entry: it sends someone elsewhere, and is in force."""
    return entry.decision in GIVEN_FOR and entry.status_on(on) not in ENDED


def slip(catalogue: Catalogue, entry: Entry, on: date) -> ReferralNotice:
    """Return what the slip of one entry says on the day ``on``."""
    view = entry_view(catalogue, entry, on)
    forbidden = entry.decision is Decision.FORBIDDEN
    return ReferralNotice(
        id=entry.id,
        title=entry.title,
        full_name=entry.name if entry.name != entry.title else "",
        decision=str(entry.decision),
        word=entry.decision_label,
        reason=_reason(view),
        routes_heading=_routes_heading(entry),
        routes=view.routes,
        ask_heading="请贵单位这样办" if forbidden else "社区怎么定",
        ask=_instead(entry) if forbidden else _case(entry),
        rule=_rule(catalogue, entry) if forbidden else None,
        imprint=imprint(catalogue, (entry,), f"{entry.slug}/", f"转办告知单：{entry.title}"),
    )


def _routes_heading(entry: Entry) -> str:
    return "居民到这里办" if entry.kind.folder in {"certificates", "seal-uses"} else "这样处理"


def _reason(view: EntryView) -> str:
    """Say by which list or rule; a list that was adopted as it stands is named by its row."""
    entry = view.entry
    if entry.decision is not Decision.FORBIDDEN:
        return entry.summary
    rows = [row for row in view.upstream if row.name]
    verb = _VERB.get(entry.kind.folder, "")
    if rows and verb:
        lists = "、".join(
            f"{row.list_title}第{row.serial}项{_number(view, row.list_id)}" for row in rows
        )
        return f"{lists}写明，社区不应{verb}。"
    return "；".join(_cited(basis) for basis in view.basis[:1]) or entry.summary


def _number(view: EntryView, list_id: str) -> str:
    upstream = view.catalogue.records["upstream"][list_id]
    source = view.catalogue.sources.get(upstream.fields["source"])
    return f"（{source.document_number}）" if source and source.document_number else ""


def _cited(basis: Basis) -> str:
    number = f"（{basis.document_number}）" if basis.document_number else ""
    return (
        f"《{basis.title.strip('《》')}》{number}{basis.clause}：{basis.note or '不应由社区承担。'}"
    )


def _instead(entry: Entry) -> str:
    if entry.kind.folder != "certificates":
        return entry.summary
    routes = entry.fields.get("routes", ())
    held = [d for r in routes if r["type"] == "existing_document" for d in r.get("documents", ())]
    given = [d for r in routes for d in r.get("documents", ())]
    documents = list(dict.fromkeys(held or given))[:MOST_DOCUMENTS]
    if not documents:
        return "请贵单位照下面这一条办，不再要社区证明。"
    *others, last = documents
    named = f"{'、'.join(others)}或者{last}" if others else last
    return f"收{named}，不再要社区证明。"


def _case(entry: Entry) -> str:
    rule = entry.fields.get("case_rule", {})
    said = [f"{rule['trigger']}，才可以议。" if rule.get("trigger") else ""]
    said += [f"{rule[key]}。" for key in ("deliberation", "legal_review") if rule.get(key)]
    said += [f"批准：{rule['approver']}。" if rule.get("approver") else ""]
    return "".join(said)


def _rule(catalogue: Catalogue, entry: Entry) -> Rule | None:
    """The general rule of the catalogue's settings that fits this kind; none for the others."""
    if isinstance(entry, Certificate):
        return general_rule(catalogue, catalogue.settings.insist)
    if isinstance(entry, Service):
        return general_rule(catalogue, catalogue.settings.entrust)
    return None


def general_rule(catalogue: Catalogue, rule: GeneralRule | None) -> Rule | None:
    """Return a rule of the settings with the title of its source; none where none is set."""
    if rule is None:
        return None
    source = catalogue.sources.get(rule.source)
    title = source.short_name if source else rule.source
    return Rule(title=title, clause=rule.clause, quote=rule.quote)
