"""A department's list as entries: which column is what, what was understood, and what was not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from generator.derive.naming import names, normalize_name
from generator.editing.cleaning import cleaned
from generator.editing.exporting import HEADING, choices_of, from_cell
from generator.editing.sheets import Row, Sheet, filled
from generator.model.catalogue import Catalogue
from generator.schema.kinds import Kind, Kinds
from generator.schema.walk import resolve

HEAD_WITHIN = 20
"""Rows from the top among which the head is looked for."""
SERIAL = "serial"
_SERIAL = re.compile(r"[\d.、（）()一二三四五六七八九十百]+")
_SEVERAL = re.compile(r"[、，,；;/\n]+")
_CITED = re.compile(r"《([^《》]+)》\s*(?:[（(][^（）()]*[）)])?\s*([^《》；;\n]*)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place, its heading, and the field it is for; none if that is not known."""

    place: int
    heading: str
    field: str
    exact: bool = False
    """Whether it comes from our own workbook, so that its cells are fields as they are."""


@dataclass(slots=True)
class Found:
    """One row understood: where it was, its fields, and what was not understood in it."""

    where: str
    fields: dict[str, Any]
    not_understood: list[str] = field(default_factory=list)
    exact: bool = False
    """Whether it comes from our own workbook."""

    @property
    def name(self) -> str:
        """The name the row has; it has one."""
        return str(self.fields["name"])


@dataclass(slots=True)
class Understood:
    """A whole file: its columns, the rows that became entries, and what is wrong with it."""

    columns: list[tuple[str, tuple[Column, ...]]] = field(default_factory=list)
    rows: list[Found] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads tables as entries of one kind, naming what the catalogue already has."""

    kind: Kind
    kinds: Kinds
    catalogue: Catalogue

    def understand(self, sheets: Iterable[Sheet]) -> Understood:
        """Return what a file's tables say."""
        found = Understood()
        for sheet, removed in map(cleaned, sheets):
            found.notes += removed
            rows = tuple(filled(sheet.rows))
            if not rows:
                continue
            found.notes += [
                f"{sheet.name}的{cell}是公式，没有存下结果，没有读。" for cell in sheet.formulas
            ]
            head = _head(rows, self.kind)
            if head is None:
                said = f"{sheet.name}没有找到表头（要有“事项名称”这样一列），没有读。"
                found.notes.append(said)
                continue
            place, columns = head
            found.columns.append((sheet.name, columns))
            for number, row in rows[place + 1 :]:
                self._row(found, f"{sheet.name}第{number}行", row, columns)
        if not found.columns:
            said = "没有一张表有表头。第一行写上“事项名称”“设定依据”“责任部门”这样的列名。"
            found.errors.append(said)
        return found

    def _row(self, found: Understood, where: str, row: Row, columns: tuple[Column, ...]) -> None:
        made = Found(where, {}, exact=any(column.exact for column in columns))
        for column in columns:
            cell = row[column.place] if column.place < len(row) else ""
            if not cell or (column.field == SERIAL and _SERIAL.fullmatch(cell)):
                continue
            if column.field in {"", SERIAL}:
                made.not_understood.append(f"{column.heading}：{cell}")
                continue
            schema = resolve(self.kind.schema["properties"][column.field], self.kinds.common)
            if not column.exact:
                _cell(made, column, cell, schema, self.catalogue)
                continue
            try:
                made.fields[column.field] = from_cell(cell, schema, self.kinds.common)
            except ValueError:
                found.errors.append(f"{where}的“{column.heading}”读不懂：{cell[:30]}")
        if made.fields.get("name"):
            found.rows.append(made)
        elif made.fields or made.not_understood:
            said = "；".join([*map(str, made.fields.values()), *made.not_understood])
            found.notes.append(f"{where}没有名称，没有读：{said}")


def _head(rows: tuple[tuple[int, Row], ...], kind: Kind) -> tuple[int, tuple[Column, ...]] | None:
    for place, (_, row) in enumerate(rows[:HEAD_WITHIN]):
        columns = tuple(_columns(row, kind))
        if "name" in {column.field for column in columns}:
            return place, columns
    return None


def _columns(row: Row, kind: Kind) -> Iterator[Column]:
    taken: set[str] = set()
    for place, heading in enumerate(row):
        if not heading or heading in set(row[:place]):
            continue  # a heading over several merged columns counts once
        exact = HEADING.match(heading)
        if exact and exact[1] in kind.schema["properties"]:
            yield Column(place, heading, exact[1], exact=True)
            continue
        name = known_headings().get(normalize_name(heading), "")
        if name in taken or (name not in kind.schema["properties"] and name != SERIAL):
            name = ""
        taken.add(name)
        yield Column(place, heading, name)


@cache
def known_headings() -> Mapping[str, str]:
    """Return for each heading departments use the field it is for."""
    text = (files("generator.editing") / "columns.yml").read_text(encoding="utf-8")
    return {word: name for name, words in yaml.safe_load(text).items() for word in words}


def _cell(
    made: Found, column: Column, cell: str, schema: Mapping[str, Any], catalogue: Catalogue
) -> None:
    """Put what a cell of a department's own list says into the fields."""
    if column.field == "competent_bodies":
        _bodies(made, column, cell, catalogue)
    elif column.field == "legal_basis":
        _basis(made, column, cell, catalogue)
    elif column.field == "routes":
        made.fields["routes"] = [{"type": "ask_requester", "text": _line(cell), "unverified": True}]
    elif column.field == "purposes":
        made.fields["purposes"] = [part for part in _SEVERAL.split(cell) if part.strip()]
    elif choices := choices_of(schema):
        value = choices.get(normalize_name(cell), cell if cell in choices.values() else "")
        if value:
            made.fields[column.field] = value
        else:
            made.not_understood.append(f"{column.heading}：{cell}")
    else:
        made.fields[column.field] = _line(cell)


def _line(cell: str) -> str:
    """Join the lines of a cell: Chinese text needs no blank between them."""
    return "".join(line.strip() for line in cell.split("\n"))


def _bodies(made: Found, column: Column, cell: str, catalogue: Catalogue) -> None:
    known = names(catalogue)
    numbers: list[str] = []
    for part in _SEVERAL.split(cell):
        found = known.body(part)
        if found:
            numbers.append(found.record.id)
        elif normalize_name(part):
            made.not_understood.append(f"{column.heading}：{part.strip()}")
    if numbers:
        made.fields["competent_bodies"] = list(dict.fromkeys(numbers))


def _basis(made: Found, column: Column, cell: str, catalogue: Catalogue) -> None:
    known = names(catalogue)
    items, left = [], _line(cell)
    for title, said in _CITED.findall(_line(cell)):
        found = known.source(title)
        if found:
            clause = said.strip(" ，,。、；;：:")
            items.append({"source": found.record.id, **({"clause": clause} if clause else {})})
            left = left.replace(f"《{title}》", "", 1).replace(clause, "", 1)
    if items:
        made.fields["legal_basis"] = items
    if re.search(r"\w", left):
        made.not_understood.append(f"{column.heading}：{_line(cell)}")
