"""``catalogue fmt --migrate``: files of an older form written in today's, saying the same."""

from __future__ import annotations

from collections.abc import Callable

from generator.editing.formatting import NotFormattedError
from generator.editing.tree import Node, Tree, read_tree
from generator.editing.writing import write_tree
from generator.reading.bases import SETTINGS
from generator.reading.parse import parse
from generator.schema.kinds import Kind, Kinds

NEWEST = 2
"""The form that is written today. What an older one is, and how it is read, stays known."""
Step = Callable[[Node, Kind], None]


def migrated(text: str, kind: Kind, kinds: Kinds) -> str:
    """Return a file of the catalogue in today's form. Comments stay with what they stood above.

    Raises ``NotFormattedError`` when it cannot be read.
    """
    if parse(text, "x.yml").document is None:
        raise NotFormattedError("这个文件读不懂，先改好再改写法。")
    tree = read_tree(text.replace("\r\n", "\n"))
    for step in STEPS:
        step(tree.root, kind)
    return write_tree(Tree(tree.root, tree.after), kind.schema, kinds.common)


def _bases_of_routes(root: Node, kind: Kind) -> None:
    """Write the ``sources`` of a route as its ``legal_basis``, behind what stands there already."""
    if not kind.is_entry or not isinstance(root.value, dict):
        return
    routes = root.value.get("routes")
    for route in routes.value if routes and isinstance(routes.value, list) else ():
        if isinstance(route.value, dict) and isinstance(_list(route, "sources"), list):
            sources = route.value.pop("sources")
            basis = route.value.setdefault("legal_basis", Node([], before=sources.before))
            assert isinstance(sources.value, list)
            assert isinstance(basis.value, list)
            named = {_text(one, "source") for one in basis.value}
            basis.value += [
                Node({"source": Node(one.value, beside=one.beside)}, before=one.before)
                for one in sources.value
                if one.value not in named
            ]


def _says_its_form(root: Node, kind: Kind) -> None:
    """Note the form in ``catalogue.yml``."""
    if kind.file == SETTINGS and isinstance(root.value, dict):
        root.value["format"] = Node(str(NEWEST))


STEPS: tuple[Step, ...] = (_bases_of_routes, _says_its_form)
"""What makes an older file one of today, in the order it came."""


def _list(node: Node, key: str) -> object:
    assert isinstance(node.value, dict)
    inner = node.value.get(key)
    return inner.value if inner else None


def _text(node: Node, key: str) -> object:
    return _list(node, key) if isinstance(node.value, dict) else None
