"""The MkDocs plugin: a thin adapter. Everything it shows is a composed ``Build``."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal
from urllib.parse import urljoin

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.checking import local_day
from generator.editions.edition import EditionError
from generator.outputs.pages.environment import CompiledTemplates
from generator.outputs.traditional import PREFIX
from generator.problems import text
from generator.problems.os_errors import describe_os_error
from generator.schema.formats import YEARS, is_date
from generator.site import shell, swap
from generator.site.assemble import SiteError, assemble_site
from generator.site.compose import Build, BuildOptions, check_and_compose
from generator.site.edit_links import EditLinks, not_edited_here
from generator.site.phone_tables import labelled
from generator.site.policy import POLICY
from generator.site.replacing import HalfReplacedError
from generator.site.written_files import WrittenFileError, check_written_files, published_from
from generator.views.links import Link
from generator.views.navigation import EDITORS, WRITTEN, MenuGroup, doors, foot, menu
from generator.views.site import site_name

log = get_plugin_logger("catalogue")
THEME = Path(__file__).parent / "theme"
_NEVER_LOADED = ("assets/javascripts/*", "assets/stylesheets/palette.*", "*.map")
"""What the engine's theme brings along and our pages never ask for."""
_DEAD = re.compile(r'\s*<(?:input class="md-toggle"[^>]*>|label class="md-overlay"[^>]*></label>)')
"""Switches of the theme that only its own scripts would turn; the HTML standard forbids them so."""


class Day(config_options.Type[str]):
    """A setting that is a day, such as ``2026-11-23``; YAML may have read it as one already."""

    def __init__(self) -> None:
        super().__init__(str)

    def run_validation(self, value: object) -> str:
        """Return the day as it is written. Raises ``ValidationError`` when it is none of ours."""
        given = super().run_validation(value.isoformat() if isinstance(value, date) else value)
        if not is_date(given):
            raise ValidationError(f"“{given}”不能用，写成2026-11-23这样，{YEARS}")
        return given


class CatalogueConfig(Config):
    """What may be set below ``plugins: - catalogue:`` in ``mkdocs.yml``."""

    folder = config_options.Type(str, default="catalogue")
    """The catalogue, relative to ``mkdocs.yml``."""
    templates = config_options.ListOfItems(config_options.Type(str), default=[])
    """Folders with further templates. Templates are code: none lies in a catalogue."""
    traditional = config_options.Type(bool, default=True)
    """Whether the site is also there in Traditional characters, under ``zh-hant/``."""
    prints = config_options.Type(bool, default=True)
    """Whether a published site has lists, slips, posters and forms to print."""
    as_of = config_options.Optional(Day())
    """Show the edition in force on this day, not what is being worked on."""
    on = config_options.Optional(Day())
    """The day the site shows; today in the catalogue's time zone when not set."""


class CataloguePlugin(BasePlugin[CatalogueConfig]):
    """Adds the catalogue to a MkDocs site, and publishes the result in one step."""

    given: Build | None = None
    """The build that is shown, inside ``showing``; otherwise the plugin composes its own."""
    built: Build | None = None
    """The last build without errors."""
    publishes = True
    fills = True
    """Whether the engine's pages are filled and published, or left as they are."""
    staging: swap.Staging | None = None
    """Where this run builds, until it publishes."""
    printing: TemporaryDirectory[str] | None = None
    """Where the prints of this run lie until the site is put together."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether a site is published or only shown."""
        del dirty
        self.publishes = command != "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the catalogue before anything is written; then build beside the target."""
        try:
            made = self.given or self._compose(config)
        except EditionError as error:
            raise PluginError(str(error)) from error
        if made.check.passed:
            self.built = made
        else:
            base = f"{self.config.folder.rstrip('/')}/"
            found = f"目录里有错，网站没有改动。\n\n{text.render(made.check.problems, base)}"
            if self.publishes or self.built is None:
                raise PluginError(found)
            log.error(found)  # a reader of the preview keeps the last good pages
        config.theme.dirs.insert(0, str(THEME))
        assert self.built is not None
        catalogue = self.built.check.catalogue
        there = frozenset(page.address for page in self.built.originals)
        config.extra["catalogue"] = {
            **_escaped(catalogue.settings_fields),
            "policy": POLICY,
            "doors": tuple(map(_link, doors(catalogue.kinds))),
            "foot": tuple(map(_link, foot(catalogue.kinds, there))),
            "menu": tuple(map(_group, menu(catalogue.kinds, there))),
            "written": {**WRITTEN, "": EDITORS},
        }
        config.site_url = config.site_url or catalogue.address or None
        config.site_name = escape(site_name(catalogue.settings))  # templates escape nothing
        self.target = Path(config.site_dir)
        if self.publishes and self.fills:
            with _errors_in_words(self.target):
                self.staging = swap.staging_directory(self.target)
            config.site_dir = str(self.staging.folder)
        return config

    @contextmanager
    def showing(self, build: Build, *, fills: bool = True) -> Iterator[None]:
        """Let the engine's runs inside show this build; only its shells without ``fills``.

        MkDocs keeps one plugin for every run of a process, so nothing of it outlasts the block.
        """
        self.given, self.fills = build, fills
        try:
            yield
        finally:
            self.given, self.fills = None, True

    def _compose(self, config: MkDocsConfig) -> Build:
        self._clear_prints()
        options = self.options(config)
        if self.config.prints and self.publishes:
            self.printing = TemporaryDirectory(prefix="catalogue-prints-")
            options = replace(options, prints=Path(self.printing.name) / "prints")
        return check_and_compose(options)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the two shells: the home page, and one for all pages a level deeper.

        For the Traditional copy of the site the shells and the written pages come once more.
        What the theme has and no page loads is not published.
        """
        self._check_written(config, files)
        for file in list(files):
            if file.src_dir != config.docs_dir and _is_never_loaded(file.src_uri):
                files.remove(file)
        pages = {file.src_uri: file.content_string for file in files.documentation_pages()}
        pages |= dict.fromkeys(shell.PAGES, shell.MARKDOWN)
        for address in shell.PAGES:
            files.append(File.generated(config, address, content=pages[address]))
        if self.config.traditional:
            for address, content in pages.items():
                files.append(File.generated(config, f"{PREFIX}{address}", content=content))
        return files

    def _check_written(self, config: MkDocsConfig, files: Files) -> None:
        assert self.built is not None
        logo = self.built.check.catalogue.settings.logo
        docs = Path(config.docs_dir)
        try:
            check_written_files(
                published_from(Path(config.config_file_path), docs),
                [docs / file.src_uri for file in files if file.src_dir == config.docs_dir],
                logo=docs / logo if logo else None,
            )
        except WrittenFileError as error:
            raise PluginError(f"docs文件夹里有不能放上网站的，网站没有改动。\n{error}") from error

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Let the engine's templates be kept compiled, too."""
        del config, files
        env.bytecode_cache = CompiledTemplates()

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Leave out what only scripts of the theme would use; label the cells of written tables."""
        del page, config
        return labelled(_DEAD.sub("", output))

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Do the same on the page for addresses that are not there."""
        del template_name, config
        return _DEAD.sub("", output_content)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put every generated page into its shell, check all links, and publish."""
        if not self.fills:
            return
        folder = Path(config.site_dir)
        assert self.built is not None
        try:
            assemble_site(
                self.built,
                folder,
                site_url=config.site_url or "",
                edit=self.edit_links(config, self.built),
            )
        except (SiteError, shell.ShellError) as error:
            raise PluginError(f"网站不完整，没有发布。\n{error}") from error
        if self.staging is not None:
            with _errors_in_words(self.target):
                swap.publish(self.staging.folder, self.staging.target)
            config.site_dir = str(self.target)
            self._clear_staging()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the last good site alone and clear what was begun."""
        del error
        self._clear_staging()

    def on_shutdown(self) -> None:
        """Clear the prints: they are in the site now, or the build failed."""
        self._clear_prints()

    def options(
        self,
        config: MkDocsConfig,
        *,
        folder: Path | None = None,
        on: date | None = None,
        as_of: date | None = None,
    ) -> BuildOptions:
        """Return how a site is built in place of the one there is, without prints: as set, or given.

        The day it shows is the one set, that of the edition, or today where the catalogue is.
        An edition is shown whatever day it is; the files are checked as of today.
        """
        root = Path(config.config_file_path).parent
        folder = folder or root / self.config.folder
        on = on or _date(self.config.on)
        as_of = as_of or _date(self.config.as_of)
        today = on or local_day(folder, datetime.now(UTC))
        return BuildOptions(
            folder=folder,
            on=on or as_of or today,
            checked_on=today,
            as_of=as_of,
            templates=tuple(root / name for name in self.config.templates),
            traditional=self.config.traditional,
            address=config.site_url or "",
            earlier=Path(config.site_dir),
        )

    def edit_links(self, config: MkDocsConfig, made: Build) -> EditLinks:
        """Return where the catalogue's files are edited: as ``catalogue.yml`` says, or MkDocs."""
        folder = self.config.folder.rstrip("/")
        catalogue = made.check.catalogue
        repository = catalogue.settings.repository
        address = repository.edit_address(folder) if repository else ""
        if config.repo_url and config.edit_uri:
            docs = urljoin(f"{config.repo_url.rstrip('/')}/", config.edit_uri)
            address = urljoin(docs, f"../{folder}/")
        root = Path(config.config_file_path).parent / folder
        return EditLinks(
            files=address,
            not_here=not_edited_here(root, made.check.bases, made.check.locked),
            entry_folders=frozenset(k.folder for k in catalogue.kinds.of_entries()),
            record_folders=frozenset(
                k.folder for k in catalogue.kinds.with_forms() if not k.is_entry
            ),
        )

    def _clear_staging(self) -> None:
        if self.staging is not None:
            self.staging.discard()
            self.staging = None

    def _clear_prints(self) -> None:
        if self.printing is not None:
            self.printing.cleanup()
            self.printing = None


@contextmanager
def _errors_in_words(target: Path) -> Iterator[None]:
    """Say in plain words why a site cannot be put where it belongs. Raises ``PluginError``."""
    try:
        yield
    except swap.ForeignFolderError as error:
        raise PluginError(f"{target}里有别的东西，没有动它。换一个文件夹，或者先移走。") from error
    except HalfReplacedError as error:
        raise PluginError(
            f"{target}是挂载点，文件要一个一个换，换到一半停了：{describe_os_error(error)}。"
            "现在新旧网页都有。照这个原因改好，再生成一次。"
        ) from error
    except OSError as error:
        where = f"“{error.filename}”" if error.filename else "网站"
        advice = "新网站先在网站文件夹旁边做好，再换进去，所以旁边也要能写。"
        denied = error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}
        raise PluginError(
            f"写不了{where}：{describe_os_error(error)}。原来的网站没有动。{advice if denied else ''}"
        ) from error


def _is_never_loaded(path: str) -> bool:
    return any(fnmatch(path, pattern) for pattern in _NEVER_LOADED)


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _group(group: MenuGroup) -> Any:
    return _escaped(asdict(group))


def _link(link: Link) -> Any:
    return _escaped(asdict(link))


def _escaped(value: Any) -> Any:
    """Return settings whose every text is safe in HTML: the engine's templates escape nothing."""
    if isinstance(value, Mapping):
        return {key: _escaped(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(inner) for inner in value]
    return escape(value) if isinstance(value, str) else value
