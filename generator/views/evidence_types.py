"""The page of an evidence type, as data: who issues it, how it is got, what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.derive.evidence import Evidence, condition_words
from generator.model.catalogue import Catalogue
from generator.model.evidence import Detail, EvidenceType, Obtaining
from generator.views.evidence import ABOVE, QuoteLine, fact_link, quote_lines, type_link
from generator.views.journeys import giving_links
from generator.views.links import Link, body_link


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailLine:
    """A detail of an evidence type, such as its fee, with its rule."""

    label: str
    text: str
    links: tuple[Link, ...] = ()
    quotes: tuple[QuoteLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLine:
    """能证明什么: one fact, and on what conditions."""

    fact: Link
    text: str
    unverified: str
    quotes: tuple[QuoteLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObtainingLine:
    """要什么才能拿到: one way."""

    papers: tuple[Link, ...]
    text: str
    unverified: str
    quotes: tuple[QuoteLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceTypeView:
    """一种材料: who issues it, how it is got, and what it shows."""

    title: str
    crumbs: tuple[Link, ...]
    type: str
    journeys: tuple[Link, ...]
    """The matters in steps on which it is got."""
    details: tuple[DetailLine, ...]
    missing: tuple[DetailLine, ...]
    """谁可能没有."""
    requires: tuple[ObtainingLine, ...]
    proves: tuple[ProofLine, ...]
    quotes: tuple[QuoteLine, ...]
    unverified: tuple[str, ...]
    note: str


def evidence_type_view(
    catalogue: Catalogue, evidence: Evidence, one: EvidenceType
) -> EvidenceTypeView:
    """Return one evidence type."""
    return EvidenceTypeView(
        title=one.name,
        crumbs=ABOVE,
        type=one.kind.labels("type")[one.type],
        journeys=giving_links(catalogue, one.id),
        details=tuple(_details(catalogue, one)),
        missing=tuple(
            DetailLine(
                label=line.who, text=line.text, quotes=quote_lines(catalogue, line.legal_basis)
            )
            for line in (one.held.may_be_missing if one.held else ())
        ),
        requires=tuple(_obtaining(catalogue, evidence, way) for way in one.requires),
        proves=tuple(
            ProofLine(
                fact=fact_link(evidence.facts[proof.fact]),
                text=_conditions(catalogue, proof.before, (*proof.when, *proof.office_when)),
                unverified=proof.unverified,
                quotes=quote_lines(catalogue, proof.legal_basis),
            )
            for proof in one.proves
            if proof.fact in evidence.facts
        ),
        quotes=quote_lines(catalogue, one.legal_basis),
        unverified=one.unverified,
        note=one.note,
    )


def _details(catalogue: Catalogue, one: EvidenceType) -> Iterator[DetailLine]:
    office = (body_link(catalogue, one.issued_by),) if one.issued_by else ()
    if office or one.issuer_name:
        yield DetailLine(label="谁出", text=one.issuer_name, links=office)
    texts = (("在哪里办", one.where), ("谁可以办", one.applicant))
    held = ("谁有", one.held.who if one.held else "")
    conditions = ("条件", condition_words(catalogue, (*one.when, *one.office_when)))
    for label, text in (*texts, held, conditions):
        if text:
            yield DetailLine(label=label, text=text)
    if one.bound_to:
        bound = tuple(body_link(catalogue, id_) for id_ in one.bound_to)
        yield DetailLine(label="要认它的", text="", links=bound)
    parts: tuple[tuple[str, Detail | None], ...] = (
        ("费用", one.fee),
        ("多久", one.time_limit),
        ("管多久", one.validity),
        ("丢了怎么办", one.lost),
        ("网上", one.online),
    )
    for label, part in parts:
        if part:
            quotes = quote_lines(catalogue, part.legal_basis)
            yield DetailLine(label=label, text=part.text, quotes=quotes)


def _conditions(catalogue: Catalogue, before: str, conditions: tuple[str, ...]) -> str:
    body = catalogue.bodies.get(before)
    first = f"只对{body.short_name}有效" if body else ""
    return "；".join(filter(None, (first, condition_words(catalogue, conditions))))


def _obtaining(catalogue: Catalogue, evidence: Evidence, way: Obtaining) -> ObtainingLine:
    papers = (
        *(type_link(evidence.types[number]) for number in way.all if number in evidence.types),
        *(fact_link(evidence.facts[number]) for number in way.facts if number in evidence.facts),
    )
    nothing = "什么都不用交" if way.nothing else ""
    return ObtainingLine(
        papers=papers,
        text="；".join(filter(None, (nothing, condition_words(catalogue, way.when)))),
        unverified=way.unverified,
        quotes=quote_lines(catalogue, way.legal_basis),
    )
