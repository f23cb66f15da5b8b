"""The tables of a Word file and the lists among its paragraphs, as offices send them.

Text put in under tracked changes counts, text taken out does not. Content controls are looked
through, and so are tables that only frame the page. Any other table inside a cell is text of it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from generator.editing.headings import meaning
from generator.editing.reading_tables import Reading
from generator.editing.sizes import MOST_COLUMNS
from generator.editing.verdicts import said_of_name

_INSERTED, _DELETED = qn("w:ins"), frozenset({qn("w:del"), qn("w:moveFrom")})
_TABLE, _ROW, _CELL, _PARAGRAPH = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:p")
_THROUGH = frozenset(
    {qn("w:sdt"), qn("w:sdtContent"), _INSERTED, qn("w:moveTo"), qn("w:customXml")}
)
_TEXT, _TAB = qn("w:t"), qn("w:tab")
_BREAKS = frozenset({qn("w:br"), qn("w:cr")})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same again, for old programs."""
_IGNORED = frozenset(
    {qn(f"w:{name}") for name in ("pPr", "rPr", "tcPr", "instrText", "delText", "rt")} | {_FALLBACK}
)
_BESIDE = frozenset({qn("w:commentReference"), qn("w:footnoteReference"), qn("w:endnoteReference")})
_RUN, _SIGN = qn("w:r"), qn("w:sym")
_SIGNS: Mapping[tuple[str, int], str] = {
    ("Wingdings", 0x6F): "□",
    ("Wingdings", 0xA8): "□",
    ("Wingdings", 0xFB): "×",
    ("Wingdings", 0xFC): "√",
    ("Wingdings", 0xFD): "☒",
    ("Wingdings", 0xFE): "☑",
    ("Wingdings 2", 0x4F): "×",
    ("Wingdings 2", 0x50): "√",
    ("Wingdings 2", 0x51): "☒",
    ("Wingdings 2", 0x52): "☑",
    ("Wingdings 2", 0xA3): "□",
}
"""What the fonts of signs draw for a character."""
_NUMBERED = re.compile(r"\s*(?:[（(]\s*\d{1,3}\s*[)）]|\d{1,3}\s*[.．、)）](?!\d)|[①-⑳])")
_CHINESE = r"[一二三四五六七八九十百]{1,5}"
_CERTIFICATE = re.compile(
    rf"\s*(?:[（(]{_CHINESE}[)）]|{_CHINESE}[、.．]|第(?:{_CHINESE}|\d{{1,3}})项[、:：\s]?)\s*"
    r"([^。；;：:，,（(]{2,40}证明)(?:$|[。；;：:，,\n（(])"
)
"""A paragraph with a Chinese number that begins with the name of a certificate."""
PARAGRAPHS = "正文"
_LISTED = "证明"
HEADING = "事项名称"


@dataclass(slots=True)
class _Seen:
    """What was met that people should know of."""

    what: set[str] = field(default_factory=set)

    def told(self, name: str) -> Iterator[str]:
        for one, says in _SAYS.items():
            if one in self.what:
                yield f"{name}里有{says}。"


_SAYS = {
    "修订": "修订时插入的字，当作正文读了",
    "删除": "修订时删掉的字，没有读",
    "控件": "内容控件（可以填的框），里面的字照读",
    "表中表": "格子里又套着表，里面的字当作那一格的字",
    "隐藏": "隐藏的字，没有读",
    "划掉": "划了删除线的字，照读了。看看是不是已经取消的",
    "版式": "只用来排版的大表，里面的字和表拿出来读了",
    "旁注": "批注或者脚注，没有读",
}


def word_tables(content: bytes) -> Iterator[Reading]:
    """Yield the tables of a document in order, then the lists among its paragraphs."""
    document = Document(io.BytesIO(content))
    seen = _Seen()
    blocks = list(_unframed(document.element.body, seen))
    numbering = _numbering(document.styles.element)
    rows = list(_paragraphs([one for one in blocks if one.tag == _PARAGRAPH], numbering, seen))
    titles = list(_titles(blocks))
    if titles:
        rows = list(_under_headings(rows))
    listed = any(item for item, _ in rows) or not titles
    beside = [] if listed else list(_outside(text for _, text in rows))
    for number, (table, title) in enumerate(titles, 1):
        name = f"第{number}张表"
        read = Reading(name, (), even=True, goes_on=number > 1, notes=beside, title=title)
        beside = []
        own = _Seen()
        read.rows = enumerate(_rows(table, read, own), 1)
        read.late = partial(own.told, name)
        yield read
    if rows and listed:
        told = [*seen.told(PARAGRAPHS)]
        yield Reading(PARAGRAPHS, enumerate([[HEADING, ""], *rows]), notes=told)


def _outside(texts: Iterable[str]) -> Iterator[str]:
    """Say which text stands beside the tables."""
    if said := [text for text in texts if text]:
        yield f"表以外还有{len(said)}段话，没有读：{'／'.join(said)}"


def _unframed(body: Any, seen: _Seen) -> Iterator[Any]:
    """Yield paragraphs and tables; of a table one cell wide that holds tables, what is in it."""
    for block in _inside(body, seen, {_TABLE, _PARAGRAPH}):
        rows = [list(_inside(row, seen, {_CELL})) for row in _inside(block, seen, {_ROW})]
        cells = [cell for row in rows for cell in row]
        holds = any(cell.find(_TABLE) is not None for cell in cells)
        if block.tag == _TABLE and holds and all(len(row) == 1 for row in rows):
            seen.what.add("版式")
            for cell in cells:
                yield from _unframed(cell, seen)
        else:
            yield block


def _titles(blocks: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Yield every table with the paragraph that stands above it."""
    above = ""
    for block in blocks:
        if block.tag == _TABLE:
            yield block, above
            above = ""
        else:
            above = "".join(_text(block, _Seen())).strip() or above


def _under_headings(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Keep as items those under a heading that says what becomes of certificates.

    Beside a table, numbered paragraphs are as a rule what offices have to do.
    """
    listing = False
    for item, text in rows:
        if text:
            listing = _LISTED in text and bool(said_of_name(text))
        yield [item, text] if listing else ["", item or text]


def _numbering(styles: Any) -> frozenset[str]:
    """Return the styles whose paragraphs Word numbers and that are no headings."""
    marks = f"{qn('w:pPr')}/{qn('w:numPr')}", f"{qn('w:pPr')}/{qn('w:outlineLvl')}"
    return frozenset(
        str(style.styleId)
        for style in styles.findall(qn("w:style"))
        if [style.find(mark) is not None for mark in marks] == [True, False]
    )


def _paragraphs(
    blocks: Sequence[Any], numbering: frozenset[str], seen: _Seen
) -> Iterator[list[str]]:
    """Yield each paragraph as a row: an item in the first cell, other text beside it."""
    for block in blocks:
        text = "".join(_text(block, seen)).strip()
        number = block.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        numbered = block.style in numbering if number is None else number.val != 0
        named = _CERTIFICATE.match(text)
        named = named if named and not meaning(named[1]) else None
        is_item = bool(text) and (numbered or bool(named or _NUMBERED.match(text)))
        yield [text if is_item else "", "" if is_item else text]


def _rows(table: Any, read: Reading, seen: _Seen) -> Iterator[Sequence[object]]:
    above: list[str] = []
    for number, row in enumerate(_inside(table, seen, {_ROW}), 1):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            seen.what.add("删除")
            continue
        before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        cells = [""] * min(int(before.get(qn("w:val"))) if before is not None else 0, MOST_COLUMNS)
        for cell in _inside(row, seen, {_CELL}):
            from_above = cell.vMerge == "continue" and len(cells) < len(above)
            text = above[len(cells)] if from_above else _cell(cell, seen)
            span = min(cell.grid_span, MOST_COLUMNS + 1)
            if from_above:
                read.down.add((number, len(cells)))
            read.across |= {(number, len(cells) + more) for more in range(1, span)}
            cells += [text] * span
            if len(cells) > MOST_COLUMNS:
                break
        above = cells
        yield cells


def _cell(cell: Any, seen: _Seen) -> str:
    """Return the text of a cell, a line each paragraph; of a table in it a line each cell."""
    lines = []
    for block in _inside(cell, seen, {_PARAGRAPH, _TABLE}):
        if block.tag == _PARAGRAPH:
            lines.append("".join(_text(block, seen)))
            continue
        seen.what.add("表中表")
        rows = _inside(block, seen, {_ROW})
        lines += [_cell(one, seen) for row in rows for one in _inside(row, seen, {_CELL})]
    return "\n".join(lines)


def _inside(element: Any, seen: _Seen, wanted: set[str]) -> Iterator[Any]:
    """Yield the elements wanted, looking through what only wraps them."""
    for inner in element:
        if inner.tag in wanted:
            yield inner
        elif inner.tag in _THROUGH:
            _note(inner, seen)
            yield from _inside(inner, seen, wanted)


def _note(element: Any, seen: _Seen) -> None:
    if element.tag == _INSERTED:
        seen.what.add("修订")
    elif element.tag == qn("w:sdt"):
        seen.what.add("控件")
    elif element.tag == _RUN and _is_marked(element, "strike"):
        seen.what.add("划掉")


def _text(element: Any, seen: _Seen) -> Iterator[str]:
    """Yield the text of a paragraph as it reads when all changes are taken."""
    for inner in element:
        if inner.tag in _DELETED:
            seen.what.add("删除")
        elif inner.tag == _TEXT:
            yield inner.text or ""
        elif inner.tag in _BREAKS:
            yield "\n"
        elif inner.tag == _TAB:
            yield "\t"
        elif inner.tag == _SIGN:
            yield _sign(inner)
        elif inner.tag in _BESIDE:
            seen.what.add("旁注")
        elif inner.tag == _RUN and _is_marked(inner, "vanish"):
            seen.what.add("隐藏")
        elif inner.tag not in _IGNORED:
            _note(inner, seen)
            yield from _text(inner, seen)


def _is_marked(run: Any, how: str) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn(f'w:{how}')}")
    return mark is not None and mark.get(qn("w:val"), "1") not in {"0", "false", "off"}


def _sign(element: Any) -> str:
    """Return what a sign looks like; that there is one where its font is not known."""
    font, code = element.get(qn("w:font"), ""), element.get(qn("w:char"), "0")
    return _SIGNS.get((font, int(code, 16) & 0xFF), "（符号）")
