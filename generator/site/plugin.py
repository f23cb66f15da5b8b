"""The MkDocs plugin: a thin adapter. Everything it shows comes from ``generator.build``."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal
from urllib.parse import urljoin

from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files

from generator.editions.edition import EditionError
from generator.model.catalogue import VOCABULARIES
from generator.pipeline import Build, Progress, build, local_day, silent
from generator.problems import text
from generator.problems.os_errors import in_words
from generator.outputs.traditional import PREFIX
from generator.schema.formats import YEARS, is_date
from generator.site import shell, swap
from generator.site.assemble import SiteError, place
from generator.site.policy import POLICY
from generator.site.replacing import HalfReplacedError

log = get_plugin_logger("catalogue")
THEME = Path(__file__).parent / "theme"


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
    schemas = config_options.ListOfItems(config_options.Type(str), default=[])
    """Folders with further schemas, one for each further kind."""
    templates = config_options.ListOfItems(config_options.Type(str), default=[])
    """Folders with further templates."""
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

    prepared: Build | None = None
    """A build someone has already made for this run; the plugin makes its own otherwise."""
    built: Build | None = None
    """The last build without errors."""
    publishes = True
    only_shells = False
    """Whether the engine's pages are left as they are, for the preview to fill."""
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
            made = self.prepared or self.make(config)
        except EditionError as error:
            raise PluginError(str(error)) from error
        self.prepared = None  # MkDocs keeps one plugin for every build of a process
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
        config.extra["catalogue"] = {
            **_escaped(catalogue.settings_fields),
            "policy": POLICY,
            "vocabularies": tuple(catalogue.records.get(VOCABULARIES, {})),
        }
        config.site_url = config.site_url or catalogue.address or None
        self.target = Path(config.site_dir)
        if self.publishes and not self.only_shells:
            with _told(self.target):
                self.staging = swap.staging_directory(self.target)
            config.site_dir = str(self.staging.folder)
        return config

    def make(self, config: MkDocsConfig, progress: Progress = silent) -> Build:
        """Check and render the catalogue this site is about."""
        self._clear_prints()
        if self.config.prints and self.publishes:
            self.printing = TemporaryDirectory(prefix="catalogue-prints-")
        made = build(
            self.folder(config),
            on=self.day(config),
            extra_schemas=self.beside(config, self.config.schemas),
            extra_templates=self.beside(config, self.config.templates),
            traditional=self.config.traditional,
            address=config.site_url or "",
            as_of=self.as_of,
            printing=Path(self.printing.name) / "prints" if self.printing else None,
            progress=progress,
        )
        if made.printed is None:
            self._clear_prints()
        return made

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the two shells: the home page, and one for all pages a level deeper.

        For the Traditional copy of the site the shells and the written pages come once more.
        """
        pages = {file.src_uri: file.content_string for file in files.documentation_pages()}
        pages |= dict.fromkeys(shell.PAGES, shell.MARKDOWN)
        for address in shell.PAGES:
            files.append(File.generated(config, address, content=pages[address]))
        if self.config.traditional:
            for address, content in pages.items():
                files.append(File.generated(config, f"{PREFIX}{address}", content=content))
        return files

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put every generated page into its shell, check all links, and publish."""
        if self.only_shells:
            return
        folder = Path(config.site_dir)
        assert self.built is not None
        try:
            place(
                self.built,
                folder,
                site_url=config.site_url or "",
                edit_base=self.edit_base(config),
            )
        except (SiteError, shell.ShellError) as error:
            raise PluginError(f"网站不完整，没有发布。\n{error}") from error
        if self.staging is not None:
            with _told(self.target):
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

    def folder(self, config: MkDocsConfig) -> Path:
        """Return where the catalogue is."""
        return Path(config.config_file_path).parent / self.config.folder

    def beside(self, config: MkDocsConfig, names: Iterable[str]) -> list[Path]:
        """Return paths given relative to ``mkdocs.yml``."""
        return [Path(config.config_file_path).parent / name for name in names]

    @property
    def as_of(self) -> date | None:
        """The day whose edition is shown; none for what is being worked on."""
        return date.fromisoformat(self.config.as_of) if self.config.as_of else None

    def day(self, config: MkDocsConfig) -> date:
        """Return the day the site shows: the one set, or today where the catalogue is."""
        chosen = self.config.on or self.config.as_of
        if chosen:
            return date.fromisoformat(chosen)
        return local_day(self.folder(config), datetime.now(UTC))

    def edit_base(self, config: MkDocsConfig) -> str:
        """Return the address under which the catalogue's files are edited; empty if none is set."""
        if not config.repo_url or not config.edit_uri:
            return ""
        docs = urljoin(f"{config.repo_url.rstrip('/')}/", config.edit_uri)
        return urljoin(docs, f"../{self.config.folder.rstrip('/')}/")

    def _clear_staging(self) -> None:
        if self.staging is not None:
            self.staging.discard()
            self.staging = None

    def _clear_prints(self) -> None:
        if self.printing is not None:
            self.printing.cleanup()
            self.printing = None


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Say in plain words why a site cannot be put where it belongs. Raises ``PluginError``."""
    try:
        yield
    except swap.ForeignFolderError as error:
        raise PluginError(f"{target}里有别的东西，没有动它。换一个文件夹，或者先移走。") from error
    except HalfReplacedError as error:
        raise PluginError(
            f"{target}是挂载点，文件要一个一个换，换到一半停了：{in_words(error)}。"
            "现在新旧网页都有。照这个原因改好，再生成一次。"
        ) from error
    except OSError as error:
        where = f"“{error.filename}”" if error.filename else "网站"
        advice = "新网站先在网站文件夹旁边做好，再换进去，所以旁边也要能写。"
        denied = error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}
        raise PluginError(
            f"写不了{where}：{in_words(error)}。原来的网站没有动。{advice if denied else ''}"
        ) from error


def _escaped(value: Any) -> Any:
    """Return settings whose every text is safe in HTML: the engine's templates escape nothing."""
    if isinstance(value, Mapping):
        return {key: _escaped(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(inner) for inner in value]
    return escape(value) if isinstance(value, str) else value
