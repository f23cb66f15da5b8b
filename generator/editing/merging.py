"""Imported rows as files: new ones for new entries, the same files for entries already there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.derive.naming import normalize_entry_name
from generator.editing.exporting import as_file, node_of
from generator.editing.importing import Found, Importer
from generator.editing.tree import read_tree
from generator.editing.writing import write_tree
from generator.model.canonical import canonical
from generator.model.entries import Entry
from generator.model.numbering import free_numbers
from generator.model.values import thaw
from generator.reading.guarded import read_guarded
from generator.reading.limits import DEFAULT_LIMITS
from generator.schema.walk import resolve

NOTES = "notes_internal"
NOT_UNDERSTOOD = "导入时没认出的："


@dataclass(slots=True)
class Merged:
    """What to write: texts by path in the catalogue; and which entries are new, changed or the same."""

    files: dict[str, str] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    """Entries from a catalogue above that the list says otherwise; they are left alone."""


@dataclass(frozen=True, slots=True)
class NewEntries:
    """What an entry that is not there yet is made with."""

    taken: frozenset[tuple[str, str]]
    """(number, folder) of all there is and ever was."""
    file_name: Callable[[str, str], str]
    """Makes a file's name of number and name."""
    needed: Mapping[str, Any]
    """Fields of a new draft that the list did not say."""


def merge(rows: list[Found], importer: Importer, root: Path, new: NewEntries) -> Merged:
    """Return the files that hold the rows. Comments in files already there stay.

    A row is an entry already there when it has its number, or its name.
    """
    kind = importer.kind
    there = {entry.id: entry for entry in importer.catalogue.entries_of(kind)}
    named = {normalize_entry_name(entry.name): entry for entry in there.values()}
    listed = {(str(row.fields["id"]), kind.folder) for row in rows if "id" in row.fields}
    free = free_numbers(kind, new.taken | listed)
    made = Merged()
    for row in rows:
        fields = {**row.fields, **_notes(row)}
        entry = there.get(fields.get("id", "")) or named.get(
            normalize_entry_name(str(fields["name"]))
        )
        if entry is not None:
            _update(made, entry, fields, importer, root)
            continue
        number = fields.get("id") or next(free)
        whole = {**new.needed, **fields, "id": number}
        path = f"{kind.folder}/{new.file_name(number, str(fields['name']))}"
        made.files[path] = as_file(whole, kind, importer.kinds)
        made.new.append(f"{number}{fields['name']}")
    return made


def _notes(row: Found) -> dict[str, str]:
    if not row.not_understood:
        return {}
    return {
        NOTES: NOT_UNDERSTOOD + "；".join(text.replace("\n", "") for text in row.not_understood)
    }


def _update(
    made: Merged, entry: Entry, fields: Mapping[str, Any], importer: Importer, root: Path
) -> None:
    changed = {
        key: value
        for key, value in fields.items()
        if key != "id" and canonical(thaw(entry.fields.get(key))) != canonical(value)
    }
    if not changed:
        made.same.append(f"{entry.id}{entry.name}")
        return
    if entry.origin.parent_title:
        made.above.append(f"{entry.id}{entry.name}")
        return
    kind = importer.kind
    content = read_guarded(root, root / entry.path, DEFAULT_LIMITS.file_bytes)
    tree = read_tree(content.decode("utf-8"))
    assert isinstance(tree.root.value, dict)
    for key, value in changed.items():
        node = node_of(value)
        if before := tree.root.value.get(key):
            node.before, node.beside = before.before, before.beside
        tree.root.value[key] = node
    made.files[entry.path] = write_tree(tree, kind.schema, importer.kinds.common)
    titles = [
        resolve(kind.schema["properties"][key], importer.kinds.common).get("title", key)
        for key in changed
    ]
    made.changed.append(f"{entry.id}{entry.name}（{'、'.join(titles)}）")
