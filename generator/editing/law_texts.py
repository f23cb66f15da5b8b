"""Write files in ``texts/`` with the relevant articles of a law."""

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


def relevant_articles(law: Cut, clauses: Sequence[str]) -> tuple[CutArticle, ...]:
    """Return the relevant articles of a law: those cited, and those that name the committee."""
    return tuple(
        article
        for article in law.articles
        if any(names_article(clause, article.label) for clause in clauses)
        or COMMITTEE.search(article.text + article.heading)
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
    """Return the formatted file of a text with these articles of a law."""
    data: dict[str, Any] = {
        "source": source,
        "title": title,
        "origin": dict(origin),
        "history": list(law.history),
        "contents": list(law.contents),
        "articles": [
            {"article": article.label, "heading": article.heading, "text": article.text}
            for article in articles
        ],
        "compared": list(compared),
    }
    return write_tree(Tree(_node(data), []), kind.schema, kinds.common)


def with_comparison(text: str, *, on: date, copy: str, note: str, kind: Kind, kinds: Kinds) -> str:
    """Return the file of a text with a new comparison, which replaces one with the same copy.

    ``note`` describes the differences; empty if there are none.
    """
    tree = read_tree(text.replace("\r\n", "\n"))
    assert isinstance(tree.root.value, dict)
    comparison = {
        "on": on.isoformat(),
        "with": copy,
        "same": "false" if note else "true",
        "note": note,
    }
    comparisons = tree.root.value.get("compared")
    before = comparisons.value if comparisons and isinstance(comparisons.value, list) else []
    others = [item for item in before if item.get("with") != copy]
    tree.root.value["compared"] = Node([*others, _node(comparison)])
    return write_tree(tree, kind.schema, kinds.common)


def _node(value: Any) -> Node:
    """Return plain data as a tree without empty values."""
    if isinstance(value, Mapping):
        return Node({key: _node(inner) for key, inner in value.items() if inner not in ("", [])})
    if isinstance(value, list):
        return Node([_node(inner) for inner in value])
    return Node(str(value).lower() if isinstance(value, bool) else str(value))
