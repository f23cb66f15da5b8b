"""Whether a resident can meet the requirements of certificates, with which papers.

Facts, evidence types and requirements become the ways of a ``proof_graph``. Only those with a
quoted basis become ways. With the others everything would be possible.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.derive.proof_graph import (
    Grade,
    Node,
    Obstacle,
    Solution,
    Way,
    obstacle,
    solve,
)
from generator.model.catalogue import Catalogue
from generator.model.evidence import (
    Acceptance,
    EvidenceKind,
    EvidenceType,
    Fact,
    Force,
    Requirement,
    Requirements,
)
from generator.model.parts import Basis

EVIDENCE, FACT, REQUIREMENT = "evidence", "fact", "requirement"
CONDITIONS = "conditions"
"""The vocabulary of conditions."""
_WITHOUT_VISIT = frozenset(
    {EvidenceKind.PROMISE, EvidenceKind.STATEMENT, EvidenceKind.OFFICIAL_CHECK}
)
"""Evidence without a visit: residents write it, or the office looks it up."""
GOVERNMENT = "government"
"""The audience of facts that offices of government look up among themselves."""
_OFFICE_TYPES = frozenset({"government", "street"})
"""The types of bodies that are offices of government."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRequirement:
    """A requirement, and the number of its certificate."""

    entry: str
    requirement: Requirement

    @property
    def node(self) -> Node:
        """The node of the requirement."""
        return Node(REQUIREMENT, self.requirement.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All facts, evidence types and requirements of a catalogue, with the solved graph."""

    facts: Mapping[str, Fact]
    types: Mapping[str, EvidenceType]
    requirements: tuple[CertificateRequirement, ...]
    ways: tuple[Way, ...]
    solution: Solution

    def grade_of(self, requirement: CertificateRequirement) -> Grade | None:
        """Return the grade of the best way to a requirement, if there is one."""
        solved = self.solution.get(requirement.node)
        return solved.grade if solved else None

    def obstacle(self, requirement: CertificateRequirement) -> Obstacle | None:
        """Return the obstacle of a requirement; none if it can be met."""
        return obstacle(requirement.node, self.ways, self.solution)

    def ways_to_show(self, fact: str) -> tuple[tuple[Grade, int, Way], ...]:
        """Return the possible ways to show a fact, with grade and visits, the best first."""
        ways = [
            (
                max(way.grade, *(self.solution[item].grade for item in way.needs)),
                self.visits(way),
                way,
            )
            for way in self.ways
            if way.node.kind == FACT
            and way.node.id == fact
            and all(item in self.solution for item in way.needs)
            and not {Node(FACT, fact), Node(FACT, fact, GOVERNMENT)} & {*way.needs}
        ]
        return tuple(sorted(ways, key=lambda item: item[:2]))

    def visits(self, way: Way) -> int:
        """Return the number of visits to offices on a way, over all its steps."""
        return way.visits + sum(self.solution[node].visits for node in way.needs)

    def requirements_of(self, number: str) -> tuple[CertificateRequirement, ...]:
        """Return the requirements of a certificate."""
        return tuple(
            requirement for requirement in self.requirements if requirement.entry == number
        )


def evidence_of(catalogue: Catalogue, held: Iterable[str] | None = None) -> Evidence:
    """Return the evidence of a catalogue for a resident who holds the evidence types ``held``.

    By default the resident holds the common papers, which are the types with ``held``.
    """
    facts = catalogue.of(Fact)
    types = catalogue.of(EvidenceType)
    requirements = tuple(
        CertificateRequirement(entry=record.entry, requirement=item)
        for record in catalogue.of(Requirements).values()
        for item in record.requirements
    )
    common = (number for number, item in types.items() if item.held)
    direct = (
        *(Way(node=Node(EVIDENCE, number), needs=()) for number in (held or common)),
        *(way for item in types.values() for way in _ways_to_obtain(item)),
        *(way for item in types.values() for way in _ways_to_show(item)),
        *(way for fact in facts.values() for way in _ways_to_derive(fact)),
        *(way for item in requirements for way in _ways_to_meet(item.requirement, types)),
    )
    ways = (*direct, *_ways_for_single_bodies(direct, _offices(catalogue)))
    return Evidence(
        facts=facts, types=types, requirements=requirements, ways=ways, solution=solve(ways)
    )


def _offices(catalogue: Catalogue) -> set[str]:
    """Return the ids of government offices. Only they share data, not banks, schools or notaries."""
    return {body.id for body in catalogue.bodies.values() if body.type in _OFFICE_TYPES}


def _ways_for_single_bodies(ways: Iterable[Way], offices: Container[str]) -> Iterator[Way]:
    """Yield the ways to show a fact to a single body.

    A fact shown to anybody counts for each body. A fact shown to the government counts for each office.
    """
    needed = dict.fromkeys(node for way in ways for node in way.needs)
    for node in needed:
        if node.kind == FACT and node.before:
            yield Way(node=node, needs=(Node(FACT, node.id),))
            if node.before in offices:
                yield Way(node=node, needs=(Node(FACT, node.id, GOVERNMENT),))


def _has_quote(bases: Iterable[Basis], unverified: str) -> bool:
    """Tell whether a verified basis has a quotation."""
    return not unverified and any(basis.quote for basis in bases)


def _ways_to_obtain(evidence_type: EvidenceType) -> Iterator[Way]:
    """Yield the ways to get an evidence type."""
    node, conditions = Node(EVIDENCE, evidence_type.id), evidence_type.when
    visits = 0 if evidence_type.type in _WITHOUT_VISIT else 1
    is_discretionary = (
        evidence_type.office_when or evidence_type.type is EvidenceKind.OFFICIAL_CHECK
    )
    grade = Grade.OFFICE if is_discretionary else Grade.GROUNDED
    if evidence_type.held_if:
        yield Way(node=node, needs=(), conditions=(evidence_type.held_if,))
    if (
        evidence_type.must_issue
        and not evidence_type.requires
        and _has_quote(evidence_type.legal_basis, "")
    ):
        yield Way(node=node, needs=(), grade=Grade.OFFICE, visits=visits, conditions=conditions)
    for way in evidence_type.requires:
        if (way.nothing and not way.unverified) or _has_quote(way.legal_basis, way.unverified):
            yield Way(
                node=node,
                needs=(
                    *(Node(EVIDENCE, number) for number in way.all),
                    *(Node(FACT, number, evidence_type.issued_by) for number in way.facts),
                ),
                grade=grade,
                visits=visits,
                conditions=(*conditions, *way.when),
            )


def _ways_to_show(evidence_type: EvidenceType) -> Iterator[Way]:
    """Yield the facts that an evidence type shows, each to its audience."""
    others = GOVERNMENT if evidence_type.type is EvidenceKind.OFFICIAL_CHECK else ""
    for proof in evidence_type.proves:
        if _has_quote(proof.legal_basis, proof.unverified):
            yield Way(
                node=Node(FACT, proof.fact, proof.before or others),
                needs=(Node(EVIDENCE, evidence_type.id),),
                grade=Grade.OFFICE if proof.office_when else Grade.GROUNDED,
                conditions=proof.when,
            )


def _ways_to_derive(fact: Fact) -> Iterator[Way]:
    """Yield the ways to derive a fact from others."""
    for derivation in fact.derived_from:
        if _has_quote(derivation.legal_basis, derivation.unverified):
            needs = tuple(Node(FACT, number) for number in derivation.facts)
            yield Way(node=Node(FACT, fact.id), needs=needs)


def _ways_to_meet(requirement: Requirement, types: Mapping[str, EvidenceType]) -> Iterator[Way]:
    """Yield the ways to meet a requirement."""
    node, body = Node(REQUIREMENT, requirement.id), requirement.requester.body
    for acceptance in requirement.accepts:
        if acceptance.force is Force.UNVERIFIED or not _has_quote(
            acceptance.legal_basis, acceptance.unverified
        ):
            continue
        if not all(
            _is_acceptable(types[number], acceptance, body)
            for number in acceptance.show
            if number in types
        ):
            continue
        is_discretionary = acceptance.office_when or acceptance.force is Force.MAY
        yield Way(
            node=node,
            needs=(
                *(Node(EVIDENCE, number) for number in acceptance.show),
                *(Node(FACT, number, body) for number in acceptance.facts),
            ),
            grade=Grade.OFFICE if is_discretionary else Grade.GROUNDED,
            conditions=acceptance.when,
        )


def _is_acceptable(evidence_type: EvidenceType, acceptance: Acceptance, body: str) -> bool:
    """Tell whether a body accepts a type. A promise counts only if a rule binds the body to accept it."""
    if evidence_type.not_here:
        return False
    if evidence_type.type is not EvidenceKind.PROMISE:
        return True
    return acceptance.force is Force.MUST and body in evidence_type.bound_to


def names_of(evidence: Evidence, nodes: Iterable[Node]) -> tuple[str, ...]:
    """Return the names of nodes. Requirements have no name and are left out."""
    records: dict[str, Mapping[str, Fact | EvidenceType]] = {
        EVIDENCE: evidence.types,
        FACT: evidence.facts,
    }
    return tuple(
        records[node.kind][node.id].name
        for node in nodes
        if node.kind in records and node.id in records[node.kind]
    )


def audience_text(catalogue: Catalogue, before: str) -> str:
    """Return the audience of a fact in Chinese; empty for anybody."""
    if before == GOVERNMENT:
        return "只对政府部门有效"
    body = catalogue.bodies.get(before)
    return f"只对{body.short_name}有效" if body else ""


def condition_text(catalogue: Catalogue, conditions: Iterable[str]) -> str:
    """Return the labels of conditions, joined."""
    concepts = catalogue.concepts.get(CONDITIONS, {})
    return "；".join(
        concepts[condition].label if condition in concepts else condition
        for condition in conditions
    )
