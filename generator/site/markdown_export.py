"""The catalogue as a folder of Markdown that any engine of the MkDocs family builds by itself.

For MkDocs, ProperDocs and Zensical alike: no plugin, no hook, only pages, files and a
``mkdocs.yml`` that keeps to what all of them know. Zensical says nothing of a plugin it does not
know, so nothing here may rest on one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from generator.outputs.files import ASSETS
from generator.outputs.page import Page
from generator.site.compose import Build

_SPRITE = Path(__file__).parent / "theme/partials/sprite.html"
_MAIN = '{% extends "base.html" %}\n{% block header %}\n{% include "partials/sprite.html" %}\n{{ super() }}\n{% endblock %}\n'
SCRIPTS = ("catalogue.js", "search-box.js")


def rendered(made: Build, written: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file of the folder.

    ``written`` are the hand-written pages and pictures by path below ``docs``. A written page
    gives way to a generated one at the same address.
    """
    settings = made.check.catalogue.settings
    yield "mkdocs.yml", _config(str(settings.short_title), str(settings.title)).encode()
    yield "overrides/main.html", _MAIN.encode()
    yield "overrides/partials/sprite.html", _SPRITE.read_bytes()
    pages = [page for page in made.pages if not page.prefix]
    taken = {_file(page) for page in pages}
    for path, content in written.items():
        if path not in taken:
            yield f"docs/{path}", content
    for page in pages:
        yield f"docs/{_file(page)}", _markdown(page).encode()
    for make in made.file_makers:
        for path, content in make():
            if not path.startswith("zh-hant/"):
                yield f"docs/{path}", content


def _file(page: Page) -> str:
    return f"{page.address}index.md" if page.address else "index.md"


def _markdown(page: Page) -> str:
    head = yaml.safe_dump(
        {"title": page.title, "description": page.description, "hide": ["navigation", "toc"]},
        allow_unicode=True,
        width=10_000,
    )
    # A blank line would end a block of HTML; none is needed between tags.
    lines = [line.strip() for line in page.body.split("\n")]
    return f"---\n{head}---\n\n" + "\n".join(line for line in lines if line) + "\n"


def _config(name: str, description: str) -> str:
    data = {
        "site_name": name,
        "site_description": description,
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": True,
        "theme": {
            "name": "material",
            "language": "zh",
            "font": False,
            "custom_dir": "overrides",
        },
        "extra_css": [f"{ASSETS}catalogue.css"],
        "extra_javascript": [f"{ASSETS}{name}" for name in SCRIPTS],
        "markdown_extensions": ["admonition", "attr_list", "def_list", "tables", "toc"],
        "plugins": [],
        "nav": [{"首页": "index.md"}],
        "validation": {"omitted_files": "ignore", "unrecognized_links": "ignore"},
    }
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
