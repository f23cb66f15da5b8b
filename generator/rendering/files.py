"""Files beside the pages: data for machines, schemas, style and script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from generator.rendering.data.about import llms, openapi
from generator.rendering.data.api import API, api_files, as_json
from generator.rendering.data.feeds import feeds
from generator.rendering.data.linked import turtle
from generator.rendering.desk import Desk
from generator.rendering.edit_form import edit_forms
from generator.rendering.scripts import inert
from generator.rendering.traditional import PREFIX, to_traditional
from generator.search.parts import search_files
from generator.views.checking import checking_data

STATIC = Path(__file__).parent / "static"


ASSETS = "assets/catalogue/"
EDIT = "edit/"
"""The form, for those who edit; it is there once, in Simplified characters."""


def files(desk: Desk, *, traditional: bool) -> Iterator[tuple[str, bytes]]:
    """Yield path below the site's root and content of every file that is no page."""
    catalogue = desk.catalogue
    for name, content in (*api_files(desk), *feeds(desk)):
        yield f"{API}{name}", content
    yield f"{API}catalogue.ttl", turtle(catalogue)
    yield f"{API}openapi.json", as_json(openapi(desk))
    yield "llms.txt", llms(desk).encode()
    for name, text in sorted(catalogue.kinds.texts.items()):
        yield f"schemas/{name}", text.encode()
    checking = json.dumps(checking_data(catalogue, desk.steps), ensure_ascii=False)
    script = f"catalogueVerify.load({inert(checking)});\n"
    yield f"{ASSETS}verify/data.js", script.encode()
    for folder, form in edit_forms(desk):
        data = inert(json.dumps(form, ensure_ascii=False))
        yield f"{ASSETS}edit/form-{folder}.js", f"catalogueEdit.load({data});\n".encode()
    for name, content in search_files(catalogue):
        yield f"{ASSETS}{name}", content
    for name, file in _static("*.*"):
        yield f"{ASSETS}{name}", file.read_bytes()
    if traditional:
        yield f"{PREFIX}{ASSETS}verify/data.js", script.encode()
        for name, content in search_files(catalogue, to_traditional):
            yield f"{PREFIX}{ASSETS}{name}", content
        for name, file in _static("*.js"):
            if name.startswith(EDIT):
                continue
            text = to_traditional(file.read_text(encoding="utf-8"))
            yield f"{PREFIX}{ASSETS}{name}", text.encode()


def _static(pattern: str) -> Iterator[tuple[str, Path]]:
    for file in sorted(STATIC.rglob(pattern)):
        yield file.relative_to(STATIC).as_posix(), file
