"""What proves what, as data: the pages of facts, and the ways to prove a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.derive.evidence import (
    EVIDENCE,
    FACT,
    GOVERNMENT,
    CertificateRequirement,
    Evidence,
    audience_text,
    condition_text,
    names_of,
)
from generator.derive.proof_graph import GRADE_WORDS, Node, Way, steps
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.evidence import EvidenceKind, EvidenceType, Fact
from generator.model.parts import Basis
from generator.views.links import EntryLink, Link, clause_link, entry_links, source_link

NOT_FOUND = "没有查到它可以要这份证明的规定。"
"""The sentence for a requester whose demand has no legal ground."""
ABOVE = (Link(title="什么能证明什么", address=addresses.FACTS),)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLine:
    """A rule and its verbatim words; the quote is empty where the text was not read."""

    source: Link
    clause: Link
    """The clause, with the address of its article."""
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One evidence type on the way, and how it is obtained."""

    evidence: Link
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededFact:
    """A fact that has to be shown on the way, and the evidence types that show it best."""

    fact: Link
    by: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayLine:
    """One way to show a fact: the evidence, its legal grade, and the steps to obtain it."""

    shown: tuple[Link, ...]
    facts: tuple[NeededFact, ...]
    """Facts that have to be proved besides, each with its evidence."""
    ground: str
    steps: tuple[StepLine, ...]
    conditions: str
    quotes: tuple[QuoteLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """谁要: a requester that asks for a fact, its legal ground, and what it must accept."""

    requester: str
    fact: Link
    purpose: str
    not_found: str
    """The sentence for a requirement without a rule; empty where there is a rule."""
    demand: tuple[QuoteLine, ...]
    note: str
    ways: tuple[WayLine, ...]
    no_way: str
    entry: EntryLink | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """One requester with all its requirements."""

    name: str
    asked: tuple[AskedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """一件事实: whom it is about, what shows it, and who asks for it."""

    title: str
    crumbs: tuple[Link, ...]
    of: str
    negative: bool
    ways: tuple[WayLine, ...]
    unread: tuple[Link, ...]
    """Evidence types that are said to show it, although the text of the rule was not read."""
    asked: tuple[AskedLine, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A fact in the list, and what shows it."""

    fact: Link
    of: str
    shown_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """Facts of one sort."""

    id: str
    title: str
    rows: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeGroup:
    """Evidence types of one sort."""

    id: str
    title: str
    types: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsView:
    """什么能证明什么: every fact and every evidence type."""

    title: str
    facts: tuple[FactGroup, ...]
    types: tuple[TypeGroup, ...]


def fact_link(fact: Fact) -> Link:
    """Return the link to a fact's page."""
    return Link(title=fact.name, address=f"{fact.slug}/")


def type_link(type_: EvidenceType) -> Link:
    """Return the link to an evidence type's page."""
    return Link(title=type_.name, address=f"{type_.slug}/")


def quote_lines(catalogue: Catalogue, bases: Iterable[Basis]) -> tuple[QuoteLine, ...]:
    """Return rules with their verbatim words."""
    return tuple(
        QuoteLine(
            source=source_link(catalogue, basis.source),
            clause=clause_link(catalogue, basis.source, basis.clause),
            quote=basis.quote,
        )
        for basis in bases
    )


def facts_view(evidence: Evidence, *, title: str) -> FactsView:
    """Return the list of facts and evidence types."""
    words = next(iter(evidence.types.values())).kind.labels("type") if evidence.types else {}
    sorts = ((False, "positive", "有的事"), (True, "negative", "没有的事"))
    return FactsView(
        title=title,
        facts=tuple(
            FactGroup(
                id=id_,
                title=name,
                rows=tuple(
                    _fact_row(evidence, fact)
                    for fact in evidence.facts.values()
                    if fact.negative is negative
                ),
            )
            for negative, id_, name in sorts
        ),
        types=tuple(
            TypeGroup(
                id=kind.value.replace("_", "-"),
                title=words[kind],
                types=tuple(
                    type_link(type_) for type_ in evidence.types.values() if type_.type is kind
                ),
            )
            for kind in EvidenceKind
            if any(type_.type is kind for type_ in evidence.types.values())
        ),
    )


def _fact_row(evidence: Evidence, fact: Fact) -> FactRow:
    types: dict[str, Link] = {}
    for _, _, way in evidence.ways_to_show(fact.id):
        for node in way.needs:
            if node.kind == EVIDENCE:
                types.setdefault(node.id, type_link(evidence.types[node.id]))
    return FactRow(fact=fact_link(fact), of=fact.of, shown_by=tuple(types.values()))


def fact_view(catalogue: Catalogue, evidence: Evidence, fact: Fact) -> FactView:
    """Return one fact."""
    ways = evidence.ways_to_show(fact.id)
    read = {node.id for _, _, way in ways for node in way.needs}
    return FactView(
        title=fact.name,
        crumbs=ABOVE,
        of=fact.of,
        negative=fact.negative,
        ways=tuple(_fact_way(catalogue, evidence, way) for _, _, way in ways),
        unread=tuple(
            type_link(type_)
            for id_, type_ in evidence.types.items()
            if id_ not in read and any(proof.fact == fact.id for proof in type_.proves)
        ),
        asked=tuple(
            asked_line(catalogue, evidence, asked)
            for asked in evidence.requirements
            if asked.requirement.fact == fact.id
        ),
        note=fact.note,
    )


def _fact_way(catalogue: Catalogue, evidence: Evidence, way: Way) -> WayLine:
    before = audience_text(catalogue, way.node.before)
    stated = "" if way.node.before == GOVERNMENT else way.node.before
    conditions = condition_text(catalogue, way.conditions)
    (types,) = ([evidence.types[n.id] for n in way.needs if n.kind == EVIDENCE],)
    quotes = (
        proof.legal_basis
        for type_ in types
        for proof in type_.proves
        if proof.fact == way.node.id and proof.before == stated
    )
    return _way_line(
        catalogue,
        evidence,
        way,
        conditions="；".join(filter(None, (before, conditions))),
        quotes=next(quotes, ()),
    )


def _way_line(
    catalogue: Catalogue,
    evidence: Evidence,
    way: Way,
    *,
    conditions: str,
    quotes: tuple[Basis, ...],
) -> WayLine:
    grade = max((way.grade, *(evidence.solution[need].grade for need in way.needs)))
    visits = evidence.visits(way)
    trips = f"，跑{visits}趟" if visits else ""
    return WayLine(
        shown=tuple(type_link(evidence.types[n.id]) for n in way.needs if n.kind == EVIDENCE),
        facts=tuple(
            NeededFact(
                fact=fact_link(evidence.facts[node.id]),
                by=tuple(type_link(type_) for type_ in _best_evidence(evidence, node)),
            )
            for node in way.needs
            if node.kind == FACT
        ),
        ground=f"{GRADE_WORDS[grade]}{trips}",
        steps=tuple(_steps(catalogue, evidence, way)),
        conditions=conditions,
        quotes=quote_lines(catalogue, quotes),
    )


def _best_evidence(evidence: Evidence, node: Node) -> Iterator[EvidenceType]:
    """Yield the evidence types that show a fact on the best way. Facts on that way are resolved."""
    for need in evidence.solution[node].way.needs:
        if need.kind == EVIDENCE:
            yield evidence.types[need.id]
        else:
            yield from _best_evidence(evidence, need)


def _steps(catalogue: Catalogue, evidence: Evidence, way: Way) -> Iterator[StepLine]:
    """Yield how each paper on a way is obtained. Papers that a resident already holds are left out."""
    all_steps = dict.fromkeys(step for need in way.needs for step in steps(need, evidence.solution))
    for step in all_steps:
        if step.node.kind == EVIDENCE and (step.needs or step.visits):
            type_ = evidence.types[step.node.id]
            yield StepLine(evidence=type_link(type_), how=step_words(catalogue, evidence, step))


def step_words(catalogue: Catalogue, evidence: Evidence, step: Way) -> str:
    """Return in a few words how an evidence type is obtained."""
    type_ = evidence.types[step.node.id]
    body = catalogue.bodies.get(type_.issued_by)
    office = type_.issuer_name or (body.short_name if body else "")
    papers = "、".join(names_of(evidence, step.needs))
    if type_.type is EvidenceKind.OFFICIAL_CHECK:
        how = "由办事的单位自己核查，不用交材料"
    elif papers:
        how = f"要{papers}"
    else:
        how = "不用交材料" if step.visits else "手里有，或者自己写"
    conditions = condition_text(catalogue, step.conditions)
    where = f"到{office}，" if office and step.visits else ""
    return f"{where}{how}" + (f"（{conditions}）" if conditions else "")


def asked_line(
    catalogue: Catalogue, evidence: Evidence, asked: CertificateRequirement
) -> AskedLine:
    """Return one requirement: the requester, its legal ground, and the accepted ways."""
    requirement = asked.requirement
    node = asked.node
    ways = [way for way in evidence.ways if way.node == node]
    open_ways = [way for way in ways if all(need in evidence.solution for need in way.needs)]
    entries = entry_links(catalogue, (asked.entry,))
    return AskedLine(
        requester=requirement.requester.name,
        fact=fact_link(evidence.facts[requirement.fact]),
        purpose=requirement.purpose,
        not_found=NOT_FOUND if requirement.demand.none_found else "",
        demand=quote_lines(catalogue, requirement.demand.legal_basis),
        note=requirement.demand.note,
        ways=tuple(
            _way_line(
                catalogue,
                evidence,
                way,
                conditions=condition_text(catalogue, way.conditions),
                quotes=_accepting(asked, way),
            )
            for way in sorted(open_ways, key=evidence.visits)
        ),
        no_way=requirement.no_way,
        entry=entries[0] if entries else None,
    )


def askers(
    catalogue: Catalogue, evidence: Evidence, requirements: Iterable[CertificateRequirement]
) -> tuple[Asker, ...]:
    """Return requirements grouped by requester, in the order in which the requesters first appear."""
    by_requester: dict[str, list[AskedLine]] = {}
    for asked in requirements:
        line = asked_line(catalogue, evidence, asked)
        by_requester.setdefault(line.requester, []).append(line)
    return tuple(Asker(name=name, asked=tuple(lines)) for name, lines in by_requester.items())


def _accepting(asked: CertificateRequirement, way: Way) -> tuple[Basis, ...]:
    """Return the rules by which the evidence of a way is accepted."""
    numbers = tuple(node.id for node in way.needs)
    for acceptance in asked.requirement.accepts:
        if (
            (*acceptance.show, *acceptance.facts) == numbers
            and acceptance.legal_basis
            and not acceptance.unverified
        ):
            return acceptance.legal_basis
    return ()
