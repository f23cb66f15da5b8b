"""A department's list as entries: what each row says, what was understood, and what was not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.derive.naming import normalize_name
from generator.editing.accounting import Cell, Fate
from generator.editing.cited import bodies_of, cited, is_clause
from generator.editing.cleaning import cleaned
from generator.editing.exporting import HEADING, choices_of, from_cell
from generator.editing.headings import CLAUSE, JOINED, NAME, NOTES, SERIAL, VERDICT, Column, meaning
from generator.editing.reading_tables import Sheet
from generator.editing.tables import Line, Table, cells_of, tabled
from generator.editing.verdicts import is_yes, said_of_name, said_of_titles, said_of_verdict
from generator.model.catalogue import Catalogue
from generator.schema.kinds import Kind, Kinds
from generator.schema.walk import resolve

_SERIAL = re.compile(r"[\d.、（）()一二三四五六七八九十百]+")
_SEVERAL = re.compile(r"[、，,；;/\n]+")
_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十百]+)"
_NUMBER = re.compile(
    rf"\s*(?:[（(]\s*{_COUNT}\s*[)）]|{_COUNT}\s*[.．、:：)）](?!\d)|第{_COUNT}项[、:：\s]|[①-⑳]|[A-Za-z][.．、)）]"
    r"|(?:0\d|\d{1,3}(?:[-.]\d{1,3})+)\s+)\s*"
)
_MARKS = "★☆※＊*●○◆◇■▲△·•▪"
_MARKED = re.compile(rf"[{_MARKS}]+\s*|\s*(?:[★☆※＊*]+|[\[［]\d+[\]］])$|^《([^《》]+)》$")
"""What lists put before and behind names: marks, numbers of notes, the marks of a title."""
_WIDE = str.maketrans("()", "（）")
_ENDING = "；;。，,、 \t\n"
_SAID = re.compile(r"(.+?)\s*[（(]([^（）():：]{2,12})[:：]([^（）()]+)[)）]")
_FOLLOWED = re.compile(r"(.{2,40}?证明)[，,：:。](.+)")
_FORM = re.compile(r"(.+?)\s*[（(]([^（）()]*附件[^（）()]*)[)）]")
"""A name with where its form is found."""
_WHO_DOES = re.compile(r"受理|办结|代办|帮办|初审|审核|上报|即办|承诺件|负责")
_OUR_NAME = re.compile(r"第\d+张表|表|正文")
"""What tables are called here that have no name of their own."""
_NOTHING = frozenset({"", "无", "/", "-", "—", "——"})


@dataclass(slots=True)
class Found:
    """One row understood: where it was, its fields, and what was not understood in it."""

    where: str
    fields: dict[str, Any]
    not_understood: list[str] = field(default_factory=list)
    exact: bool = False
    """Whether it comes from our own workbook."""
    decision: str = ""
    """The verdict the list has on it, for comparison; never taken over."""
    cells: list[Cell] = field(default_factory=list)
    serial: str = ""
    """The number the list gives it."""
    empty: list[str] = field(default_factory=list)
    """Fields whose cells in our own workbook are empty."""

    @property
    def name(self) -> str:
        """The name the row has; it has one."""
        return str(self.fields["name"])


@dataclass(slots=True)
class Understood:
    """A whole file: its tables, the rows that may become entries, and what is to be said of it."""

    tables: list[Table] = field(default_factory=list)
    columns: list[tuple[str, tuple[Column, ...]]] = field(default_factory=list)
    rows: list[Found] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def cells(self) -> list[Cell]:
        """Every cell of the file that says something."""
        return [cell.whole for table in self.tables for cell in table.cells.values()]


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads tables as entries of one kind, naming what the catalogue already has."""

    kind: Kind
    kinds: Kinds
    catalogue: Catalogue
    name_column: str = ""
    """The heading of the column that holds the names, where it is not one that is known."""
    clear_empty: bool = False
    """Whether an empty cell of our own workbook clears its field."""

    def understand(self, sheets: Iterable[Sheet]) -> Understood:
        """Return what a file's tables say."""
        found = Understood()
        head = None
        given = [cleaned(sheet) for sheet in sheets]
        shown = [sheet for sheet, _ in given if not sheet.aside]
        for sheet, removed in given:
            found.notes += [*removed, *sheet.notes]
            if sheet.aside:
                _aside(found, sheet)
                continue
            if not sheet.rows and not sheet.formulas:
                continue
            table = tabled(sheet, self.kind, self.name_column, head)
            found.tables.append(table)
            found.notes += [*_beside(sheet, table), *table.notes]
            head = table.heads[-1] if table.heads else None
            found.columns += [(sheet.name, block) for one in table.heads for block in one.blocks]
            for line in table.lines:
                self._row(found, sheet.name, table, line, tell=len(shown) > 1)
        if not found.cells:
            found.errors += [
                *found.notes,
                "文件里没有读到字。看看是不是拿错了文件，或者字在图片里。",
            ]
        elif not found.columns:
            said = (
                "不知道哪一列是名称。照上面看到的列名，加上--name-column 列名，再导入一次；"
                "没有列名的，在第一行写上“事项名称”“设定依据”“责任部门”这样的列名。"
            )
            found.errors += [*found.notes, said]
        return found

    def _row(self, found: Understood, sheet: str, table: Table, line: Line, *, tell: bool) -> None:
        where = f"{sheet}第{line.number}行"
        if sum(one.number == line.number for one in table.lines) > 1:  # lists side by side
            where += f"第{min(line.texts) + 1}列起"
        several = _several(line)
        for n, name in enumerate(several or ("",), 1):
            place = f"{where}第{n}项" if several else where
            made = Found(place, {}, exact=any(column.exact for column in line.columns))
            cells = {p: cell.part() if several else cell for p, cell in _own(table, line)}
            made.cells = list(cells.values())
            self._name(made, line, cells, name)
            self._rest(found, made, line, cells)
            verdict = said_of_name(sheet)
            made.decision = (
                made.decision or _decided(line) or verdict or said_of_titles(table.titles)
            )
            if (verdict or (tell and not _OUR_NAME.fullmatch(sheet))) and cells and not made.exact:
                made.not_understood.append(f"工作表：{sheet}")
            _kept(found, made)

    def _rest(self, found: Understood, made: Found, line: Line, cells: Mapping[int, Cell]) -> None:
        """Take every column of a row."""
        for column in line.columns:
            if text := line.texts.get(column.place, ""):
                # a merged cell shows what stands above, where it is accounted for
                self._cell(found, made, column, cells.get(column.place) or Cell("", "", text))
            elif column.exact:
                made.empty.append(column.field)
        named = _name_column(line)
        above = named.heading.rpartition(JOINED)[0] if named else ""
        for group in filter(None, (line.group, above if not meaning(above) else "")):
            made.not_understood.append(f"分类：{group}")

    def _name(self, made: Found, line: Line, cells: Mapping[int, Cell], given: str) -> None:
        """Take the finest name that is filled in; coarser ones are noted with the rest."""
        column = _name_column(line)
        if column is None:
            return
        text = _line(given or line.texts[column.place])
        name = _bare(text)
        if (said := _SAID.fullmatch(name)) and (key := meaning(said[2])) in self._sayable():
            name = said[1]
            if any(one.field == key and one.place in cells for one in line.columns):
                made.not_understood.append(f"{said[2]}：{said[3]}")
            else:
                self._field(made, Column(column.place, said[2], key), Cell("", "", said[3]))
        elif said := _FOLLOWED.fullmatch(name) or _FORM.fullmatch(name):
            name = said[1]
            made.not_understood.append(f"名称后面写着：{said[2]}")
        made.fields["name"] = name or text
        if cell := cells.get(column.place):
            cell.went(Fate.USED, "name")

    def _cell(self, found: Understood, made: Found, column: Column, cell: Cell) -> None:
        text, key = cell.text, self._key(column, cell.text)
        if key == NAME and cell.fate is Fate.USED:
            return  # taken already
        if key == SERIAL and _SERIAL.fullmatch(number := unicodedata.normalize("NFKC", text)):
            cell.went(Fate.USED, "序号")
            made.serial = number
        elif key == CLAUSE:
            _cited(made, column, cell)
        elif key == VERDICT:
            made.decision = said_of_verdict(column.heading, text, self.kind)
            _noted(made, column, cell)
        elif key in {"", SERIAL, NOTES, NAME} and not column.exact:
            if not (key == NAME and _line(text) == made.fields.get("name")):
                _noted(made, column, cell)
            if is_yes(text) and key == "":
                made.decision = made.decision or said_of_name(column.heading)
        elif not column.exact:
            self._field(made, column, cell)
        else:
            schema = resolve(self.kind.schema["properties"][column.field], self.kinds.common)
            try:
                made.fields[column.field] = from_cell(text, schema, self.kinds.common)
                cell.went(Fate.USED, column.field)
            except ValueError:
                cell.went(Fate.UNREAD, "读不懂")
                found.errors.append(f"{made.where}的“{column.heading}”读不懂：{text[:30]}")

    def _sayable(self) -> frozenset[str]:
        """Return the fields that may stand in brackets behind a name."""
        return frozenset(self.kind.schema["properties"]) - {"id", NAME}

    def _key(self, column: Column, text: str) -> str:
        """Return the field a cell is for: a number that is none of ours is the list's own."""
        schema = resolve(self.kind.schema["properties"]["id"], self.kinds.common)
        ours = column.exact or re.fullmatch(schema.get("pattern", ""), text)
        return SERIAL if column.field == "id" and not ours else column.field

    def _field(self, made: Found, column: Column, cell: Cell) -> None:
        """Put what a cell of a department's own list says into the fields."""
        schema = resolve(self.kind.schema["properties"][column.field], self.kinds.common)
        value, left = self._value(column.field, cell.text, schema)
        if not fits(value, schema, self.kinds.common):
            value, left = None, cell.text
        if value is not None:
            made.fields[column.field] = value
            cell.went(Fate.USED, column.field)
        if left:
            made.not_understood.append(f"{column.heading}：{left}")
            to = f"{column.field}，其余的放进备注" if value is not None else "notes_internal"
            cell.went(Fate.USED if value is not None else Fate.NOTE, to)

    def _value(self, key: str, text: str, schema: Mapping[str, Any]) -> tuple[Any, str]:
        """Return what a cell says as the value of a field, and what of it was not understood."""
        line = _line(text)
        parts = [part.strip() for part in _SEVERAL.split(text) if part.strip()]
        if key == "competent_bodies":
            return bodies_of(text, [_NUMBER.sub("", part) for part in parts], self.catalogue)
        if key == "legal_basis":
            return cited(line, self.catalogue)
        if key == "routes":
            if _WHO_DOES.search(line):
                return None, text
            return [{"type": "ask_requester", "text": line, "unverified": True}], ""
        if key == "purposes":
            return parts, ""
        if key == "requesters":
            return [{"name": part} for part in parts], ""
        if key == "materials":
            listed = [_NUMBER.sub("", one, count=1).strip(_ENDING) for one in _items(text)]
            return [{"name": one, "necessity": "required"} for one in listed if one], ""
        if key == "time_limit":
            return {"text": line}, ""
        if choices := choices_of(schema):
            value = choices.get(normalize_name(text), text if text in choices.values() else "")
            return (value, "") if value else (None, text)
        return line, ""


def _name_column(line: Line) -> Column | None:
    """Return the column with the finest name that is filled in; none in our own workbook."""
    filled = [
        column
        for column in line.columns
        if column.field == NAME
        and not column.exact
        and line.texts.get(column.place, "") not in _NOTHING
    ]
    return min(filled, key=lambda one: one.level, default=None)


def _own(table: Table, line: Line) -> Iterator[tuple[int, Cell]]:
    """Yield the cells of a row that stand in no other."""
    for place in line.texts:
        if cell := table.cells.get((line.number, place)):
            yield place, cell


def _several(line: Line) -> tuple[str, ...]:
    """Return the names in a cell that holds several: each is numbered, or each is a certificate."""
    column = _name_column(line)
    text = line.texts[column.place] if column else ""
    for marks in ("\n；;", "\n；;、，,"):
        parts = [part.strip() for part in re.split(f"[{marks}]", text.strip()) if part.strip()]
        numbered = all(_NUMBER.match(part) for part in parts)
        certificates = all(part.rstrip(_ENDING).endswith("证明") for part in parts)
        if len(parts) > 1 and (numbered or certificates):
            return tuple(parts)
    return ()


def _bare(text: str) -> str:
    """Return a name without what stands before and behind it in a list."""
    for _ in range(2):
        marked = _MARKED.match(text)
        text = text[marked.end() :] if marked and not marked[1] else text
        text = _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text
    text = _paired(text.rstrip(_ENDING))
    return _MARKED.sub(lambda found: found[1] or "", text)


def _paired(text: str) -> str:
    """Return a text whose brackets are typed half wide and half narrow with wide ones."""
    if text.count("(") == text.count(")") and text.count("（") == text.count("）"):
        return text
    wide = text.translate(_WIDE)
    return wide if wide.count("（") == wide.count("）") else text


def _decided(line: Line) -> str:
    """Return the verdict the heading of the names gives, or that of the section."""
    headings = [column.heading for column in line.columns if column.field == NAME]
    return next(filter(None, map(said_of_name, [*headings, line.group])), "")


def _aside(found: Understood, sheet: Sheet) -> None:
    """Count the cells of a sheet that is not read, and say why it is not."""
    cells = cells_of(sheet)
    for cell in cells.values():
        cell.went(Fate.UNREAD, f"工作表{sheet.aside}")
    found.tables.append(Table([], cells))
    if cells:
        said = f"工作表“{sheet.name}”{sheet.aside}，没有读，有字的{len(cells)}格。"
        found.notes.append(said)


def _beside(sheet: Sheet, table: Table) -> Iterator[str]:
    """Say what people wrote beside the cells; not what our own workbook says above its columns."""
    for cell, said in sheet.comments.items():
        text = next((one.text for one in table.cells.values() if one.cell == cell), "")
        if not HEADING.match(text):
            yield f"{sheet.name}的{cell}有批注，没有读：{said}"


def _kept(found: Understood, made: Found) -> None:
    """Keep a row that has a name; say of another that it has none."""
    if made.fields.get("name"):
        found.rows.append(made)
        return
    for cell in made.cells:
        cell.went(Fate.UNREAD, "这一行没有名称")
    if said := "；".join(cell.text for cell in made.cells):
        found.notes.append(f"{made.where}没有名称，没有读：{said}")


def fits(value: Any, schema: Mapping[str, Any], common: Mapping[str, Any]) -> bool:
    """Tell whether a value is no longer than its schema allows, in all its parts."""
    node = resolve(schema, common)
    if isinstance(value, str):
        return len(value) <= int(node.get("maxLength", len(value)))
    if isinstance(value, list):
        return all(fits(one, node.get("items", {}), common) for one in value)
    if isinstance(value, dict):
        properties = node.get("properties", {})
        return all(fits(one, properties.get(key, {}), common) for key, one in value.items())
    return True


def _cited(made: Found, column: Column, cell: Cell) -> None:
    """Add a clause that has a column of its own to the one basis beside it."""
    basis = made.fields.get("legal_basis", ())
    if len(basis) != 1 or "clause" in basis[0] or not is_clause(cell.text):
        _noted(made, column, cell)
        return
    basis[0]["clause"] = cell.text
    cell.went(Fate.USED, "legal_basis")


def _noted(made: Found, column: Column, cell: Cell) -> None:
    heading = "".join(column.heading.split()) or "没有列名的一格"
    made.not_understood.append(f"{heading}：{cell.text}")
    cell.went(Fate.NOTE, "notes_internal")


def _items(text: str) -> list[str]:
    """Return the items of a list in a cell: a line each, or by semicolons."""
    lines = [one.strip() for one in re.split(r"[\n；;]+", text) if one.strip()]
    return (
        lines if len(lines) > 1 else [one for one in re.split(r"[、\n；;]+", text) if one.strip()]
    )


def _line(cell: str) -> str:
    """Join the lines of a cell: Chinese text needs no blank between them."""
    return "".join(line.strip() for line in cell.split("\n"))
