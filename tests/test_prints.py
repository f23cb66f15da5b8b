"""Prints: whatever is in the catalogue stands in every file, on one page where it must, and opens again."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pypdfium2
import pytest
import segno
import typst
from docx import Document
from docx.oxml.ns import qn
from helpers import DAY, sampled, small_catalogue, write
from msgspec import structs
from pdfua import validate
from pdfua.catalog import coverage
from pdfua.model import Severity

from generator.checking import check
from generator.cli import main
from generator.model.catalogue import published
from generator.outputs.prints import checks
from generator.outputs.prints.excel import excel_list
from generator.outputs.prints.lists import list_pdf
from generator.outputs.prints.print_jobs import prints
from generator.outputs.prints.reading_back import open_pdf, without_blanks
from generator.outputs.prints.referral_notices import referral_notice_pdf
from generator.outputs.prints.tables import csv_list, csv_rows, headings, rows
from generator.outputs.prints.typesetting import typeset
from generator.outputs.prints.word import rows_of, word_list, word_rows
from generator.outputs.prints.workbook import workbook_rows
from generator.outputs.prints.writing import write_prints
from generator.views.listings import listings
from generator.views.referral_notices import referral_notices

COMMUNITY = """\
id: minzhulu
name: 江北县民主路社区居民委员会
address: 民主路1号
phone: "0711-0000000"
hours: 周一到周五，8点半到17点
verified_on: 2026-11-01
"""


def small(folder: Path, files=()):
    return published(check(small_catalogue(folder, dict(files)), on=DAY).catalogue)


@pytest.fixture
def listing(tmp_path):
    return next(iter(listings(small(tmp_path))))


# --- every format is opened again -------------------------------------------------------------


def test_every_print_of_the_shipped_catalogue_is_in_the_index_as_it_lies_there(shipped_site):
    folder = shipped_site / "prints"
    told = json.loads((folder / "index.json").read_text(encoding="utf-8"))["prints"]

    lying = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert lying == {one["path"] for one in told} | {"index.json", "made-from.json", "index.html"}
    for one in told:
        content = (folder / one["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (one["bytes"], one["sha256"])
    assert all(one["pages"] == 1 for one in told if one["group"] == "slips")
    assert all(one["pages"] <= 2 for one in told if one["group"] == "posters")
    assert {one["group"] for one in told} == {"lists", "books", "slips", "posters", "forms"}


def test_lists_of_a_part_of_a_kind_are_made_for_paper_and_for_excel_only(tmp_path):
    formats = defaultdict(set)
    for job in prints(small(tmp_path), DAY):
        if job.group == "lists":
            stem, form = job.path.removeprefix("lists/").split(".")
            formats[stem].add(form)

    assert {stem for stem, made in formats.items() if made == {"pdf", "docx", "xlsx", "csv"}} == {
        "catalogue",
        "certificates",
    }
    assert {frozenset(made) for stem, made in formats.items() if "-" in stem} == {
        frozenset({"pdf", "xlsx"})
    }


def test_the_whole_list_holds_every_entry_in_every_format(shipped_site):
    lists = shipped_site / "prints/lists"
    entries = json.loads((shipped_site / "api/v1/entries.json").read_text(encoding="utf-8"))
    wanted = sorted((entry["id"], entry["name"]) for entry in entries["entries"])

    assert sorted(row[:2] for row in word_rows((lists / "catalogue.docx").read_bytes())) == wanted
    assert sorted(row[:2] for row in csv_rows((lists / "catalogue.csv").read_bytes())) == wanted
    assert (
        sorted(row[1:3] for row in workbook_rows((lists / "catalogue.xlsx").read_bytes())) == wanted
    )
    text = open_pdf((lists / "catalogue.pdf").read_bytes()).text
    assert all(without_blanks(number + name) in text for number, name in wanted)


@pytest.mark.parametrize("kind", ["lists/certificates", "slips/zm-017", "posters/general"])
def test_pdfs_pass_what_a_machine_can_check_of_pdf_ua(shipped_site, kind):
    report = validate(str(shipped_site / f"prints/{kind}.pdf"))

    assert [f for f in report.findings if f.severity >= Severity.ERROR] == []
    assert coverage() is not None  # it covers a part only: docs/measurements.md says which


def test_a_list_has_bookmarks_repeated_heads_and_page_numbers(shipped_site):
    document = pypdfium2.PdfDocument(shipped_site / "prints/lists/catalogue.pdf")
    texts = [without_blanks(page.get_textpage().get_text_range()) for page in document]

    assert len(list(document.get_toc())) >= 10
    for number, text in enumerate(texts, 1):
        assert f"第{number}页，共{len(texts)}页" in text
        assert text.count("编号名称结论") >= 1, number


def test_word_repeats_heads_and_names_chinese_fonts_in_every_style(listing):
    document = Document(io.BytesIO(word_list(listing)))

    heads = [table.rows[0] for table in document.tables]
    assert heads
    assert all(next(row._tr.iter(qn("w:tblHeader")), None) is not None for row in heads)  # noqa: SLF001
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in {"宋体", "黑体", "仿宋"}
        assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_word_has_one_list_of_styles(listing):
    """The library's template has a second one, for Word 2010, which knows nothing of ours."""
    with ZipFile(io.BytesIO(word_list(listing))) as made:
        assert "word/styles.xml" in made.namelist()
        assert "word/stylesWithEffects.xml" not in made.namelist()


def test_a_pdf_says_that_it_can_be_kept_for_ever_and_of_which_day_it_is(listing):
    """PDF/A-2a besides PDF/UA-1; the day is that of the content, so the same bytes every day."""
    made = list_pdf(listing)
    for said in (b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<"):
        assert said in made
    assert f"<xmp:CreateDate>{listing.imprint.verified_on}T00:00:00Z<".encode() in made


# --- nothing lost -----------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["lost", "renamed", "decided"])
def test_a_list_that_lost_something_is_refused(shipped_listing, change):
    section = shipped_listing.sections[0]
    first, *others = section.rows
    changed = {
        "lost": others,
        "renamed": [replace(first, name=first.name + "（改）"), *others],
        "decided": [replace(first, word="待定"), *others],
    }[change]
    wrong = replace(shipped_listing, sections=(replace(section, rows=tuple(changed)),))

    with pytest.raises(checks.PrintError):
        checks.listing(shipped_listing, list_pdf(wrong))
    with pytest.raises(checks.PrintError):
        checks.table(rows_of(shipped_listing), word_rows, word_list(wrong))
    with pytest.raises(checks.PrintError):
        checks.table(rows(shipped_listing), csv_rows, csv_list(wrong))


@pytest.fixture(scope="module")
def shipped_listing(shipped_catalogue):
    found = listings(shipped_catalogue)
    return next(one for one in found if one.slug == "certificates-permitted")


def test_a_code_that_leads_elsewhere_is_refused(shipped_listing):
    elsewhere = replace(shipped_listing.imprint, code="https://example.com/")

    with pytest.raises(checks.PrintError, match="二维码"):
        checks.listing(shipped_listing, list_pdf(replace(shipped_listing, imprint=elsewhere)))


def test_a_wrong_print_is_a_problem_at_its_entry_and_is_not_written(tmp_path):
    job = next(job for job in prints(small(tmp_path), DAY) if job.path == "slips/zm-001.pdf")
    other = replace(job, render=lambda: typeset("slip", broken_slip(job)))

    finished, problems = write_prints([other], tmp_path / "prints", lambda _: None)

    assert finished == ()
    assert not (tmp_path / "prints/slips/zm-001.pdf").exists()
    assert problems[0].code == "W101"
    assert problems[0].location.file == "certificates/zm-001-qinshu-guanxi.yml"
    assert problems[0].message.startswith("prints/slips/zm-001.pdf印出来的和目录不一样：少了")


def broken_slip(job):
    from generator.outputs.prints.referral_notices import referral_notice_data  # noqa: PLC0415

    slip = job.render.args[0]
    return referral_notice_data(replace(slip, title="别的证明"), 1.0)


def test_an_address_is_in_the_code(tmp_path):
    catalogue = small(tmp_path)
    settings = structs.replace(catalogue.settings, address="https://jiangbei.example/mulu")
    slip = next(referral_notices(replace(catalogue, settings=settings), DAY))

    assert open_pdf(referral_notice_pdf(slip)).codes == (slip.imprint.code,)
    assert slip.imprint.code.startswith("https://jiangbei.example/mulu/verify/?c=2.ZM-001..")


def test_the_small_kind_of_code_is_none_of_ours(tmp_path):
    """In the corner of a QR code a reader may see a Micro QR code that nobody printed."""
    segno.make("印的", micro=False).save(tmp_path / "ours.svg", border=4)
    segno.make_micro("1124").save(tmp_path / "small.svg", border=4)
    page = tmp_path / "page.typ"
    write(page, '#image("ours.svg", width: 3cm)\n#image("small.svg", width: 3cm)')

    assert open_pdf(typst.compile(str(page))).codes == ("印的",)


# --- the same bytes, and the command ----------------------------------------------------------

PRINT = """
import sys
from generator.cli import main
at, to, *more = sys.argv[1:]
sys.exit(main(["print", "--catalogue", at, "--on", "2026-11-23", "--to", to, *more]))
"""


@sampled("only", sample=["--only", "lists"], whole=[])
@pytest.mark.parametrize("zone", [pytest.param("UTC", marks=pytest.mark.deep), "Asia/Shanghai"])
def test_the_same_catalogue_gives_the_same_bytes_anywhere(tmp_path, zone, only):
    """Lists have every format there is; all the rest is for where there is time."""
    root = small_catalogue(tmp_path)
    elsewhere = tmp_path / zone / "another folder"
    write(elsewhere / "x", "")
    here = ["print", "--catalogue", str(root), "--on", "2026-11-23", "--to", str(tmp_path / "a")]
    assert main([*here, *only]) == 0
    command = [sys.executable, "-c", PRINT, str(root)]
    env = {**os.environ, "TZ": "America/New_York" if zone == "UTC" else zone}
    subprocess.run(
        [*command, str(elsewhere / "b"), *only],
        check=True,
        capture_output=True,
        env=env,
        cwd=elsewhere,
    )

    first = (tmp_path / "a/index.json").read_bytes()

    assert json.loads(first)["prints"]
    assert first == (elsewhere / "b/index.json").read_bytes()


def test_one_kind_of_one_entry(place, tmp_path, capsys):
    where = ["--catalogue", str(place / "catalogue"), "--to", str(tmp_path / "out")]

    assert main(["print", "--only", "slips", "--entry", "zm-001", *where]) == 0

    assert [p.name for p in (tmp_path / "out").rglob("*.pdf")] == ["zm-001.pdf"]
    assert "1份" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--entry", "ZM-999"], "目录里没有ZM-999"),
        (["--community", "nowhere"], "目录里没有nowhere这个社区"),
        (["--only", "forms", "--entry", "ZM-001"], "没有这样的打印件"),
    ],
)
def test_what_does_not_exist_is_said_plainly(place, capsys, options, said):
    assert main(["print", "--catalogue", str(place / "catalogue"), *options]) == 1
    assert said in capsys.readouterr().err


def test_a_site_without_prints(place):
    assert main(["build", "--config", str(place / "mkdocs.yml"), "--no-prints"]) == 0
    assert [file.name for file in (place / "site/prints").iterdir()] == ["index.html"]


@pytest.mark.parametrize(
    ("slug", "grouped"), [("certificates-forbidden", False), ("body-canlian", True)]
)
def test_a_workbook_has_a_column_of_groups_only_where_they_say_more_than_the_verdict(
    shipped_catalogue, slug, grouped
):
    listing = next(one for one in listings(shipped_catalogue) if one.slug == slug)

    book = openpyxl.load_workbook(io.BytesIO(excel_list(listing)))

    heads = [cell.value for cell in book["清单"][3]]
    assert heads[:3] == ["编号", "名称", "结论"]
    assert ("分组" in heads) is grouped
    assert "分组" in headings(listing)  # programs read the CSV
