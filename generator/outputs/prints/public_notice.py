"""公示稿 as a Word document: the notice in official form, then each list as an attachment, across."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from generator.outputs.prints.forms import filled, shown, signed
from generator.outputs.prints.word import A4, add_sections, new_document, saved
from generator.views.public_notice import PublicNotice

_MARGIN = Cm(2)


def public_notice_docx(notice: PublicNotice) -> bytes:
    """Return the notice as DOCX."""
    document = new_document(notice.title, notice.imprint, official=True)
    document.add_paragraph(notice.heading, style="Title")
    for text in (*notice.texts, *_listed(notice)):
        filled(document, text, indent=True)
    signed(document, notice.signed)
    for number, attachment in enumerate(notice.attachments, 1):
        page = document.add_section(WD_SECTION.NEW_PAGE)
        if number == 1:
            _turn(page)
        document.add_paragraph(f"附件{number}")
        heading = document.add_heading(f"{attachment.title}（{attachment.count}项）", 1)
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_sections(document, attachment.sections)
    return saved(document)


def notice_texts(notice: PublicNotice) -> tuple[str, ...]:
    """Return what must be found in the notice, in order, before and among its lists."""
    titles = (f"附件{n}{one.title}（{one.count}项）" for n, one in enumerate(notice.attachments, 1))
    return (notice.heading, *map(shown, (*notice.texts, *_listed(notice), *notice.signed)), *titles)


def _listed(notice: PublicNotice) -> tuple[str, ...]:
    return tuple(
        f"{'附件：' if number == 1 else '　　　'}{number}．{one.title}"
        for number, one in enumerate(notice.attachments, 1)
    )


def _turn(page: Any) -> None:
    """Turn the pages from here on across, with margins that leave the tables room."""
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_height, page.page_width = A4
    page.left_margin = page.right_margin = page.top_margin = _MARGIN
