"""Find the header rows of a table, and the fields of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import yaml

from generator.derive.naming import normalize_name
from generator.editing.exporting import HEADING
from generator.editing.reading_tables import Row, Sheet
from generator.schema.kinds import Kind

HEAD_WITHIN = 20
"""The number of rows from the top in which the header is searched."""
MOST_HEAD_ROWS = 3
LONGEST_HEADING = 16
SERIAL, NOTES, VERDICT, NAME, CLAUSE = "serial", "notes", "verdict", "name", "clause"
JOINED = "／"
_CERTIFICATE = "证明"
_NAMES = re.compile(
    r"(?:取消|保留|清理|不应|不得|不再|不予|可以|应当|依法|由|村|社区|居|居委会|村委会|出具|开具|的)*"
    rf"{_CERTIFICATE}(?:事项|事项名称|名称|材料|文件|项目|种类|类型)?"
)
"""Further headings of the column with the names of certificates."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its index, its heading, and its field, which is empty if unknown."""

    index: int
    heading: str
    field: str
    is_own: bool = False
    """Whether it is from our own workbook, so that its cells are in our format."""
    level: int = 0
    """The coarseness of its names; below 0 for fine ones. The finest column has the name."""


@dataclass(frozen=True, slots=True)
class Head:
    """A header: its first row, its height, and the columns of each list side by side."""

    index: int
    height: int
    blocks: tuple[tuple[Column, ...], ...]


@cache
def known_headings() -> Mapping[str, str]:
    """Return the field of each known heading."""
    return {normalize_name(word): name for name, words in _lists().items() for word in words}


@cache
def _lists() -> Mapping[str, list[str]]:
    text = (files("generator.editing") / "columns.yml").read_text(encoding="utf-8")
    lists: Mapping[str, list[str]] = yaml.safe_load(text)
    return lists


def meaning(heading: str) -> str:
    """Return the field of a heading; empty if unknown."""
    word = normalize_name(heading)
    return known_headings().get(word, "") or (NAME if _NAMES.fullmatch(word) else "")


def head_of(sheet: Sheet, kind: Kind, name_heading: str = "") -> Head | None:
    """Return the header of a table; none without a column of names.

    ``name_heading`` is the heading of the column of names, if given. A header of several columns takes
    precedence over a single text, which may be a title.
    """
    fallback = None
    for index in range(min(HEAD_WITHIN, len(sheet.rows))):
        for height, headings in reversed(list(_heights(sheet, index))):
            blocks = tuple(_blocks(headings, kind, name_heading))
            if any(column.field == NAME for block in blocks for column in block):
                head = Head(index, height, blocks)
                if len({*filter(None, headings)}) > 1:
                    return head
                fallback = fallback or head
    return fallback


def repeated_head(index: int, row: Row, before: Head, kind: Kind, name_heading: str) -> Head | None:
    """Return the new header if a row has known headings only, possibly in another order."""
    texts = {*filter(None, row)}
    headings = {column.heading for block in before.blocks for column in block}
    if len(texts) < 2 or not all(text in headings or meaning(text) for text in texts):  # noqa: PLR2004 - one text is a title
        return None
    blocks = tuple(_blocks(row, kind, name_heading))
    has_names = any(column.field == NAME for block in blocks for column in block)
    return Head(index, 1, blocks) if has_names else None


def _heights(sheet: Sheet, index: int) -> Iterator[tuple[int, Row]]:
    """Yield each possible height of a header at a row, with its joined headings."""
    joined = sheet.rows[index][1]
    yield 1, joined
    for height in range(1, MOST_HEAD_ROWS):
        if index + height >= len(sheet.rows):
            return
        (number, top), (_, below) = sheet.rows[index + height - 1 : index + height + 1]
        if not _subdivides(sheet, number, top, below):
            return
        joined = _join_rows(joined, below)
        yield height + 1, joined


def _subdivides(sheet: Sheet, number: int, top: Row, below: Row) -> bool:
    """Tell whether a row subdivides headings of the row above."""
    divided = False
    if len({*filter(None, top)}) < 2:  # noqa: PLR2004 - one text is a title
        return False
    for index, text in enumerate(below):
        above = top[index] if index < len(top) else ""
        if not text or text == above:
            continue
        merged = (number, index) in sheet.merged_across or (
            number,
            index + 1,
        ) in sheet.merged_across
        is_under = bool(meaning(text)) and not meaning(above) and any(top[: index + 1])
        if not ((merged and len(text) <= LONGEST_HEADING) or is_under):
            return False
        divided = True
    return divided


def _join_rows(top: Row, below: Row) -> Row:
    """Return the headings of two rows joined, the upper before the lower."""
    width = max(len(top), len(below))
    padded = [(*row, *[""] * (width - len(row))) for row in (top, below)]
    joined, group = [], ""
    for above, lower in zip(*padded, strict=True):
        group = above or (group if lower else "")
        last = group.rpartition(JOINED)[2]  # a vertically merged cell repeats the heading above
        joined.append(group if lower == last else JOINED.join(filter(None, (group, lower))))
    return tuple(joined)


def _blocks(row: Row, kind: Kind, name_heading: str) -> Iterator[tuple[Column, ...]]:
    """Yield the columns of each list. Lists side by side have the same layout."""
    name_heading = name_heading or _choose_name_heading(row, kind)
    names = [index for index, text in enumerate(row) if _is_name(text, name_heading)]
    below = [text.rpartition(JOINED)[2] for text in row]
    repeated = [index for index in names if below[index] == below[names[0]]] if names else []
    if len(repeated) < 2:  # noqa: PLR2004 - a pair
        yield tuple(_columns(row, range(len(row)), kind, name_heading))
        return
    before = 0
    while (
        before < repeated[0]
        and below[repeated[0] - before - 1] == below[repeated[1] - before - 1] != ""
    ):
        before += 1
    starts = [0, *(index - before for index in repeated[1:]), len(row)]
    for start, end in pairwise(starts):
        yield tuple(_columns(row, range(start, end), kind, name_heading))


def _choose_name_heading(row: Row, kind: Kind) -> str:
    """Return the heading for this kind out of several headings of names; empty if there is one."""
    names = [text for text in row if _is_name(text, "")]
    headings = list({text.rpartition(JOINED)[2]: text for text in names}.values())
    is_certificate = kind.label == _CERTIFICATE
    matching = [text for text in headings if (_CERTIFICATE in text) == is_certificate]
    first = sorted(matching or headings, key=lambda text: not text.endswith("名称"))
    return first[0] if len(headings) > 1 else ""


def _is_name(heading: str, name_heading: str) -> bool:
    if name_heading:
        return normalize_name(heading) == normalize_name(name_heading)
    top, _, below = heading.rpartition(JOINED)
    return meaning(below) == NAME and meaning(top) in {"", NAME}


def _columns(row: Row, indexes: Sequence[int], kind: Kind, name_heading: str) -> Iterator[Column]:
    taken: set[str] = set()
    seen: set[str] = set()
    for index in indexes:
        heading = row[index]
        exact = HEADING.match(heading)
        if exact and exact[1] in kind.schema["properties"]:
            yield Column(index, heading, exact[1], is_own=True)
            continue
        name, level = _field(heading, kind, name_heading)
        if name in taken and not level:
            name = ""
        if not level:
            taken.add(name)
        label = f"{heading}（又一列）" if heading in seen else heading
        seen.add(heading)
        yield Column(index, label, name, level=level)


def _field(heading: str, kind: Kind, name_heading: str) -> tuple[str, int]:
    """Return the field of a heading, and the coarseness of a name."""
    if name_heading:
        if _is_name(heading, name_heading):
            return NAME, 0
    elif level := next(filter(None, map(_level, _parts(heading))), 0):
        return NAME, level
    for part in _parts(heading):
        name = meaning(part)
        is_known = name in {SERIAL, NOTES, VERDICT, CLAUSE} or name in kind.schema["properties"]
        if is_known and not (name_heading and name == NAME):
            return name, 0
    return "", 0


def _level(heading: str) -> int:
    """Return the coarseness of the names under a heading; 0 if unknown."""
    if meaning(heading) == "coarse":
        return 1
    if meaning(heading) != "finer":
        return 0
    order = [normalize_name(word) for word in _lists()["finer"]]
    return order.index(normalize_name(heading)) - len(order)


def _parts(heading: str) -> tuple[str, ...]:
    return tuple(reversed(heading.split(JOINED)))
