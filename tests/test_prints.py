"""Prints: whatever is in the catalogue stands in every file, on one page where it must, and opens again."""

from __future__ import annotations

import ctypes
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
import segno
import typst
from docx import Document
from docx.oxml.ns import qn
from helpers import DAY, small_catalogue, write
from msgspec import structs
from pdfua import validate
from pdfua.catalog import coverage
from pdfua.model import Severity

from generator.checking import check
from generator.cli import main
from generator.model.catalogue import published
from generator.outputs.prints import checks
from generator.outputs.prints.lists import list_pdf
from generator.outputs.prints.posters import LARGEST, poster_data, poster_pdf
from generator.outputs.prints.print_jobs import prints
from generator.outputs.prints.reading_back import open_pdf, page_count, without_blanks
from generator.outputs.prints.referral_notices import slip_pdf
from generator.outputs.prints.tables import csv_list, csv_rows, rows
from generator.outputs.prints.typesetting import typeset
from generator.outputs.prints.word import rows_of, word_list, word_rows
from generator.outputs.prints.workbook import workbook_rows
from generator.outputs.prints.writing import write_prints
from generator.views.listings import listings
from generator.views.posters import posters
from generator.views.referral_notices import slips

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
    assert lying == {one["path"] for one in told} | {"index.json", "index.html"}
    for one in told:
        content = (folder / one["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (one["bytes"], one["sha256"])
    assert all(one["pages"] == 1 for one in told if one["group"] == "slips")
    assert all(one["pages"] <= 2 for one in told if one["group"] == "posters")
    assert {one["group"] for one in told} == {"lists", "slips", "posters", "forms"}


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
def shipped_listing():
    catalogue = published(check(Path("catalogue"), on=DAY).catalogue)
    return next(found for found in listings(catalogue) if found.slug == "certificates-permitted")


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
    assert problems[0].place.file == "certificates/zm-001-qinshu-guanxi.yml"
    assert problems[0].message.startswith("prints/slips/zm-001.pdf印出来的和目录不一样：少了")


def broken_slip(job):
    from generator.outputs.prints.referral_notices import slip_data  # noqa: PLC0415

    slip = job.render.args[0]
    return slip_data(replace(slip, title="别的证明"), 1.0)


def test_an_address_is_in_the_code(tmp_path):
    catalogue = small(tmp_path)
    settings = structs.replace(catalogue.settings, address="https://jiangbei.example/mulu")
    slip = next(slips(replace(catalogue, settings=settings), DAY))

    assert open_pdf(slip_pdf(slip)).codes == (slip.imprint.code,)
    assert slip.imprint.code.startswith("https://jiangbei.example/mulu/verify/?c=2.ZM-001..")


def test_the_small_kind_of_code_is_none_of_ours(tmp_path):
    """In the corner of a QR code a reader may see a Micro QR code that nobody printed."""
    segno.make("印的", micro=False).save(tmp_path / "ours.svg", border=4)
    segno.make_micro("1124").save(tmp_path / "small.svg", border=4)
    page = tmp_path / "page.typ"
    write(page, '#image("ours.svg", width: 3cm)\n#image("small.svg", width: 3cm)')

    assert open_pdf(typst.compile(str(page))).codes == ("印的",)


# --- slips speak to the right party ------------------------------------------------------------


def slips_of(catalogue):
    return {slip.id: slip for slip in slips(catalogue, DAY)}


def test_what_the_community_does_is_not_said_as_what_the_other_side_is_to_do(shipped_catalogue):
    task, seal, proof = (slips_of(shipped_catalogue)[n] for n in ("SX-076", "YZ-020", "ZM-001"))

    assert task.ask == "照上面写的依据，由负责的单位办，不再派给社区。"
    assert task.ours.startswith("不接。")
    assert seal.ask == "照上面写的依据办，不再要社区在这上面盖章。"
    assert seal.ours.startswith("不盖。")
    assert (proof.ask, proof.ours) == ("收户口簿、结婚证或者出生医学证明，不再要社区证明。", "")
    text = open_pdf(slip_pdf(task)).text
    assert text.index("请贵单位这样办") < text.index("社区这样办") < text.index("不接。")


def test_a_slip_with_much_to_say_is_one_page_with_the_rule_and_all_routes(shipped_catalogue):
    full = slips_of(shipped_catalogue)["ZM-017"]

    assert checks.slip(full, slip_pdf(full)) == 1


def test_every_slip_asks_for_something(shipped_catalogue):
    assert all(slip.ask for slip in slips_of(shipped_catalogue).values())


def test_no_slip_has_two_signs_where_one_belongs_or_tells_what_an_editor_read(shipped_catalogue):
    for slip in slips_of(shipped_catalogue).values():
        words = f"{slip.reason}{slip.ask}{slip.ours}"
        assert not re.search("[。；，][。；，]|清单清单|没有读到|报道", words), (
            slip.id,
            words,
        )


def test_quotation_marks_within_a_quotation_are_single(shipped_catalogue):
    assert slips_of(shipped_catalogue)["FD-001"].own.said == "“取消对社区工作的‘一票否决’事项。”"


def test_a_basis_has_its_title_and_its_number(shipped_catalogue):
    told = slips_of(shipped_catalogue)["SX-073"]

    assert told.own.numbered_line.startswith("《社区减负工作通知》（民发〔2015〕136号）")
    assert "（民发〔2015〕136号）" in open_pdf(slip_pdf(told)).text


# --- communities ------------------------------------------------------------------------------


def test_a_community_has_a_poster_of_its_own(tmp_path):
    catalogue = small(tmp_path, {"communities/minzhulu.yml": COMMUNITY}.items())
    (job,) = [job for job in prints(catalogue, DAY) if job.community]

    text = open_pdf(job.render()).text

    assert job.path == "posters/community-minzhulu.pdf"
    for said in ("江北县民主路社区居民委员会", "民主路1号", "0711-0000000", "8点半到17点"):
        assert said in text


CONTACTS = """\
contacts:
  - for: 居住证
    phone: "0711-0000001"
    place: 一楼2号窗口
"""


def test_a_community_poster_says_whom_to_call_for_what(tmp_path):
    files = {"communities/minzhulu.yml": COMMUNITY + CONTACTS}
    (job,) = [job for job in prints(small(tmp_path, files.items()), DAY) if job.community]

    content = job.render()

    assert job.check(content) == 1
    assert "居住证0711-0000001一楼2号窗口" in open_pdf(content).text


def test_a_town_hangs_up_nothing_that_is_for_villages_alone(shipped_catalogue):
    made = {poster.slug: poster for poster in posters(shipped_catalogue, DAY)}

    assert "ZM-048" not in made["general-urban"].ids
    assert "ZM-048" in made["general-rural"].ids
    row = next(r for part in made["general"].parts for r in part.rows if r.id == "ZM-048")
    assert row.when == "农村村民申请宅基地（只有农村新社区）"


def test_a_community_has_on_its_poster_what_is_for_its_type(tmp_path):
    root = small_catalogue(tmp_path, {"communities/minzhulu.yml": COMMUNITY + "type: urban\n"})
    only = root / "certificates/zm-002-x.yml"
    text = (root / "certificates/zm-001-qinshu-guanxi.yml").read_text(encoding="utf-8")
    only.write_text(
        text.replace("ZM-001", "ZM-002").replace("亲属关系", "村内分家")
        + "community_types: [rural]\n",
        encoding="utf-8",
    )
    types = "".join(f"  - id: {one}\n    label: {one}\n" for one in ("urban", "rural"))
    write(
        root / "vocabularies/community-types.yml",
        f"id: community-types\ntitle: 社区类型\nconcepts:\n{types}",
    )

    made = {one.slug: one for one in posters(published(check(root, on=DAY).catalogue), DAY)}

    assert made["general"].ids == ("ZM-001", "ZM-002")
    assert made["community-minzhulu"].ids == ("ZM-001",)


def test_nothing_is_left_open_where_a_route_says_what_to_bring_or_do(shipped_catalogue):
    rows = [r for poster in posters(shipped_catalogue, DAY) for p in poster.parts for r in p.rows]
    dead = next(row for row in rows if row.id == "ZM-011")

    assert dead.instead == "《居民死亡医学证明》"
    assert all(row.instead for row in rows)


def test_the_posters_of_all_communities_come_in_one_file(tmp_path):
    files = {
        "communities/minzhulu.yml": COMMUNITY,
        "communities/jiefanglu.yml": COMMUNITY.replace("minzhulu", "jiefanglu"),
    }
    catalogue = small(tmp_path, files.items())

    finished, problems = write_prints(prints(catalogue, DAY), tmp_path / "prints", lambda _: None)

    assert problems == ()
    assert finished[-1].path == "posters/communities.zip"
    with ZipFile(tmp_path / "prints/posters/communities.zip") as together:
        assert together.namelist() == ["community-jiefanglu.pdf", "community-minzhulu.pdf"]
        own = (tmp_path / "prints/posters/community-minzhulu.pdf").read_bytes()
        assert together.read("community-minzhulu.pdf") == own


def sizes(content):
    """The sizes of type on the first page of a PDF, in points."""
    found = set()
    for thing in pypdfium2.PdfDocument(content)[0].get_objects(
        filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]
    ):
        size = ctypes.c_float()
        pypdfium2.raw.FPDFTextObj_GetFontSize(thing, size)
        found.add(round(size.value * abs(thing.get_matrix().d), 1))
    return found


def test_a_poster_fills_its_sheet_and_never_goes_below_its_sizes(tmp_path, shipped_catalogue):
    few = next(iter(posters(small(tmp_path), DAY)))
    many = next(iter(posters(shipped_catalogue, DAY)))

    assert page_count(poster_pdf(few)) == 1
    assert page_count(poster_pdf(many)) == 2
    assert page_count(typeset("poster", poster_data(few, LARGEST))) == 1
    assert max(sizes(poster_pdf(few))) > max(sizes(poster_pdf(many))) >= 60


def test_a_poster_with_more_to_say_goes_on_to_another_sheet(shipped_catalogue):
    poster = next(iter(posters(shipped_catalogue, DAY)))
    twice = replace(poster, parts=poster.parts * 2)

    assert checks.poster(twice, poster_pdf(twice)) > checks.poster(poster, poster_pdf(poster))


def test_a_community_without_a_telephone_is_an_error_with_its_place(tmp_path):
    without = COMMUNITY.replace('phone: "0711-0000000"\n', "")
    root = small_catalogue(tmp_path, {"communities/minzhulu.yml": without})

    (problem,) = check(root, on=DAY).problems

    assert (problem.code, problem.place.file) == ("S001", "communities/minzhulu.yml")
    assert "电话" in problem.message


# --- forms ------------------------------------------------------------------------------------


def test_every_blank_of_a_form_is_a_named_control(shipped_site):
    body = Document(shipped_site / "prints/forms/zm-033.docx").element.body
    names = [tag.get(qn("w:val")) for tag in body.iter(qn("w:tag"))]

    assert "法院名称" in names
    assert names[-3:] == ["社区名称", "签名", "日期"]


# --- the same bytes, and the command ----------------------------------------------------------

PRINT = """
import sys
from generator.cli import main
sys.exit(main(["print", "--catalogue", sys.argv[1], "--on", "2026-11-23", "--to", sys.argv[2]]))
"""


@pytest.mark.parametrize("zone", [pytest.param("UTC", marks=pytest.mark.deep), "Asia/Shanghai"])
def test_the_same_catalogue_gives_the_same_bytes_anywhere(tmp_path, zone):
    root = small_catalogue(tmp_path)
    elsewhere = tmp_path / zone / "another folder"
    write(elsewhere / "x", "")
    command = [sys.executable, "-c", PRINT, str(root)]
    subprocess.run([*command, str(tmp_path / "a")], check=True, capture_output=True)
    env = {**os.environ, "TZ": "America/New_York" if zone == "UTC" else zone}
    subprocess.run(
        [*command, str(elsewhere / "b")], check=True, capture_output=True, env=env, cwd=elsewhere
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
