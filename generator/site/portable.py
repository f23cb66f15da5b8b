"""The site in one file to carry around: unpacked anywhere, it opens from its folder and searches.

A browser that reads a folder does not turn ``../zm-001/`` into ``../zm-001/index.html``, so
every link of every page is written out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.site.folder import files_of
from generator.site.swap import LOST, NEW

START = "打开我.html"
"""The one file at the top, beside the folder with the site."""
SITE = "site/"
_ONLY_SERVED = (
    "404.html",
    "sw.js",
    "offline.json",
    "sitemap.xml",
    "manifest.sha256",
    "*offline/index.html",
)
_START_PAGE = """<!doctype html>
<html lang="zh-Hans">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<body style="max-width: 34em; margin: 3em auto; padding: 0 1em; font: 1.25rem/1.75 sans-serif">
<h1>{title}</h1>
<p><a href="{site}index.html">打开目录</a></p>
<p>不用联网，也能查。打不开的，先把压缩包整个解压出来，再打开这一页。</p>
"""
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""")
_LINKS = {"href", "action"}
_REFRESH = "0; url="
"""What the ``content`` of a page that leads on begins with, before its address."""


def pack(site: Path, file: Path, title: str) -> int:
    """Pack the finished site into the zip ``file``; return how many files are in it.

    The same site gives the same bytes. Raises ``OSError`` with what was there as it was.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.part")
    count = 0
    try:
        with ZipFile(unfinished, "w", ZIP_DEFLATED) as packed:
            for name, content in contents(site, title):
                info = ZipInfo(name)
                info.create_system = 3  # the modes below are those of Unix, wherever this runs
                info.external_attr = 0o100644 << 16
                packed.writestr(info, content, ZIP_DEFLATED, 9)
                count += 1
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def contents(site: Path, title: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every file to pack, always in the same order."""
    names = {
        name
        for name in files_of(site)
        if not name.startswith((NEW, f"{LOST}/")) and (site / name).is_file()
    }
    yield START, _START_PAGE.format(title=escape(title), site=SITE).encode()
    for name in sorted(names):
        if any(fnmatch(name, pattern) for pattern in _ONLY_SERVED):
            continue
        content = (site / name).read_bytes()
        if name.endswith(".html"):
            content = written_out(content.decode(), name, names).encode()
        yield SITE + name, content


def written_out(page: str, name: str, names: set[str]) -> str:
    """Return ``page`` with ``index.html`` behind every link to a folder of the site.

    ``name`` is the page's own file, ``names`` all files of the site. Nothing but the links
    changes.
    """
    links = _Links(page)
    pieces, last = [], 0
    for start, tag in links.tags:
        pieces += [page[last:start], _ATTRIBUTE.sub(lambda found: _open(found, name, names), tag)]
        last = start + len(tag)
    return "".join([*pieces, page[last:]])


def _open(attribute: re.Match[str], name: str, names: set[str]) -> str:
    key, equals, value = attribute.groups()
    value = value.strip("\"'")
    begins = _REFRESH if key.lower() == "content" and value.startswith(_REFRESH) else ""
    parts = urlsplit(value.removeprefix(begins))
    if (key.lower() not in _LINKS and not begins) or parts.scheme or parts.netloc or not parts.path:
        return attribute[0]
    path = posixpath.join(parts.path, "index.html")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
    if target not in names:
        return attribute[0]
    return f'{key}{equals}"{begins}{parts._replace(path=path).geturl()}"'


class _Links(HTMLParser):
    """Finds the tags with links: where each starts, and as it is written."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[int, str]] = []
        self.lines = [0, *(found.end() for found in re.finditer("\n", page))]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        if _LINKS & {name for name, _ in attrs} or ("http-equiv", "refresh") in attrs:
            line, column = self.getpos()
            self.tags.append((self.lines[line - 1] + column, self.get_starttag_text() or ""))
