"""The catalogue as linked data in Turtle, one file for all of it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import Any

from rdflib import RDF, Graph, Literal, URIRef

from generator.derive.evidence import Evidence
from generator.model.catalogue import Catalogue
from generator.views.linked_data import CONTEXT, nodes
from generator.views.linked_evidence import evidence_nodes
from generator.views.linked_journeys import journey_nodes

_NOWHERE = "urn:catalogue:"
"""Stands in for the site's address while the graph is made; taken out again when written."""
NODES_AT_ONCE = 500
"""rdflib looks for prefixes among all addresses of a graph: 20,000 entries at once take 33 s, not 24."""


def turtle(catalogue: Catalogue, evidence: Evidence) -> bytes:
    """Return everything as Turtle."""
    base = catalogue.address or _NOWHERE
    everything = chain(
        nodes(catalogue, base),
        evidence_nodes(catalogue, evidence, base),
        journey_nodes(catalogue, base),
    )
    pieces = []
    while some := tuple(islice(everything, NODES_AT_ONCE)):
        piece = _serialized(some)
        pieces.append(piece if catalogue.address else piece.replace(f"<{_NOWHERE}", "<../../"))
    return "".join(pieces).encode()


def _serialized(nodes: Iterable[dict[str, Any]]) -> str:
    """Return nodes as a piece of Turtle with its own prefixes; pieces may follow one another."""
    graph = Graph()
    for prefix, name in CONTEXT.items():
        graph.bind(prefix, name)
    for node in nodes:
        _add(graph, node)
    return graph.serialize(format="turtle", encoding=None)


def _add(graph: Graph, node: dict[str, Any]) -> URIRef:
    """Add a node, and those inside it, as triples."""
    here = URIRef(node["@id"])
    types = node.get("@type", ())
    for name in (types,) if isinstance(types, str) else types:
        graph.add((here, RDF.type, _name(name)))
    for key, value in node.items():
        if not key.startswith("@"):
            for item in value if isinstance(value, list) else (value,):
                graph.add((here, _name(key), _object(graph, item)))
    return here


def _object(graph: Graph, item: Any) -> URIRef | Literal:
    if not isinstance(item, dict):
        return Literal(item)
    if "@id" in item:
        return _add(graph, item)
    if "@language" in item:
        return Literal(item["@value"], lang=item["@language"])
    return Literal(item["@value"], datatype=_name(item["@type"]))


def _name(short: str) -> URIRef:
    prefix, name = short.split(":", 1)
    return URIRef(CONTEXT[prefix] + name)
