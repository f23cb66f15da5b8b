"""Merge imported rows into the catalogue: new files for new entries, updates of drafts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from generator.editing.accounting import Fate
from generator.editing.cited import bodies_of
from generator.editing.exporting import choices_of, entry_file, to_node
from generator.editing.headings import meaning
from generator.editing.importing import ImportedRow, Importer
from generator.editing.recognising import ALIAS, EntryMatch, entry_names
from generator.editing.tree import read_tree
from generator.editing.writing import write_tree
from generator.model.canonical import canonical
from generator.model.entries import Entry, Status
from generator.model.numbering import free_numbers
from generator.model.values import Fields, thaw
from generator.reading.guarded import read_guarded
from generator.reading.limits import DEFAULT_LIMITS
from generator.rules.name_conflict import entry_name_key
from generator.schema.walk import resolve

_BRACKETED = re.compile(r"[（(][^（）()]+[)）]")
_WORD = re.compile(r"[^\W\d_]")
NOTES = "notes_internal"
BASIS = "legal_basis"
NOT_UNDERSTOOD = "导入时没认出的："
GUESSES: Mapping[str, str] = {"role": "assist", "outcome": "unknown", "form": "", "seal_type": ""}
"""Defaults of required choices that lists rarely have, until an editor decides."""

MONEY_UNKNOWN = {"principle": "unfunded", "text": "清单没有说谁出钱，要问清楚。"}
"""The funding of a draft of assistance if the list names no payer."""


class Result(StrEnum):
    """The result of a row."""

    NEW = "新建"
    CHANGED = "更新"
    SAME = "没有变化"
    IN_BASE = "照上级、没有改（要改的写在本地，用网站上的表，或者运行括号里的命令）"
    KNOWN = "目录里已有、没有改"
    SKIPPED = "没有写"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row with its result, its entry, a message, and its file."""

    row: ImportedRow
    result: Result
    entry: str = ""
    message: str = ""
    path: str = ""


@dataclass(slots=True)
class MergeResult:
    """The files to write, by path in the catalogue, and the outcomes of all rows."""

    files: dict[str, str] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def skip(self, row: ImportedRow, reason: str) -> None:
        """Add the outcome of a row that is not written."""
        self.outcomes.append(Outcome(row, Result.SKIPPED, message=reason))


@dataclass(frozen=True, slots=True)
class NewEntries:
    """Data for new entries."""

    taken: frozenset[tuple[str, str]]
    """Number and folder of all current and former records."""
    file_name: Callable[[str, str], str]
    """Returns the file name for a number and a name."""
    required: Fields
    """The required fields of a new draft, with defaults."""


def merge(
    rows: list[ImportedRow],
    importer: Importer,
    root: Path,
    new: NewEntries,
    refused: Mapping[str, str] = {},
) -> MergeResult:
    """Return the files for the rows. Comments in existing files are kept.

    A row is an existing entry if it has its number, name or alias. ``refused`` has the rows to skip, by
    location, with the reason.
    """
    kind = importer.kind
    existing = {entry.id: entry for entry in importer.catalogue.entries_of(kind)}
    listed_ids = {(str(row.fields["id"]), kind.folder) for row in rows if "id" in row.fields}
    free = free_numbers(kind, new.taken | listed_ids)
    names = entry_names(importer.catalogue, kind)
    result = MergeResult()
    locations: dict[str, str] = {}
    for row in rows:
        if reason := refused.get(row.location) or _invalid_name(row) or _duplicate(row, locations):
            result.skip(row, reason)
        elif entry := existing.get(str(row.fields.get("id", ""))):
            _update(result, entry, row, importer, root)
        elif "id" not in row.fields and (matches := names.find(row.name)):
            _add_recognised(result, matches, row, importer, root)
        elif "id" not in row.fields and (similar := names.find_similar(row.name)):
            result.skip(row, _candidates_text(similar))
        elif not row.is_own and bodies_of(row.name, [row.name], importer.catalogue)[0]:
            result.skip(row, "这是部门，不是事项")
        else:
            _create(result, row, importer, new, row.fields.get("id") or next(free))
    return result


def entry_name(entry: Entry) -> str:
    """Return number and name of an entry for the report."""
    return f"{entry.id} {entry.name}"


def record_outcomes(outcomes: Iterable[Outcome]) -> None:
    """Record the outcomes in the cells of all rows."""
    for outcome in outcomes:
        number = outcome.entry.partition(" ")[0]
        for cell in outcome.row.cells:
            if outcome.result is Result.SKIPPED:
                cell.mark(Fate.UNREAD, f"没有写：{outcome.message}")
            elif outcome.result not in {Result.KNOWN, Result.IN_BASE}:
                cell.destination = f"{number} {cell.destination}"
            elif cell.destination == "name":
                cell.destination = outcome.entry
            else:
                cell.mark(Fate.UNREAD, f"{number}已经有，没有改")


def without_basis(row: ImportedRow, reason: str) -> bool:
    """Move the legal basis of a row into its notes, with the reason; tell whether it had one."""
    cells = [cell for cell in row.cells if cell.destination.startswith(BASIS)]
    if row.fields.pop(BASIS, None) is None or not cells:
        return False
    for cell in cells:
        row.not_understood = [
            *(note for note in row.not_understood if cell.text not in note),
            f"设定依据：{cell.text}（{reason}）",
        ]
        cell.mark(Fate.NOTE, NOTES)
    return True


def _invalid_name(row: ImportedRow) -> str:
    """Return the reason why a name is invalid; empty if it may be valid."""
    if row.is_own:
        return ""
    if meaning(row.name):
        return "这是列名，不是事项"
    if not _WORD.search(row.name) or "××" in row.name:
        return "没有写名称，像编号或者填表的样子"
    if _BRACKETED.fullmatch(row.name):
        return "整个写在括号里，像注，不像名称"
    return "像一句话，不像名称" if "。" in row.name else ""


def _duplicate(row: ImportedRow, locations: dict[str, str]) -> str:
    """Return the message for a repeated name; empty for the first occurrence."""
    key = str(row.fields.get("id", "")) or entry_name_key(row.name)
    first = locations.setdefault(key, row.location)
    return "" if first == row.location else f"和{first}同名，合成一行，或者改一个名称"


def _create(
    result: MergeResult, row: ImportedRow, importer: Importer, new: NewEntries, number: str
) -> None:
    kind = importer.kind
    required, guessed = dict(new.required), []
    for key, value in GUESSES.items():
        if key in required and key not in row.fields:
            required[key] = value or required[key]
            schema = resolve(kind.schema["properties"][key], importer.kinds.common)
            labels = {code: word for word, code in choices_of(schema).items()}
            guessed.append(
                f"{schema['title']}清单没有说，先写“{labels[required[key]]}”，核对时改。"
            )
    if required.get("role") == "assist":
        required["funding"] = MONEY_UNKNOWN
    lines = [*_notes(row), *guessed]
    notes = {NOTES: "\n".join(lines)} if lines else {}
    path = f"{kind.folder}/{new.file_name(number, row.name)}"
    fields = {**required, **row.fields, **notes, "id": number}
    result.files[path] = entry_file(fields, kind, importer.kinds)
    result.outcomes.append(Outcome(row, Result.NEW, f"{number} {row.name}", path=path))


def _notes(row: ImportedRow) -> Iterator[str]:
    if row.not_understood:
        yield NOT_UNDERSTOOD + "；".join(row.not_understood)


def _candidates_text(matches: Iterable[EntryMatch]) -> str:
    return f"可能是{'，也可能是'.join(entry_name(match.entry) for match in matches)}，要人来定"


def _add_recognised(
    result: MergeResult,
    matches: tuple[EntryMatch, ...],
    row: ImportedRow,
    importer: Importer,
    root: Path,
) -> None:
    """Add the outcome of a row that is an existing entry. Only a draft with its name is updated."""
    if len(matches) > 1:
        result.skip(row, _candidates_text(matches))
        return
    (match,) = matches
    entry, is_same_kind = match.entry, match.entry.kind == importer.kind
    if is_same_kind and match.matched_by == "名称" and (row.is_own or entry.status is Status.DRAFT):
        _update(result, entry, row, importer, root)
        return
    if not is_same_kind and match.matched_by == ALIAS:
        message = f"{_candidates_text(matches)}（那是“{entry.kind.label}”里的一条，它的{ALIAS}和这里的名称一样）"
        result.skip(row, message)
        return
    message = f"就是{entry_name(entry)}（{match.matched_by}）"
    if not is_same_kind:
        message += f"，那是“{entry.kind.label}”里的一条，没有另立"
    differences = _differing(entry, row, importer, is_same_kind=is_same_kind)
    message += "".join(f"；{text}" for text in differences)
    result.outcomes.append(Outcome(row, Result.KNOWN, entry_name(entry), message))


def _differing(
    entry: Entry, row: ImportedRow, importer: Importer, *, is_same_kind: bool
) -> Iterator[str]:
    """Yield the differences between a row and its entry."""
    if is_same_kind:
        changed_keys = [key for key in _changed(entry, row.fields) if key != "name"]
        if changed_keys:
            yield f"不同：{'；'.join(_field_difference(key, row, importer) for key in changed_keys)}"
    elif (key := "competent_bodies") in row.fields:
        yield f"不同：{_field_difference(key, row, importer)}"
    if row.decision and is_same_kind and row.decision != entry.decision:
        labels = importer.kind.decision_words
        yield f"清单说“{labels[row.decision]}”，目录是“{entry.decision_label}”"
    if row.not_understood:
        yield f"只有清单有：{'；'.join(row.not_understood)}"


def _field_difference(key: str, row: ImportedRow, importer: Importer) -> str:
    """Return the title of a field and its text in the list."""
    texts = [cell.text for cell in row.cells if cell.destination.startswith(key)]
    listed = f"（清单写的是：{'；'.join(texts)}）" if texts else ""
    return _titles([key], importer) + listed


def _titles(keys: list[str], importer: Importer) -> str:
    properties, common = importer.kind.schema["properties"], importer.kinds.common
    return "、".join(str(resolve(properties[key], common).get("title", key)) for key in keys)


def _changed(entry: Entry, fields: Fields) -> dict[str, Any]:
    return {
        key: value
        for key, value in fields.items()
        if key != "id" and canonical(thaw(entry.fields.get(key))) != canonical(value)
    }


def _update(
    result: MergeResult, entry: Entry, row: ImportedRow, importer: Importer, root: Path
) -> None:
    fields = dict(row.fields)
    before = str(entry.fields.get(NOTES, ""))
    if added := [line for line in _notes(row) if line not in before]:
        fields[NOTES] = "\n".join([*filter(None, [str(fields.get(NOTES, before))]), *added])
    changed = _changed(entry, fields)
    if empty := [key for key in row.empty if key in entry.fields]:
        if importer.clear_empty:
            changed |= dict.fromkeys(empty)
        else:
            result.notes.append(
                f"{entry.id}的“{_titles(empty, importer)}”在表里空着，目录里有，照旧没有动；"
                "要清掉，加--clear-empty。"
            )
    if not changed:
        result.outcomes.append(Outcome(row, Result.SAME, entry_name(entry)))
        return
    if entry.origin.parent_title:
        hint = f"（catalogue new {entry.kind.folder} --over {entry.id}）"
        result.outcomes.append(Outcome(row, Result.IN_BASE, entry_name(entry), hint))
        return
    kind = importer.kind
    content = read_guarded(root, root / entry.path, DEFAULT_LIMITS.file_bytes)
    tree = read_tree(content.decode("utf-8"))
    assert isinstance(tree.root.value, dict)
    for key, value in changed.items():
        if value is None:
            del tree.root.value[key]
            continue
        node = to_node(value)
        if old := tree.root.value.get(key):
            node.before, node.beside = old.before, old.beside
        tree.root.value[key] = node
    result.files[entry.path] = write_tree(tree, kind.schema, importer.kinds.common)
    message = f"（{_titles(list(changed), importer)}）"
    result.outcomes.append(Outcome(row, Result.CHANGED, entry_name(entry), message, entry.path))
