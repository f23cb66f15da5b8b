"""The file of a law's text in ``texts/``: what is copied from the whole law, and how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from generator.derive.ground import COMMITTEE
from generator.editing.tree import Node, Tree, read_tree
from generator.editing.writing import write_tree
from generator.laws.clauses import names_article
from generator.laws.cutting import Cut, CutArticle
from generator.reading.document import Value
from generator.schema.kinds import Kind, Kinds


def kept(law: Cut, clauses: Sequence[str]) -> tuple[CutArticle, ...]:
    """Return what is copied of a law: the articles cited, and those that name the committee."""
    return tuple(
        one
        for one in law.articles
        if any(names_article(clause, one.label) for clause in clauses)
        or COMMITTEE.search(one.text + one.heading)
    )


def text_file(
    *,
    source: str,
    title: str,
    origin: Mapping[str, Value],
    law: Cut,
    articles: Iterable[CutArticle],
    compared: Iterable[Mapping[str, Any]],
    kind: Kind,
    kinds: Kinds,
) -> str:
    """Return the file of a text with these articles of a law, in the form of the catalogue."""
    data: dict[str, Any] = {
        "source": source,
        "title": title,
        "origin": dict(origin),
        "history": list(law.history),
        "contents": list(law.contents),
        "articles": [
            {"article": one.label, "heading": one.heading, "text": one.text} for one in articles
        ],
        "compared": list(compared),
    }
    return write_tree(Tree(_node(data), []), kind.schema, kinds.common)


def with_comparison(text: str, *, on: date, copy: str, note: str, kind: Kind, kinds: Kinds) -> str:
    """Return the file of a text with one more comparison; an older one with the same copy goes.

    ``note`` says what differs; empty when it was the same.
    """
    tree = read_tree(text.replace("\r\n", "\n"))
    assert isinstance(tree.root.value, dict)
    made = {"on": on.isoformat(), "with": copy, "same": "false" if note else "true", "note": note}
    listed = tree.root.value.get("compared")
    before = listed.value if listed and isinstance(listed.value, list) else []
    others = [one for one in before if _written(one, "with") != copy]
    tree.root.value["compared"] = Node([*others, _node(made)])
    return write_tree(tree, kind.schema, kinds.common)


def _written(node: Node, key: str) -> object:
    inner = node.value.get(key) if isinstance(node.value, dict) else None
    return inner.value if inner else None


def _node(value: Any) -> Node:
    """Return plain data as a tree; what is empty is left out."""
    if isinstance(value, Mapping):
        return Node({key: _node(inner) for key, inner in value.items() if inner not in ("", [])})
    if isinstance(value, list):
        return Node([_node(inner) for inner in value])
    return Node(str(value).lower() if isinstance(value, bool) else str(value))
