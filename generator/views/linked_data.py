"""The catalogue as linked data: schema.org on each page, CPSV-AP 3.2 as JSON-LD.

CPSV-AP: https://semiceu.github.io/CPSV-AP/releases/3.2.0/. Addresses are relative if the site has
no address. A reader resolves them against the address of the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate, Entry
from generator.model.parts import Route
from generator.model.scripts import json_for_script
from generator.model.supporting import Body, Source
from generator.views.columns import short_name

CONTEXT = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "adms": "http://www.w3.org/ns/adms#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LANGUAGE = "zh-CN"


def text(value: str) -> dict[str, str]:
    """Return a text with its language."""
    return {"@value": value, "@language": LANGUAGE}


def public_service(catalogue: Catalogue, entry: Entry, base: str) -> dict[str, Any]:
    """Return an entry as a CPSV-AP public service (公共服务)."""
    here = f"{base}{entry.slug}/"
    node: dict[str, Any] = {
        "@id": here,
        "@type": ["cpsv:PublicService", "schema:GovernmentService"],
        "dct:identifier": entry.id,
        "dct:title": text(entry.name),
        "dct:description": text(entry.summary),
        "dcat:keyword": [text(alias.text) for alias in entry.aliases],
        "cv:hasCompetentAuthority": [
            {"@id": f"{base}{body.slug}/"} for body in authorities(catalogue, entry)
        ]
        or [{"@id": f"{base}#publisher"}],
        "cv:hasLegalResource": [
            {"@id": f"{base}{catalogue.sources[item.source].slug}/"}
            for item in entry.legal_basis
            if item.source in catalogue.sources
        ],
        "cv:isGroupedBy": [{"@id": f"{base}life-events-{event}/"} for event in entry.life_events],
        "cv:hasChannel": [
            _channel(catalogue, entry, route, number, base)
            for number, route in enumerate(entry.routes, 1)
        ],
        "cv:hasInputType": _documents(catalogue, entry, base),
        "dct:type": {
            "@id": f"{base}#decision-{entry.kind.folder}-{entry.decision}",
            "@type": "skos:Concept",
            "skos:prefLabel": text(entry.decision_label),
        },
    }
    return {key: value for key, value in node.items() if value not in ([], ())}


def authorities(catalogue: Catalogue, entry: Entry) -> tuple[Body, ...]:
    """Return the bodies responsible for an entry: its competent bodies, or else those of its routes."""
    ids = entry.competent_bodies or tuple(route.body for route in entry.routes if route.body)
    return tuple(catalogue.bodies[id_] for id_ in dict.fromkeys(ids) if id_ in catalogue.bodies)


def _channel(
    catalogue: Catalogue, entry: Entry, route: Route, number: int, base: str
) -> dict[str, Any]:
    words = catalogue.kinds.labels("routes", "type")
    place = route.place or short_name(catalogue, route.body)
    return {
        "@id": f"{base}{entry.slug}/#route-{number}",
        "@type": "cv:Channel",
        "dct:identifier": f"{entry.id}-route-{number}",
        "dct:description": text(place or words[route.type]),
    }


def _documents(catalogue: Catalogue, entry: Entry, base: str) -> list[dict[str, Any]]:
    """Return the documents of an entry as evidence types, whether or not the catalogue has them."""
    materials = entry.materials if isinstance(entry, Certificate) else ()
    names = [item.name for item in materials]
    for route in entry.routes:
        names += route.documents
    return [
        _document(catalogue, entry, name, number, base)
        for number, name in enumerate(dict.fromkeys(names), 1)
    ]


def _document(
    catalogue: Catalogue, entry: Entry, name: str, number: int, base: str
) -> dict[str, Any]:
    type_ = catalogue.evidence_types_by_name.get(name)
    place = f"{type_.slug}/" if type_ else f"{entry.slug}/#document-{number}"
    return {
        "@id": f"{base}{place}",
        "@type": "cv:EvidenceType",
        "dct:identifier": type_.id if type_ else f"{entry.id}-document-{number}",
        "skos:prefLabel": text(name),
    }


def page_data(catalogue: Catalogue, entry: Entry) -> str:
    """Return the JSON-LD of an entry's page, safe inside a ``script`` element.

    Every reader loads it, so it leaves out the other names, which the file of all data has.
    """
    base = catalogue.address or "../"
    service = public_service(catalogue, entry, base)
    service.pop("dcat:keyword", None)
    graph = [
        service,
        *(_body(body, base) for body in authorities(catalogue, entry)),
    ]
    if not authorities(catalogue, entry):
        graph.append(_publisher(catalogue, base))
    data = _json(graph)
    context = {name: place for name, place in CONTEXT.items() if f'"{name}:' in data}
    return json_for_script(f'{{"@context":{_json(context)},"@graph":{data}}}')


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def nodes(catalogue: Catalogue, base: str) -> Iterator[dict[str, Any]]:
    """Yield entries, bodies, sources and life events as JSON-LD nodes."""
    for entry in catalogue.entries.values():
        yield public_service(catalogue, entry, base)
    for body in catalogue.bodies.values():
        yield _body(body, base)
    for source in catalogue.sources.values():
        yield _source(source, base)
    for event, concept in catalogue.concepts.get("life-events", {}).items():
        yield {
            "@id": f"{base}life-events-{event}/",
            "@type": ["cv:LifeEvent", "cv:Event"],
            "dct:identifier": event,
            "dct:title": text(concept.label),
        }
    yield _publisher(catalogue, base)
    yield _area(catalogue, base)


def _area(catalogue: Catalogue, base: str) -> dict[str, Any]:
    return {
        "@id": f"{base}#jurisdiction",
        "@type": "dct:Location",
        "skos:prefLabel": text(catalogue.settings.jurisdiction.name),
    }


def _publisher(catalogue: Catalogue, base: str) -> dict[str, Any]:
    """Return the publisher, which is the authority of entries that name none."""
    return {
        "@id": f"{base}#publisher",
        "@type": "cv:PublicOrganisation",
        "dct:identifier": "publisher",
        "skos:prefLabel": text(catalogue.settings.publisher),
        "dct:title": text(catalogue.settings.publisher),
        "dct:spatial": {"@id": f"{base}#jurisdiction"},
    }


def _body(body: Body, base: str) -> dict[str, Any]:
    return {
        "@id": f"{base}{body.slug}/",
        "@type": [
            "cv:PublicOrganisation",
            "org:Organization",
            "foaf:Agent",
            "schema:GovernmentOrganization",
        ],
        "dct:identifier": body.id,
        "skos:prefLabel": text(body.name),
        "dct:title": text(body.name),
        "skos:altLabel": text(body.short_name),
        "dct:spatial": {"@id": f"{base}#jurisdiction"},
    }


def _source(source: Source, base: str) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@id": f"{base}{source.slug}/",
        "@type": ["eli:LegalResource", "cpsv:Rule", "cv:ReferenceFramework"],
        "dct:identifier": source.id,
        "dct:title": text(source.name),
        "dct:description": text(f"{source.name}{source.document_number}"),
    }
    if source.in_force_on:
        node["eli:first_date_entry_in_force"] = {
            "@value": source.in_force_on.isoformat(),
            "@type": "xsd:date",
        }
    return node
