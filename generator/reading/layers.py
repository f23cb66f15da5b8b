"""上级目录: the bases of a catalogue, whose records are overlaid by local ones.

A local entry with the number of a base entry contains only the changed fields. With the action
补充 it extends the lists of the base entry. Any other local record, such as a body, replaces the
base record as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from posixpath import normpath

from generator.problems.problem import Location, Problem
from generator.reading.bases import SETTINGS, NoBaseError, folder_in_package, nearby_folder
from generator.reading.document import Document, Pointer, Value
from generator.reading.folder import FileReading, FolderReading
from generator.reading.parse import Reading

WAIVERS = "waivers.yml"
BASES = "bases"
"""The setting that names the bases, and the folder in a catalogue that may contain them."""
NO_BASE = "F015"
"""The code of a base that cannot be read."""
SUPPLEMENTED, NOT_ADOPTED = "supplemented", "not_adopted"
INHERITED = frozenset({"hotline", "online", "insist", "entrust", "undecided"})
"""Settings that a catalogue inherits from its bases unless it has its own."""
OWN = frozenset({"id", "adoption"})
"""Fields of a local entry that are not changes of the base entry."""
MOST_LEVELS = 6
ReadCatalogue = Callable[[Path], FolderReading]
HasValidBases = Callable[[Document], bool]
"""Tells whether ``bases`` in a ``catalogue.yml`` conforms to the schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlaidDocument(Document):
    """A local entry merged with its base entry. Each field has its location in one of the two."""

    underlying: Document

    @property
    def files(self) -> tuple[str, ...]:
        """The files that it is merged from, the farthest base first."""
        return (*self.underlying.files, self.path)

    @property
    def cache_key(self) -> Hashable:
        """A key for caches: documents with equal keys have equal data."""
        return (self.path, self.text, self.level, self.base is None, self.underlying.cache_key)

    def location(self, pointer: Pointer = (), *, key: bool = False) -> Location:
        """Return the location of a value in the local file, or else in the base."""
        name, *rest = pointer or ("",)
        from_above = self.continued.get(str(name), 0)
        if rest and isinstance(rest[0], int) and from_above:
            if rest[0] < from_above:
                return self.underlying.location(pointer, key=key)
            return Document.location(self, (name, rest[0] - from_above, *rest[1:]), key=key)
        if not pointer or name in self.changed | OWN or name not in self.underlying.data:
            return Document.location(self, pointer, key=key)
        return self.underlying.location(pointer, key=key)

    def part_location(self, location: Location, part: str) -> Location:
        """Return the location of ``part`` in the value at a location, in either file."""
        return (
            Document.part_location(self, location, part)
            if location.file == self.path
            else self.underlying.part_location(location, part)
        )

    def line_at(self, location: Location) -> str:
        """Return the whole line at a location, in either file."""
        return (
            Document.line_at(self, location)
            if location.file == self.path
            else self.underlying.line_at(location)
        )


def read_layers(
    root: Path, read: ReadCatalogue, entries: frozenset[str], has_valid_bases: HasValidBases
) -> FolderReading:
    """Read the catalogue in ``root`` merged with its bases, the farthest first.

    ``entries`` are the folders of entries. Never raises. An error of a base is a problem in
    ``catalogue.yml``. Bases are ignored unless ``has_valid_bases`` returns true.
    """
    return _Layers(read, entries, has_valid_bases).overlay(root, read(root), ())


@dataclass(frozen=True, slots=True)
class _Layers:
    """Reads catalogues with their bases. A base that several share is read once."""

    read: ReadCatalogue
    entries: frozenset[str]
    has_valid_bases: HasValidBases
    finished: dict[Path, FolderReading] = field(default_factory=dict)

    def overlay(self, root: Path, own: FolderReading, below: tuple[Path, ...]) -> FolderReading:
        """Merge the files read in ``root`` with its bases. ``below`` are the catalogues built on it."""
        records: dict[tuple[str, str], FileReading] = {}
        problems: list[Problem] = []
        folders = own.folders
        bases: dict[str, Path] = {}
        settings = _settings(own)
        is_lost = not settings or (BASES in settings.data and not self.has_valid_bases(settings))
        for location, base_path, find_folder in self.bases(root, own):
            try:
                folder = find_folder()
                base = self.base(folder, base_path, (*below, root.resolve()))
            except NoBaseError as error:
                problems.append(_base_problem(location, str(error)))
                is_lost = True
                continue
            problems += [_problem_seen_below(problem, base_path) for problem in base.problems]
            folders += base.folders
            for name, base_folder in (("", folder), *base.bases):
                bases.setdefault(normpath(f"{base_path}/{name}"), base_folder)
            title = _title(base)
            for file in base.files:
                renamed = _as_seen_below(file, base_path, title)
                key = _key(file) if file.reading.document else (file.folder, renamed.path)
                records[key] = renamed
        files = tuple(_overlay(own.files, records, self.entries)) if records else own.files
        if is_lost:  # without the base entry its missing fields cannot be told from inherited ones
            files = tuple(_with(file, None) if self.lacks_base(file) else file for file in files)
        return FolderReading(
            files,
            (*own.problems, *problems),
            tuple(dict.fromkeys(folders)),
            tuple(bases.items()),
        )

    def base(self, folder: Path, base_path: str, chain: tuple[Path, ...]) -> FolderReading:
        """Read the base in ``folder``. Raises ``NoBaseError`` for a cycle."""
        if folder in chain or len(chain) > MOST_LEVELS:
            raise NoBaseError(f"上级目录“{base_path}”绕回来了，或者层数太多")
        if folder not in self.finished:
            self.finished[folder] = self.overlay(folder, self.read(folder), chain)
        return self.finished[folder]

    def lacks_base(self, file: FileReading) -> bool:
        """Tell whether a file is a local entry with ``adoption`` whose base entry is not there."""
        document = file.reading.document
        return (
            file.folder in self.entries
            and document is not None
            and isinstance(document.data.get("adoption"), dict)
            and document.base is None
        )

    def bases(
        self, root: Path, own: FolderReading
    ) -> Iterator[tuple[Location, str, Callable[[], Path]]]:
        """Yield the location, the relative path and a function that finds the folder, for each base."""
        settings = _settings(own)
        if settings is None or not self.has_valid_bases(settings):
            return
        listed = settings.data.get("bases", [])
        assert isinstance(listed, list)
        for number, base in enumerate(listed):
            assert isinstance(base, dict)
            location = settings.location(("bases", number))
            ((scheme, name),) = base.items()
            base_path = str(name).rstrip("/")
            find_folder = partial(nearby_folder, root) if scheme == "path" else folder_in_package
            yield location, base_path, partial(find_folder, str(name))


def _key(file: FileReading) -> tuple[str, str]:
    """Return the key by which local and base records match: folder, and number or file name."""
    document = file.reading.document
    number = str(document.data.get("id", "")) if document else ""
    return file.folder, number or file.path.rsplit("/", 1)[-1]


def _settings(own: FolderReading) -> Document | None:
    return next((file.reading.document for file in own.files if file.path == SETTINGS), None)


def _with(file: FileReading, document: Document | None) -> FileReading:
    """Return a file with another document. Without one it is unusable because of another file."""
    return replace(file, reading=replace(file.reading, document=document))


def _has_number_of(broken: FileReading, file: FileReading) -> bool:
    """Tell whether an unreadable base file is, by its name, the base of a local entry."""
    document = file.reading.document
    number = str(document.data.get("id", "")).lower() if document else ""
    name = broken.path.rsplit("/", 1)[-1]
    return (
        bool(number)
        and broken.folder == file.folder
        and name.startswith((f"{number}-", f"{number}."))
    )


def _title(base: FolderReading) -> str:
    settings = _settings(base)
    return str(settings.data.get("short_title", "")) if settings else ""


def _as_seen_below(file: FileReading, base_path: str, title: str) -> FileReading:
    """Return a file of a base with its path relative to the catalogue built on it."""
    path = normpath(f"{base_path}/{file.path}")
    document = file.reading.document
    if document is not None:
        document = _as_base_document(document, path, base_path, title)
    problems = tuple(_problem_seen_below(problem, base_path) for problem in file.reading.problems)
    return FileReading(path, Reading(document, problems), file.folder)


def _as_base_document(document: Document, path: str, base_path: str, title: str) -> Document:
    """Return a document as part of a base. Its own changes are no changes of the local catalogue."""
    if isinstance(document, OverlaidDocument):
        action = "补充" if _action(document) == SUPPLEMENTED else "改自"
        level = f"{title}（{action}{document.level}）"
        below = _with_paths_from(document.underlying, base_path)
        return replace(document, path=path, level=level, base=None, underlying=below)
    return replace(document, path=path, level=document.level or title)


def _with_paths_from(document: Document, base_path: str) -> Document:
    """Return a document and those under it, with paths relative to the local catalogue."""
    path = normpath(f"{base_path}/{document.path}")
    if isinstance(document, OverlaidDocument):
        underlying = _with_paths_from(document.underlying, base_path)
        return replace(document, path=path, underlying=underlying)
    return replace(document, path=path)


def _problem_seen_below(problem: Problem, base_path: str) -> Problem:
    file = normpath(f"{base_path}/{problem.location.file}")
    return replace(problem, location=replace(problem.location, file=file))


def _overlay(
    own: tuple[FileReading, ...],
    below: Mapping[tuple[str, str], FileReading],
    entries: frozenset[str],
) -> Iterator[FileReading]:
    own_files = {_key(file): file for file in own}
    broken = [file for file in below.values() if file.reading.document is None]
    for key, above in below.items():
        if key not in own_files and above.folder != WAIVERS:
            yield above
    for file in own:
        document = file.reading.document
        base = below.get(_key(file))
        base_document = base.reading.document if base is not None else None
        if document is not None and any(_has_number_of(above, file) for above in broken):
            yield _with(file, None)
        elif document is None or base_document is None:
            yield file
        elif file.folder in entries:
            yield _with(file, _overlay_entry(document, base_document))
        elif file.folder == SETTINGS:
            inherited = {k: v for k, v in base_document.data.items() if k in INHERITED}
            yield _with(file, _overlaid(document, base_document, {**inherited, **document.data}))
        else:
            yield file


def _overlay_entry(document: Document, base_document: Document) -> Document:
    """Merge a local entry with its base entry. An entry that is not adopted is ``undecided``."""
    action = _action(document)
    inherited = {name: value for name, value in base_document.data.items() if name != "adoption"}
    data = {**inherited, **document.data}
    continued: dict[str, int] = {}
    if action == NOT_ADOPTED:
        data["decision"] = "undecided"
    if action == SUPPLEMENTED:
        for name, value in document.data.items():
            above = inherited.get(name)
            if isinstance(value, list) and isinstance(above, list):
                data[name] = [*above, *value]
                continued[name] = len(above)
    overlaid = _overlaid(document, base_document, data)
    return replace(overlaid, level=base_document.level, base=inherited, continued=continued)


def _overlaid(
    document: Document, base_document: Document, data: Mapping[str, Value]
) -> OverlaidDocument:
    """Return the merged document with ``data``."""
    return OverlaidDocument(
        path=document.path,
        data=data,
        text=document.text,
        changed=frozenset(document.data) - OWN,
        underlying=base_document,
    )


def _action(document: Document) -> Value:
    """Return the action in the ``adoption`` of a local entry."""
    adoption = document.data.get("adoption")
    return adoption.get("action") if isinstance(adoption, dict) else None


def _base_problem(location: Location, message: str) -> Problem:
    hint = "在bases里写上级目录的文件夹（path）或者装好的软件包（package）。"
    return Problem(code=NO_BASE, message=message, location=location, hint=hint)
