"""The page of an evidence type, as data: who issues it, how it is obtained, what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.derive.evidence import Evidence, condition_text
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
    """一种材料: who issues it, how it is obtained, and what it shows."""

    title: str
    crumbs: tuple[Link, ...]
    type: str
    journeys: tuple[Link, ...]
    """The journeys on which it is obtained."""
    details: tuple[DetailLine, ...]
    missing: tuple[DetailLine, ...]
    """谁可能没有."""
    requires: tuple[ObtainingLine, ...]
    proves: tuple[ProofLine, ...]
    quotes: tuple[QuoteLine, ...]
    unverified: tuple[str, ...]
    note: str


def evidence_type_view(
    catalogue: Catalogue, evidence: Evidence, type_: EvidenceType
) -> EvidenceTypeView:
    """Return one evidence type."""
    return EvidenceTypeView(
        title=type_.name,
        crumbs=ABOVE,
        type=type_.kind.labels("type")[type_.type],
        journeys=giving_links(catalogue, type_.id),
        details=tuple(_details(catalogue, type_)),
        missing=tuple(
            DetailLine(
                label=line.who, text=line.text, quotes=quote_lines(catalogue, line.legal_basis)
            )
            for line in (type_.held.may_be_missing if type_.held else ())
        ),
        requires=tuple(_obtaining(catalogue, evidence, way) for way in type_.requires),
        proves=tuple(
            ProofLine(
                fact=fact_link(evidence.facts[proof.fact]),
                text=_conditions(catalogue, proof.before, (*proof.when, *proof.office_when)),
                unverified=proof.unverified,
                quotes=quote_lines(catalogue, proof.legal_basis),
            )
            for proof in type_.proves
            if proof.fact in evidence.facts
        ),
        quotes=quote_lines(catalogue, type_.legal_basis),
        unverified=type_.unverified,
        note=type_.note,
    )


def _details(catalogue: Catalogue, type_: EvidenceType) -> Iterator[DetailLine]:
    office = (body_link(catalogue, type_.issued_by),) if type_.issued_by else ()
    if office or type_.issuer_name:
        yield DetailLine(label="谁出", text=type_.issuer_name, links=office)
    texts = (("在哪里办", type_.where), ("谁可以办", type_.applicant))
    holding = ("谁有", type_.held.who if type_.held else "")
    conditions = ("条件", condition_text(catalogue, (*type_.when, *type_.office_when)))
    for label, text in (*texts, holding, conditions):
        if text:
            yield DetailLine(label=label, text=text)
    if type_.bound_to:
        bound = tuple(body_link(catalogue, id_) for id_ in type_.bound_to)
        yield DetailLine(label="要认它的", text="", links=bound)
    parts: tuple[tuple[str, Detail | None], ...] = (
        ("费用", type_.fee),
        ("多久", type_.time_limit),
        ("管多久", type_.validity),
        ("丢了怎么办", type_.lost),
        ("网上", type_.online),
    )
    for label, part in parts:
        if part:
            quotes = quote_lines(catalogue, part.legal_basis)
            yield DetailLine(label=label, text=part.text, quotes=quotes)


def _conditions(catalogue: Catalogue, before: str, conditions: tuple[str, ...]) -> str:
    body = catalogue.bodies.get(before)
    first = f"只对{body.short_name}有效" if body else ""
    return "；".join(filter(None, (first, condition_text(catalogue, conditions))))


def _obtaining(catalogue: Catalogue, evidence: Evidence, way: Obtaining) -> ObtainingLine:
    papers = (
        *(type_link(evidence.types[id_]) for id_ in way.all if id_ in evidence.types),
        *(fact_link(evidence.facts[id_]) for id_ in way.facts if id_ in evidence.facts),
    )
    nothing = "什么都不用交" if way.nothing else ""
    return ObtainingLine(
        papers=papers,
        text="；".join(filter(None, (nothing, condition_text(catalogue, way.when)))),
        unverified=way.unverified,
        quotes=quote_lines(catalogue, way.legal_basis),
    )
