"""Which row of a table is its head, and what its columns are for."""

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
"""Rows from the top among which the head is looked for."""
MOST_HEAD_ROWS = 3
LONGEST_HEADING = 16
SERIAL, NOTES, VERDICT, NAME, CLAUSE = "serial", "notes", "verdict", "name", "clause"
JOINED = "／"
_CERTIFICATE = "证明"
_NAMES = re.compile(
    r"(?:取消|保留|清理|不应|不得|不再|不予|可以|应当|依法|由|村|社区|居|居委会|村委会|出具|开具|的)*"
    rf"{_CERTIFICATE}(?:事项|事项名称|名称|材料|文件|项目|种类|类型)?"
)
"""What else the column with the names of certificates is called."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place, its heading, and the field it is for; none if that is not known."""

    place: int
    heading: str
    field: str
    exact: bool = False
    """Whether it comes from our own workbook, so that its cells are fields as they are."""
    level: int = 0
    """How coarse a name it holds, below 0 finer than most; the finest one is the name."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a head stands, how many rows it has, and the columns of each list side by side."""

    place: int
    height: int
    blocks: tuple[tuple[Column, ...], ...]


@cache
def known_headings() -> Mapping[str, str]:
    """Return for each heading departments use the field it is for."""
    return {normalize_name(word): name for name, words in _lists().items() for word in words}


@cache
def _lists() -> Mapping[str, list[str]]:
    text = (files("generator.editing") / "columns.yml").read_text(encoding="utf-8")
    found: Mapping[str, list[str]] = yaml.safe_load(text)
    return found


def meaning(heading: str) -> str:
    """Return the field a heading is for; empty if that is not known."""
    word = normalize_name(heading)
    return known_headings().get(word, "") or (NAME if _NAMES.fullmatch(word) else "")


def head_of(sheet: Sheet, kind: Kind, asked: str = "") -> Head | None:
    """Return the head of a table; none when no column is known to hold names.

    ``asked`` is the heading of the column that holds the names, where someone has said it. A head
    of several columns goes before one text alone, which may be a title.
    """
    alone = None
    for place in range(min(HEAD_WITHIN, len(sheet.rows))):
        for height, headings in reversed(list(_heights(sheet, place))):
            blocks = tuple(_blocks(headings, kind, asked))
            if any(column.field == NAME for block in blocks for column in block):
                head = Head(place, height, blocks)
                if len({*filter(None, headings)}) > 1:
                    return head
                alone = alone or head
    return alone


def head_again(place: int, row: Row, before: Head, kind: Kind, asked: str) -> Head | None:
    """Return the head a row is that has known headings only, its columns otherwise than before."""
    texts = {*filter(None, row)}
    there = {column.heading for block in before.blocks for column in block}
    if len(texts) < 2 or not all(text in there or meaning(text) for text in texts):  # noqa: PLR2004 - one text is a title
        return None
    blocks = tuple(_blocks(row, kind, asked))
    named = any(column.field == NAME for block in blocks for column in block)
    return Head(place, 1, blocks) if named else None


def _heights(sheet: Sheet, place: int) -> Iterator[tuple[int, Row]]:
    """Yield how many rows the head at a place may have, and its headings joined."""
    joined = sheet.rows[place][1]
    yield 1, joined
    for height in range(1, MOST_HEAD_ROWS):
        if place + height >= len(sheet.rows):
            return
        (number, top), (_, below) = sheet.rows[place + height - 1 : place + height + 1]
        if not _goes_on(sheet, number, top, below):
            return
        joined = _joined(joined, below)
        yield height + 1, joined


def _goes_on(sheet: Sheet, number: int, top: Row, below: Row) -> bool:
    """Tell whether the row below a head divides some of its headings."""
    divided = False
    if len({*filter(None, top)}) < 2:  # noqa: PLR2004 - one text is a title
        return False
    for place, text in enumerate(below):
        above = top[place] if place < len(top) else ""
        if not text or text == above:
            continue
        merged = (number, place) in sheet.across or (number, place + 1) in sheet.across
        under = bool(meaning(text)) and not meaning(above) and any(top[: place + 1])
        if not ((merged and len(text) <= LONGEST_HEADING) or under):
            return False
        divided = True
    return divided


def _joined(top: Row, below: Row) -> Row:
    """Return the headings of two rows, those above before those below."""
    width = max(len(top), len(below))
    padded = [(*row, *[""] * (width - len(row))) for row in (top, below)]
    joined, group = [], ""
    for above, under in zip(*padded, strict=True):
        group = above or (group if under else "")
        said = group.rpartition(JOINED)[2]  # a cell merged down says again what stands above
        joined.append(group if under == said else JOINED.join(filter(None, (group, under))))
    return tuple(joined)


def _blocks(row: Row, kind: Kind, asked: str) -> Iterator[tuple[Column, ...]]:
    """Yield the columns of each list: of several side by side, each begins where the first does."""
    asked = asked or _chosen(row, kind)
    names = [place for place, text in enumerate(row) if _is_name(text, asked)]
    below = [text.rpartition(JOINED)[2] for text in row]
    again = [place for place in names if below[place] == below[names[0]]] if names else []
    if len(again) < 2:  # noqa: PLR2004 - a pair
        yield tuple(_columns(row, range(len(row)), kind, asked))
        return
    before = 0
    while before < again[0] and below[again[0] - before - 1] == below[again[1] - before - 1] != "":
        before += 1
    starts = [0, *(place - before for place in again[1:]), len(row)]
    for start, end in pairwise(starts):
        yield tuple(_columns(row, range(start, end), kind, asked))


def _chosen(row: Row, kind: Kind) -> str:
    """Return which of several headings of names is that of this kind; empty where one is alone."""
    named = [text for text in row if _is_name(text, "")]
    headings = list({text.rpartition(JOINED)[2]: text for text in named}.values())
    wanted = kind.label == _CERTIFICATE
    mine = [text for text in headings if (_CERTIFICATE in text) == wanted]
    first = sorted(mine or headings, key=lambda text: not text.endswith("名称"))
    return first[0] if len(headings) > 1 else ""


def _is_name(heading: str, asked: str) -> bool:
    if asked:
        return normalize_name(heading) == normalize_name(asked)
    top, _, below = heading.rpartition(JOINED)
    return meaning(below) == NAME and meaning(top) in {"", NAME}


def _columns(row: Row, places: Sequence[int], kind: Kind, asked: str) -> Iterator[Column]:
    taken: set[str] = set()
    seen: set[str] = set()
    for place in places:
        heading = row[place]
        exact = HEADING.match(heading)
        if exact and exact[1] in kind.schema["properties"]:
            yield Column(place, heading, exact[1], exact=True)
            continue
        name, level = _field(heading, kind, asked)
        if name in taken and not level:
            name = ""
        if not level:
            taken.add(name)
        shown = f"{heading}（又一列）" if heading in seen else heading
        seen.add(heading)
        yield Column(place, shown, name, level=level)


def _field(heading: str, kind: Kind, asked: str) -> tuple[str, int]:
    """Return the field a heading is for, and how coarse a name it is."""
    if asked:
        if _is_name(heading, asked):
            return NAME, 0
    elif level := next(filter(None, map(_level, _halves(heading))), 0):
        return NAME, level
    for half in _halves(heading):
        name = meaning(half)
        known = name in {SERIAL, NOTES, VERDICT, CLAUSE} or name in kind.schema["properties"]
        if known and not (asked and name == NAME):
            return name, 0
    return "", 0


def _level(heading: str) -> int:
    """Return how coarse a name a heading is for; 0 where it says nothing of that."""
    if meaning(heading) == "coarse":
        return 1
    if meaning(heading) != "finer":
        return 0
    order = [normalize_name(word) for word in _lists()["finer"]]
    return order.index(normalize_name(heading)) - len(order)


def _halves(heading: str) -> tuple[str, ...]:
    return tuple(reversed(heading.split(JOINED)))
