"""Which files of a catalogue to look at again when a catalogue above it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from generator.reading.document import Document
from generator.reading.layers import OverlaidDocument
from generator.schema.kinds import Kinds

ENTRIES = "entries"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToLookAt:
    """A local file, and what of it changed above."""

    path: str
    why: str


def to_look_at(
    own: Mapping[str, Document],
    above: Mapping[str, Document],
    changed: AbstractSet[str],
    kinds: Kinds,
) -> Iterator[ToLookAt]:
    """Yield the local files that change, replace or name what changed above, in order.

    ``own`` are the catalogue's files, ``above`` those of the catalogues above as they were and are;
    ``changed`` are the paths of files above that are not what they were.
    """
    numbers = {(_folder(path), _number(path, above)) for path in changed}
    entry_folders = {kind.folder for kind in kinds.of_entries()}
    numbers |= {(ENTRIES, number) for folder, number in numbers if folder in entry_folders}
    for path, document in sorted(own.items()):
        key = (_folder(path), str(document.data.get("id", "")))
        if key in numbers:
            yield ToLookAt(path=path, why=f"上级的{key[1]}改了")
            continue
        named = [
            value for folder, value in _named(path, document, kinds) if (folder, value) in numbers
        ]
        if named:
            yield ToLookAt(path=path, why=f"提到的{'、'.join(dict.fromkeys(named))}，上级改了")


def _named(path: str, document: Document, kinds: Kinds) -> Iterator[tuple[str, str]]:
    """Yield kind and number of all that a file itself names."""
    own = document.changed if isinstance(document, OverlaidDocument) else document.data.keys()
    said = {name: value for name, value in document.data.items() if name in own}
    for one in kinds.by_key[_folder(path) or path].references(said):
        yield one.target, one.value


def _number(path: str, above: Mapping[str, Document]) -> str:
    """Return the number of a file above; of one that a local file replaces, its name."""
    document = above.get(path)
    stem = path.rsplit("/", 1)[-1].removesuffix(".yml")
    return str(document.data.get("id", "")) if document else stem


def _folder(path: str) -> str:
    """Return the folder of a kind in which a file lies, wherever its catalogue is."""
    return path.split("/")[-2] if "/" in path else ""
