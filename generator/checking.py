"""A catalogue folder and a day in; the checked catalogue and every problem out.

Reading, the schemas, the model, the rules and the editions, in this order.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.editing.links import FILE as LINKS
from generator.editions.changes import matching_edition
from generator.editions.edition import (
    Edition,
    EditionError,
    catalogue_of,
    from_bytes,
    state_of,
)
from generator.editions.edition import as_of as as_of_day
from generator.editions.history import none_in_force
from generator.editions.store import FOLDER, read_editions
from generator.model.catalogue import Catalogue, assemble, at_address, published, record_of
from generator.model.numbering import may_hold, numbers_kept_above, numbers_of
from generator.model.record import Record
from generator.model.records import misfit
from generator.problems.problem import Problem, has_errors, in_order
from generator.reading.again import caching_reader
from generator.reading.bases import PROJECT, SETTINGS
from generator.reading.document import Document
from generator.reading.folder import FolderReading, ReadFile, decode, read_folder
from generator.reading.guarded import RefusedError, read_guarded
from generator.reading.layers import BASES, NO_BASE, WAIVERS, OverlaidDocument, read_layers
from generator.reading.limits import DEFAULT_LIMITS, Limits
from generator.reading.locked import LOCK, lock_problems, open_lock
from generator.rules.check import check as check_rules
from generator.rules.rule import RuleContext
from generator.schema.added import names_bases, read_kinds
from generator.schema.check import check as check_schema
from generator.schema.check import compile_conversions, convert, in_wrong_folder
from generator.schema.kinds import Kind, Kinds


def local_day(folder: Path, now: datetime) -> date:
    """Return which day it is at ``now`` in the time zone the catalogue names (Asia/Shanghai if none)."""
    try:
        zone = ZoneInfo(setting(folder, "time_zone"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo("Asia/Shanghai")
    return now.astimezone(zone).date()


def setting(folder: Path, name: str) -> str:
    """Return what ``catalogue.yml`` says under ``name``, unchecked; empty when it cannot be read."""
    try:
        content = read_guarded(folder, folder / SETTINGS, DEFAULT_LIMITS.file_bytes)
    except RefusedError:
        return ""
    reading = decode(content, SETTINGS)
    return str(reading.document.data.get(name, "")) if reading.document else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What checking gave: the catalogue of all usable files, and every problem."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    paths: tuple[str, ...]
    """The files that could be used."""
    documents: Mapping[str, Document]
    """Those files as they are written, by path; none in a finished build."""
    editions: tuple[Edition, ...] = ()
    """Every released edition, the oldest first."""
    folders: tuple[Path, ...] = ()
    """The folders that were read: the catalogue's own, then those it builds on."""
    bases: tuple[tuple[str, Path], ...] = ()
    """Those it builds on, near and far, with what each is called from here."""
    locked: frozenset[str] = frozenset()
    """The files above that are locked, by their paths."""
    unread: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    """The files that could not be used, each with what may be in it: (folder, number), in small
    letters."""
    numbers: frozenset[tuple[str, str]] | None = frozenset()
    """(number, folder) of all there is in any layer, drafts and unusable files too, and of all
    there ever was in an edition, and up to which number what lies above may still grow; none when
    an edition cannot be read."""

    @property
    def passed(self) -> bool:
        """Tell whether nothing stops a build."""
        return not has_errors(self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCache:
    """What is done to one file by itself. All of it is pure, so what it gave may be remembered."""

    kinds: Kinds
    reads: ReadFile | None
    """Reads a file, and remembers what it gave; none to read all anew."""
    conformed: Callable[[Document, str], tuple[Document, tuple[Problem, ...]]]
    """A document and its folder to the document with its types, and what the schema says of it."""
    made_of: Callable[[Kind, Document], Record]
    opened: Callable[[bytes], Edition]


def document_cache(kinds: Kinds, *, now: Callable[[], int] | None = None) -> DocumentCache:
    """Return the steps for the kinds there are.

    With ``now``, the clock in nanoseconds, the same step is never taken twice.
    """
    conversions = compile_conversions(kinds)

    def conformed(document: Document, folder: str) -> tuple[Document, tuple[Problem, ...]]:
        converted = convert(document, conversions[folder])
        kind = kinds.by_key[folder]
        problems = tuple(check_schema(converted, kind, kinds))
        if problems and (misplaced := in_wrong_folder(document, kind, kinds, conversions)):
            problems = (misplaced,)
        if not problems and (name := misfit(converted.data, kind)):
            problems = (_misfit(converted, name),)
        return converted, problems

    opened = partial(from_bytes, kinds=kinds)
    if now is None:
        return DocumentCache(
            kinds=kinds, reads=None, conformed=conformed, made_of=record_of, opened=opened
        )
    known: dict[tuple[Hashable, str], tuple[Document, tuple[Problem, ...]]] = {}

    def remembered(document: Document, folder: str) -> tuple[Document, tuple[Problem, ...]]:
        key = (document.cache_key, folder)
        if key not in known:
            known[key] = conformed(document, folder)
        return known[key]

    records: dict[tuple[Hashable, str], Record] = {}

    def made_of(kind: Kind, document: Document) -> Record:
        key = (document.cache_key, kind.folder)
        if key not in records:
            records[key] = record_of(kind, document)
        return records[key]

    return DocumentCache(
        kinds=kinds,
        reads=caching_reader(now),
        conformed=remembered,
        made_of=made_of,
        opened=cache(opened),
    )


def _misfit(document: Document, name: str) -> Problem:
    return Problem(
        code="F018",
        message=f"这一类的schema把{name}写成了别的样子，和其他各类不一样",
        location=document.location((name,)),
        hint=f"改schema：{name}照certificate.schema.json里的写。",
    )


def check(
    folder: Path,
    *,
    on: date,
    limits: Limits = DEFAULT_LIMITS,
    caches: Callable[[Kinds], DocumentCache] = document_cache,
) -> Check:
    """Read and check the catalogue in ``folder`` as it stands on the day ``on``.

    ``caches`` gives for the catalogue's kinds what ``document_cache`` gave before, for who checks
    again and again. Never raises for what the folder holds; everything wrong is a problem in the
    result.
    """
    having = read_kinds(folder, limits)
    kinds = having.kinds
    cached = caches(kinds)
    read = partial(
        read_folder,
        folders=kinds.folders,
        files=kinds.files,
        ignored=(FOLDER, LINKS, BASES, LOCK, PROJECT, *having.folders - kinds.folders),
        limits=limits,
        reader=cached.reads,
    )
    entries = frozenset(kind.folder for kind in kinds.of_entries())
    reading = read_layers(folder, read, entries, names_bases)
    usable, problems, unusable = _against_schemas(reading, cached)
    problems.extend(having.problems)
    held, wrong = open_lock(folder, limits)
    problems.extend((*wrong, *lock_problems(folder, held, reading.bases, entries, limits)))
    catalogue = assemble(usable, kinds, cached.made_of)
    documents = {document.path: document for _, document in usable}
    documents |= {
        one.underlying.path: one.underlying
        for _, one in usable
        if isinstance(one, OverlaidDocument)
    }
    editions, broken = read_editions(folder, cached.opened, limits)
    problems.extend(broken)
    kept_above = frozenset(numbers_kept_above(kinds) if held else ())
    context = RuleContext(
        on=on,
        unusable=frozenset(unusable),
        editions=tuple((edition.id, edition.numbers()) for edition in editions),
    )
    if not _hides_much(problems, context):
        problems.extend(check_rules(catalogue, documents, context))
    return Check(
        catalogue=catalogue,
        problems=in_order(problems),
        paths=tuple(documents),
        documents=documents,
        editions=editions,
        folders=reading.folders,
        bases=reading.bases,
        locked=frozenset(held),
        unread={
            one.path: frozenset(may_hold(one)) for one in reading.files if one.path in set(unusable)
        },
        numbers=None if broken else _numbers(reading, editions, cached.opened) | kept_above,
    )


def _hides_much(problems: Iterable[Problem], context: RuleContext) -> bool:
    """Tell whether what the rules found might all come from one file that cannot be read.

    Without settings nobody knows what lies above; without waivers, what is waived.
    """
    without_base = any(problem.code == NO_BASE for problem in problems)
    return without_base or context.is_unread(SETTINGS) or WAIVERS in context.unusable


def _numbers(
    reading: FolderReading, editions: tuple[Edition, ...], opened: Callable[[bytes], Edition]
) -> frozenset[tuple[str, str]]:
    """Return (number, folder) of everything in the files and in every layer's editions."""
    above = (
        edition for folder in reading.folders[1:] for edition in read_editions(folder, opened)[0]
    )
    frozen = (edition.numbers() for edition in (*editions, *above))
    return frozenset(numbers_of(reading.files)).union(*frozen)


def _against_schemas(
    reading: FolderReading, cached: DocumentCache
) -> tuple[list[tuple[Kind, Document]], list[Problem], list[str]]:
    """Check every file by itself. Return the usable ones, the problems, and the other paths."""
    usable: list[tuple[Kind, Document]] = []
    problems = list(reading.problems)
    unusable: list[str] = []
    for file in reading.files:
        problems.extend(file.reading.problems)
        if file.reading.document is None:
            unusable.append(file.path)
            continue
        document, found = cached.conformed(file.reading.document, file.folder)
        problems.extend(found)
        if found:
            unusable.append(file.path)
        else:
            usable.append((cached.kinds.by_key[file.folder], document))
    return usable, problems, unusable


def edition_on(editions: tuple[Edition, ...], day: date) -> Edition:
    """Return the edition in force on a day. Raises ``EditionError`` when none was."""
    edition = as_of_day(editions, day)
    if edition is None:
        raise EditionError(none_in_force(editions, day))
    return edition


def select_catalogue(checked: Check, *, as_of: date | None = None, address: str = "") -> Catalogue:
    """Return what readers get: the published catalogue, or the edition in force on a day.

    A catalogue that says exactly what an edition says is that edition. Raises ``EditionError``
    when no edition was in force that day.
    """
    if as_of is not None:
        edition = edition_on(checked.editions, as_of)
        now = checked.catalogue
        return catalogue_of(edition, now.kinds, address or now.address, now.texts.values())
    catalogue = published(checked.catalogue)
    held = matching_edition(checked.editions, state_of(catalogue), catalogue.kinds)
    if address:
        catalogue = at_address(catalogue, address)
    return replace(catalogue, stamp=held.stamp if held else None)
