"""Walking every internal link of a finished site. An exit code of an engine proves nothing."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from generator.parallel import map_parallel
from generator.site.folder import files_of
from generator.site.page_links import PageLinks, glanced, parsed

NO_FRAGMENT = "那一页上没有这一处"


@dataclass(frozen=True, slots=True, order=True)
class BrokenLink:
    """A link that leads nowhere: on which page, and as it is written."""

    page: str
    href: str
    reason: str


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
    sound: dict[str, set[str]] = defaultdict(set)
    for name in pages:
        content = (site / name).read_bytes()
        broken, fragments = _followed(name, glanced(content), files, sound)
        if broken:  # it may have been no link at all
            broken, fragments = _followed(name, parsed(content), files, defaultdict(set))
        found.broken.extend(broken)
        for target, fragment, href in fragments:
            wanted = found.fragments.setdefault(target, {})
            wanted.setdefault(fragment, BrokenLink(name, href, NO_FRAGMENT))
    return found


def _followed(
    name: str, page: PageLinks, files: frozenset[str], sound: dict[str, set[str]]
) -> tuple[list[BrokenLink], list[tuple[str, str, str]]]:
    """Follow the links of a page. Return the broken ones, and fragments of other pages.

    ``sound`` holds the links that were followed already, by the folders they go up first: what
    begins with ``../`` on a page one level deep leads to the same file from all of them.
    """
    broken: list[BrokenLink] = []
    fragments: list[tuple[str, str, str]] = []
    if page.headings != 1:
        broken.append(BrokenLink(name, "", f"一级标题要正好一个，有{page.headings}个"))
    up = "../" * name.count("/")
    known = sound[up]
    # the page for lost readers is shown at any address, so its links say where the site is
    for href in () if name == "404.html" else page.links:
        if href in known:
            continue
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            known.add(href)
            continue
        target = _target(name, parts)
        fragment = unquote(parts.fragment)
        if fault := _fault(name, page, target, fragment, files):
            broken.append(BrokenLink(name, href, fault))
        elif target != name:
            if fragment and target.endswith(".html"):
                fragments.append((target, fragment, href))
            if up and href.startswith(up):
                known.add(href)
    return broken, fragments


def _fault(name: str, page: PageLinks, target: str, fragment: str, files: frozenset[str]) -> str:
    """Return why a link on the page ``name`` leads nowhere, as far as this page tells; else nothing."""
    if target.startswith("../"):
        return "指到网站外面去了"
    if target not in files:
        return "没有这个文件"
    own = fragment and target == name
    return NO_FRAGMENT if own and fragment not in page.anchors else ""


def _missing(
    site: Path, fragments: Sequence[tuple[str, Mapping[str, BrokenLink]]]
) -> list[BrokenLink]:
    """Return the first link to each fragment that its page does not have.

    A page is read once, however many of its fragments are linked to.
    """
    missing: list[BrokenLink] = []
    for target, wanted in fragments:
        anchors = glanced((site / target).read_bytes()).anchors
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
