"""Journeys as linked data: an event, and a public service for each step at an office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.derive.journeys import GUIDE, journeys
from generator.model.catalogue import Catalogue
from generator.model.evidence import EvidenceType
from generator.model.journeys import Journey, JourneyStep
from generator.views.linked_data import text


def journey_nodes(catalogue: Catalogue, base: str) -> Iterator[dict[str, Any]]:
    """Yield journeys, and the steps that lead to a body, as JSON-LD nodes."""
    for journey in journeys(catalogue):
        steps = tuple(step for step in journey.steps if step.body in catalogue.bodies)
        yield _event(catalogue, journey, steps, base)
        for number, step in enumerate(steps):
            yield _service(catalogue, journey, step, steps[:number], base)


def _event(
    catalogue: Catalogue, journey: Journey, steps: Iterable[JourneyStep], base: str
) -> dict[str, Any]:
    here = f"{base}{journey.slug}/"
    entries = dict.fromkeys(number for step in journey.steps for number in step.entries)
    return {
        "@id": here,
        "@type": ["cv:Event"] if journey.type == GUIDE else ["cv:LifeEvent", "cv:Event"],
        "dct:identifier": f"journey-{journey.id}",
        "dct:title": text(journey.title),
        "dct:description": text(journey.summary),
        "dct:relation": [{"@id": f"{base}life-events-{event}/"} for event in journey.life_events],
        "cv:hasRelatedService": [
            *({"@id": f"{here}#{step.id}"} for step in steps),
            *_entries(catalogue, entries, base),
        ],
    }


def _service(
    catalogue: Catalogue,
    journey: Journey,
    step: JourneyStep,
    before: Iterable[JourneyStep],
    base: str,
) -> dict[str, Any]:
    """Return a step as a public service: its office, the evidence it needs, and what it yields."""
    here, name = f"{base}{journey.slug}/#{step.id}", f"{journey.id}-{step.id}"
    types = catalogue.of(EvidenceType)
    laws = dict.fromkeys(basis.source for basis in step.legal_basis)
    node = {
        "@id": here,
        "@type": "cpsv:PublicService",
        "dct:identifier": name,
        "dct:title": text(step.title),
        "dct:description": text(step.text),
        "cv:hasCompetentAuthority": {"@id": f"{base}{catalogue.bodies[step.body].slug}/"},
        "cv:hasLegalResource": [
            {"@id": f"{base}{catalogue.sources[source].slug}/"}
            for source in laws
            if source in catalogue.sources
        ],
        "cv:hasInputType": [
            {"@id": f"{base}{types[id_].slug}/"} for id_ in step.needs if id_ in types
        ],
        "cpsv:produces": [_output(types[id_], base) for id_ in step.yields if id_ in types],
        "cv:isGroupedBy": {"@id": f"{base}{journey.slug}/"},
        "cv:relatedService": _entries(catalogue, step.entries, base),
        "dct:requires": [
            {"@id": f"{base}{journey.slug}/#{earlier.id}"}
            for earlier in before
            if {*earlier.yields} & {*step.needs}
        ],
        **_ways_in(step, here, name),
    }
    return {key: value for key, value in node.items() if value != []}


def _output(type_: EvidenceType, base: str) -> dict[str, Any]:
    return {
        "@id": f"{base}{type_.slug}/#output",
        "@type": "cv:Output",
        "dct:identifier": f"{type_.id}-output",
        "dct:title": text(type_.name),
        "dct:relation": {"@id": f"{base}{type_.slug}/"},
    }


def _ways_in(step: JourneyStep, here: str, name: str) -> dict[str, Any]:
    """Return the checked channels of a step: its place, address, telephone number and fee."""
    place, online, phone, fee = step.place, step.online, step.phone, step.fee
    channels = [("place", place, "")] if place else []
    if online and not online.unverified:
        channels.append(("online", online.text, online.url))
    node: dict[str, Any] = {
        "cv:hasChannel": [
            {
                "@id": f"{here}-{sort}",
                "@type": "cv:Channel",
                "dct:identifier": f"{name}-{sort}",
                "dct:description": text(words),
                **({"schema:url": url} if url else {}),
            }
            for sort, words, url in channels
        ]
    }
    if phone and phone.number and not phone.unverified:
        node["cv:contactPoint"] = {
            "@id": f"{here}-phone",
            "@type": "cv:ContactPoint",
            "cv:telephone": phone.number,
        }
    if fee and not fee.unverified:
        node["cv:hasCost"] = {
            "@id": f"{here}-fee",
            "@type": "cv:Cost",
            "dct:identifier": f"{name}-fee",
            "dct:description": text(fee.text),
        }
    return node


def _entries(catalogue: Catalogue, numbers: Iterable[str], base: str) -> list[dict[str, Any]]:
    return [
        {"@id": f"{base}{catalogue.entries[number].slug}/"}
        for number in numbers
        if number in catalogue.entries
    ]
