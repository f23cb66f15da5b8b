"""Walking every internal link of a finished site. An exit code of an engine proves nothing."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

_NAMED = frozenset({"href", "src", "action", "id"})
_PARSER = html.HTMLParser(encoding="utf-8")


@dataclass(frozen=True, slots=True, order=True)
class BrokenLink:
    """A link that leads nowhere: on which page, and as it is written."""

    page: str
    href: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Links:
    """What a page links to, the anchors it offers, and how many main headings it has."""

    links: tuple[str, ...]
    anchors: frozenset[str]
    headings: int


def check_site(site: Path) -> tuple[BrokenLink, ...]:
    """Return every internal link of the site that leads nowhere, and pages without one ``h1``."""
    pages = {path.relative_to(site).as_posix(): _read(path) for path in site.rglob("*.html")}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    broken: list[BrokenLink] = []
    for name, page in pages.items():
        if page.headings != 1:
            broken.append(BrokenLink(name, "", f"{page.headings} h1 elements"))
        broken.extend(_broken(name, page, pages, files))
    return tuple(sorted(broken))


def _read(path: Path) -> _Links:
    tree = html.document_fromstring(path.read_bytes(), parser=_PARSER)
    found = [
        (element.tag, name, value)
        for element in tree.iter(html.etree.Element)
        for name, value in element.items()
        if name in _NAMED and value
    ]
    return _Links(
        links=tuple(value for tag, name, value in found if name != "id" and tag != "use"),
        anchors=frozenset(value for _, name, value in found if name == "id"),
        headings=sum(1 for _ in tree.iter("h1")),
    )


def _broken(
    name: str, page: _Links, pages: dict[str, _Links], files: set[str]
) -> Iterator[BrokenLink]:
    for href in dict.fromkeys(page.links):
        parts = urlsplit(href)
        if parts.scheme or parts.netloc or (name == "404.html"):
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
        if not parts.path:
            target = name
        elif parts.path.endswith("/") or target in {".", ""}:
            target = posixpath.normpath(posixpath.join(target, "index.html"))
        if target.startswith("../"):
            yield BrokenLink(name, href, "leads out of the site")
        elif target not in files:
            yield BrokenLink(name, href, "no such file")
        elif parts.fragment and target in pages and parts.fragment not in pages[target].anchors:
            yield BrokenLink(name, href, "no such place on the page")
