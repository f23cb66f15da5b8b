"""What the form at ``edit/`` is made of: each kind's schema for a browser, and a new draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.derive.adoption import reviewed_mark
from generator.editing.drafts import draft_fields
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.numbering import free_numbers
from generator.model.record import Record
from generator.model.supporting import Body, short_name
from generator.model.values import thaw
from generator.outputs.context import RenderContext
from generator.reading.layers import SUPPLEMENTED
from generator.schema.kinds import Kind, Kinds
from generator.schema.walk import resolve

KEPT = frozenset(
    [
        "type",
        "title",
        "description",
        "enum",
        "const",
        "pattern",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minimum",
        "maximum",
        "required",
        "dependentRequired",
        "additionalProperties",
        "if",
        "then",
        "allOf",
    ]
)
"""What a browser's form understands of a schema."""
INTERNAL = "notes_internal"
NAMES = ("name", "short_name", "title", "short_title")
"""The fields by which people know a record."""


def edit_forms(context: RenderContext) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield for each kind that has a form its folder and what the form needs."""
    catalogue = context.catalogue
    for kind in catalogue.kinds.with_forms():
        schema = form_schema(catalogue, kind.schema)
        yield (
            kind.folder,
            {
                "folder": kind.folder,
                "label": kind.label,
                "schema": schema,
                "names": {
                    target: dict(_names(catalogue, target)) for target in sorted(_targets(schema))
                },
                "first": sorted(kind.residents_meet),
                "order": written_order(catalogue.kinds, kind.schema),
                "draft": _draft(context, kind) if kind.is_entry else _new_record(context, kind),
                "entries": {
                    number: _written_in(catalogue, record)
                    if isinstance(record, Entry)
                    else _as_written(record)
                    for number, record in catalogue.records.get(kind.folder, {}).items()
                },
            },
        )


def _targets(schema: Mapping[str, Any]) -> frozenset[str]:
    """Return what the references in a form lead to."""
    parts = (*schema.get("properties", {}).values(), schema.get("items", {}))
    own = frozenset([schema["ref"]]) if "ref" in schema else frozenset()
    return own.union(*(_targets(part) for part in parts if part))


def _as_written(record: Record) -> dict[str, Any]:
    """Return a record as it is published, and its file; a local one takes the place of one from above."""
    fields = {key: value for key, value in record.fields.items() if key != INTERNAL}
    path, level = record.origin.path, record.origin.parent_title
    return {
        "file": f"{record.kind.folder}/{path.rsplit('/', 1)[-1]}" if level else path,
        **({"level": level, "above": record.origin.files} if level else {}),
        "names": sorted({name for key in NAMES if (name := fields.get(key))}),
        "fields": thaw(fields),
    }


def _written_in(catalogue: Catalogue, entry: Entry) -> dict[str, Any]:
    """Return where an entry is written, and of one from above what is the local file's own."""
    names = sorted({entry.name, entry.title})
    if not entry.origin.parent_title:
        return {"file": entry.path, "names": names}
    if entry.origin.parent is None:
        decided = {key: value for key, value in entry.fields.items() if key != "adoption"}
        return {
            "file": f"{entry.kind.folder}/{entry.path.rsplit('/', 1)[-1]}",
            "names": names,
            "level": entry.origin.parent_title,
            "above": entry.origin.files,
            "changed": (),
            "continued": {},
            "adoption": {
                "action": SUPPLEMENTED,
                "reviewed": reviewed_mark(catalogue, decided, entry.kind),
            },
        }
    return {
        "file": entry.path,
        "names": names,
        "level": entry.origin.parent_title,
        "above": entry.origin.files[:-1],
        "changed": sorted(entry.origin.changed),
        "continued": dict(entry.origin.continued),
        "adoption": thaw(entry.fields.get("adoption", {})),
    }


def form_schema(catalogue: Catalogue, schema: object) -> dict[str, Any]:
    """Return a schema with its references followed, in which records are chosen by name."""
    node = resolve(schema, catalogue.kinds.common)
    made: dict[str, Any] = {key: value for key, value in node.items() if key in KEPT}
    if "properties" in node:
        made["properties"] = {
            name: form_schema(catalogue, part)
            for name, part in node["properties"].items()
            if name != INTERNAL
        }
    if "items" in node:
        made["items"] = form_schema(catalogue, node["items"])
    if node.get("format") == "date":
        made.setdefault("pattern", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    if labels := node.get("x-labels"):
        made["options"] = {"enum_titles": [labels.get(value, value) for value in node["enum"]]}
    if node.get("format") == "uri":
        made.setdefault("pattern", "^https?://[^\\s<>\"'`{}|\\\\^]+$")
    if target := node.get("x-ref"):
        made["ref"] = target
    return made


def _names(catalogue: Catalogue, target: str) -> Iterator[tuple[str, str]]:
    for number, named in catalogue.known(target).items():
        match named:
            case Entry():
                yield number, f"{number} {named.title}"
            case Body():
                yield number, named.name
            case _:
                yield number, short_name(named)


def written_order(kinds: Kinds, schema: object) -> Mapping[str, Any]:
    """Return how fields are written: their order, and which are not text; the same for those inside."""
    node = resolve(schema, kinds.common)
    if "properties" in node:
        parts = {n: written_order(kinds, part) for n, part in node["properties"].items()}
        return {"fields": parts}
    if "items" in node:
        return {"items": written_order(kinds, node["items"])}
    return {"bare": True} if node.get("type") in {"integer", "boolean"} else {}


def _draft(context: RenderContext, kind: Kind) -> dict[str, Any]:
    draft: dict[str, Any] = {
        "id": next(free_numbers(kind, context.numbers)),
        "name": "",
        "summary": "",
        **draft_fields(context.on),
    }
    for name in kind.schema["required"]:
        part = resolve(kind.schema["properties"][name], context.catalogue.kinds.common)
        draft.setdefault(name, next(iter(part.get("enum", ())), ""))
    return draft


def _new_record(context: RenderContext, kind: Kind) -> dict[str, Any]:
    """Return what is known of a new record: only when it was looked at."""
    return {
        name: context.on.isoformat() for name in kind.schema["required"] if name == "verified_on"
    }
