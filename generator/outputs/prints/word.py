"""清单 as a Word document, laid out in the spirit of GB/T 9704: title, body, tables, page numbers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt

from generator.outputs.prints.lists import totals_line
from generator.outputs.prints.tables import Rows
from generator.outputs.prints.zipped import moment, timeless
from generator.outputs.qr_codes import QUIET_ZONE, qr_code
from generator.views.imprint import Imprint
from generator.views.listings import Listing, Section

SONG, HEI, FANG = "宋体", "黑体", "仿宋"
LETTER = "Body Text"
"""The style of letters and certificates: 三号 (16 point), as GB/T 9704 has it."""
A4 = (Cm(21), Cm(29.7))
OFFICIAL_TOP, OFFICIAL_LEFT = Cm(3.7), Cm(2.8)
OFFICIAL_WIDTH, OFFICIAL_HEIGHT = Cm(15.6), Cm(22.5)
"""天头, 订口 and 版心 of GB/T 9704—2012."""
CODE_WIDTH, CODE_COLUMN = Cm(2.2), Cm(2.7)
_FIRST = (("编号", 1.2), ("名称", 3.0), ("结论", 1.5))
_SMALL = Pt(9)
_LONGEST_PROPERTY = 255
"""Characters that a property of a document may have in the library that writes it."""
_STYLES = (
    ("Normal", FANG, 10.5),
    (LETTER, FANG, 16),
    ("Title", SONG, 22),
    ("Heading 1", HEI, 16),
    ("Heading 2", HEI, 14),
)


def word_list(listing: Listing) -> bytes:
    """Return the list as DOCX: a table for each section, heads repeated on every page."""
    document = new_document(listing.title, listing.imprint, landscape=True)
    document.add_paragraph(listing.title, style="Title")
    document.add_paragraph(totals_line(listing))
    add_sections(document, listing.sections)
    return saved(document)


def add_sections(document: Any, sections: Iterable[Section]) -> None:
    """Add the sections of a list: a heading and a table for each."""
    for section in sections:
        document.add_heading(f"{section.heading}（{len(section.rows)}项）", 2)
        _table(document, section)


def rows_of(listing: Listing) -> Rows:
    """Return what the tables of a list hold, row by row."""
    return tuple(
        tuple(printable(cell) for cell in (row.id, row.name, row.word, *row.cells))
        for row in listing.rows
    )


def word_rows(content: bytes) -> Rows:
    """Return number, name, verdict and cells of all rows of a list as DOCX."""
    found: list[tuple[str, ...]] = []
    for table in Document(io.BytesIO(content)).element.body.iter(qn("w:tbl")):
        _, *rows = table.iter(qn("w:tr"))
        found += [tuple(_text(cell) for cell in row.iter(qn("w:tc"))) for row in rows]
    return tuple(found)


def new_document(
    title: str, told: Imprint, *, landscape: bool = False, official: bool = False
) -> Any:
    """Return an empty A4 document with our styles; its foot has code, imprint and page numbers.

    With ``official``, its margins are those of GB/T 9704—2012: a type area of 156 by 225 mm.
    """
    document = Document()
    _drop_effects(document.part)
    core = document.core_properties
    whole = (
        told.line if len(told.line) <= _LONGEST_PROPERTY else ""
    )  # it stands on the paper anyway
    core.title, core.author, core.comments = title, told.publisher, whole
    core.created = core.modified = moment(told.verified_on)
    core.last_modified_by, core.language, core.revision = told.publisher, "zh-CN", 1
    page = document.sections[0]
    width, height = A4
    if landscape:
        page.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    page.page_width, page.page_height = width, height
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin, page.bottom_margin, page.footer_distance = Cm(1.8), Cm(3.4), Cm(0.8)
    if official:
        page.top_margin = OFFICIAL_TOP
        page.bottom_margin = Length(height - OFFICIAL_TOP - OFFICIAL_HEIGHT)
        page.left_margin = OFFICIAL_LEFT
        page.right_margin = Length(width - OFFICIAL_LEFT - OFFICIAL_WIDTH)
    for name, font, size in _STYLES:
        _set_style(document.styles[name], font, size)
    title_style = document.styles["Title"]
    title_style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in list(title_style.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    space = Length(page.page_width - page.left_margin - page.right_margin)
    _foot(page.footer, told, space)
    return document


def _drop_effects(part: Any) -> None:
    """Drop the template's second list of styles, for Word 2010: without ours Word would mend it."""
    for key, relation in list(part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            part.drop_rel(key)


def _set_style(style: Any, font: str, size: float) -> None:
    style.font.name, style.font.size = font, Pt(size)
    style.font.color.rgb = None
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for face in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{face}"), font)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")


def _foot(footer: Any, told: Imprint, space: Length) -> None:
    """Fill the foot, which is ``space`` wide: the code, and beside it what it says."""
    table = footer.add_table(1, 2, space)
    table.autofit = False
    code, said = table.rows[0].cells
    for part in (table.columns, (code, said)):
        part[0].width, part[1].width = CODE_COLUMN, Length(space - CODE_COLUMN)
    said.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    end = footer.paragraphs[0]  # Word wants one after a table
    table._tbl.getparent().remove(table._tbl)  # noqa: SLF001 - as below
    end._p.addprevious(table._tbl)  # noqa: SLF001 - python-docx adds tables at the end only
    end.paragraph_format.line_spacing = Pt(1)
    _code(code.paragraphs[0], told)
    line, notice = said.paragraphs[0], said.add_paragraph()
    for paragraph in (code.paragraphs[0], line, notice):
        paragraph.paragraph_format.space_after = Pt(0)
    line.add_run(told.line).font.size = _SMALL
    notice.add_run("第").font.size = _SMALL
    _field(notice, "PAGE")
    notice.add_run("页，共").font.size = _SMALL
    _field(notice, "NUMPAGES")
    notice.add_run(f"页　{told.notice}").font.size = _SMALL


def _code(paragraph: Any, told: Imprint) -> None:
    """Add the QR code, with its words for who cannot see it."""
    picture = io.BytesIO()
    qr_code(told.code).save(picture, kind="png", scale=6, border=QUIET_ZONE)
    picture.seek(0)
    shape = paragraph.add_run().add_picture(picture, width=CODE_WIDTH)
    shape._inline.docPr.set("descr", f"二维码：{told.code}")  # noqa: SLF001 - no other way to set it


def _field(paragraph: Any, code: str) -> None:
    """Add a field that Word and WPS fill in themselves."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    run.font.size = _SMALL
    field.append(run._r)  # noqa: SLF001 - python-docx has no fields
    paragraph._p.append(field)  # noqa: SLF001 - as above


def _table(document: Any, section: Section) -> None:
    heads = [*_FIRST, *((column.heading, column.width) for column in section.columns)]
    rows = [(row.id, row.name, row.word, *row.cells) for row in section.rows]
    add_table(document, heads, rows)


def add_table(
    document: Any, heads: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]]
) -> Any:
    """Add a table; ``heads`` are headings with their shares of the width.

    Rows are copies of one row's XML: the library's own cells take a hundred times as long.
    """
    page = document.sections[-1]
    space = page.page_width - page.left_margin - page.right_margin
    whole = sum(share for _, share in heads)
    table = document.add_table(rows=2, cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, (_, share) in zip(table.columns, heads, strict=True):
        column.width = int(space * share / whole)
    for row in table.rows:
        for cell, (heading, share) in zip(row.cells, heads, strict=True):
            cell.width = int(space * share / whole)
            cell.paragraphs[0].add_run(heading)
        _row_property(row, "w:cantSplit")
    _row_property(table.rows[0], "w:tblHeader")
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    model = table.rows[1]._tr  # noqa: SLF001 - as above
    table._tbl.remove(model)  # noqa: SLF001 - as above
    for row in rows:
        copy = deepcopy(model)
        for text, cell in zip(copy.iter(qn("w:t")), row, strict=True):
            text.text = printable(cell)
            text.set(qn("xml:space"), "preserve")
        table._tbl.append(copy)  # noqa: SLF001 - as above
    return table


def _row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - as above


def printable(text: str) -> str:
    """Return a text without the control characters that XML 1.0 cannot hold."""
    return "".join(c for c in text if c in "\t\n" or ord(c) >= ord(" "))


def saved(document: Any) -> bytes:
    """Return the finished document. The same content gives the same bytes."""
    written = io.BytesIO()
    document.save(written)
    return timeless(written.getvalue())


def _text(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))
