"""``catalogue fmt --migrate``: convert files of an older format to the current one."""

from __future__ import annotations

from collections.abc import Callable

from generator.editing.formatting import NotFormattedError
from generator.editing.tree import Node, Tree, read_tree
from generator.editing.writing import write_tree
from generator.reading.bases import SETTINGS
from generator.reading.parse import parse
from generator.schema.kinds import Kind, Kinds

NEWEST = 2
"""The current format of catalogue files. Older ones can still be read."""
Step = Callable[[Node, Kind], None]


def migrate_text(text: str, kind: Kind, kinds: Kinds) -> str:
    """Return a file in the current format, with its comments. Raises ``NotFormattedError``."""
    if parse(text, "x.yml").document is None:
        raise NotFormattedError("这个文件读不懂，先改好再改写法。")
    tree = read_tree(text.replace("\r\n", "\n"))
    for step in STEPS:
        step(tree.root, kind)
    return write_tree(Tree(tree.root, tree.after), kind.schema, kinds.common)


def _move_route_sources(root: Node, kind: Kind) -> None:
    """Append the ``sources`` of a route to its ``legal_basis``."""
    if not kind.is_entry or not isinstance(root.value, dict):
        return
    routes = root.value.get("routes")
    for route in routes.value if routes and isinstance(routes.value, list) else ():
        if isinstance(route.value, dict) and isinstance(route.get("sources"), list):
            sources = route.value.pop("sources")
            basis = route.value.setdefault("legal_basis", Node([], before=sources.before))
            assert isinstance(sources.value, list)
            assert isinstance(basis.value, list)
            known = {item.get("source") for item in basis.value}
            basis.value += [
                Node({"source": Node(item.value, beside=item.beside)}, before=item.before)
                for item in sources.value
                if item.value not in known
            ]


def _set_format(root: Node, kind: Kind) -> None:
    """Set the format in ``catalogue.yml``."""
    if kind.file == SETTINGS and isinstance(root.value, dict):
        root.value["format"] = Node(str(NEWEST))


STEPS: tuple[Step, ...] = (_move_route_sources, _set_format)
"""The migrations in order."""
