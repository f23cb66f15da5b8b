"""What the form at ``edit/`` is made of: each kind's schema for a browser, and a new draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from generator.derive.adoption import reviewed_mark
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.numbering import free_numbers
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
        "additionalProperties",
        "if",
        "then",
        "allOf",
    ]
)
"""What a browser's form understands of a schema."""
HALF_A_YEAR = timedelta(days=180)


def edit_forms(context: RenderContext) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield for each kind of entry its folder and what its form needs."""
    for kind in context.catalogue.kinds.of_entries():
        yield (
            kind.folder,
            {
                "folder": kind.folder,
                "label": kind.label,
                "schema": form_schema(context.catalogue, kind.schema),
                "order": written_order(context.catalogue.kinds, kind.schema),
                "draft": _draft(context, kind),
                "entries": {
                    e.id: _written_in(context.catalogue, e)
                    for e in context.catalogue.entries_of(kind)
                },
            },
        )


def _written_in(catalogue: Catalogue, entry: Entry) -> dict[str, Any]:
    """Return where an entry is written, and of one from above what is the local file's own."""
    if not entry.origin.parent_title:
        return {"file": entry.path}
    if entry.origin.parent is None:
        decided = {key: value for key, value in entry.fields.items() if key != "adoption"}
        return {
            "file": f"{entry.kind.folder}/{entry.path.rsplit('/', 1)[-1]}",
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
            if name != "notes_internal"
        }
    if "items" in node:
        made["items"] = form_schema(catalogue, node["items"])
    if node.get("format") == "date":
        made.setdefault("pattern", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    if labels := node.get("x-labels"):
        made["options"] = {"enum_titles": [labels.get(value, value) for value in node["enum"]]}
    if target := node.get("x-ref"):
        names = dict(_names(catalogue, target))
        made |= {"enum": list(names), "options": {"enum_titles": list(names.values())}}
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
        "decision": "undecided",
        "status": "draft",
        "tier": "D",
        "verification": {
            "verified_on": context.on.isoformat(),
            "next_review_on": (context.on + HALF_A_YEAR).isoformat(),
            "confidence": "memory",
        },
    }
    for name in kind.schema["required"]:
        part = resolve(kind.schema["properties"][name], context.catalogue.kinds.common)
        draft.setdefault(name, next(iter(part.get("enum", ())), ""))
    return draft
