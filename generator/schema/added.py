"""The kinds of a catalogue: those of the program, and those that its own schemas add.

Schemas are data, read like all files of a catalogue. An invalid one is a problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from generator.problems.problem import Location, Problem
from generator.reading.bases import SETTINGS
from generator.reading.document import Document
from generator.reading.folder import FileReading, FolderReading, decode
from generator.reading.guarded import RefusedError, leads_outside, read_guarded
from generator.reading.layers import BASES, read_layers
from generator.reading.limits import DEFAULT_LIMITS, Limits
from generator.reading.names import is_forbidden_name, printable_name
from generator.reading.parse import Reading
from generator.reading.strict_json import JsonError, read_json
from generator.schema.added_form import RESERVED, wrong_form
from generator.schema.kinds import SCHEMA_SUFFIX, Kinds, load_kinds

SCHEMAS = "schemas"
"""The setting that names the folders of schemas."""
MOST_KINDS = 30
"""How many kinds a catalogue and its bases may add together."""
HINT = "怎么写，看《给开发者》里的“Add a kind”。"
_Texts: TypeAlias = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueKinds:
    """The kinds of a catalogue, the problems of its schemas, and the folders of the schemas."""

    kinds: Kinds
    problems: tuple[Problem, ...]
    folders: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Schemas:
    """The schemas and their folders, collected from all layers. Several may have the same schema."""

    texts: _Texts = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)


def names_bases(settings: Document) -> bool:
    """Tell whether settings name bases, in a form that conforms to the schema."""
    return _conforms(settings, BASES)


def read_kinds(root: Path, limits: Limits = DEFAULT_LIMITS) -> CatalogueKinds:
    """Return the kinds of the catalogue in ``root`` and of its bases.

    It reads ``bases`` and ``schemas`` in ``catalogue.yml``, then the schemas. It never raises because
    of the content of the folder. An unusable schema is a problem, and its kind is left out.
    """
    schemas = _Schemas()
    reading = read_layers(root, partial(_read, schemas, limits), frozenset(), names_bases)
    return CatalogueKinds(
        kinds=load_kinds(MappingProxyType(schemas.texts)),
        problems=tuple(problem for problem in reading.problems if problem.code != "F015"),
        folders=frozenset(schemas.folders),
    )


def _read(schemas: _Schemas, limits: Limits, root: Path) -> FolderReading:
    """Read the settings in ``root``, and the schemas that they name."""
    try:
        reading = decode(read_guarded(root, root / SETTINGS, limits.file_bytes), SETTINGS, limits)
    except RefusedError:
        reading = Reading(None, ())
    document = reading.document
    problems = tuple(_read_schemas(schemas, limits, root, document)) if document else ()
    return FolderReading((FileReading(SETTINGS, Reading(document, ())),), problems, (root,))


def _read_schemas(
    schemas: _Schemas, limits: Limits, root: Path, settings: Document
) -> Iterator[Problem]:
    if not _conforms(settings, SCHEMAS):
        return
    folders = settings.data[SCHEMAS]
    assert isinstance(folders, list)
    for number, name in enumerate(folders):
        folder, place = root / str(name), settings.location((SCHEMAS, number))
        if name in RESERVED or name in load_kinds().by_key:
            message, hint = f"文件夹“{name}”另有用处，不能放schema", "换一个名称，例：schemas。"
            yield Problem(code="F018", message=message, location=place, hint=hint)
            continue
        schemas.folders.add(str(name))
        if leads_outside(root, folder):
            continue  # a problem that reading the catalogue reports
        names = _file_names(folder)
        if names is None:
            hint = "在目录文件夹里建一个，把schema放进去。"
            yield Problem(code="F018", message=f"没有找到文件夹“{name}”", location=place, hint=hint)
        for file in names or ():
            if not file.startswith(".") and not is_forbidden_name(file):
                yield from _read_schema(schemas, limits, root, folder / file)


def _read_schema(schemas: _Schemas, limits: Limits, root: Path, file: Path) -> Iterator[Problem]:
    place = Location(f"{file.parent.name}/{printable_name(file.name)}")
    if not file.name.endswith(SCHEMA_SUFFIX):
        message, hint = "这里只放schema，文件名要以.schema.json结尾", "移到别处。"
        yield Problem(code="F004", message=message, location=place, hint=hint)
        return
    try:
        content = read_guarded(root, file, limits.file_bytes)
        problem = _add(schemas.texts, file.name, content)
    except RefusedError as error:
        yield Problem(code=error.code, message=error.message, location=place, hint=error.hint)
        return
    if problem:
        yield Problem(
            code="F018", message=f"这份schema不能用：{problem}", location=place, hint=HINT
        )


def _add(texts: _Texts, name: str, content: bytes) -> str:
    """Add a schema to ``texts``, or return the problem with it; an empty text on success."""
    try:
        schema, text = read_json(content), content.decode()
    except JsonError as error:
        return str(error)
    if texts.get(name) == text:
        return ""  # another layer has the same
    kinds = load_kinds(MappingProxyType(texts))
    if name in kinds.texts:
        return "已经有一份同名的"
    if len(texts) == MOST_KINDS:
        return f"最多加{MOST_KINDS}类"
    if problem := wrong_form(name, schema, kinds):
        return problem
    texts[name] = text
    return ""


def _conforms(settings: Document, name: str) -> bool:
    """Tell whether a setting is present and conforms to the schema of the settings."""
    value = settings.data.get(name)
    return value is not None and load_kinds().field_conforms(SETTINGS, name, value)


def _file_names(folder: Path) -> list[str] | None:
    try:
        return sorted(file.name for file in folder.iterdir())
    except OSError:
        return None
