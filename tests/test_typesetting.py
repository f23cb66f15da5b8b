"""What any text does to a print: nothing of it is lost, runs over, or becomes a command."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial
from itertools import combinations

import openpyxl
import pypdfium2
import pytest
import segno
from helpers import DAY, sampled
from test_prints import COMMUNITY, small

from generator.checking import check
from generator.outputs.prints import checks
from generator.outputs.prints.excel import SHEET, excel_list
from generator.outputs.prints.lists import list_pdf
from generator.outputs.prints.posters import poster_pdf
from generator.outputs.prints.print_jobs import prints
from generator.outputs.prints.reading_back import open_pdf, without_blanks
from generator.outputs.prints.referral_notices import referral_notice_pdf
from generator.outputs.prints.tables import csv_list, csv_rows, rows
from generator.outputs.prints.word import rows_of, word_list, word_rows
from generator.outputs.prints.writing import write_prints
from generator.views.listings import Row, listings
from generator.views.posters import posters
from generator.views.referral_notices import referral_notices

HOSTILE = (
    "=1+1",
    "+8613900000000",
    "-2",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "'=引号",
    "#set text(red) *粗* $x^2$ \\u{4e2d}",
    "6930000000000",
    "001",
    "一行\n两行",
    '带"引号",和逗号',
)


def with_rows(listing, texts):
    """The same list with a row for each text, which stands in its name and in every cell."""
    section = listing.sections[0]
    made = tuple(
        Row(
            id=f"ZM-{number:03}",
            name=text,
            decision="forbidden",
            word="不应出具",
            cells=(text,) * len(section.columns),
        )
        for number, text in enumerate(texts, 1)
    )
    return replace(listing, sections=(replace(section, rows=made),))


@pytest.fixture
def listing(tmp_path):
    return next(iter(listings(small(tmp_path))))


def test_every_cell_stays_what_it_is(listing):
    hostile = with_rows(listing, HOSTILE)

    checks.table(rows_of(hostile), word_rows, word_list(hostile))
    checks.table(rows(hostile), csv_rows, csv_list(hostile))
    book = openpyxl.load_workbook(io.BytesIO(excel_list(hostile)))
    cells = [cell for row in book[SHEET].iter_rows(min_row=4) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(isinstance(cell.value, str | None) for cell in cells)
    assert [row[1].value for row in book[SHEET].iter_rows(min_row=4)] == list(HOSTILE)


def test_a_csv_cell_never_begins_with_a_command(listing):
    for line in csv_list(with_rows(listing, HOSTILE)).decode("utf-8-sig").split("\r\n"):
        assert not line.startswith(("=", "+", "-", "@"))
        assert ",=" not in line
        assert ",@" not in line


def test_text_never_becomes_a_command_of_the_typesetter(listing):
    opened = open_pdf(list_pdf(with_rows(listing, HOSTILE)))

    for text in HOSTILE:
        assert without_blanks(text) in opened.text


LATIN = (
    "-".join(["well", "known", "state", "of", "the", "art"] * 4),
    "community-run e-government one-stop-service state-of-the-art " * 3,
    "请到https://www.jiangbei.gov.cn/zwgk/2026-01/index-page_2.html?id=1-2-3或者发邮件",
    "first-name.last-name@some-long-department-name.gov.cn",
    "0711-0000000-0711-0000000-0711-0000000",
    "well\u2011known\u2011state\u2011of\u2011the\u2011art\u2011well\u2011known",
    "2020–2024–2026、a−b−c、and/or/and/or/and/or/and/or、甲-乙-丙-丁-戊-己-庚-辛",
    "oﬃce、ﬂat、葛\U000e0100城",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 3,
    "12345678901234567890" * 4,
    "——" * 20 + "……" * 20 + "_" * 60,
)
"""Honest texts that break at hyphens, at other signs, or nowhere."""


def in_every_print(catalogue, text):
    """Yield what would print a text in nearly every field, with how it is made and checked."""
    listing = with_rows(next(iter(listings(catalogue))), [text, text])
    yield partial(checks.listing, listing), list_pdf(listing)
    slip, short = next(referral_notices(catalogue, DAY)), text[:60]
    routes = tuple(replace(route, heading=short, detail=text) for route in slip.routes)
    slip = replace(slip, title=short, reason=text, routes=routes, ask=text)
    yield partial(checks.referral_notice, slip), referral_notice_pdf(slip)
    poster = next(iter(posters(catalogue, DAY)))
    parts = tuple(
        replace(
            part,
            rows=tuple(
                replace(r, name=text, where=text, instead=text, when=text) for r in part.rows
            ),
        )
        for part in poster.parts
    )
    poster = replace(poster, parts=parts)
    yield partial(checks.poster, poster), poster_pdf(poster)


@sampled("shifts", sample=(5,), whole=(0, 5))
@pytest.mark.parametrize("text", LATIN)
def test_a_line_may_end_anywhere_and_nothing_is_lost_or_runs_over(tmp_path, text, shifts):
    """Letters in front let lines end at other places."""
    catalogue = small(tmp_path)

    for shift in shifts:
        for checked, content in in_every_print(catalogue, "x" * shift + text):
            checked(content)
            assert not run_over(content)


def run_over(content):
    """Return the pieces of text that lie over another one or outside their page."""
    found = []
    for page in pypdfium2.PdfDocument(content):
        text, (width, height) = page.get_textpage(), page.get_size()
        pieces = [text.get_rect(number) for number in range(text.count_rects())]
        found += [p for p in pieces if min(p[:2]) < 0 or p[2] > width or p[3] > height]
        found += [one for one, other in combinations(pieces, 2) if overlap(one, other)]
    return found


def overlap(one, other):
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 1 and high > 4  # points; letters of two lines may touch


@pytest.mark.parametrize("lost", ["-", "k", "w"])
def test_a_character_that_is_really_missing_is_told(listing, lost):
    text = LATIN[0]

    with pytest.raises(checks.PrintError, match="少了"):
        checks.listing(
            with_rows(listing, [text]), list_pdf(with_rows(listing, [text.replace(lost, "", 1)]))
        )


def own_poster(catalogue, folder):
    """Write the prints that name a community alone; return the problems and what its poster says."""
    jobs = [job for job in prints(catalogue, DAY) if job.community]
    _, problems = write_prints(jobs, folder / "prints", lambda _: None)
    return problems, open_pdf((folder / "prints/posters/community-minzhulu.pdf").read_bytes()).text


def test_a_private_use_character_is_printed_as_its_sign_and_is_no_obstacle(tmp_path):
    files = {"communities/minzhulu.yml": COMMUNITY.replace("民主路", "丫\ue000路")}
    catalogue = small(tmp_path, files.items())

    checked = check(tmp_path / "catalogue", on=DAY)
    problems, poster = own_poster(catalogue, tmp_path)

    assert checked.passed
    assert {problem.code for problem in checked.problems} == {"R031"}
    assert problems == ()
    assert "江北县丫〓路社区居民委员会" in poster


def test_very_long_names_and_cells_are_laid_out_whole(listing):
    long = with_rows(listing, ["长" * 200, "很长的说明。" * 666])

    assert checks.listing(long, list_pdf(long)) > 1


def test_a_character_without_a_glyph_is_never_a_box(listing):
    laid_out = with_rows(listing, ["笑😀脸"])

    content = list_pdf(laid_out)

    assert checks.listing(laid_out, content) == 1
    assert "笑〓脸" in open_pdf(content).text


@pytest.mark.parametrize(
    "name", ["𧒽岗", *(pytest.param(one, marks=pytest.mark.deep) for one in ["𠮷祥", "䶮湖"])]
)
def test_a_rare_character_of_a_name_is_printed_as_it_is(tmp_path, name):
    files = {"communities/minzhulu.yml": COMMUNITY.replace("民主路", name)}
    catalogue = small(tmp_path, files.items())

    checked = check(tmp_path / "catalogue", on=DAY)
    problems, poster = own_poster(catalogue, tmp_path)

    assert (checked.problems, problems) == ((), ())
    assert f"江北县{name}社区居民委员会" in poster


WAIVED = """\
waivers:
  - code: R023
    file: communities/minzhulu.yml
    reason: 地名就是这个字。
    granted_on: 2026-11-01
"""


def test_a_name_that_no_font_has_is_waived_and_blocks_no_print(tmp_path):
    files = {
        "communities/minzhulu.yml": COMMUNITY.replace("民主路", "𪛖家"),
        "waivers.yml": WAIVED,
    }
    catalogue = small(tmp_path, files.items())

    checked = check(tmp_path / "catalogue", on=DAY)
    finished, problems = write_prints(prints(catalogue, DAY), tmp_path / "prints", lambda _: None)

    assert (checked.problems, problems) == ((), ())
    assert "posters/community-minzhulu.pdf" in {one.path for one in finished}
    poster = (tmp_path / "prints/posters/community-minzhulu.pdf").read_bytes()
    assert "江北县〓家社区居民委员会" in open_pdf(poster).text


def test_a_slip_that_cannot_fit_one_page_is_refused(tmp_path):
    slip = next(referral_notices(small(tmp_path), DAY))
    route = replace(slip.routes[0], detail="带上材料，到窗口去办。" * 60)
    long = replace(slip, routes=(route,) * 4)

    with pytest.raises(checks.PrintError, match="应当是一页"):
        checks.referral_notice(long, referral_notice_pdf(long))


def test_what_only_looks_like_a_small_code_is_none():
    """A reader sees Micro QR codes in letters now and then; ours are never that small."""
    small_code = io.BytesIO()
    segno.make("1124", micro=True).save(small_code, kind="pdf", scale=4)

    assert open_pdf(small_code.getvalue()).codes == ()
