"""上级目录: catalogues this one builds on, read first, each record of them overlaid by the local one.

A local entry with the number of one above says only what it changes; everything else comes from
above. One that supplements it (补充) goes on with the lists there. Other records, such as a body
under its local name, replace the one above as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from posixpath import normpath

from generator.problems.problem import Location, Problem
from generator.reading.bases import SETTINGS, NoBaseError, folder_in_package, folder_near
from generator.reading.document import Document, Pointer, Value
from generator.reading.folder import FileReading, FolderReading
from generator.reading.parse import Reading

WAIVERS = "waivers.yml"
BASES = "bases"
"""A folder in a catalogue that may hold those it builds on; it is read only when one is named."""
NO_BASE = "F015"
"""The code of a base that cannot be read."""
SUPPLEMENTED, NOT_ADOPTED = "supplemented", "not_adopted"
INHERITED = frozenset({"hotline", "online", "insist", "entrust", "undecided"})
"""Settings that hold below as well, unless said anew."""
OWN = frozenset({"id", "adoption"})
"""What a local entry says of itself, not of the one above."""
MOST_LEVELS = 6
Read = Callable[[Path], FolderReading]
Sound = Callable[[Document], bool]
"""Tells whether what a ``catalogue.yml`` names as ``bases`` is what its schema says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaid(Document):
    """A local entry over the one above: where a field stands depends on who wrote it."""

    below: Document

    @property
    def files(self) -> tuple[str, ...]:
        """The files it is written in, the one farthest above first."""
        return (*self.below.files, self.path)

    @property
    def written(self) -> Hashable:
        """What all of it was made from: of the same, the same comes."""
        return (self.path, self.text, self.level, self.base is None, self.below.written)

    def location(self, pointer: Pointer = (), *, key: bool = False) -> Location:
        """Find where ``pointer`` stands: here when it was written here, else above."""
        name, *rest = pointer or ("",)
        from_above = self.continued.get(str(name), 0)
        if rest and isinstance(rest[0], int) and from_above:
            if rest[0] < from_above:
                return self.below.location(pointer, key=key)
            return Document.location(self, (name, rest[0] - from_above, *rest[1:]), key=key)
        if not pointer or name in self.changed | OWN or name not in self.below.data:
            return Document.location(self, pointer, key=key)
        return self.below.location(pointer, key=key)

    def inside(self, place: Location, part: str) -> Location:
        """Return where ``part`` first stands in the value at a place, here or above."""
        return (
            Document.inside(self, place, part)
            if place.file == self.path
            else self.below.inside(place, part)
        )

    def line_at(self, place: Location) -> str:
        """Return the whole line at a place, here or above."""
        return (
            Document.line_at(self, place) if place.file == self.path else self.below.line_at(place)
        )


def read_layers(root: Path, read: Read, entries: frozenset[str], sound: Sound) -> FolderReading:
    """Read the catalogue in ``root`` over those it names as ``bases``, farthest first.

    ``entries`` are the folders of entries. Never raises; what is wrong with a base is a problem
    in ``catalogue.yml``. Nothing is looked for that ``sound`` says no to.
    """
    return _Layers(read, entries, sound).over(root, read(root), ())


@dataclass(frozen=True, slots=True)
class _Layers:
    """Reads catalogues with those above; one that several build on is read once."""

    read: Read
    entries: frozenset[str]
    sound: Sound
    done: dict[Path, FolderReading] = field(default_factory=dict)

    def over(self, root: Path, own: FolderReading, below: tuple[Path, ...]) -> FolderReading:
        """Lay what was read in ``root`` over its bases. ``below`` are those that build on it."""
        found: dict[tuple[str, str], FileReading] = {}
        problems: list[Problem] = []
        folders = own.folders
        bases: dict[str, Path] = {}
        settings = _settings(own)
        is_lost = settings is None or (BASES in settings.data and not self.sound(settings))
        for place, shown, find in self.bases(root, own):
            try:
                folder = find()
                base = self.base(folder, shown, (*below, root.resolve()))
            except NoBaseError as error:
                problems.append(_wrong(place, str(error)))
                is_lost = True
                continue
            problems += [_moved_problem(problem, shown) for problem in base.problems]
            folders += base.folders
            for called, inner in (("", folder), *base.bases):
                bases.setdefault(normpath(f"{shown}/{called}"), inner)
            title = _title(base)
            for one in base.files:
                moved = _moved(one, shown, title)
                found[_key(one) if one.reading.document else (one.folder, moved.path)] = moved
        files = tuple(_overlay(own.files, found, self.entries)) if found else own.files
        if is_lost:  # what a local entry continues is not known, so neither is what it lacks
            files = tuple(_unread(one) if self.continues(one) else one for one in files)
        return FolderReading(
            files,
            (*own.problems, *problems),
            tuple(dict.fromkeys(folders)),
            tuple(bases.items()),
        )

    def base(self, folder: Path, shown: str, here: tuple[Path, ...]) -> FolderReading:
        """Read the catalogue above in ``folder``. Raises ``NoBaseError``."""
        if folder in here or len(here) > MOST_LEVELS:
            raise NoBaseError(f"上级目录“{shown}”绕回来了，或者层数太多")
        if folder not in self.done:
            self.done[folder] = self.over(folder, self.read(folder), here)
        return self.done[folder]

    def continues(self, one: FileReading) -> bool:
        """Tell whether a file is a local entry that was to lie over one above and does not."""
        document = one.reading.document
        return (
            one.folder in self.entries
            and document is not None
            and isinstance(document.data.get("adoption"), dict)
            and document.base is None
        )

    def bases(
        self, root: Path, own: FolderReading
    ) -> Iterator[tuple[Location, str, Callable[[], Path]]]:
        """Yield for each base where it is named, what it is called, and what finds its folder."""
        settings = _settings(own)
        if settings is None or not self.sound(settings):
            return
        listed = settings.data.get("bases", [])
        assert isinstance(listed, list)
        for number, base in enumerate(listed):
            assert isinstance(base, dict)
            place = settings.location(("bases", number))
            ((how, written),) = base.items()
            shown = str(written).rstrip("/")
            find = partial(folder_near, root) if how == "path" else folder_in_package
            yield place, shown, partial(find, str(written))


def _key(one: FileReading) -> tuple[str, str]:
    """Return what a file is about: its folder and number, or its name."""
    document = one.reading.document
    number = str(document.data.get("id", "")) if document else ""
    return one.folder, number or one.path.rsplit("/", 1)[-1]


def _settings(own: FolderReading) -> Document | None:
    return next((one.reading.document for one in own.files if one.path == SETTINGS), None)


def _unread(one: FileReading) -> FileReading:
    """Return a file as one that could not be used, with nothing to tell: the cause lies elsewhere."""
    return replace(one, reading=Reading(None, one.reading.problems))


def _named_for(broken: FileReading, one: FileReading) -> bool:
    """Tell whether a file above that cannot be read is, by its name, what a local entry continues."""
    document = one.reading.document
    number = str(document.data.get("id", "")).lower() if document else ""
    name = broken.path.rsplit("/", 1)[-1]
    return (
        bool(number)
        and broken.folder == one.folder
        and name.startswith((f"{number}-", f"{number}."))
    )


def _title(base: FolderReading) -> str:
    settings = next((one.reading.document for one in base.files if one.folder == SETTINGS), None)
    return str(settings.data.get("short_title", "")) if settings else ""


def _moved(one: FileReading, shown: str, title: str) -> FileReading:
    """Return a file of a base as it is called from here."""
    path = normpath(f"{shown}/{one.path}")
    document = one.reading.document
    if document is not None:
        document = _as_above(document, path, shown, title)
    problems = tuple(_moved_problem(problem, shown) for problem in one.reading.problems)
    return FileReading(path, Reading(document, problems), one.folder)


def _as_above(document: Document, path: str, shown: str, title: str) -> Document:
    """Return a document as seen from below: what it changes is its own catalogue's business."""
    if isinstance(document, Overlaid):
        how = "补充" if _action(document) == SUPPLEMENTED else "改自"
        level = f"{title}（{how}{document.level}）"
        below = _from(document.below, shown)
        return replace(document, path=path, level=level, base=None, below=below)
    return replace(document, path=path, level=document.level or title)


def _from(document: Document, shown: str) -> Document:
    """Return a document, and those below it, under the paths they have from here."""
    path = normpath(f"{shown}/{document.path}")
    if isinstance(document, Overlaid):
        return replace(document, path=path, below=_from(document.below, shown))
    return replace(document, path=path)


def _moved_problem(problem: Problem, shown: str) -> Problem:
    return replace(
        problem,
        location=replace(problem.location, file=normpath(f"{shown}/{problem.location.file}")),
    )


def _overlay(
    own: tuple[FileReading, ...],
    below: Mapping[tuple[str, str], FileReading],
    entries: frozenset[str],
) -> Iterator[FileReading]:
    here = {_key(one): one for one in own}
    broken = [one for one in below.values() if one.reading.document is None]
    for key, above in below.items():
        if key not in here and above.folder != WAIVERS:
            yield above
    for one in own:
        document = one.reading.document
        base = below.get(_key(one))
        under = base.reading.document if base is not None else None
        if document is not None and any(_named_for(above, one) for above in broken):
            yield _unread(one)
        elif document is None or under is None:
            yield one
        elif one.folder in entries:
            yield replace(one, reading=replace(one.reading, document=_over(document, under)))
        elif one.folder == SETTINGS:
            kept = {name: value for name, value in under.data.items() if name in INHERITED}
            yield replace(
                one,
                reading=replace(
                    one.reading, document=_laid(document, under, {**kept, **document.data})
                ),
            )
        else:
            yield one


def _over(document: Document, under: Document) -> Document:
    """Lay a local entry over the one above. What is not adopted gives no verdict here."""
    action = _action(document)
    inherited = {name: value for name, value in under.data.items() if name != "adoption"}
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
    laid = _laid(document, under, data)
    return replace(laid, level=under.level, base=inherited, continued=continued)


def _laid(document: Document, under: Document, data: Mapping[str, Value]) -> Overlaid:
    """Return a document that says ``data``; what it does not say itself stands in ``under``."""
    return Overlaid(
        path=document.path,
        data=data,
        text=document.text,
        changed=frozenset(document.data) - OWN,
        below=under,
    )


def _action(document: Document) -> Value:
    """Return how a local entry says it takes the one above."""
    adoption = document.data.get("adoption")
    return adoption.get("action") if isinstance(adoption, dict) else None


def _wrong(place: Location, message: str) -> Problem:
    hint = "在bases里写上级目录的文件夹（path）或者装好的软件包（package）。"
    return Problem(code=NO_BASE, message=message, location=place, hint=hint)
