"""The tables of a Word file, and the lists in its paragraphs.

Tracked insertions are read, deletions are not. Content controls and layout tables are unwrapped.
Any other table in a cell is read as text of the cell.
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
from generator.editing.reading_tables import TableReading
from generator.editing.sizes import MOST_COLUMNS
from generator.editing.verdicts import verdict_of_name

_INSERTED, _DELETED = qn("w:ins"), frozenset({qn("w:del"), qn("w:moveFrom")})
_TABLE, _ROW, _CELL, _PARAGRAPH = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:p")
_THROUGH = frozenset(
    {qn("w:sdt"), qn("w:sdtContent"), _INSERTED, qn("w:moveTo"), qn("w:customXml")}
)
_TEXT, _TAB = qn("w:t"), qn("w:tab")
_BREAKS = frozenset({qn("w:br"), qn("w:cr")})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""Duplicate content for old programs."""
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
"""The glyphs of symbol fonts."""
_NUMBERED = re.compile(r"\s*(?:[（(]\s*\d{1,3}\s*[)）]|\d{1,3}\s*[.．、)）](?!\d)|[①-⑳])")
_CHINESE = r"[一二三四五六七八九十百]{1,5}"
_CERTIFICATE = re.compile(
    rf"\s*(?:[（(]{_CHINESE}[)）]|{_CHINESE}[、.．]|第(?:{_CHINESE}|\d{{1,3}})项[、:：\s]?)\s*"
    r"([^。；;：:，,（(]{2,40}证明)(?:$|[。；;：:，,\n（(])"
)
"""A numbered paragraph that begins with the name of a certificate."""
PARAGRAPHS = "正文"
_LISTED = "证明"
HEADING = "事项名称"


@dataclass(slots=True)
class _Findings:
    """The kinds of special content that were found."""

    kinds: set[str] = field(default_factory=set)

    def notes(self, name: str) -> Iterator[str]:
        for kind, note in _NOTES.items():
            if kind in self.kinds:
                yield f"{name}里有{note}。"


_NOTES = {
    "修订": "修订时插入的字，当作正文读了",
    "删除": "修订时删掉的字，没有读",
    "控件": "内容控件（可以填的框），里面的字照读",
    "表中表": "格子里又套着表，里面的字当作那一格的字",
    "隐藏": "隐藏的字，没有读",
    "划掉": "划了删除线的字，照读了。看看是不是已经取消的",
    "版式": "只用来排版的大表，里面的字和表拿出来读了",
    "旁注": "批注或者脚注，没有读",
}


def word_tables(content: bytes) -> Iterator[TableReading]:
    """Yield the tables of a document in order, then the lists in its paragraphs."""
    document = Document(io.BytesIO(content))
    findings = _Findings()
    blocks = list(_unframed(document.element.body, findings))
    numbering = _numbering(document.styles.element)
    rows = list(
        _paragraphs([block for block in blocks if block.tag == _PARAGRAPH], numbering, findings)
    )
    titles = list(_titles(blocks))
    if titles:
        rows = list(_under_headings(rows))
    has_items = any(item for item, _ in rows) or not titles
    text_notes = [] if has_items else list(_skipped_text_note(text for _, text in rows))
    for number, (table, title) in enumerate(titles, 1):
        name = f"第{number}张表"
        reading = TableReading(
            name, (), has_equal_rows=True, may_continue=number > 1, notes=text_notes, title=title
        )
        text_notes = []
        table_findings = _Findings()
        reading.rows = enumerate(_rows(table, reading, table_findings), 1)
        reading.late_notes = partial(table_findings.notes, name)
        yield reading
    if rows and has_items:
        notes = [*findings.notes(PARAGRAPHS)]
        yield TableReading(PARAGRAPHS, enumerate([[HEADING, ""], *rows]), notes=notes)


def _skipped_text_note(texts: Iterable[str]) -> Iterator[str]:
    """Yield a note on text outside of tables."""
    if paragraphs := [text for text in texts if text]:
        yield f"表以外还有{len(paragraphs)}段话，没有读：{'／'.join(paragraphs)}"


def _unframed(body: Any, findings: _Findings) -> Iterator[Any]:
    """Yield paragraphs and tables. A one-column table that contains tables is unwrapped."""
    for block in _children(body, findings, {_TABLE, _PARAGRAPH}):
        rows = [
            list(_children(row, findings, {_CELL})) for row in _children(block, findings, {_ROW})
        ]
        cells = [cell for row in rows for cell in row]
        has_tables = any(cell.find(_TABLE) is not None for cell in cells)
        if block.tag == _TABLE and has_tables and all(len(row) == 1 for row in rows):
            findings.kinds.add("版式")
            for cell in cells:
                yield from _unframed(cell, findings)
        else:
            yield block


def _titles(blocks: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Yield every table with the paragraph above it."""
    above = ""
    for block in blocks:
        if block.tag == _TABLE:
            yield block, above
            above = ""
        else:
            above = "".join(_text(block, _Findings())).strip() or above


def _under_headings(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Keep only items under a heading with a verdict on certificates.

    In a document with tables, other numbered paragraphs are usually tasks of offices.
    """
    listing = False
    for item, text in rows:
        if text:
            listing = _LISTED in text and bool(verdict_of_name(text))
        yield [item, text] if listing else ["", item or text]


def _numbering(styles: Any) -> frozenset[str]:
    """Return the paragraph styles with numbering, without headings."""
    marks = f"{qn('w:pPr')}/{qn('w:numPr')}", f"{qn('w:pPr')}/{qn('w:outlineLvl')}"
    return frozenset(
        str(style.styleId)
        for style in styles.findall(qn("w:style"))
        if [style.find(mark) is not None for mark in marks] == [True, False]
    )


def _paragraphs(
    blocks: Sequence[Any], numbering: frozenset[str], findings: _Findings
) -> Iterator[list[str]]:
    """Yield each paragraph as a row: items in the first cell, other text in the second."""
    for block in blocks:
        text = "".join(_text(block, findings)).strip()
        number = block.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        is_numbered = block.style in numbering if number is None else number.val != 0
        certificate = _CERTIFICATE.match(text)
        certificate = certificate if certificate and not meaning(certificate[1]) else None
        is_item = bool(text) and (is_numbered or bool(certificate or _NUMBERED.match(text)))
        yield [text if is_item else "", "" if is_item else text]


def _rows(table: Any, reading: TableReading, findings: _Findings) -> Iterator[Sequence[object]]:
    above: list[str] = []
    for number, row in enumerate(_children(table, findings, {_ROW}), 1):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            findings.kinds.add("删除")
            continue
        before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        cells = [""] * min(int(before.get(qn("w:val"))) if before is not None else 0, MOST_COLUMNS)
        for cell in _children(row, findings, {_CELL}):
            from_above = cell.vMerge == "continue" and len(cells) < len(above)
            text = above[len(cells)] if from_above else _cell(cell, findings)
            span = min(cell.grid_span, MOST_COLUMNS + 1)
            if from_above:
                reading.merged_down.add((number, len(cells)))
            reading.merged_across |= {(number, len(cells) + more) for more in range(1, span)}
            cells += [text] * span
            if len(cells) > MOST_COLUMNS:
                break
        above = cells
        yield cells


def _cell(cell: Any, findings: _Findings) -> str:
    """Return the text of a cell: a line for each paragraph, and for each cell of a nested table."""
    lines = []
    for block in _children(cell, findings, {_PARAGRAPH, _TABLE}):
        if block.tag == _PARAGRAPH:
            lines.append("".join(_text(block, findings)))
            continue
        findings.kinds.add("表中表")
        rows = _children(block, findings, {_ROW})
        lines += [
            _cell(inner_cell, findings)
            for row in rows
            for inner_cell in _children(row, findings, {_CELL})
        ]
    return "\n".join(lines)


def _children(element: Any, findings: _Findings, tags: set[str]) -> Iterator[Any]:
    """Yield the children with these tags, through wrapping elements."""
    for inner in element:
        if inner.tag in tags:
            yield inner
        elif inner.tag in _THROUGH:
            _record(inner, findings)
            yield from _children(inner, findings, tags)


def _record(element: Any, findings: _Findings) -> None:
    if element.tag == _INSERTED:
        findings.kinds.add("修订")
    elif element.tag == qn("w:sdt"):
        findings.kinds.add("控件")
    elif element.tag == _RUN and _is_marked(element, "strike"):
        findings.kinds.add("划掉")


def _text(element: Any, findings: _Findings) -> Iterator[str]:
    """Yield the text of a paragraph with all tracked changes accepted."""
    for inner in element:
        if inner.tag in _DELETED:
            findings.kinds.add("删除")
        elif inner.tag == _TEXT:
            yield inner.text or ""
        elif inner.tag in _BREAKS:
            yield "\n"
        elif inner.tag == _TAB:
            yield "\t"
        elif inner.tag == _SIGN:
            yield _sign(inner)
        elif inner.tag in _BESIDE:
            findings.kinds.add("旁注")
        elif inner.tag == _RUN and _is_marked(inner, "vanish"):
            findings.kinds.add("隐藏")
        elif inner.tag not in _IGNORED:
            _record(inner, findings)
            yield from _text(inner, findings)


def _is_marked(run: Any, name: str) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn(f'w:{name}')}")
    return mark is not None and mark.get(qn("w:val"), "1") not in {"0", "false", "off"}


def _sign(element: Any) -> str:
    """Return the character of a symbol; a placeholder for an unknown font."""
    font, code = element.get(qn("w:font"), ""), element.get(qn("w:char"), "0")
    return _SIGNS.get((font, int(code, 16) & 0xFF), "（符号）")
