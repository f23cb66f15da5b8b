"""The one call behind everything: a catalogue folder and a day in, finished files out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.model.catalogue import Catalogue, assemble, published
from generator.model.values import freeze
from generator.problems.problem import Place, Problem, has_errors, in_order
from generator.reading.document import Document
from generator.reading.folder import FolderReading, decode, read_folder
from generator.reading.limits import DEFAULT_LIMITS, Limits
from generator.rendering.files import files
from generator.rendering.page import Page
from generator.rendering.pages import ALL, Desk
from generator.rendering.prints.jobs import prints
from generator.rendering.prints.writing import Finished, write_prints
from generator.rendering.templates import environment
from generator.rendering.traditional import traditional_page
from generator.rules.check import check as check_rules
from generator.rules.rule import Circumstances
from generator.schema.check import check as check_schema
from generator.schema.check import compile_conversions, convert
from generator.schema.kinds import Kind, Kinds, load_kinds

EDITIONS = "editions"
Progress: TypeAlias = Callable[[str], None]
"""Told what is being done, in Chinese, as it begins."""


def silent(_: str) -> None:
    """Report no progress."""


def local_day(folder: Path, now: datetime) -> date:
    """Return which day it is at ``now`` in the time zone the catalogue names (Asia/Shanghai if none)."""
    try:
        zone = ZoneInfo(setting(folder, "time_zone"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo("Asia/Shanghai")
    return now.astimezone(zone).date()


def setting(folder: Path, name: str) -> str:
    """Return what ``catalogue.yml`` says under ``name``, unchecked; empty when it cannot be read."""
    reading = decode(_bytes_of(folder / "catalogue.yml"), "catalogue.yml")
    return str(reading.document.data.get(name, "")) if reading.document else ""


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What checking gave: the catalogue of all usable files, and every problem."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    documents: Mapping[str, Document]

    @property
    def passed(self) -> bool:
        """Tell whether nothing stops a build."""
        return not has_errors(self.problems)


def check(
    folder: Path,
    *,
    on: date,
    extra_schemas: Iterable[Path] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Check:
    """Read and check the catalogue in ``folder`` as it stands on the day ``on``.

    Never raises for what the folder holds; everything wrong is a problem in the result.
    """
    kinds = load_kinds(extra_schemas)
    reading = read_folder(
        folder, folders=kinds.folders, files=kinds.files, ignored=(EDITIONS,), limits=limits
    )
    usable, problems, unusable = _against_schemas(reading, kinds)
    catalogue = assemble(usable, kinds)
    documents = {document.path: document for _, document in usable}
    circumstances = Circumstances(
        on=on, unusable=frozenset(unusable), editions=_frozen_numbers(folder / EDITIONS, problems)
    )
    problems.extend(check_rules(catalogue, documents, circumstances))
    return Check(catalogue=catalogue, problems=in_order(problems), documents=documents)


def _against_schemas(
    reading: FolderReading, kinds: Kinds
) -> tuple[list[tuple[Kind, Document]], list[Problem], list[str]]:
    """Check every file by itself. Return the usable ones, the problems, and the other paths."""
    conversions = compile_conversions(kinds)
    usable: list[tuple[Kind, Document]] = []
    problems = list(reading.problems)
    unusable: list[str] = []
    for file in reading.files:
        kind = kinds.by_key[file.folder]
        problems.extend(file.reading.problems)
        if file.reading.document is None:
            unusable.append(file.path)
            continue
        document = convert(file.reading.document, conversions[file.folder])
        found = check_schema(document, kind, kinds)
        problems.extend(found)
        if found:
            unusable.append(file.path)
        else:
            usable.append((kind, document))
    return usable, problems, unusable


def _frozen_numbers(
    folder: Path, problems: list[Problem]
) -> tuple[tuple[str, frozenset[tuple[str, str]]], ...]:
    """Return number and kind of every entry in every frozen edition, oldest first."""
    editions = []
    for file in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            entries = json.loads(file.read_text(encoding="utf-8"))["entries"]
            numbers = frozenset((str(e["id"]), str(e["kind"])) for e in entries)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            problems.append(
                Problem(
                    code="F012",
                    message="这一版的文件打不开，或者被改坏了",
                    place=Place(f"{EDITIONS}/{file.name}"),
                    hint="从版本库里恢复原来的文件；发布过的版本不能改。",
                )
            )
            continue
        editions.append((file.stem, numbers))
    return tuple(editions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """Finished pages and files, or only problems when the catalogue has errors."""

    check: Check
    pages: tuple[Page, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    printed: Path | None = None
    """The folder with the finished prints; none when there are none."""


def build(
    folder: Path,
    *,
    on: date,
    extra_schemas: Iterable[Path] = (),
    extra_templates: Iterable[Path] = (),
    limits: Limits = DEFAULT_LIMITS,
    traditional: bool = True,
    address: str = "",
    printing: Path | None = None,
    progress: Progress = silent,
) -> Build:
    """Check the catalogue in ``folder`` and render it as it stands on the day ``on``.

    With ``traditional`` every page comes in Traditional characters as well. ``address`` is where
    the site will be, if not where ``catalogue.yml`` says. The same folder, day and address give
    the same bytes. Nothing is written but the prints, into the folder ``printing``: they may be
    too many to hold in memory. Without it there are none.
    """
    progress("检查目录")
    checked = check(folder, on=on, extra_schemas=extra_schemas, limits=limits)
    if not checked.passed:
        return Build(check=checked)
    catalogue = published(checked.catalogue)
    if address:
        catalogue = replace(catalogue, settings=freeze({**catalogue.settings, "address": address}))
    finished: tuple[Finished, ...] = ()
    if printing is not None:
        finished, problems = write_prints(prints(catalogue, on), printing, progress)
        if problems:
            return Build(check=replace(checked, problems=in_order([*checked.problems, *problems])))
    progress("生成页面")
    desk = Desk(catalogue=catalogue, env=environment(extra_templates), on=on, prints=finished)
    pages = tuple(page for make in ALL for page in make(desk))
    if traditional:
        progress("转成繁体")
        pages += tuple(traditional_page(page) for page in pages)
    made = dict(files(catalogue, traditional=traditional))
    return Build(check=checked, pages=pages, files=made, printed=printing)
