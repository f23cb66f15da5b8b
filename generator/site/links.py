"""Walking every internal link of a finished site. An exit code of an engine proves nothing."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from lxml import html

from generator.parallel import map_parallel
from generator.site.folder import files_of

_NAMED = frozenset({"href", "src", "action", "id"})
NO_FRAGMENT = "no such place on the page"
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


@dataclass(frozen=True, slots=True)
class _Found:
    """What walking some pages gave: broken links, and for fragments on other pages who links there."""

    broken: list[BrokenLink]
    fragments: dict[str, dict[str, BrokenLink]]


def check_site(site: Path) -> tuple[BrokenLink, ...]:
    """Return every internal link of the site that leads nowhere, and pages without one ``h1``."""
    files = files_of(site)
    pages = [path for path in files if path.endswith(".html")]
    walked = map_parallel(partial(_walk, site, frozenset(files)), pages)
    fragments: dict[str, dict[str, BrokenLink]] = {}
    for found in walked:
        for target, wanted in found.fragments.items():
            fragments[target] = wanted | fragments.get(target, {})
    # few fragments are linked to from other pages, and few pages have them
    asked = map_parallel(partial(_missing, site), sorted(fragments.items()))
    broken = chain(*(found.broken for found in walked), *asked)
    return tuple(sorted(broken))


def _walk(site: Path, files: frozenset[str], pages: Sequence[str]) -> _Found:
    found = _Found([], {})
    for name in pages:
        page = _read(site / name)
        if page.headings != 1:
            found.broken.append(BrokenLink(name, "", f"{page.headings} h1 elements"))
        if name == "404.html":  # shown at any address, so its links say where the site is
            continue
        for href in dict.fromkeys(page.links):
            parts = urlsplit(href)
            if parts.scheme or parts.netloc:
                continue
            target = _target(name, parts)
            fragment = unquote(parts.fragment)
            if target.startswith("../"):
                found.broken.append(BrokenLink(name, href, "leads out of the site"))
            elif target not in files:
                found.broken.append(BrokenLink(name, href, "no such file"))
            elif fragment and target == name and fragment not in page.anchors:
                found.broken.append(BrokenLink(name, href, NO_FRAGMENT))
            elif fragment and target != name and target.endswith(".html"):
                wanted = found.fragments.setdefault(target, {})
                wanted.setdefault(fragment, BrokenLink(name, href, NO_FRAGMENT))
    return found


def _missing(
    site: Path, fragments: Sequence[tuple[str, Mapping[str, BrokenLink]]]
) -> list[BrokenLink]:
    """Return the first link to each fragment that its page does not have.

    A page is read once, however many of its fragments are linked to.
    """
    missing: list[BrokenLink] = []
    for target, wanted in fragments:
        anchors = _read(site / target).anchors
        missing += [link for fragment, link in wanted.items() if fragment not in anchors]
    return missing


def _target(name: str, parts: SplitResult) -> str:
    """Return the file an address on the page ``name`` leads to."""
    if not parts.path:
        return name
    folder, path = posixpath.dirname(name), parts.path
    while folder and path.startswith("../"):  # so that most pages ask the same
        folder, path = posixpath.dirname(folder), path.removeprefix("../")
    return _below(folder, path)


@lru_cache(maxsize=100_000)
def _below(folder: str, path: str) -> str:
    target = posixpath.normpath(posixpath.join(folder, unquote(path)))
    if path.endswith("/") or target == "." or not path:
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target


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
