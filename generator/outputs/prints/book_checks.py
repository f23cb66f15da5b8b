"""Nothing lost in what is made of the whole catalogue: 手册, 公示稿, 对照表, 一页看清."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.prints.checks import PrintError, codes, holds, table
from generator.outputs.prints.forms import form_text
from generator.outputs.prints.public_notice import notice_texts
from generator.outputs.prints.reading_back import Opened, open_pdf, without_blanks
from generator.outputs.prints.word import rows_of, word_rows
from generator.views.comparison import Comparison
from generator.views.handbook import Handbook
from generator.views.imprint import Imprint
from generator.views.leaders_page import LeadersPage
from generator.views.listings import Listing
from generator.views.public_notice import PublicNotice

HEADS = ("编号", "名称", "怎么办、依据")
"""What stands at the top of a page on which a table of the book goes on."""
NOTHING = "—"
"""What stands in a cell that has nothing to say."""


def handbook(book: Handbook, content: bytes) -> int:
    """Check the book: its preface, every cell, every quotation, both indexes, the code."""
    opened = open_pdf(content)
    holds("".join(_bodies(book, opened)), _told(book))
    codes(opened, book.imprint)
    return len(opened.pages)


def _told(book: Handbook) -> Iterator[str]:
    yield from (book.title, book.name, *book.preface)
    for chapter in book.chapters:
        yield chapter.title
        for part in chapter.parts:
            for item in part.items:
                yield f"{item.row.id}{item.row.name}"
                yield from (f"{heading}：{cell}" for heading, cell in item.cells)
    for law in book.laws:
        yield law.title
        yield from (f"{quoted.clause}{quoted.said}" for quoted in law.quotes)
    for group in (*book.by_pinyin, *book.by_department):
        yield group.heading
        yield from (f"{name}{number}" for number, name in group.entries)


def _bodies(book: Handbook, opened: Opened) -> Iterator[str]:
    """Yield the text of each page without its foot and without the head of a table going on."""
    for number, page in enumerate(opened.pages, 1):
        foot = f"{book.title}{number}" if number % 2 else f"{number}{book.imprint.edition}"
        yield page.removesuffix(without_blanks(foot)).removeprefix("".join(HEADS))


def comparison(compared: Comparison, imprint: Imprint, content: bytes) -> int:
    """Check the comparison: every row with both wordings and what became of it."""
    opened = open_pdf(content)
    holds(opened.text, [compared.sentence])
    for row in compared.rows:
        both = (f"{one.serial}．{one.name}" if one else NOTHING for one in (row.above, row.below))
        named = "".join(f"{one.id}{one.title}{one.decision_label}" for one in row.entries)
        told = (*both, row.relation, named or NOTHING, row.here, row.reason or NOTHING)
        holds(opened.text, ["".join(told)])
    codes(opened, imprint)
    return len(opened.pages)


def leaders(page: LeadersPage, content: bytes) -> int:
    """Check the leaders' page: one sheet, its numbers, its bars, all that is said."""
    opened = open_pdf(content)
    if len(opened.pages) > 1:
        raise PrintError(f"{page.title}排成了{len(opened.pages)}页，应当是一页")
    numbers = (f"{one.number}{one.unit}{one.words}" for one in page.figures)
    bars = (f"{name}{count}" for name, count in page.chart.bars) if page.chart else ()
    said = (text for one in page.matters for text in (one.heading, *one.lines))
    holds(opened.text, [page.as_of, *numbers, *bars, *said])
    return len(opened.pages)


def public_notice(notice: PublicNotice, whole: Listing, content: bytes) -> int:
    """Check the notice: its words, its blanks, and every cell of the lists it puts up."""
    holds(without_blanks(form_text(content)), notice_texts(notice))
    return table(rows_of(whole), word_rows, content)
