"""What stands in the columns of a list of entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.model.catalogue import Catalogue
from generator.model.entries import Entry

MOST = 3
"""How many names one cell lists."""


def column_value(catalogue: Catalogue, entry: Entry, column: str) -> str:
    """Return the text of one cell; empty when the entry has nothing for that column."""
    return COLUMNS[column](catalogue, entry)


def places(catalogue: Catalogue, entry: Entry) -> str:
    """Name the counters an entry sends to."""
    named = [
        route.get("place") or short_name(catalogue, route.get("body", ""))
        for route in entry.fields.get("routes", ())
        if route["type"] not in {"existing_document", "self_declaration"}
    ]
    return "、".join(dict.fromkeys(name for name in named if name))


def documents(_catalogue: Catalogue, entry: Entry) -> str:
    """Name the documents that do instead."""
    named = [
        text for route in entry.fields.get("routes", ()) for text in route.get("documents", ())
    ]
    return "、".join(list(dict.fromkeys(named))[:MOST])


def short_name(catalogue: Catalogue, body: str) -> str:
    """Return the name by which residents know a body; empty if it is not there."""
    found = catalogue.bodies.get(body)
    return found.short_name if found else ""


def _bodies(catalogue: Catalogue, entry: Entry) -> str:
    return "、".join(
        short_name(catalogue, body) for body in entry.fields.get("competent_bodies", ())
    )


def _basis(catalogue: Catalogue, entry: Entry) -> str:
    basis = entry.fields.get("legal_basis", ())
    if not basis:
        return ""
    source = catalogue.sources.get(basis[0]["source"])
    return f"{source.short_name if source else basis[0]['source']}{basis[0].get('clause', '')}"


def _funding(_catalogue: Catalogue, entry: Entry) -> str:
    funding = entry.fields.get("funding", {})
    return entry.kind.labels("funding", "principle").get(funding.get("principle", ""), "")


def _standards(_catalogue: Catalogue, entry: Entry) -> str:
    return "；".join(item["text"] for item in entry.fields.get("standards", ()))


COLUMNS: Mapping[str, Callable[[Catalogue, Entry], str]] = {
    "summary": lambda _, entry: entry.summary,
    "places": places,
    "documents": documents,
    "purposes": lambda _, entry: "、".join(entry.fields.get("purposes", ())[:MOST]),
    "act": lambda _, entry: entry.kind.labels("act").get(entry.fields.get("act", ""), ""),
    "case_rule": lambda _, entry: str(entry.fields.get("case_rule", {}).get("trigger", "")),
    "bodies": _bodies,
    "basis": _basis,
    "funding": _funding,
    "standards": _standards,
    "standing": lambda _, entry: entry.kind.labels("standing").get(
        entry.fields.get("standing", ""), ""
    ),
}
