"""A checked catalogue and options in, finished pages and files out.

The command line, the plugin, the preview and fleets all compose a site here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from jinja2 import Environment

from generator.checking import Check, check, edition_on, select_catalogue
from generator.editions.history import changes_by_edition, history
from generator.model.catalogue import Catalogue
from generator.outputs.context import RenderContext
from generator.outputs.files import FILES, TRADITIONAL, Files
from generator.outputs.page import Page
from generator.outputs.pages.catalogue_pages import ALL
from generator.outputs.pages.environment import environment
from generator.outputs.pages.redirects import (
    dropped,
    redirect_files,
    redirects,
    redirects_as_of,
    released,
)
from generator.outputs.traditional import PREFIX, traditional_page
from generator.problems.problem import Problem, in_order
from generator.reading.limits import DEFAULT_LIMITS, Limits
from generator.search.parts import taught
from generator.site.progress import Progress, silent
from generator.site.remembering import LEARNED_FROM, learned_from, remembered
from generator.views.finished_prints import MADE_FROM, Finished


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What decides how a site comes out. The same options and files give the same bytes."""

    folder: Path
    """The catalogue."""
    on: date
    """The day the site shows."""
    checked_on: date | None = None
    """The day for which the files are checked, if another: an edition shows an earlier day, or a
    later one, and what is being worked on is of today."""
    as_of: date | None = None
    """Show the edition in force on this day; none for what is being worked on."""
    templates: tuple[Path, ...] = ()
    """Folders with further templates."""
    traditional: bool = True
    """Whether every page comes in Traditional characters as well."""
    address: str = ""
    """Where the site will be, if not where ``catalogue.yml`` says."""
    prints: Path | None = None
    """The folder the prints are written into; none to make no prints."""
    earlier: Path | None = None
    """The site that this one will replace: its prints that have not changed are not made again."""
    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True, kw_only=True)
class Build:
    """Pages and files, made when they are asked for; only problems when there are errors."""

    check: Check
    originals: tuple[Page, ...] = ()
    """Each page in Simplified characters."""
    traditional: bool = False
    """Whether there is a copy of each page in Traditional characters."""
    file_makers: tuple[Callable[[], Files], ...] = ()
    """Each makes the files of one sort that are no pages: path and content, one after the other.
    What takes long comes last."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Redirects: an address that has no page any more, and the one it leads to."""
    printed: Path | None = None
    """The folder with the finished prints; none when there are none."""
    sources: Callable[[], Mapping[str, bytes]] = dict
    """Returns what prints and index were made from, by path, for the site that will replace this one."""

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Each page, followed by its copy in Traditional characters if there is one."""
        return tuple(copy for page in self.originals for copy in self.copies(page))

    def copies(self, page: Page) -> tuple[Page, ...]:
        """Return a page, and its copy in Traditional characters if there is one."""
        return (page, traditional_page(page)) if self.traditional else (page,)

    @property
    def prefixes(self) -> tuple[str, ...]:
        """What goes before the addresses in each copy of the site."""
        return ("", PREFIX) if self.traditional else ("",)

    @property
    def number_of_pages(self) -> int:
        """How many pages there are, copies too."""
        return len(self.originals) * len(self.prefixes)

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """All files at once, by path: for a large catalogue more than one wants to hold."""
        return {path: content for make in self.file_makers for path, content in make()}


def build(
    folder: Path,
    *,
    on: date,
    extra_templates: Iterable[Path] = (),
    limits: Limits = DEFAULT_LIMITS,
    traditional: bool = True,
    address: str = "",
    as_of: date | None = None,
    printing: Path | None = None,
    progress: Progress = silent,
) -> Build:
    """Check the catalogue in ``folder`` and compose its site; ``BuildOptions`` says what each means.

    Nothing is written but the prints. Raises ``EditionError`` when no edition was in force on the
    day ``as_of``.
    """
    options = BuildOptions(
        folder=folder,
        on=on,
        as_of=as_of,
        templates=tuple(extra_templates),
        traditional=traditional,
        address=address,
        prints=printing,
        limits=limits,
    )
    return check_and_compose(options, progress)


def check_and_compose(options: BuildOptions, progress: Progress = silent) -> Build:
    """Check the catalogue that the options name, and compose its site. Raises ``EditionError``."""
    progress("检查目录")
    on = options.checked_on or options.on
    checked = check(options.folder, on=on, limits=options.limits)
    return compose(checked, options, progress=progress)


def compose(
    checked: Check,
    options: BuildOptions,
    *,
    env: Environment | None = None,
    progress: Progress = silent,
) -> Build:
    """Return the pages and files of a checked catalogue; only the problems if it has errors.

    ``env`` is the environment of ``options.templates``, for who composes again and again. Prints
    are written at once, since they may be too many to hold in memory; the rest is made when it is
    asked for. Raises ``EditionError`` when no edition was in force on the day ``options.as_of``.
    """
    if options.as_of is not None and checked.numbers is not None:
        edition_on(checked.editions, options.as_of)  # whatever is wrong with today's files
    if not checked.passed:
        return Build(check=checked)
    checked = replace(checked, documents={})  # nothing is reported of their lines any more
    catalogue = select_catalogue(checked, as_of=options.as_of, address=options.address)
    env = env or environment(options.templates)
    context = render_context(catalogue, checked, options.on, env)
    if options.earlier:
        context = replace(context, remembered=partial(remembered, options.earlier))
    sources: dict[str, bytes] = {}
    if options.prints is not None:
        finished, problems, sources[MADE_FROM] = _printed(
            context, options.prints, options.earlier, progress
        )
        if problems:
            return _failed(checked, problems)
        context = replace(context, prints=finished)
    progress("生成页面")
    pages = tuple(page for make in ALL for page in make(context))
    moved = _moved(context, checked, options.as_of, frozenset(page.address for page in pages))
    if lost := tuple(dropped(moved)):
        return _failed(checked, lost)
    makers = (*FILES, *(TRADITIONAL if options.traditional else ()))
    return Build(
        check=checked,
        originals=pages,
        traditional=options.traditional,
        file_makers=(
            partial(redirect_files, context, pages, moved, traditional=options.traditional),
            *(partial(make, context) for make in makers),
        ),
        moved=moved,
        printed=options.prints,
        sources=partial(_sources, catalogue, sources),
    )


def _sources(catalogue: Catalogue, of_prints: Mapping[str, bytes]) -> Mapping[str, bytes]:
    lesson = taught(catalogue)
    return {**of_prints, LEARNED_FROM: learned_from(lesson)} if lesson else of_prints


def _moved(
    context: RenderContext, checked: Check, as_of: date | None, there: frozenset[str]
) -> Mapping[str, str]:
    """Return where each address leads that has no page; of a day, only what was there by then."""
    catalogue, had = context.catalogue, released(context.steps, as_of)
    told = catalogue.settings.redirects
    if as_of is None:
        return redirects(catalogue, had, told, there)
    since = checked.catalogue.settings.redirects
    return redirects_as_of(catalogue, had, (*told, *since), there)


def _failed(checked: Check, problems: Iterable[Problem]) -> Build:
    return Build(check=replace(checked, problems=in_order([*checked.problems, *problems])))


def _printed(
    context: RenderContext, folder: Path, earlier: Path | None, progress: Progress
) -> tuple[tuple[Finished, ...], tuple[Problem, ...], bytes]:
    """Make the prints that ``earlier`` has not got; return them, what is wrong, and their sources."""
    # what writes Word, Excel and PDF takes half a second to load, and most runs print nothing
    from generator.outputs.prints.print_jobs import all_prints  # noqa: PLC0415
    from generator.outputs.prints.writing import write_prints  # noqa: PLC0415
    from generator.site.reusing import recorded, take_over  # noqa: PLC0415

    latest = context.steps[-1] if context.steps else None
    jobs = tuple(all_prints(context.catalogue, context.on, latest))
    ready = take_over(jobs, earlier, folder) if earlier else {}
    finished, problems = write_prints(jobs, folder, progress, ready)
    return finished, problems, b"" if problems else recorded(jobs, finished)


def render_context(
    catalogue: Catalogue,
    checked: Check,
    on: date,
    env: Environment,
) -> RenderContext:
    """Return what the pages of a catalogue that has been checked are made with."""
    released = changes_by_edition(checked.editions, catalogue.kinds)
    return RenderContext(
        catalogue=catalogue,
        env=env,
        on=on,
        prints=(),
        steps=released,
        history=history(released, catalogue.kinds),
        numbers=checked.numbers or frozenset(),
    )
