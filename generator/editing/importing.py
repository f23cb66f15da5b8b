"""Convert the rows of a department's list to fields of entries, with notes on the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.derive.naming import normalize_name
from generator.editing.accounting import Cell, Fate
from generator.editing.cited import bodies_of, find_citations, is_clause
from generator.editing.cleaning import clean_sheet
from generator.editing.exporting import HEADING, choices_of, from_cell
from generator.editing.headings import CLAUSE, JOINED, NAME, NOTES, SERIAL, VERDICT, Column, meaning
from generator.editing.reading_tables import Sheet
from generator.editing.tables import Line, Table, cells_of, parse_table
from generator.editing.verdicts import is_yes, verdict_of_cell, verdict_of_name, verdict_of_titles
from generator.model.catalogue import Catalogue
from generator.schema.kinds import Kind, Kinds
from generator.schema.walk import SchemaNode, resolve

_SERIAL = re.compile(r"[\d.、（）()一二三四五六七八九十百]+")
_SEPARATORS = re.compile(r"[、，,；;/\n]+")
_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十百]+)"
_NUMBER = re.compile(
    rf"\s*(?:[（(]\s*{_COUNT}\s*[)）]|{_COUNT}\s*[.．、:：)）](?!\d)|第{_COUNT}项[、:：\s]|[①-⑳]|[A-Za-z][.．、)）]"
    r"|(?:0\d|\d{1,3}(?:[-.]\d{1,3})+)\s+)\s*"
)
_MARKS = "★☆※＊*●○◆◇■▲△·•▪"
_MARKED_NAME = re.compile(rf"[{_MARKS}]+\s*|\s*(?:[★☆※＊*]+|[\[［]\d+[\]］])$|^《([^《》]+)》$")
"""Decoration of names in lists: marks, numbers of notes, title marks."""
_WIDE = str.maketrans("()", "（）")
_ENDING = "；;。，,、 \t\n"
_BRACKETED_FIELD = re.compile(r"(.+?)\s*[（(]([^（）():：]{2,12})[:：]([^（）()]+)[)）]")
_FOLLOWED = re.compile(r"(.{2,40}?证明)[，,：:。](.+)")
_FORM = re.compile(r"(.+?)\s*[（(]([^（）()]*附件[^（）()]*)[)）]")
"""A name with a reference to its form in an annex."""
_WHO_DOES = re.compile(r"受理|办结|代办|帮办|初审|审核|上报|即办|承诺件|负责")
_OUR_NAME = re.compile(r"第\d+张表|表|正文")
"""Our names for tables without a name."""
_NOTHING = frozenset({"", "无", "/", "-", "—", "——"})


@dataclass(slots=True)
class ImportedRow:
    """One parsed row: its location, its fields, and the parts that were not understood."""

    location: str
    fields: dict[str, Any]
    not_understood: list[str] = field(default_factory=list)
    is_own: bool = False
    """Whether it is from our own workbook."""
    decision: str = ""
    """The verdict in the list, which is compared but never adopted."""
    cells: list[Cell] = field(default_factory=list)
    serial: str = ""
    """Its number in the list."""
    empty: list[str] = field(default_factory=list)
    """Fields with empty cells in our own workbook."""

    @property
    def name(self) -> str:
        """The name of the row."""
        return str(self.fields["name"])


@dataclass(slots=True)
class ImportedFile:
    """A whole file: its tables, its rows for entries, and messages."""

    tables: list[Table] = field(default_factory=list)
    columns: list[tuple[str, tuple[Column, ...]]] = field(default_factory=list)
    rows: list[ImportedRow] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def cells(self) -> list[Cell]:
        """All cells of the file with a text."""
        return [cell.combined for table in self.tables for cell in table.cells.values()]


@dataclass(frozen=True, slots=True)
class Importer:
    """Converts tables to rows for entries of one kind, with references to the catalogue."""

    kind: Kind
    kinds: Kinds
    catalogue: Catalogue
    name_column: str = ""
    """The heading of the column of names, if it is no known one."""
    clear_empty: bool = False
    """Whether an empty cell of our own workbook removes the field."""

    def read(self, sheets: Iterable[Sheet]) -> ImportedFile:
        """Parse the tables of a file."""
        file = ImportedFile()
        head = None
        cleaned_sheets = [clean_sheet(sheet) for sheet in sheets]
        visible = [sheet for sheet, _ in cleaned_sheets if not sheet.skip_reason]
        for sheet, removed in cleaned_sheets:
            file.notes += [*removed, *sheet.notes]
            if sheet.skip_reason:
                _skip_sheet(file, sheet)
                continue
            if not sheet.rows and not sheet.formulas:
                continue
            table = parse_table(sheet, self.kind, self.name_column, head)
            file.tables.append(table)
            file.notes += [*_comment_notes(sheet, table), *table.notes]
            head = table.heads[-1] if table.heads else None
            file.columns += [(sheet.name, block) for head_ in table.heads for block in head_.blocks]
            for line in table.lines:
                self._row(file, sheet.name, table, line, name_sheet=len(visible) > 1)
        if not file.cells:
            file.errors += [
                *file.notes,
                "文件里没有读到字。看看是不是拿错了文件，或者字在图片里。",
            ]
        elif not file.columns:
            message = (
                "不知道哪一列是名称。照上面看到的列名，加上--name-column 列名，再导入一次；"
                "没有列名的，在第一行写上“事项名称”“设定依据”“责任部门”这样的列名。"
            )
            file.errors += [*file.notes, message]
        return file

    def _row(
        self, file: ImportedFile, sheet: str, table: Table, line: Line, *, name_sheet: bool
    ) -> None:
        location = f"{sheet}第{line.number}行"
        if sum(other.number == line.number for other in table.lines) > 1:  # lists side by side
            location += f"第{min(line.texts) + 1}列起"
        names = _split_names(line)
        for number, name in enumerate(names or ("",), 1):
            row_location = f"{location}第{number}项" if names else location
            is_own = any(column.is_own for column in line.columns)
            row = ImportedRow(row_location, {}, is_own=is_own)
            cells = {i: cell.part() if names else cell for i, cell in _own_cells(table, line)}
            row.cells = list(cells.values())
            self._name(row, line, cells, name)
            self._rest(file, row, line, cells)
            verdict = verdict_of_name(sheet)
            row.decision = (
                row.decision or _heading_verdict(line) or verdict or verdict_of_titles(table.titles)
            )
            is_named = verdict or (name_sheet and not _OUR_NAME.fullmatch(sheet))
            if is_named and cells and not is_own:
                row.not_understood.append(f"工作表：{sheet}")
            _add_row(file, row)

    def _rest(
        self, file: ImportedFile, row: ImportedRow, line: Line, cells: Mapping[int, Cell]
    ) -> None:
        """Parse the columns of a row."""
        for column in line.columns:
            if text := line.texts.get(column.index, ""):
                # a merged cell repeats the one above, which has the account
                self._cell(file, row, column, cells.get(column.index) or Cell("", "", text))
            elif column.is_own:
                row.empty.append(column.field)
        name_column = _name_column(line)
        heading = name_column.heading.rpartition(JOINED)[0] if name_column else ""
        for group in filter(None, (line.group, heading if not meaning(heading) else "")):
            row.not_understood.append(f"分类：{group}")

    def _name(self, row: ImportedRow, line: Line, cells: Mapping[int, Cell], name: str) -> None:
        """Set the name from the finest filled column. Coarser ones become notes."""
        column = _name_column(line)
        if column is None:
            return
        text = _line(name or line.texts[column.index])
        name = _strip_marks(text)
        match = _BRACKETED_FIELD.fullmatch(name)
        if match and (key := meaning(match[2])) in self._bracket_fields():
            name = match[1]
            if any(other.field == key and other.index in cells for other in line.columns):
                row.not_understood.append(f"{match[2]}：{match[3]}")
            else:
                self._field(row, Column(column.index, match[2], key), Cell("", "", match[3]))
        elif match := _FOLLOWED.fullmatch(name) or _FORM.fullmatch(name):
            name = match[1]
            row.not_understood.append(f"名称后面写着：{match[2]}")
        row.fields["name"] = name or text
        if cell := cells.get(column.index):
            cell.mark(Fate.USED, "name")

    def _cell(self, file: ImportedFile, row: ImportedRow, column: Column, cell: Cell) -> None:
        text, key = cell.text, self._key(column, cell.text)
        if key == NAME and cell.fate is Fate.USED:
            return  # already used
        if key == SERIAL and _SERIAL.fullmatch(number := unicodedata.normalize("NFKC", text)):
            cell.mark(Fate.USED, "序号")
            row.serial = number
        elif key == CLAUSE:
            _add_clause(row, column, cell)
        elif key == VERDICT:
            row.decision = verdict_of_cell(column.heading, text, self.kind)
            _add_note(row, column, cell)
        elif key in {"", SERIAL, NOTES, NAME} and not column.is_own:
            if not (key == NAME and _line(text) == row.fields.get("name")):
                _add_note(row, column, cell)
            if is_yes(text) and key == "":
                row.decision = row.decision or verdict_of_name(column.heading)
        elif not column.is_own:
            self._field(row, column, cell)
        else:
            schema = resolve(self.kind.schema["properties"][column.field], self.kinds.common)
            try:
                row.fields[column.field] = from_cell(text, schema, self.kinds.common)
                cell.mark(Fate.USED, column.field)
            except ValueError:
                cell.mark(Fate.UNREAD, "读不懂")
                file.errors.append(f"{row.location}的“{column.heading}”读不懂：{text[:30]}")

    def _bracket_fields(self) -> frozenset[str]:
        """Return the fields that may be in brackets after a name."""
        return frozenset(self.kind.schema["properties"]) - {"id", NAME}

    def _key(self, column: Column, text: str) -> str:
        """Return the field of a cell. An id not in our format is a serial number of the list."""
        schema = resolve(self.kind.schema["properties"]["id"], self.kinds.common)
        ours = column.is_own or re.fullmatch(schema.get("pattern", ""), text)
        return SERIAL if column.field == "id" and not ours else column.field

    def _field(self, row: ImportedRow, column: Column, cell: Cell) -> None:
        """Set a field from a cell of a department's own list."""
        schema = resolve(self.kind.schema["properties"][column.field], self.kinds.common)
        value, rest = self._value(column.field, cell.text, schema)
        if not fits(value, schema, self.kinds.common):
            value, rest = None, cell.text
        if value is not None:
            row.fields[column.field] = value
            cell.mark(Fate.USED, column.field)
        if rest:
            row.not_understood.append(f"{column.heading}：{rest}")
            destination = (
                f"{column.field}，其余的放进备注" if value is not None else "notes_internal"
            )
            cell.mark(Fate.USED if value is not None else Fate.NOTE, destination)

    def _value(self, key: str, text: str, schema: SchemaNode) -> tuple[Any, str]:
        """Return the value of a field, and the part of the cell that was not understood."""
        line = _line(text)
        parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
        if key == "competent_bodies":
            return bodies_of(text, [_NUMBER.sub("", part) for part in parts], self.catalogue)
        if key == "legal_basis":
            return find_citations(line, self.catalogue)
        if key == "routes":
            if _WHO_DOES.search(line):
                return None, text
            return [{"type": "ask_requester", "text": line, "unverified": True}], ""
        if key == "purposes":
            return parts, ""
        if key == "requesters":
            return [{"name": part} for part in parts], ""
        if key == "materials":
            names = [_NUMBER.sub("", item, count=1).strip(_ENDING) for item in _items(text)]
            return [{"name": item, "necessity": "required"} for item in names if item], ""
        if key == "time_limit":
            return {"text": line}, ""
        if choices := choices_of(schema):
            value = choices.get(normalize_name(text), text if text in choices.values() else "")
            return (value, "") if value else (None, text)
        return line, ""


def _name_column(line: Line) -> Column | None:
    """Return the filled column with the finest name; none in our own workbook."""
    filled = [
        column
        for column in line.columns
        if column.field == NAME
        and not column.is_own
        and line.texts.get(column.index, "") not in _NOTHING
    ]
    return min(filled, key=lambda column: column.level, default=None)


def _own_cells(table: Table, line: Line) -> Iterator[tuple[int, Cell]]:
    """Yield the cells of a row without repetitions of merged cells."""
    for index in line.texts:
        if cell := table.cells.get((line.number, index)):
            yield index, cell


def _split_names(line: Line) -> tuple[str, ...]:
    """Return the names in a cell with several, which are all numbered or all certificates."""
    column = _name_column(line)
    text = line.texts[column.index] if column else ""
    for marks in ("\n；;", "\n；;、，,"):
        parts = [part.strip() for part in re.split(f"[{marks}]", text.strip()) if part.strip()]
        numbered = all(_NUMBER.match(part) for part in parts)
        certificates = all(part.rstrip(_ENDING).endswith("证明") for part in parts)
        if len(parts) > 1 and (numbered or certificates):
            return tuple(parts)
    return ()


def _strip_marks(text: str) -> str:
    """Return a name without its decoration in a list."""
    for _ in range(2):
        match = _MARKED_NAME.match(text)
        text = text[match.end() :] if match and not match[1] else text
        text = _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text
    text = _paired(text.rstrip(_ENDING))
    return _MARKED_NAME.sub(lambda found: found[1] or "", text)


def _paired(text: str) -> str:
    """Return a text with full-width brackets if pairs have mixed widths."""
    if text.count("(") == text.count(")") and text.count("（") == text.count("）"):
        return text
    wide = text.translate(_WIDE)
    return wide if wide.count("（") == wide.count("）") else text


def _heading_verdict(line: Line) -> str:
    """Return the verdict in the heading of the names or of the section."""
    headings = [column.heading for column in line.columns if column.field == NAME]
    return next(filter(None, map(verdict_of_name, [*headings, line.group])), "")


def _skip_sheet(file: ImportedFile, sheet: Sheet) -> None:
    """Count the cells of a skipped sheet, with the reason."""
    cells = cells_of(sheet)
    for cell in cells.values():
        cell.mark(Fate.UNREAD, f"工作表{sheet.skip_reason}")
    file.tables.append(Table([], cells))
    if cells:
        note = f"工作表“{sheet.name}”{sheet.skip_reason}，没有读，有字的{len(cells)}格。"
        file.notes.append(note)


def _comment_notes(sheet: Sheet, table: Table) -> Iterator[str]:
    """Yield notes on the comments of cells, without those of our own workbook."""
    for cell, comment in sheet.comments.items():
        text = next(
            (candidate.text for candidate in table.cells.values() if candidate.cell == cell), ""
        )
        if not HEADING.match(text):
            yield f"{sheet.name}的{cell}有批注，没有读：{comment}"


def _add_row(file: ImportedFile, row: ImportedRow) -> None:
    """Add a row with a name, or a note on a row without one."""
    if row.fields.get("name"):
        file.rows.append(row)
        return
    for cell in row.cells:
        cell.mark(Fate.UNREAD, "这一行没有名称")
    if texts := "；".join(cell.text for cell in row.cells):
        file.notes.append(f"{row.location}没有名称，没有读：{texts}")


def fits(value: Any, schema: SchemaNode, common: SchemaNode) -> bool:
    """Tell whether all texts of a value are within the limits of the schema."""
    node = resolve(schema, common)
    if isinstance(value, str):
        return len(value) <= int(node.get("maxLength", len(value)))
    if isinstance(value, list):
        return all(fits(item, node.get("items", {}), common) for item in value)
    if isinstance(value, dict):
        properties = node.get("properties", {})
        return all(fits(item, properties.get(key, {}), common) for key, item in value.items())
    return True


def _add_clause(row: ImportedRow, column: Column, cell: Cell) -> None:
    """Add a clause from its own column to the only basis of the row."""
    basis = row.fields.get("legal_basis", ())
    if len(basis) != 1 or "clause" in basis[0] or not is_clause(cell.text):
        _add_note(row, column, cell)
        return
    basis[0]["clause"] = cell.text
    cell.mark(Fate.USED, "legal_basis")


def _add_note(row: ImportedRow, column: Column, cell: Cell) -> None:
    heading = "".join(column.heading.split()) or "没有列名的一格"
    row.not_understood.append(f"{heading}：{cell.text}")
    cell.mark(Fate.NOTE, "notes_internal")


def _items(text: str) -> list[str]:
    """Return the items of a list in a cell, separated by lines or punctuation."""
    lines = [item.strip() for item in re.split(r"[\n；;]+", text) if item.strip()]
    return (
        lines
        if len(lines) > 1
        else [item for item in re.split(r"[、\n；;]+", text) if item.strip()]
    )


def _line(cell: str) -> str:
    """Join the lines of a cell without spaces, as for Chinese text."""
    return "".join(line.strip() for line in cell.split("\n"))
