"""Find the local files that need review after a change of a base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from generator.reading.document import Document
from generator.reading.layers import OverlaidDocument
from generator.schema.kinds import Kinds

ENTRIES = "entries"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """A local file, and the reason for its review."""

    path: str
    reason: str


def files_to_review(
    own: Mapping[str, Document],
    base_documents: Mapping[str, Document],
    changed: AbstractSet[str],
    kinds: Kinds,
) -> Iterator[ReviewItem]:
    """Yield the local files that change, replace or refer to changed records of a base, in order.

    ``own`` are the local files, ``base_documents`` the old and new files of the bases, and ``changed``
    the paths of those that changed.
    """
    numbers = {(_folder(path), _number(path, base_documents)) for path in changed}
    entry_folders = {kind.folder for kind in kinds.of_entries()}
    numbers |= {(ENTRIES, number) for folder, number in numbers if folder in entry_folders}
    for path, document in sorted(own.items()):
        key = (_folder(path), str(document.data.get("id", "")))
        if key in numbers:
            yield ReviewItem(path=path, reason=f"上级的{key[1]}改了")
            continue
        references = [
            value
            for folder, value in _references(path, document, kinds)
            if (folder, value) in numbers
        ]
        if references:
            yield ReviewItem(
                path=path, reason=f"提到的{'、'.join(dict.fromkeys(references))}，上级改了"
            )


def _references(path: str, document: Document, kinds: Kinds) -> Iterator[tuple[str, str]]:
    """Yield kind and number of all references in a local file."""
    own = document.changed if isinstance(document, OverlaidDocument) else document.data.keys()
    own_fields = {name: value for name, value in document.data.items() if name in own}
    for reference in kinds.by_key[_folder(path) or path].references(own_fields):
        yield reference.target, reference.value


def _number(path: str, base_documents: Mapping[str, Document]) -> str:
    """Return the number of a record of a base; its file name if a local file replaces it."""
    document = base_documents.get(path)
    stem = path.rsplit("/", 1)[-1].removesuffix(".yml")
    return str(document.data.get("id", "")) if document else stem


def _folder(path: str) -> str:
    """Return the folder name of a file, which is that of its kind."""
    return path.split("/")[-2] if "/" in path else ""
