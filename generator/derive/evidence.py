"""Whether what a requester asks for can be shown, by which papers, from where.

The records of facts, evidence types and requirements are turned into ways of a ``proof_graph``.
Only what rests on words that were read becomes a way: counting the others, everything could be
had, and the answer would say nothing.
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
_AT_HOME = frozenset({EvidenceKind.PROMISE, EvidenceKind.STATEMENT, EvidenceKind.OFFICIAL_CHECK})
"""What one writes oneself, or the office looks up itself: nobody is visited for it."""
OFFICES = "government"
"""Before whom that counts which offices of government look up among themselves: none but them."""
_OFFICE_TYPES = frozenset({"government", "street"})
"""The types of bodies that are offices of government."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A requirement, and the number of the certificate behind which it stands."""

    entry: str
    requirement: Requirement

    @property
    def node(self) -> Node:
        """The requirement as a thing to be had."""
        return Node(REQUIREMENT, self.requirement.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All facts, evidence types and requirements of a catalogue, solved."""

    facts: Mapping[str, Fact]
    types: Mapping[str, EvidenceType]
    asked: tuple[Asked, ...]
    ways: tuple[Way, ...]
    solution: Solution

    def reach(self, asked: Asked) -> Grade | None:
        """Return how firmly the best way to a requirement rests; none when there is none."""
        found = self.solution.get(asked.node)
        return found.grade if found else None

    def obstacle(self, asked: Asked) -> Obstacle | None:
        """Return what stands in the way of a requirement; none when it can be met."""
        return obstacle(asked.node, self.ways, self.solution)

    def ways_to_show(self, fact: str) -> tuple[tuple[Grade, int, Way], ...]:
        """Return the ways to show a fact that can be gone, with grade and visits, the best first."""
        found = [
            (
                max(way.grade, *(self.solution[one].grade for one in way.needs)),
                self.visits(way),
                way,
            )
            for way in self.ways
            if way.node.sort == FACT
            and way.node.id == fact
            and all(one in self.solution for one in way.needs)
            and not {Node(FACT, fact), Node(FACT, fact, OFFICES)} & {*way.needs}
        ]
        return tuple(sorted(found, key=lambda one: one[:2]))

    def visits(self, way: Way) -> int:
        """Return how many offices one has to go to on a way, over all its steps."""
        return way.visits + sum(self.solution[one].visits for one in way.needs)

    def of_entry(self, number: str) -> tuple[Asked, ...]:
        """Return the requirements behind a certificate."""
        return tuple(one for one in self.asked if one.entry == number)


def evidence_of(catalogue: Catalogue, held: Iterable[str] | None = None) -> Evidence:
    """Return the evidence of a catalogue, for someone who holds the evidence types ``held``.

    Without ``held`` it is someone who has what almost everybody has: the types with ``held``.
    """
    facts = catalogue.of(Fact)
    types = catalogue.of(EvidenceType)
    asked = tuple(
        Asked(entry=record.entry, requirement=one)
        for record in catalogue.of(Requirements).values()
        for one in record.requirements
    )
    usual = (number for number, one in types.items() if one.held)
    direct = (
        *(Way(node=Node(EVIDENCE, number), needs=()) for number in (held or usual)),
        *(way for one in types.values() for way in _obtaining(one)),
        *(way for one in types.values() for way in _showing(one)),
        *(way for fact in facts.values() for way in _deriving(fact)),
        *(way for one in asked for way in _meeting(one.requirement, types)),
    )
    ways = (*direct, *_before_others(direct, _offices(catalogue)))
    return Evidence(facts=facts, types=types, asked=asked, ways=ways, solution=solve(ways))


def _offices(catalogue: Catalogue) -> set[str]:
    """Return the offices of government. Banks, schools and notaries are none: they get no data."""
    return {one.id for one in catalogue.bodies.values() if one.type in _OFFICE_TYPES}


def _before_others(ways: Iterable[Way], offices: Container[str]) -> Iterator[Way]:
    """Yield for each fact needed before one body that what shows it to others shows it there.

    What shows it to anybody does; before an office of government so does what offices look up.
    """
    needed = dict.fromkeys(node for way in ways for node in way.needs)
    for node in needed:
        if node.sort == FACT and node.before:
            yield Way(node=node, needs=(Node(FACT, node.id),))
            if node.before in offices:
                yield Way(node=node, needs=(Node(FACT, node.id, OFFICES),))


def _is_read(bases: Iterable[Basis], unverified: str) -> bool:
    """Tell whether words were read that say so."""
    return not unverified and any(basis.quote for basis in bases)


def _obtaining(one: EvidenceType) -> Iterator[Way]:
    """Yield the ways to get an evidence type."""
    node, conditions = Node(EVIDENCE, one.id), one.when
    visits = 0 if one.type in _AT_HOME else 1
    decides = one.office_when or one.type is EvidenceKind.OFFICIAL_CHECK
    grade = Grade.OFFICE if decides else Grade.GROUNDED
    if one.held_if:
        yield Way(node=node, needs=(), conditions=(one.held_if,))
    if one.must_issue and not one.requires and _is_read(one.legal_basis, ""):
        yield Way(node=node, needs=(), grade=Grade.OFFICE, visits=visits, conditions=conditions)
    for way in one.requires:
        if (way.nothing and not way.unverified) or _is_read(way.legal_basis, way.unverified):
            yield Way(
                node=node,
                needs=(
                    *(Node(EVIDENCE, number) for number in way.all),
                    *(Node(FACT, number, one.issued_by) for number in way.facts),
                ),
                grade=grade,
                visits=visits,
                conditions=(*conditions, *way.when),
            )


def _showing(one: EvidenceType) -> Iterator[Way]:
    """Yield what an evidence type shows, and before whom."""
    others = OFFICES if one.type is EvidenceKind.OFFICIAL_CHECK else ""
    for proof in one.proves:
        if _is_read(proof.legal_basis, proof.unverified):
            yield Way(
                node=Node(FACT, proof.fact, proof.before or others),
                needs=(Node(EVIDENCE, one.id),),
                grade=Grade.OFFICE if proof.office_when else Grade.GROUNDED,
                conditions=proof.when,
            )


def _deriving(fact: Fact) -> Iterator[Way]:
    """Yield how a fact follows from others."""
    for one in fact.derived_from:
        if _is_read(one.legal_basis, one.unverified):
            needs = tuple(Node(FACT, number) for number in one.facts)
            yield Way(node=Node(FACT, fact.id), needs=needs)


def _meeting(asked: Requirement, types: Mapping[str, EvidenceType]) -> Iterator[Way]:
    """Yield what meets a requirement."""
    node, body = Node(REQUIREMENT, asked.id), asked.requester.body
    for one in asked.accepts:
        if one.force is Force.UNVERIFIED or not _is_read(one.legal_basis, one.unverified):
            continue
        if not all(_counts(types[number], one, body) for number in one.show if number in types):
            continue
        decides = one.office_when or one.force is Force.MAY
        yield Way(
            node=node,
            needs=(
                *(Node(EVIDENCE, number) for number in one.show),
                *(Node(FACT, number, body) for number in one.facts),
            ),
            grade=Grade.OFFICE if decides else Grade.GROUNDED,
            conditions=one.when,
        )


def _counts(one: EvidenceType, accepted: Acceptance, body: str) -> bool:
    """Tell whether a type counts before a body: a promise only where a rule binds it to take it."""
    if one.not_here:
        return False
    if one.type is not EvidenceKind.PROMISE:
        return True
    return accepted.force is Force.MUST and body in one.bound_to


def names_of(evidence: Evidence, nodes: Iterable[Node]) -> tuple[str, ...]:
    """Return what each thing is called; requirements have no name and are left out."""
    named: dict[str, Mapping[str, Fact | EvidenceType]] = {
        EVIDENCE: evidence.types,
        FACT: evidence.facts,
    }
    return tuple(
        named[node.sort][node.id].name
        for node in nodes
        if node.sort in named and node.id in named[node.sort]
    )


def before_words(catalogue: Catalogue, before: str) -> str:
    """Return before whom alone a fact is shown; empty for anybody."""
    if before == OFFICES:
        return "只对政府部门有效"
    body = catalogue.bodies.get(before)
    return f"只对{body.short_name}有效" if body else ""


def condition_words(catalogue: Catalogue, conditions: Iterable[str]) -> str:
    """Return conditions in words, joined."""
    concepts = catalogue.concepts.get(CONDITIONS, {})
    return "；".join(concepts[one].label if one in concepts else one for one in conditions)
