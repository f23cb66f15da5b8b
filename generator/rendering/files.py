"""Files beside the pages: data for machines, schemas, style and script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from generator.model.things import Entry
from generator.rendering.pages import Desk
from generator.rendering.traditional import PREFIX, to_traditional
from generator.search.parts import search_files

STATIC = Path(__file__).parent / "static"


ASSETS = "assets/catalogue/"


def files(desk: Desk, *, traditional: bool) -> Iterator[tuple[str, bytes]]:
    """Yield path below the site's root and content of every file that is no page."""
    catalogue = desk.catalogue
    yield "api/v1/entries.json", _json({"entries": [_entry(e) for e in catalogue.entries.values()]})
    for name, text in sorted(catalogue.kinds.texts.items()):
        yield f"schemas/{name}", text.encode()
    for name, content in search_files(catalogue):
        yield f"{ASSETS}{name}", content
    for file in sorted(STATIC.iterdir()):
        yield f"{ASSETS}{file.name}", file.read_bytes()
    if traditional:
        for name, content in search_files(catalogue, to_traditional):
            yield f"{PREFIX}{ASSETS}{name}", content
        for file in sorted(STATIC.glob("*.js")):
            text = to_traditional(file.read_text(encoding="utf-8"))
            yield f"{PREFIX}{ASSETS}{file.name}", text.encode()


def _entry(entry: Entry) -> dict[str, str]:
    return {
        "id": entry.id,
        "kind": entry.kind.folder,
        "name": entry.name,
        "decision": str(entry.decision),
        "status": str(entry.status),
        "url": f"{entry.slug}/",
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
