"""The catalogue for programs, version 1: JSON files and one CSV. Nothing in it is ever renamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from generator.editing.csv_files import csv_file
from generator.editions.citation import cite, edition_label
from generator.editions.edition import Edition
from generator.editions.history import DescribedChange
from generator.model.canonical import public
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.record import Record
from generator.outputs.api.evidence import evidence_data
from generator.outputs.api.journeys import journeys_data
from generator.outputs.api.provisions import provisions_data
from generator.outputs.api.rounds import consultations_data, tallies_data
from generator.outputs.api.sources import weight, with_texts
from generator.outputs.context import RenderContext
from generator.outputs.json_lines import as_json
from generator.views.columns import documents, places

API = "api/v1/"
COLUMNS = (
    ("id", "编号"),
    ("kind", "类别"),
    ("name", "名称"),
    ("decision", "结论代码"),
    ("word", "结论"),
    ("summary", "一句话"),
    ("places", "去哪里"),
    ("documents", "拿什么代替"),
    ("fingerprint", "指纹"),
    ("url", "网址"),
)


def api_files(context: RenderContext) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file below ``api/v1/`` that holds data."""
    catalogue = context.catalogue
    entries = catalogue.entries.values()
    yield "entries.json", as_json({"entries": (_short(catalogue, entry) for entry in entries)})
    for entry in entries:
        yield f"entries/{entry.slug}.json", as_json(_whole(context, entry))
    bodies = [_record(body) for body in catalogue.bodies.values()]
    sources = [_record(source) | weight(catalogue, source) for source in catalogue.sources.values()]
    editions = [_edition(step.edition) for step in context.steps]
    yield "bodies.json", as_json({"bodies": bodies})
    yield "sources.json", as_json({"sources": with_texts(catalogue, sources)})
    yield "provisions.json", as_json(provisions_data(context))
    yield "evidence.json", as_json(evidence_data(catalogue, context.evidence))
    yield "journeys.json", as_json(journeys_data(catalogue))
    yield "tallies.json", as_json(tallies_data(catalogue))
    yield "consultations.json", as_json(consultations_data(catalogue))
    yield "editions.json", as_json({"editions": editions})
    yield "changes.json", as_json({"changes": _changes(context)})
    yield "entries.csv", _table(catalogue)
    yield (
        "catalogue.json",
        as_json(
            {
                "title": catalogue.settings.title,
                "standing": catalogue.settings.standing.notice,
                "edition": edition_label(catalogue),
                "entries": (_whole(context, entry) for entry in entries),
                "bodies": bodies,
                "sources": sources,
                "editions": editions,
            }
        ),
    )


def _short(catalogue: Catalogue, entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind.folder,
        "name": entry.name,
        "decision": str(entry.decision),
        "status": str(entry.status),
        "fingerprint": catalogue.fingerprint(entry),
        "url": f"{entry.slug}/",
    }


def _whole(context: RenderContext, entry: Entry) -> dict[str, Any]:
    catalogue = context.catalogue
    events = context.history.get((entry.kind.folder, entry.id), ())
    return _short(catalogue, entry) | {
        "word": entry.decision_label,
        "standing": str(entry.status_on(context.on)),
        "edition": edition_label(catalogue),
        "citation": cite(catalogue, entry).line,
        "csl": _csl(catalogue, entry),
        "schema": f"schemas/{entry.kind.name}.schema.json",
        "fields": public(entry.fields),
        "history": [
            {
                "edition": event.edition,
                "in_force_on": event.in_force_on.isoformat(),
                "group": event.word,
                "sentence": event.sentence,
            }
            for event in events
        ],
    }


def _csl(catalogue: Catalogue, entry: Entry) -> dict[str, Any]:
    """Return the citation as CSL-JSON, which reference managers read."""
    settings, stamp = catalogue.settings, catalogue.stamp
    day = stamp.in_force_on.isoformat() if stamp else str(settings.verified_on)
    item = {
        "id": f"{entry.id}-{catalogue.fingerprint(entry)}",
        "type": "entry",
        "title": f"{entry.id} {entry.name}",
        "container-title": settings.title,
        "publisher": settings.publisher,
        "version": edition_label(catalogue),
        "issued": {"date-parts": [[int(part) for part in day.split("-")]]},
        "language": "zh-CN",
        "note": f"指纹{cite(catalogue, entry).fingerprint}",
    }
    address = {"URL": f"{catalogue.address}{entry.slug}/"} if catalogue.address else {}
    return item | address


def _record(record: Record) -> dict[str, Any]:
    return {
        "id": record.id,
        "name": record.name,
        "url": f"{record.slug}/",
        "fields": public(record.fields),
    }


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.id,
        "type": str(edition.type),
        "title": edition.title,
        "instrument": edition.instrument,
        "adopted_on": edition.adopted_on.isoformat(),
        "in_force_on": edition.in_force_on.isoformat(),
        "supersedes": edition.supersedes[0] if edition.supersedes else None,
        "sha256": edition.digest,
        "url": f"edition-{edition.id}/",
    }


def _changes(context: RenderContext) -> Iterator[dict[str, Any]]:
    for step in context.steps:
        for one in step.changes:
            yield _change(one) | {
                "edition": step.edition.id,
                "in_force_on": step.edition.in_force_on.isoformat(),
            }


def _change(one: DescribedChange) -> dict[str, Any]:
    told = asdict(one) | {
        "group": str(one.group),
        "group_title": one.word,
        "audience": str(one.audience),
    }
    told["affected"] = {name: list(some) for name, some in told["affected"].items()}
    return told


def _table(catalogue: Catalogue) -> bytes:
    """Return all entries as CSV for programs.

    People open it in a spreadsheet as well, so it is guarded like the lists to print.
    """
    rows = [[heading for _, heading in COLUMNS]]
    for entry in catalogue.entries.values():
        row = _short(catalogue, entry) | {
            "kind": entry.kind.label,
            "word": entry.decision_label,
            "summary": entry.summary,
            "places": places(catalogue, entry),
            "documents": documents(catalogue, entry),
        }
        rows.append([row[name] for name, _ in COLUMNS])
    return csv_file(rows)
