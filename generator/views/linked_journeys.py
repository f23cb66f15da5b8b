"""One matter in steps as linked data: an event, and a public service for each office on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.derive.journeys import GUIDE, journeys
from generator.model.catalogue import Catalogue
from generator.model.evidence import EvidenceType
from generator.model.journeys import Journey, JourneyStep
from generator.views.linked_data import text


def journey_nodes(catalogue: Catalogue, base: str) -> Iterator[dict[str, Any]]:
    """Yield journeys, and the steps that lead to a body, as nodes of JSON-LD."""
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
    """A step: what an office does, for which evidence, and what one comes away with."""
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
            {"@id": f"{base}{catalogue.sources[one].slug}/"}
            for one in laws
            if one in catalogue.sources
        ],
        "cv:hasInputType": [
            {"@id": f"{base}{types[one].slug}/"} for one in step.needs if one in types
        ],
        "cpsv:produces": [_output(types[one], base) for one in step.yields if one in types],
        "cv:isGroupedBy": {"@id": f"{base}{journey.slug}/"},
        "cv:relatedService": _entries(catalogue, step.entries, base),
        "dct:requires": [
            {"@id": f"{base}{journey.slug}/#{one.id}"}
            for one in before
            if {*one.yields} & {*step.needs}
        ],
        **_ways_in(step, here, name),
    }
    return {key: value for key, value in node.items() if value != []}


def _output(one: EvidenceType, base: str) -> dict[str, Any]:
    return {
        "@id": f"{base}{one.slug}/#output",
        "@type": "cv:Output",
        "dct:identifier": f"{one.id}-output",
        "dct:title": text(one.name),
        "dct:relation": {"@id": f"{base}{one.slug}/"},
    }


def _ways_in(step: JourneyStep, here: str, name: str) -> dict[str, Any]:
    """Where it is done, on the net, by telephone, and what it costs; nothing that was not checked."""
    place, online, phone, fee = step.place, step.online, step.phone, step.fee
    channels = [("place", place, "")] if place else []
    if online and not online.unverified:
        channels.append(("online", online.text, online.url))
    found: dict[str, Any] = {
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
        found["cv:contactPoint"] = {
            "@id": f"{here}-phone",
            "@type": "cv:ContactPoint",
            "cv:telephone": phone.number,
        }
    if fee and not fee.unverified:
        found["cv:hasCost"] = {
            "@id": f"{here}-fee",
            "@type": "cv:Cost",
            "dct:identifier": f"{name}-fee",
            "dct:description": text(fee.text),
        }
    return found


def _entries(catalogue: Catalogue, numbers: Iterable[str], base: str) -> list[dict[str, Any]]:
    return [
        {"@id": f"{base}{catalogue.entries[one].slug}/"}
        for one in numbers
        if one in catalogue.entries
    ]
