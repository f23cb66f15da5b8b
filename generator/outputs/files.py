"""Files beside the pages: data for machines, schemas, style and script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from generator.model.scripts import data_for_script
from generator.outputs.api.about import llms, openapi
from generator.outputs.api.api import API, api_files
from generator.outputs.api.feeds import feeds
from generator.outputs.api.turtle import turtle
from generator.outputs.colours import style_of
from generator.outputs.context import RenderContext
from generator.outputs.json_lines import as_json
from generator.outputs.pages.edit_form import edit_forms
from generator.outputs.traditional import PREFIX, to_traditional
from generator.search.parts import search_files

STATIC = Path(__file__).parent / "pages" / "static"


ASSETS = "assets/catalogue/"
SCHEMAS = "schemas/"
ABOUT = "llms.txt"
BUNDLES = {
    "search-box.js": ("search-fetching.js", "search-drawing.js", "search-box.js"),
    "search-engine.js": (
        "search-language.js",
        "search-ranking.js",
        "search-weights.js",
        "search-signs.js",
        "search-sense.js",
        "search-lookups.js",
        "search-finder.js",
    ),
    "verify/verify.js": ("verify/verify.js", "verify/copies.js"),
}
"""Scripts that a page loads together are one file, each part with its own reason to change."""
STYLE, EDIT = "catalogue.css", "edit/"
"""The style of all pages; and the form, for those who edit: it is there once, in Simplified characters."""
FILE_ROOTS = (ASSETS, API, SCHEMAS, ABOUT, f"{PREFIX}{ASSETS}")
"""What the path of each of these files begins with."""
_NEEDLESS = (
    (re.compile(r"/\*.*?\*/", re.DOTALL), ""),
    (re.compile(r"\s+"), " "),
    (re.compile(r" ?([{};,>]) ?"), r"\1"),
    (re.compile(r"(?<=[a-z-]): "), ":"),
    (re.compile(r";}"), "}"),
)
"""What a style sheet does without; a blank before a colon means something and stays."""
_REMARK = re.compile(r"^ */\*.*?\*/\n", re.DOTALL | re.MULTILINE)
"""A comment of a script that has its lines to itself."""
_INDENT = re.compile(r"^ +", re.MULTILINE)
Files: TypeAlias = Iterator[tuple[str, bytes]]
"""Path below the site's root and content of files."""


def static_files(context: RenderContext) -> Files:
    """Yield style, scripts and pictures."""
    for name, file in _static("*.*"):
        content = file.read_bytes()
        if name.endswith(".css"):
            own = style_of(context.catalogue.settings.colour) if name == STYLE else ""
            content = (tight(content.decode()) + own).encode()
        if not name.endswith(".js"):
            yield f"{ASSETS}{name}", content
    for name, script in _scripts():
        yield f"{ASSETS}{name}", script.encode()


def tight(style: str) -> str:
    """Return a style sheet without comments and needless blanks: every reader loads it."""
    for pattern, kept in _NEEDLESS:
        style = pattern.sub(kept, style)
    return style.strip()


def bare(script: str) -> str:
    """Return a script without its remarks and indents, which are for those who change it."""
    return _INDENT.sub("", _REMARK.sub("", script))


def index_files(context: RenderContext) -> Files:
    """Yield the index that is searched on the reader's device."""
    yield from _index(context, str, ASSETS)


def _index(context: RenderContext, shown: Callable[[str], str], folder: str) -> Files:
    editions = tuple((step.edition.id, step.edition.in_force_on) for step in context.steps)
    made = search_files(context.catalogue, context.on, shown, editions, context.remembered)
    for name, content in made:
        yield f"{folder}{name}", content


def verify_files(context: RenderContext) -> Files:
    """Yield what citations are checked against, on the reader's device."""
    yield f"{ASSETS}verify/data.js", _checking(context)


def form_files(context: RenderContext) -> Files:
    """Yield the forms for entries, one for each kind."""
    for folder, form in edit_forms(context):
        data = data_for_script(form)
        yield f"{ASSETS}edit/form-{folder}.js", f"catalogueEdit.load({data});\n".encode()


def data_files(context: RenderContext) -> Files:
    """Yield the catalogue for programs, and what describes it."""
    for name, content in (*api_files(context), *feeds(context)):
        yield f"{API}{name}", content
    yield f"{API}openapi.json", as_json(openapi(context))
    yield ABOUT, llms(context).encode()
    for name, text in sorted(context.catalogue.kinds.texts.items()):
        yield f"{SCHEMAS}{name}", text.encode()


def picture_files(context: RenderContext) -> Files:
    """Yield the pictures beside links to pages; none without an address, as links need it whole."""
    if not context.catalogue.address:
        return
    from generator.outputs.prints.cards import cards  # noqa: PLC0415 - typesetting takes a while to load

    for name, content in cards(context.catalogue):
        yield f"{ASSETS}og/{name}.png", content


def linked_files(context: RenderContext) -> Files:
    """Yield the catalogue as linked data."""
    yield f"{API}catalogue.ttl", turtle(context.catalogue, context.evidence)


def traditional_files(context: RenderContext) -> Files:
    """Yield scripts and what citations are checked against, for the Traditional copy."""
    yield f"{PREFIX}{ASSETS}verify/data.js", _checking(context)
    for name, script in _scripts():
        if not name.startswith(EDIT):
            yield f"{PREFIX}{ASSETS}{name}", to_traditional(script).encode()


def traditional_index_files(context: RenderContext) -> Files:
    """Yield the index with what it shows in Traditional characters."""
    yield from _index(context, to_traditional, f"{PREFIX}{ASSETS}")


Maker: TypeAlias = Callable[[RenderContext], Files]
"""Makes the files of one sort."""
FILES: tuple[Maker, ...] = (
    static_files,
    verify_files,
    form_files,
    data_files,
    index_files,
    picture_files,
    linked_files,
)
"""What takes long comes last."""
TRADITIONAL: tuple[Maker, ...] = (traditional_files, traditional_index_files)


def _checking(context: RenderContext) -> bytes:
    return f"catalogueVerify.load({data_for_script(context.checking)});\n".encode()


def _scripts() -> Iterator[tuple[str, str]]:
    """Yield each script that pages load, put together of its parts."""
    texts = {name: file.read_text(encoding="utf-8") for name, file in _static("*.js")}
    parts = {part for some in BUNDLES.values() for part in some}
    for name in sorted({*texts, *BUNDLES} - (parts - {*BUNDLES})):
        whole = "".join(texts[part] for part in BUNDLES.get(name, (name,)))
        yield name, whole if name.startswith(EDIT) else bare(whole)


def _static(pattern: str) -> Iterator[tuple[str, Path]]:
    for file in sorted(STATIC.rglob(pattern)):
        yield file.relative_to(STATIC).as_posix(), file
