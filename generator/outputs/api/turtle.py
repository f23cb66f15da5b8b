"""The catalogue as linked data in Turtle, one file for all of it, written node by node.

A graph library would hold every triple first and look for prefixes among all of them: for 5,000
entries 11 s of processor time, and this 0.6 s. The tests read every triple back with one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from generator.derive.evidence import Evidence
from generator.model.catalogue import Catalogue
from generator.views.linked_data import CONTEXT, nodes
from generator.views.linked_evidence import evidence_nodes
from generator.views.linked_journeys import journey_nodes

_HERE = "../../"
"""Leads from the file to the site's root, where nobody knows the site's address."""
_NOT_IN_ADDRESS = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def turtle(catalogue: Catalogue, evidence: Evidence) -> bytes:
    """Return everything as Turtle."""
    base = catalogue.address or _HERE
    everything = chain(
        nodes(catalogue, base),
        evidence_nodes(catalogue, evidence, base),
        journey_nodes(catalogue, base),
    )
    return "".join(written(everything)).encode()


def written(nodes: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield nodes of JSON-LD as pieces of Turtle; what is said of one node again is left out."""
    yield from (f"@prefix {prefix}: <{name}> .\n" for prefix, name in CONTEXT.items())
    told: set[str] = set()
    for node in nodes:
        for statement in _statements(node):
            if statement not in told:
                told.add(statement)
                yield statement


def _statements(node: dict[str, Any]) -> Iterator[str]:
    """Yield what is said of a node, then of those inside it; nothing of one that is only named."""
    lines: list[str] = []
    inside: list[dict[str, Any]] = []
    if types := node.get("@type", ()):
        lines.append(f"a {types if isinstance(types, str) else ', '.join(types)}")
    for key, value in node.items():
        items = value if isinstance(value, list) else (value,)
        if key.startswith("@") or not items:
            continue
        inside += (item for item in items if isinstance(item, dict) and "@id" in item)
        lines.append(f"{key} {', '.join(dict.fromkeys(map(_object, items)))}")
    if lines:
        said = " ;\n    ".join(lines)
        yield f"\n{_address(node['@id'])} {said} .\n"
    for one in inside:
        yield from _statements(one)


def _object(item: Any) -> str:
    if not isinstance(item, dict):
        return _literal(item)
    if "@id" in item:
        return _address(item["@id"])
    said = _literal(item["@value"])
    return f"{said}@{item['@language']}" if "@language" in item else f"{said}^^{item['@type']}"


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # JSON escapes nothing that Turtle does not


def _address(text: str) -> str:
    """Write an address; a character that none may have is written as Turtle's own escape."""
    return f"<{_NOT_IN_ADDRESS.sub(lambda found: f'%{ord(found[0]):02X}', text)}>"
