"""What is made of the whole catalogue: handbook, notice for comment, comparison, leaders' page."""

from __future__ import annotations

import io
from dataclasses import replace
from types import MappingProxyType

import pypdfium2
import pytest
from docx import Document
from helpers import DAY
from pdfua import validate
from pdfua.model import Severity
from test_prints import small

from generator.editions.edition import Edition, EditionType, state_of
from generator.editions.history import newest_changes
from generator.outputs.prints import book_checks
from generator.outputs.prints.checks import PrintError
from generator.outputs.prints.print_jobs import all_prints, prints
from generator.outputs.prints.reading_back import open_pdf
from generator.views.comparison import NOT_ADOPTED, comparisons
from generator.views.handbook import handbook
from generator.views.leaders_page import leaders_page
from generator.views.listings import listings
from generator.views.public_notice import public_notice

ABOVE = """\
id: guojia
title: 国家清单（第一批）
short_title: 国家清单
source: minfa-2020-20
expected_count: 2
rows:
  - {serial: 1, name: 亲属关系证明}
  - {serial: 2, name: 健在证明}
"""
BELOW = """\
id: shengji
title: 省级清单（第一批）
short_title: 省级清单
source: minfa-2020-20
base: guojia
expected_count: 2
rows:
  - {serial: 1, name: 亲属关系证明, base_serial: 1, relation: same}
  - {serial: 2, name: 转学证明, relation: added, note: 国家清单没有，省里增加。}
not_adopted:
  - {base_serial: 2, note: 省里没有列。}
"""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    return small(
        tmp_path_factory.mktemp("books"), {"upstream/a.yml": ABOVE, "upstream/b.yml": BELOW}.items()
    )


def whole(catalogue):
    return next(iter(listings(catalogue)))


@pytest.fixture(scope="module")
def books(catalogue):
    jobs = all_prints(catalogue, DAY, None)
    return {job.path: job for job in jobs if job.path.startswith("books/")}


def test_the_whole_catalogue_is_made_into_books(books):
    assert list(books) == [
        "books/handbook-a4.pdf",
        "books/handbook-a5.pdf",
        "books/public-notice.docx",
        "books/comparison-guojia--shengji.pdf",
        "books/leaders-page.pdf",
    ]


@pytest.mark.parametrize(
    "name", ["handbook-a4", "handbook-a5", "comparison-guojia--shengji", "leaders-page"]
)
def test_books_pass_what_a_machine_can_check_of_pdf_ua_and_come_out_the_same(books, name, tmp_path):
    job, file = books[f"books/{name}.pdf"], tmp_path / "book.pdf"
    file.write_bytes(job.render())

    assert job.check(file.read_bytes()) >= 1
    assert [f for f in validate(str(file)).findings if f.severity >= Severity.ERROR] == []
    assert job.render() == file.read_bytes()


def test_a_booklet_has_a_multiple_of_four_pages(books):
    pages = books["books/handbook-a5.pdf"].check(books["books/handbook-a5.pdf"].render())

    assert pages % 4 == 0


def test_contents_and_indexes_name_the_page_an_entry_is_on(books):
    pages = open_pdf(books["books/handbook-a4.pdf"].render()).pages
    on = next(n for n, page in enumerate(pages, 1) if "ZM-001亲属关系证明去哪里" in page)

    contents = next(page for page in pages if page.startswith("目次"))
    assert f"不应出具1项{on}" in contents.replace(".", "")
    pinyin = next(page for page in pages if page.startswith("拼音索引"))
    assert f"Q亲属关系证明ZM-001{on}" in pinyin
    departments = next(page for page in pages if page.startswith("部门索引"))
    assert f"亲属关系证明ZM-001{on}" in departments


def test_the_words_of_the_law_are_quoted_where_a_text_proves_them(shipped_catalogue):
    book = handbook(shipped_catalogue, whole(shipped_catalogue))
    law = next(law for law in book.laws if law.title == "《中华人民共和国禁毒法》")

    assert [one.clause for one in law.quotes][:2] == ["第十七条", "第十九条"]
    assert all(one.said.startswith("“") and one.ids for one in law.quotes)
    assert sum(len(law.quotes) for law in book.laws) > 500


@pytest.mark.parametrize("lost", ["cell", "index"])
def test_a_handbook_that_lost_anything_is_not_handed_out(books, catalogue, lost):
    content, book = books["books/handbook-a4.pdf"].render(), handbook(catalogue, whole(catalogue))
    chapter = book.chapters[0]
    part = chapter.parts[0]
    item = replace(part.items[0], cells=(("去哪里", "别的地方"),))
    wanted = {
        "cell": replace(book, chapters=(replace(chapter, parts=(replace(part, items=(item,)),)),)),
        "index": replace(book, by_department=(*book.by_department, *book.by_pinyin)),
    }[lost]

    with pytest.raises(PrintError, match="少了"):
        book_checks.handbook(wanted, content)


def test_books_are_cited_as_the_list_of_the_whole_catalogue(catalogue):
    made = [job for job in prints(catalogue, DAY) if job.path.startswith("books/")]

    assert {job.imprint.line for job in made} == {whole(catalogue).imprint.line}


# --- 公示稿 ----------------------------------------------------------------------------------


def test_the_notice_puts_the_lists_up_as_attachments_across_the_page(catalogue, books):
    document = Document(io.BytesIO(books["books/public-notice.docx"].render()))
    texts = [paragraph.text for paragraph in document.paragraphs]

    assert texts[0] == f"关于公示《{catalogue.settings.title}》的公告"
    assert "附件：1．证明事项清单" in texts
    assert [one for one in texts if one.startswith("附件1")] == ["附件1"]
    upright, across = document.sections[0], document.sections[-1]
    assert upright.page_width < upright.page_height
    assert across.page_width > across.page_height


def test_a_notice_that_lost_a_row_is_not_handed_out(catalogue, books):
    content, listing = books["books/public-notice.docx"].render(), whole(catalogue)
    notice = public_notice(catalogue, listing)

    with pytest.raises(PrintError, match="应当有"):
        book_checks.public_notice(notice, replace(listing, sections=listing.sections * 2), content)


# --- 对照表 ----------------------------------------------------------------------------------


def test_lists_stand_side_by_side_with_what_became_of_each_row(catalogue):
    (compared,) = comparisons(catalogue)

    assert [
        (row.above and row.above.name, row.below and row.below.name, row.relation, row.reason)
        for row in compared.rows
    ] == [
        ("亲属关系证明", "亲属关系证明", "一致", ""),
        ("健在证明", None, NOT_ADOPTED, "省里没有列。"),
        (None, "转学证明", "本级增加", "国家清单没有，省里增加。"),
    ]
    assert compared.sentence == "省级清单与国家清单比：一致1项，未采纳1项，本级增加1项。"


def test_the_shipped_comparison_says_where_the_catalogue_differs(shipped_catalogue):
    (compared,) = comparisons(shipped_catalogue)
    rows = {row.above.name: row for row in compared.rows if row.above}

    assert len(compared.rows) == 22
    assert rows["健在证明"].relation == NOT_ADOPTED
    assert rows["健在证明"].below is None
    assert [one.id for one in rows["健在证明"].entries] == ["ZM-010"]
    assert rows["婚育状况证明"].here == "改了名称"


# --- 一页看清 --------------------------------------------------------------------------------


def test_the_leaders_page_says_only_what_the_data_say(shipped_catalogue):
    page = leaders_page(shipped_catalogue, whole(shipped_catalogue), None, DAY)
    entries = [one for one in shipped_catalogue.entries.values() if not one.has_ended(DAY)]

    assert len(page.figures) == 3
    assert page.chart is not None
    assert [one.heading for one in page.matters] == [
        "改了什么",
        "没有结论的",
        "没有写明谁出钱的",
        "到期、待核对的",
    ]
    assert page.matters[0].lines == ("还没有发布过版本。",)
    unsettled = [one for one in entries if one.decision_label == "本地没有规定"]
    assert page.figures[2].number == len(unsettled)


def edition(catalogue, id_, **changed):
    """An edition of the catalogue in which ZM-001 says something else."""
    state, key = dict(state_of(catalogue)), ("certificates", "ZM-001")
    state[key] = MappingProxyType({**state[key], **changed})
    return Edition(
        id=id_,
        type=EditionType.EDITION,
        title="某一版",
        instrument="江北县政府令",
        adopted_on=DAY,
        in_force_on=DAY,
        supersedes=None,
        state=MappingProxyType(state),
        addresses=(),
    )


def test_the_leaders_page_tells_verdicts_that_the_newest_edition_changed(catalogue):
    editions = (edition(catalogue, "2026-1", decision="undecided"), edition(catalogue, "2026-2"))
    latest = newest_changes(editions, catalogue.kinds)

    changed = leaders_page(catalogue, whole(catalogue), latest, DAY).matters[0]

    assert changed.lines == (
        "2026-2版2026年11月23日起施行，比2026-1版修改1条。",
        "改了结论的：ZM-001《亲属关系证明》由“本地没有规定”改为“不应出具”。",
    )


def test_the_leaders_page_is_one_sheet_and_carries_no_code(books):
    job = books["books/leaders-page.pdf"]
    content = job.render()

    assert job.check(content) == 1
    assert len(pypdfium2.PdfDocument(content)) == 1
    assert open_pdf(content).codes == ()


def test_a_leaders_page_that_runs_over_is_not_handed_out(catalogue, books):
    page = leaders_page(catalogue, whole(catalogue), None, DAY)

    with pytest.raises(PrintError, match="应当是一页"):
        book_checks.leaders(page, books["books/handbook-a4.pdf"].render())
