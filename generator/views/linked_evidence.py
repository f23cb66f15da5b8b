"""What proves what as linked data: facts, evidence types and requirements in the terms of CCCEV.

CCCEV: https://semiceu.github.io/CCCEV/releases/2.1.0/. All evidence types of one list are shown
together, and any one list is enough. Only rules whose text was read make a list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from generator.derive.evidence import (
    EVIDENCE,
    FACT,
    CertificateRequirement,
    Evidence,
    condition_text,
)
from generator.derive.proof_graph import Node, Way
from generator.model.catalogue import Catalogue
from generator.model.evidence import EvidenceType, Fact
from generator.views.linked_data import text


class Alternative(NamedTuple):
    """Evidence types that are enough together, with the conditions."""

    types: tuple[str, ...]
    conditions: tuple[str, ...]


def evidence_nodes(catalogue: Catalogue, evidence: Evidence, base: str) -> Iterator[dict[str, Any]]:
    """Yield facts, evidence types and requirements as JSON-LD nodes."""
    ways: dict[Node, list[Way]] = defaultdict(list)
    for way in evidence.ways:
        ways[way.node].append(way)
    for type_ in evidence.types.values():
        yield _type(catalogue, type_, base)
    for fact in evidence.facts.values():
        yield _fact(fact, base)
        options = alternatives(ways, Node(FACT, fact.id))
        if options:
            address, number = f"{base}{fact.slug}/#to-show", f"{fact.id}-to-show"
            yield {
                **_requirement(address, number, f"要证明：{fact.name}"),
                "cv:hasConcept": {"@id": f"{base}{fact.slug}/"},
                "cv:hasEvidenceTypeList": _lists(
                    catalogue, evidence, options, (address, number), base
                ),
            }
    for asked in evidence.requirements:
        if asked.entry in catalogue.entries:
            yield _demand(catalogue, evidence, asked, alternatives(ways, asked.node), base)


def alternatives(
    ways: Mapping[Node, Sequence[Way]], node: Node, above: tuple[Node, ...] = ()
) -> tuple[Alternative, ...]:
    """Return all sets of evidence types that are enough for a node. Facts on the way are resolved."""
    unique: dict[Alternative, None] = {}
    for way in ways.get(node, ()):
        facts = [need for need in way.needs if need.kind == FACT]
        if {node, *above} & {*facts}:
            continue
        own_types = tuple(need.id for need in way.needs if need.kind == EVIDENCE)
        for parts in product(*(alternatives(ways, fact, (*above, node)) for fact in facts)):
            types = dict.fromkeys((*own_types, *(id_ for part in parts for id_ in part.types)))
            when = dict.fromkeys(
                (*way.conditions, *(condition for part in parts for condition in part.conditions))
            )
            unique[Alternative(tuple(types), tuple(when))] = None
    return tuple(unique)


def _fact(fact: Fact, base: str) -> dict[str, Any]:
    return {
        "@id": f"{base}{fact.slug}/",
        "@type": "cv:InformationConcept",
        "dct:identifier": fact.id,
        "skos:prefLabel": fact.name,
        "dct:description": f"{fact.name}（{fact.of}）",
    }


def _type(catalogue: Catalogue, type_: EvidenceType, base: str) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@id": f"{base}{type_.slug}/",
        "@type": "cv:EvidenceType",
        "dct:identifier": type_.id,
        "skos:prefLabel": text(type_.name),
        "cv:evidenceTypeClassification": {
            "@id": f"{base}#evidence-{type_.type}",
            "@type": "skos:Concept",
            "skos:prefLabel": text(type_.kind.labels("type")[type_.type]),
        },
    }
    if type_.issued_by in catalogue.bodies:
        node["dct:publisher"] = {"@id": f"{base}{catalogue.bodies[type_.issued_by].slug}/"}
    return node


def _requirement(here: str, identifier: str, title: str) -> dict[str, Any]:
    return {
        "@id": here,
        "@type": ["cv:Requirement", "cv:InformationRequirement"],
        "dct:identifier": identifier,
        "dct:title": text(title),
        "skos:prefLabel": title,
    }


def _demand(
    catalogue: Catalogue,
    evidence: Evidence,
    asked: CertificateRequirement,
    options: Sequence[Alternative],
    base: str,
) -> dict[str, Any]:
    """Return a requirement of one requester: the fact, the rules, and the lists that are enough."""
    requirement, entry = asked.requirement, catalogue.entries[asked.entry]
    fact, body = evidence.facts[requirement.fact], catalogue.bodies.get(requirement.requester.body)
    here = f"{base}{entry.slug}/#{requirement.id}"
    rules = dict.fromkeys(
        catalogue.sources[basis.source].slug
        for basis in requirement.demand.legal_basis
        if basis.source in catalogue.sources
    )
    node = {
        **_requirement(here, requirement.id, f"{requirement.requester.name}要证明：{fact.name}"),
        "dct:description": requirement.purpose or requirement.demand.note,
        "dct:publisher": {"@id": f"{base}{body.slug}/"} if body else (),
        "dct:relation": {"@id": f"{base}{entry.slug}/"},
        "cv:hasConcept": {"@id": f"{base}{fact.slug}/"},
        "cv:isDerivedFrom": [{"@id": f"{base}{slug}/"} for slug in rules],
        "cv:hasEvidenceTypeList": _lists(
            catalogue, evidence, options, (here, requirement.id), base
        ),
    }
    return {key: value for key, value in node.items() if value not in ("", [], ())}


def _lists(
    catalogue: Catalogue,
    evidence: Evidence,
    options: Sequence[Alternative],
    of: tuple[str, str],
    base: str,
) -> list[dict[str, Any]]:
    """Return the lists of evidence types. ``of`` is the address and the number of what they prove."""
    here, name = of
    lists = []
    for number, alternative in enumerate(options, 1):
        types = [evidence.types[name] for name in alternative.types]
        node: dict[str, Any] = {
            "@id": f"{here}-{number}",
            "@type": "cv:EvidenceTypeList",
            "dct:identifier": f"{name}-{number}",
            "skos:prefLabel": "、".join(each.name for each in types),
            "cv:specifiesEvidenceType": [{"@id": f"{base}{each.slug}/"} for each in types],
        }
        if alternative.conditions:
            node["dct:description"] = condition_text(catalogue, alternative.conditions)
        lists.append(node)
    return lists
