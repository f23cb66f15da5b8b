"""Running MkDocs from our own command line, with its words kept to what matters."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from generator.site.compose import Build
from generator.site.plugin import CataloguePlugin
from generator.site.progress import Progress, silent

# Material announces its end of life on every build; the developers' page says what we do.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class EngineError(Exception):
    """The engine could not do its work; the message says why, the site is unchanged."""


def load(config_file: Path, *, site: Path | None = None) -> tuple[MkDocsConfig, CataloguePlugin]:
    """Load ``mkdocs.yml``. Raises ``EngineError`` when it is missing, wrong or without our plugin."""
    try:
        with _warnings() as warnings:
            config = load_config(str(config_file), **({"site_dir": str(site)} if site else {}))
    except (ConfigurationError, Abort) as error:
        raise EngineError("\n".join([f"{config_file}: {error}", *warnings])) from error
    plugin = config.plugins.get("catalogue")
    if not isinstance(plugin, CataloguePlugin):
        raise EngineError(f"{config_file}: 在plugins下面加上一行“- catalogue”")
    return config, plugin


def build_site(
    config: MkDocsConfig, plugin: CataloguePlugin, made: Build, progress: Progress = silent
) -> Path:
    """Build and publish the site of a composed catalogue. Returns where it is.

    Raises ``EngineError``; the last good site is then untouched.
    """
    target = Path(config.site_dir)
    progress("装进网站")
    with plugin.showing(made):
        _run(config)
    return target


def build_shells(config: MkDocsConfig, plugin: CataloguePlugin, made: Build) -> None:
    """Let the engine make its own pages, and leave their slots open. Raises ``EngineError``."""
    with plugin.showing(made, fills=False):
        _run(config)


def _run(config: MkDocsConfig) -> None:
    from mkdocs.commands.build import build  # noqa: PLC0415 - importing it takes a while

    with _warnings() as warnings:
        try:
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except Abort as error:
            raise EngineError("\n".join(warnings) or str(error)) from error
        finally:
            config.plugins.on_shutdown()


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect what the engine warns of instead of printing it."""
    warnings: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            warnings.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    handler = Collect(level=logging.WARNING)
    before = logger.propagate
    logger.propagate = False
    logger.addHandler(handler)
    try:
        yield warnings
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
