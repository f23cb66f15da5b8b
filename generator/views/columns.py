"""The cells of a list of entries. Which columns a list has is decided in ``views.listings``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate, Entry, Funding, Service

LIST = "清单"
MOST = 3
"""How many names one cell lists."""


def column_value(catalogue: Catalogue, entry: Entry, column: str) -> str:
    """Return the text of one cell; empty when the entry has nothing for that column."""
    return COLUMNS[column](catalogue, entry)


def places(catalogue: Catalogue, entry: Entry) -> str:
    """Return the names of the counters that an entry leads to."""
    names = [
        route.place or short_name(catalogue, route.body)
        for route in entry.routes
        if route.type not in {"existing_document", "self_declaration"}
    ]
    return listed(name for name in names if name)


def listed(names: Iterable[str]) -> str:
    """Return names in a row, each once; one that is a part of another is not said again.

    Where a part would be said twice, names that are lists themselves are kept apart.
    """
    parts = {name: frozenset(name.split("、")) for name in names}
    kept = [name for name, own in parts.items() if not any(own < other for other in parts.values())]
    said = [part for name in kept for part in name.split("、")]
    return ("、" if len(said) == len(set(said)) else "；").join(kept)


def documents(_catalogue: Catalogue, entry: Entry) -> str:
    """Return the names of the documents that are accepted instead."""
    names = [text for route in entry.routes for text in route.documents]
    return "、".join(list(dict.fromkeys(names))[:MOST])


def short_name(catalogue: Catalogue, body_id: str) -> str:
    """Return the name by which residents know a body; empty for an unknown id."""
    body = catalogue.bodies.get(body_id)
    return body.short_name if body else ""


def _bodies(catalogue: Catalogue, entry: Entry) -> str:
    return "、".join(short_name(catalogue, body) for body in entry.competent_bodies)


def _basis(catalogue: Catalogue, entry: Entry) -> str:
    if not entry.legal_basis:
        return ""
    first = entry.legal_basis[0]
    source = catalogue.sources.get(first.source)
    return joined(source.short_name if source else first.source, first.clause)


def joined(title: str, clause: str) -> str:
    """Return a title followed by its clause. The word 清单 is not repeated between them."""
    return f"{title}{clause.removeprefix(LIST)}" if title.endswith(LIST) else f"{title}{clause}"


def _funding(_catalogue: Catalogue, entry: Entry) -> str:
    if not isinstance(entry, Service) or entry.funding is None:
        return ""
    return entry.kind.labels("funding", "principle").get(entry.funding.principle, "")


def _standards(_catalogue: Catalogue, entry: Entry) -> str:
    if not isinstance(entry, Funding):
        return ""
    *others, last = [standard.text for standard in entry.standards] or [""]
    return "；".join((*(text.rstrip("。；") for text in others), last))


def _standing(_catalogue: Catalogue, entry: Entry) -> str:
    if not isinstance(entry, Funding):
        return ""
    return entry.kind.labels("standing").get(entry.standing, "")


def _purposes(_catalogue: Catalogue, entry: Entry) -> str:
    return "、".join(entry.purposes[:MOST]) if isinstance(entry, Certificate) else ""


def _act(_catalogue: Catalogue, entry: Entry) -> str:
    if not isinstance(entry, Certificate):
        return ""
    return entry.kind.labels("act").get(entry.act, "")


COLUMNS: Mapping[str, Callable[[Catalogue, Entry], str]] = {
    "summary": lambda _, entry: entry.summary,
    "places": places,
    "documents": documents,
    "purposes": _purposes,
    "act": _act,
    "case_rule": lambda _, entry: entry.case_rule.trigger if entry.case_rule else "",
    "bodies": _bodies,
    "basis": _basis,
    "funding": _funding,
    "standards": _standards,
    "standing": _standing,
}
