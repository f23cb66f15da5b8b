"""Turning a finished build and an engine's output into the finished site, in one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urljoin
from xml.sax.saxutils import escape

from generator.model.addresses import OFFLINE
from generator.outputs.files import Files
from generator.outputs.page import Page
from generator.outputs.traditional import PREFIX, traditional_html
from generator.parallel import run_parallel, shares
from generator.site import offline, shell
from generator.site.compose import Build
from generator.site.edit_links import EditLinks
from generator.site.folder import files_of
from generator.site.links import BrokenLink, check_site
from generator.site.manifest import write_manifest
from generator.views.finished_prints import PRINTS
from generator.within import write

Shells: TypeAlias = tuple[shell.Shell, shell.Shell]
"""The shell of the home page, and that of all others."""
NO_LINKS = EditLinks()


MOST_SHOWN = 20
"""Broken links that are listed; one in the header is broken on every page."""


class SiteError(Exception):
    """The finished site is not sound; it must not be published."""

    def __init__(self, broken: tuple[BrokenLink, ...]) -> None:
        lines = [
            f"{link.page}：" + (f"链接{link.href}，" if link.href else "") + link.reason
            for link in broken[:MOST_SHOWN]
        ]
        if rest := len(broken) - len(lines):
            lines.append(f"还有{rest}处。")
        super().__init__("\n".join(lines))
        self.broken = broken


def assemble_site(
    build: Build, folder: Path, *, site_url: str = "", edit: EditLinks = NO_LINKS
) -> int:
    """Fill the engine's output in ``folder`` with the build's pages and files.

    ``site_url`` is where the site will be, for the site map, and may be empty; ``edit`` is what
    leads to where a page's file is edited. Returns the number of pages
    written. Raises ``SiteError`` when a link leads nowhere or a
    page is missing, ``ShellError`` when the engine's page is not usable.
    """
    shells = open_shells(folder, build.prefixes)
    run_parallel(
        # one after the other: they have much in common, such as what search learned
        partial(_write_files, build.file_makers, folder),
        *(
            partial(_write_pages, build, some, folder, shells, edit)
            for some in shares(build.originals)
        ),
    )
    if build.printed is not None:
        for path in files_of(build.printed):
            write(folder, f"{PRINTS}{path}", (build.printed / path).read_bytes())
    _sitemap(folder, site_url, build.moved)
    broken = check_site(folder)
    if broken:
        raise SiteError(broken)
    answers = [
        f"{prefix}{page.path}"
        for page in build.originals
        if page.is_answer
        for prefix in build.prefixes
    ]
    sums = dict(offline.prepare(folder, answers))
    for path, content in build.sources().items():  # no part of the version: another
        write(folder, path, content)  # program may make the same site
        sums[path] = sha256(content).hexdigest()
    write_manifest(folder, sums)
    return build.number_of_pages


def _write_pages(
    build: Build,
    originals: Sequence[Page],
    folder: Path,
    shells: Mapping[str, Shells],
    edit: EditLinks,
) -> None:
    for original in originals:
        for page in reversed(build.copies(original)):  # the copy first: it is made of the other
            write(folder, page.path, filled(shells[page.prefix], page, edit).encode())
            page.forget()


def _write_files(makers: Iterable[Callable[[], Files]], folder: Path) -> None:
    for make in makers:
        for path, content in make():
            write(folder, path, content)


def open_shells(folder: Path, prefixes: Iterable[str]) -> Mapping[str, Shells]:
    """Take the shells out of the engine's output, for each copy of the site by its prefix.

    The written pages in Traditional characters are made by the way. Raises ``ShellError``.
    """
    _convert_written_pages(folder / PREFIX)
    return {prefix: _shells(folder / prefix) for prefix in prefixes}


def filled(shells: Shells, page: Page, edit: EditLinks = NO_LINKS) -> str:
    """Return a finished page: the home page in its shell, any other in that of all others."""
    home, inner = shells
    return (inner if page.address else home).fill(page, edit.of(page))


def _convert_written_pages(folder: Path) -> None:
    """Turn the engine's copies of the written pages, shells among them, into Traditional ones."""
    for file in sorted(folder.rglob("*.html")):
        made = traditional_html(file.read_text(encoding="utf-8"))
        write(folder, file.relative_to(folder).as_posix(), made.encode())


def _shells(folder: Path) -> Shells:
    """Return the shells of the home page and of the pages below it; the latter's file goes away."""
    deep = folder / shell.ADDRESS / "index.html"
    inner = shell.Shell.cut(deep.read_text(encoding="utf-8"))
    home = shell.Shell.cut((folder / "index.html").read_text(encoding="utf-8"))
    deep.unlink()
    deep.parent.rmdir()
    return home, inner


def _sitemap(folder: Path, site_url: str, moved: Mapping[str, str]) -> None:
    """Replace the engine's site map, which knows nothing of the generated pages.

    Offline's page and those that have ``moved`` and lead on are no pages to be found.
    """
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (folder / name).unlink(missing_ok=True)
    if not site_url:
        return
    pages = sorted(
        path.parent.relative_to(folder).as_posix()
        for path in folder.rglob("index.html")
        if f"{path.parent.name}/" not in {OFFLINE, *moved}
    )
    addresses = [urljoin(site_url, "" if page == "." else f"{page}/") for page in pages]
    lines = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    made = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )
    write(folder, "sitemap.xml", made.encode())
