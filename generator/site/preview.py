"""The site as it stands this moment, each page made when it is asked for.

Nothing that is shown is kept from one state of the catalogue to the next. What is remembered is
only what reading and checking one file gave, by its very bytes; so a page is what a whole build
would give, and the tests compare the two.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeAlias

from generator.checking import check, document_cache
from generator.editions.edition import EditionError
from generator.outputs.files import FILE_ROOTS
from generator.outputs.pages.environment import environment
from generator.outputs.traditional import PREFIX, traditional_page
from generator.problems import text
from generator.site import engine
from generator.site.assemble import NO_LINKS, Shells, filled, open_shells
from generator.site.compose import Build, BuildOptions, compose
from generator.site.plugin import THEME
from generator.site.shell import ShellError

Looks: TypeAlias = frozenset[tuple[str, int, int, int]]
"""Names, times and sizes of files: what tells that one of them changed."""
INDEX = "index.html"
WHOLE_SITE = ("sitemap.xml", "sitemap.xml.gz")
"""What the engine says of the site as a whole, not knowing our pages."""


class PreviewError(Exception):
    """There is nothing to show yet; the message says why."""


def stat_snapshot(folders: Iterable[Path]) -> Looks:
    """Return how every file below ``folders``, or these files themselves, look from outside."""
    found = []
    for folder in folders:
        for name in (str(folder), *_below(folder)):
            try:
                about = os.stat(name)  # noqa: PTH116 - asked of every file, again and again
            except OSError:  # gone since it was listed
                continue
            found.append((name, about.st_mtime_ns, about.st_size, about.st_ino))
    return frozenset(found)


def _below(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        yield from (os.path.join(parent, name) for name in names)  # noqa: PTH118 - as above


class State:
    """One state of the catalogue: its pages, and its files as far as they were asked for."""

    def __init__(self, build: Build) -> None:
        self.pages = {page.path: page for page in build.originals}
        self.moved = build.moved
        self.left = list(build.file_makers)
        self.files: dict[str, bytes] = {}

    def file(self, path: str) -> bytes | None:
        """Return a file that is no page, or none. Files are made sort by sort until it is there."""
        while path not in self.files and self.left:
            self.files.update(self.left.pop(0)())
        return self.files.get(path)


class Preview:
    """What a reader of the preview gets. ``number`` counts the states, ``told`` is what is wrong."""

    def __init__(self, config_file: Path, output: Path) -> None:
        """Check the catalogue and let the engine make its pages, in the folder ``output``.

        Raises ``PreviewError`` when there is nothing to show.
        """
        self.config_file = config_file
        self.number = 0
        self.told = ""
        self.state: State | None = None
        self.edit = NO_LINKS
        self.output = output
        self._set_up()
        self.refresh()
        if self.state is None:
            raise PreviewError(self.told)
        # what is there now mostly stays, and is not looked through for garbage after every save
        gc.freeze()

    def _set_up(self) -> None:
        """Read the site's settings; what was remembered under other settings is forgotten."""
        try:
            self.config, self.plugin = engine.load(self.config_file, site=self.output)
        except engine.EngineError as error:
            raise PreviewError(str(error)) from error
        config, plugin = self.config, self.plugin
        options = plugin.options(config)
        self.caches = lru_cache(maxsize=1)(partial(document_cache, now=time.time_ns))
        self.env = environment(options.templates)
        self.folders: tuple[Path, ...] = (options.folder.resolve(),)
        docs = Path(config.docs_dir)
        self.settings = (self.config_file, docs, THEME, *options.templates)
        self.settings_look = stat_snapshot(self.settings)
        self.shells: Mapping[str, Shells] = {}
        self.shells_of: object = None
        self.look: object = None

    def refresh(self) -> int:
        """Take over what changed on disc, and return the number of the state.

        With an error in the catalogue the last good state stays, and ``told`` says what it is.
        """
        try:
            if stat_snapshot(self.settings) != self.settings_look:
                self._set_up()
            options = self.plugin.options(self.config)
            look = (stat_snapshot(self.folders), options.on, options.checked_on)
            if look != self.look:
                self.look = look
                self.told = self._take_over(options)
                self.number += 1
        except PreviewError as error:
            if self.told != str(error):
                self.told = str(error)
                self.number += 1
        return self.number

    def _take_over(self, options: BuildOptions) -> str:
        """Check the catalogue, and show it when nothing is wrong. Returns what is wrong."""
        on = options.checked_on or options.on
        checked = check(options.folder, on=on, caches=self.caches)
        own = options.folder.resolve()
        above = {folder.resolve() for folder in checked.folders}
        self.folders = (own, *sorted(one for one in above if not one.is_relative_to(own)))
        try:
            build = compose(checked, options, env=self.env)
        except EditionError as error:
            return str(error)
        if not build.check.passed:
            return text.render(build.check.problems, f"{self.plugin.config.folder.rstrip('/')}/")
        self._make_shells(build)
        self.state = State(build)
        self.edit = self.plugin.edit_links(self.config, build)
        return ""

    def _make_shells(self, build: Build) -> None:
        """Let the engine make its own pages, when what it makes them of has changed."""
        settings = build.check.catalogue.settings
        if self.shells_of == settings:
            return
        try:
            config, plugin = engine.load(self.config_file, site=self.output)  # one for each build
            engine.build_shells(config, plugin, build)
            self.shells = open_shells(self.output, build.prefixes)
        except (engine.EngineError, ShellError) as error:
            raise PreviewError(str(error)) from error
        for name in WHOLE_SITE:
            (self.output / name).unlink(missing_ok=True)
        self.shells_of = settings

    def get(self, path: str) -> bytes | None:
        """Return the file at a path below the site's root, or none.

        It is what a whole build gives there; only prints, and what is about the site as a whole
        (site map, digests, the worker that keeps pages), are not to be had.
        """
        assert self.state is not None
        if path.startswith(FILE_ROOTS):
            return self.state.file(path)
        traditional = path.startswith(PREFIX) and PREFIX in self.shells
        prefix = PREFIX if traditional else ""
        page = self.state.pages.get(path.removeprefix(prefix))
        if page is not None:
            there = traditional_page(page) if traditional else page
            return filled(self.shells[prefix], there, self.edit).encode()
        if (
            path.endswith(INDEX)
            and path.removeprefix(prefix).removesuffix(INDEX) in self.state.moved
        ):
            return self.state.file(path)
        return self._of_the_engine(path)

    def _of_the_engine(self, path: str) -> bytes | None:
        root = self.output.resolve()
        file = (root / path).resolve()
        return file.read_bytes() if file.is_relative_to(root) and file.is_file() else None
