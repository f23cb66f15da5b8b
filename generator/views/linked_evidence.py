"""What proves what as linked data: facts, evidence types and requirements in the terms of CCCEV.

CCCEV: https://semiceu.github.io/CCCEV/releases/2.1.0/. A list of evidence types is what is shown
together; any one list is enough. Only what rests on words that were read makes a list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from generator.derive.evidence import EVIDENCE, FACT, Asked, Evidence, condition_words
from generator.derive.proof_graph import Node, Way
from generator.model.catalogue import Catalogue
from generator.model.evidence import EvidenceType, Fact
from generator.views.linked_data import text


class Alternative(NamedTuple):
    """Evidence types that are enough together, and under which conditions."""

    types: tuple[str, ...]
    conditions: tuple[str, ...]


def evidence_nodes(catalogue: Catalogue, evidence: Evidence, base: str) -> Iterator[dict[str, Any]]:
    """Yield facts, evidence types and requirements as nodes of JSON-LD."""
    ways: dict[Node, list[Way]] = defaultdict(list)
    for way in evidence.ways:
        ways[way.node].append(way)
    for one in evidence.types.values():
        yield _type(catalogue, one, base)
    for fact in evidence.facts.values():
        yield _fact(fact, base)
        found = alternatives(ways, Node(FACT, fact.id))
        if found:
            here, number = f"{base}{fact.slug}/#to-show", f"{fact.id}-to-show"
            yield {
                **_requirement(here, number, f"要证明：{fact.name}"),
                "cv:hasConcept": {"@id": f"{base}{fact.slug}/"},
                "cv:hasEvidenceTypeList": _lists(catalogue, evidence, found, (here, number), base),
            }
    for asked in evidence.asked:
        if asked.entry in catalogue.entries:
            yield _asked(catalogue, evidence, asked, alternatives(ways, asked.node), base)


def alternatives(
    ways: Mapping[Node, Sequence[Way]], node: Node, above: tuple[Node, ...] = ()
) -> tuple[Alternative, ...]:
    """Return all that is enough for a node, in evidence types alone; the facts are resolved."""
    found: dict[Alternative, None] = {}
    for way in ways.get(node, ()):
        facts = [one for one in way.needs if one.sort == FACT]
        if {node, *above} & {*facts}:
            continue
        shown = tuple(one.id for one in way.needs if one.sort == EVIDENCE)
        for parts in product(*(alternatives(ways, one, (*above, node)) for one in facts)):
            types = dict.fromkeys((*shown, *(one for part in parts for one in part.types)))
            when = dict.fromkeys(
                (*way.conditions, *(one for part in parts for one in part.conditions))
            )
            found[Alternative(tuple(types), tuple(when))] = None
    return tuple(found)


def _fact(fact: Fact, base: str) -> dict[str, Any]:
    return {
        "@id": f"{base}{fact.slug}/",
        "@type": "cv:InformationConcept",
        "dct:identifier": fact.id,
        "skos:prefLabel": fact.name,
        "dct:description": f"{fact.name}（{fact.of}）",
    }


def _type(catalogue: Catalogue, one: EvidenceType, base: str) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@id": f"{base}{one.slug}/",
        "@type": "cv:EvidenceType",
        "dct:identifier": one.id,
        "skos:prefLabel": text(one.name),
        "cv:evidenceTypeClassification": {
            "@id": f"{base}#evidence-{one.type}",
            "@type": "skos:Concept",
            "skos:prefLabel": text(one.kind.labels("type")[one.type]),
        },
    }
    if one.issued_by in catalogue.bodies:
        node["dct:publisher"] = {"@id": f"{base}{catalogue.bodies[one.issued_by].slug}/"}
    return node


def _requirement(here: str, identifier: str, title: str) -> dict[str, Any]:
    return {
        "@id": here,
        "@type": ["cv:Requirement", "cv:InformationRequirement"],
        "dct:identifier": identifier,
        "dct:title": text(title),
        "skos:prefLabel": title,
    }


def _asked(
    catalogue: Catalogue,
    evidence: Evidence,
    asked: Asked,
    found: Sequence[Alternative],
    base: str,
) -> dict[str, Any]:
    """A requirement of one requester: which fact, by which rule, and what is enough."""
    one, entry = asked.requirement, catalogue.entries[asked.entry]
    fact, body = evidence.facts[one.fact], catalogue.bodies.get(one.requester.body)
    here = f"{base}{entry.slug}/#{one.id}"
    rules = dict.fromkeys(
        catalogue.sources[basis.source].slug
        for basis in one.demand.legal_basis
        if basis.source in catalogue.sources
    )
    node = {
        **_requirement(here, one.id, f"{one.requester.name}要证明：{fact.name}"),
        "dct:description": one.purpose or one.demand.note,
        "dct:publisher": {"@id": f"{base}{body.slug}/"} if body else (),
        "dct:relation": {"@id": f"{base}{entry.slug}/"},
        "cv:hasConcept": {"@id": f"{base}{fact.slug}/"},
        "cv:isDerivedFrom": [{"@id": f"{base}{slug}/"} for slug in rules],
        "cv:hasEvidenceTypeList": _lists(catalogue, evidence, found, (here, one.id), base),
    }
    return {key: value for key, value in node.items() if value not in ("", [], ())}


def _lists(
    catalogue: Catalogue,
    evidence: Evidence,
    found: Sequence[Alternative],
    of: tuple[str, str],
    base: str,
) -> list[dict[str, Any]]:
    """Lists of evidence types, numbered below the address and the number of what they are ``of``."""
    here, name = of
    lists = []
    for number, one in enumerate(found, 1):
        types = [evidence.types[name] for name in one.types]
        node: dict[str, Any] = {
            "@id": f"{here}-{number}",
            "@type": "cv:EvidenceTypeList",
            "dct:identifier": f"{name}-{number}",
            "skos:prefLabel": "、".join(each.name for each in types),
            "cv:specifiesEvidenceType": [{"@id": f"{base}{each.slug}/"} for each in types],
        }
        if one.conditions:
            node["dct:description"] = condition_words(catalogue, one.conditions)
        lists.append(node)
    return lists
