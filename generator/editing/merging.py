"""Imported rows as files: new ones for new entries, the same files for drafts already there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from generator.editing.accounting import Fate
from generator.editing.cited import bodies_of
from generator.editing.exporting import as_file, choices_of, node_of
from generator.editing.headings import meaning
from generator.editing.importing import Found, Importer
from generator.editing.recognising import ALIAS, Known, key_of, words
from generator.editing.tree import read_tree
from generator.editing.writing import write_tree
from generator.model.canonical import canonical
from generator.model.entries import Entry, Status
from generator.model.numbering import free_numbers
from generator.model.values import thaw
from generator.reading.guarded import read_guarded
from generator.reading.limits import DEFAULT_LIMITS
from generator.schema.walk import resolve

_BRACKETED = re.compile(r"[（(][^（）()]+[)）]")
_WORD = re.compile(r"[^\W\d_]")
NOTES = "notes_internal"
BASIS = "legal_basis"
NOT_UNDERSTOOD = "导入时没认出的："
GUESSES: Mapping[str, str] = {"role": "assist", "outcome": "unknown", "form": "", "seal_type": ""}
"""Choices a draft must make and a list seldom says: what stands there until someone looks."""

MONEY_UNKNOWN = {"principle": "unfunded", "text": "清单没有说谁出钱，要问清楚。"}
"""What a draft says of money where the community only assists and the list names no payer."""


class Result(StrEnum):
    """What became of a row."""

    NEW = "新建"
    CHANGED = "更新"
    SAME = "没有变化"
    ABOVE = "照上级、没有改（要改的写在本地，用网站上的表，或者运行括号里的命令）"
    KNOWN = "目录里已有、没有改"
    ASIDE = "没有写"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row, what became of it, which entry it is, what is to be said, and the file it went to."""

    row: Found
    result: Result
    entry: str = ""
    said: str = ""
    path: str = ""


@dataclass(slots=True)
class Merged:
    """What to write: texts by path in the catalogue; and what became of every row."""

    files: dict[str, str] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NewEntries:
    """What an entry that is not there yet is made with."""

    taken: frozenset[tuple[str, str]]
    """(number, folder) of all there is and ever was."""
    file_name: Callable[[str, str], str]
    """Makes a file's name of number and name."""
    needed: Mapping[str, Any]
    """Fields of a new draft that the list did not say."""


def merge(
    rows: list[Found],
    importer: Importer,
    root: Path,
    new: NewEntries,
    refused: Mapping[str, str] = {},
) -> Merged:
    """Return the files that hold the rows. Comments in files already there stay.

    A row is an entry already there when it has its number, its name or what people call it. Rows
    that are ``refused``, by where they are, are set aside with the reason given.
    """
    kind = importer.kind
    there = {entry.id: entry for entry in importer.catalogue.entries_of(kind)}
    listed = {(str(row.fields["id"]), kind.folder) for row in rows if "id" in row.fields}
    free = free_numbers(kind, new.taken | listed)
    known = words(importer.catalogue, kind)
    made = Merged()
    first: dict[str, str] = {}
    for row in rows:
        aside = refused.get(row.where) or _no_name(row) or _again(row, first)
        if aside:
            made.outcomes.append(Outcome(row, Result.ASIDE, said=aside))
        elif entry := there.get(str(row.fields.get("id", ""))):
            _update(made, entry, row, importer, root)
        elif "id" not in row.fields and (meant := known.meant(row.name)):
            _recognised(made, meant, row, importer, root)
        elif "id" not in row.fields and (near := known.near(row.name)):
            made.outcomes.append(Outcome(row, Result.ASIDE, said=_may_be(near)))
        elif not row.exact and bodies_of(row.name, [row.name], importer.catalogue)[0]:
            made.outcomes.append(Outcome(row, Result.ASIDE, said="这是部门，不是事项"))
        else:
            _create(made, row, importer, new, row.fields.get("id") or next(free))
    return made


def entry_name(entry: Entry) -> str:
    """Return what an entry is called in a report: number and name, told apart."""
    return f"{entry.id} {entry.name}"


def settle(outcomes: Iterable[Outcome]) -> None:
    """Note in the cells of every row what became of them."""
    for outcome in outcomes:
        number = outcome.entry.partition(" ")[0]
        for cell in outcome.row.cells:
            if outcome.result is Result.ASIDE:
                cell.went(Fate.UNREAD, f"没有写：{outcome.said}")
            elif outcome.result not in {Result.KNOWN, Result.ABOVE}:
                cell.to = f"{number} {cell.to}"
            elif cell.to == "name":
                cell.to = outcome.entry
            else:
                cell.went(Fate.UNREAD, f"{number}已经有，没有改")


def without_basis(row: Found, why: str) -> bool:
    """Move what a row cites into its notes, with the reason; tell whether there was anything."""
    cited = [cell for cell in row.cells if cell.to.startswith(BASIS)]
    if row.fields.pop(BASIS, None) is None or not cited:
        return False
    for cell in cited:
        row.not_understood = [
            *(said for said in row.not_understood if cell.text not in said),
            f"设定依据：{cell.text}（{why}）",
        ]
        cell.went(Fate.NOTE, NOTES)
    return True


def _no_name(row: Found) -> str:
    """Say that what stands where names stand is none; empty if it may be one."""
    if row.exact:
        return ""
    if meaning(row.name):
        return "这是列名，不是事项"
    if not _WORD.search(row.name) or "××" in row.name:
        return "没有写名称，像编号或者填表的样子"
    if _BRACKETED.fullmatch(row.name):
        return "整个写在括号里，像注，不像名称"
    return "像一句话，不像名称" if "。" in row.name else ""


def _again(row: Found, first: dict[str, str]) -> str:
    """Say that a row is there twice; empty the first time."""
    key = str(row.fields.get("id", "")) or key_of(row.name)
    before = first.setdefault(key, row.where)
    return "" if before == row.where else f"和{before}同名，合成一行，或者改一个名称"


def _create(made: Merged, row: Found, importer: Importer, new: NewEntries, number: str) -> None:
    kind = importer.kind
    needed, guessed = dict(new.needed), []
    for key, value in GUESSES.items():
        if key in needed and key not in row.fields:
            needed[key] = value or needed[key]
            schema = resolve(kind.schema["properties"][key], importer.kinds.common)
            says = {code: word for word, code in choices_of(schema).items()}
            guessed.append(f"{schema['title']}清单没有说，先写“{says[needed[key]]}”，核对时改。")
    if needed.get("role") == "assist":
        needed["funding"] = MONEY_UNKNOWN
    lines = [*_notes(row), *guessed]
    notes = {NOTES: "\n".join(lines)} if lines else {}
    path = f"{kind.folder}/{new.file_name(number, row.name)}"
    whole = {**needed, **row.fields, **notes, "id": number}
    made.files[path] = as_file(whole, kind, importer.kinds)
    made.outcomes.append(Outcome(row, Result.NEW, f"{number} {row.name}", path=path))


def _notes(row: Found) -> Iterator[str]:
    if row.not_understood:
        yield NOT_UNDERSTOOD + "；".join(row.not_understood)


def _may_be(some: Iterable[Known]) -> str:
    return f"可能是{'，也可能是'.join(entry_name(one.entry) for one in some)}，要人来定"


def _recognised(
    made: Merged, meant: tuple[Known, ...], row: Found, importer: Importer, root: Path
) -> None:
    """Note which entry a row is. Only a draft of the same name takes over what a list says."""
    if len(meant) > 1:
        made.outcomes.append(Outcome(row, Result.ASIDE, said=_may_be(meant)))
        return
    (one,) = meant
    entry, mine = one.entry, one.entry.kind == importer.kind
    if mine and one.by == "名称" and (row.exact or entry.status is Status.DRAFT):
        _update(made, entry, row, importer, root)
        return
    if not mine and one.by == ALIAS:
        said = f"{_may_be(meant)}（那是“{entry.kind.label}”里的一条，它的{ALIAS}和这里的名称一样）"
        made.outcomes.append(Outcome(row, Result.ASIDE, said=said))
        return
    said = f"就是{entry_name(entry)}（{one.by}）"
    if not mine:
        said += f"，那是“{entry.kind.label}”里的一条，没有另立"
    said += "".join(f"；{text}" for text in _differing(entry, row, importer, mine=mine))
    made.outcomes.append(Outcome(row, Result.KNOWN, entry_name(entry), said))


def _differing(entry: Entry, row: Found, importer: Importer, *, mine: bool) -> Iterator[str]:
    """Say what a row has otherwise than the entry it is, and what only the row has."""
    if mine:
        other = [key for key in _changed(entry, row.fields) if key != "name"]
        if other:
            yield f"不同：{'；'.join(_said(key, row, importer) for key in other)}"
    elif (key := "competent_bodies") in row.fields:
        yield f"不同：{_said(key, row, importer)}"
    if row.decision and mine and row.decision != entry.decision:
        words = importer.kind.decision_words
        yield f"清单说“{words[row.decision]}”，目录是“{entry.decision_label}”"
    if row.not_understood:
        yield f"只有清单有：{'；'.join(row.not_understood)}"


def _said(key: str, row: Found, importer: Importer) -> str:
    """Return what a field is called and what the list says of it."""
    texts = [cell.text for cell in row.cells if cell.to.startswith(key)]
    said = f"（清单写的是：{'；'.join(texts)}）" if texts else ""
    return _titles([key], importer) + said


def _titles(keys: list[str], importer: Importer) -> str:
    properties, common = importer.kind.schema["properties"], importer.kinds.common
    return "、".join(str(resolve(properties[key], common).get("title", key)) for key in keys)


def _changed(entry: Entry, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in fields.items()
        if key != "id" and canonical(thaw(entry.fields.get(key))) != canonical(value)
    }


def _update(made: Merged, entry: Entry, row: Found, importer: Importer, root: Path) -> None:
    fields = dict(row.fields)
    before = str(entry.fields.get(NOTES, ""))
    if added := [line for line in _notes(row) if line not in before]:
        fields[NOTES] = "\n".join([*filter(None, [str(fields.get(NOTES, before))]), *added])
    changed = _changed(entry, fields)
    if empty := [key for key in row.empty if key in entry.fields]:
        if importer.clear_empty:
            changed |= dict.fromkeys(empty)
        else:
            made.notes.append(
                f"{entry.id}的“{_titles(empty, importer)}”在表里空着，目录里有，照旧没有动；"
                "要清掉，加--clear-empty。"
            )
    if not changed:
        made.outcomes.append(Outcome(row, Result.SAME, entry_name(entry)))
        return
    if entry.origin.parent_title:
        over = f"（catalogue new {entry.kind.folder} --over {entry.id}）"
        made.outcomes.append(Outcome(row, Result.ABOVE, entry_name(entry), over))
        return
    kind = importer.kind
    content = read_guarded(root, root / entry.path, DEFAULT_LIMITS.file_bytes)
    tree = read_tree(content.decode("utf-8"))
    assert isinstance(tree.root.value, dict)
    for key, value in changed.items():
        if value is None:
            del tree.root.value[key]
            continue
        node = node_of(value)
        if was := tree.root.value.get(key):
            node.before, node.beside = was.before, was.beside
        tree.root.value[key] = node
    made.files[entry.path] = write_tree(tree, kind.schema, importer.kinds.common)
    said = f"（{_titles(list(changed), importer)}）"
    made.outcomes.append(Outcome(row, Result.CHANGED, entry_name(entry), said, entry.path))
