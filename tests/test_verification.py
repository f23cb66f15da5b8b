"""Citations and prints: the same text wherever it was copied from, and one altered character is found."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from datetime import date

import openpyxl
import pypdfium2
import pytest
from docx import Document
from helpers import DAY, TESTS, small_catalogue
from test_editions import ENTRY, FIRST, SECOND, change, release

from generator.checking import check
from generator.cli import main
from generator.cli.archive import archive
from generator.editions.citation import cite
from generator.editions.cited import CitationState
from generator.editions.verification import Verdict, verify, without_blanks
from generator.outputs.prints import verifying
from generator.outputs.prints.excel import excel_list
from generator.outputs.prints.print_jobs import prints
from generator.outputs.prints.verifying import read, verify_print
from generator.site.compose import build
from generator.views.listings import listings
from generator.views.posters import posters
from generator.views.verification_data import archive_data

LATER = date(2026, 12, 20)
EARLIER = TESTS / "data" / "printed"
"""Lists of edition 2026-3, printed when lists of one verdict were made as Word and CSV too."""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Two editions: the first since 2026-11-23, another verdict in the second since 2026-12-15."""
    root = small_catalogue(tmp_path_factory.mktemp("verification"))
    assert release(root, *FIRST, "--in-force", "2026-11-23") == 0
    change(root, "decision: forbidden", "decision: assist_only")
    assert release(root, *SECOND, "--in-force", "2026-12-15") == 0
    return root


@pytest.fixture(scope="module")
def adopted(tmp_path_factory):
    """An entry released before its day comes, with the day on which it stops."""
    root = small_catalogue(tmp_path_factory.mktemp("adopted"))
    change(
        root,
        "status: in_force",
        "status: adopted\nin_force_on: 2026-12-01\nceased_on: 2027-01-01",
    )
    assert release(root, *FIRST, "--in-force", "2026-11-23") == 0
    return root


def known(root, on=DAY):
    return archive(check(root, on=on), on)


def judged(root, text, on=DAY):
    return verify(archive_data(known(root, on)), on, text)


def line(root, edition=0):
    about = known(root)
    then = about.catalogue_of(about.editions[edition])
    return cite(then, then.entries["ZM-001"]).line


# --- citations --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edition", "on", "state", "said"),
    [
        (0, DAY, CitationState.CURRENT, "2026-1版2026-11-23起施行"),
        (0, LATER, CitationState.CHANGED, "结论由“不应出具”改为“只协助核实”"),
        (1, DAY, CitationState.FUTURE, "2026-12-15起施行，还没有到"),
        (1, LATER, CitationState.CURRENT, "2026-2版2026-12-15起施行"),
    ],
)
def test_a_citation_is_judged_by_the_day(root, edition, on, state, said):
    verdict = judged(root, line(root, edition), on)

    assert verdict.state is state
    assert said in verdict.text


def test_an_entry_that_was_ended_is_said_to_be(tmp_path):
    root = small_catalogue(tmp_path)
    release(root, *FIRST, "--in-force", "2026-11-23", papers=())
    cited = line(root)
    change(
        root, "status: in_force", "status: abolished\nended:\n  on: 2026-12-15\n  text: 取消了。"
    )
    assert release(root, *SECOND, "--in-force", "2026-12-15", papers=()) == 0

    assert judged(root, cited).state is CitationState.CURRENT
    assert judged(root, cited, LATER).state is CitationState.ENDED


@pytest.mark.parametrize(
    ("on", "state", "said"),
    [
        (date(2026, 11, 30), CitationState.FUTURE, "ZM-001亲属关系证明还没有施行。"),
        (date(2026, 12, 1), CitationState.CURRENT, "2026-1版2026-11-23起施行。"),
        (date(2026, 12, 31), CitationState.CURRENT, "2026-1版2026-11-23起施行。"),
        (date(2027, 1, 1), CitationState.ENDED, "自2027年1月1日起，废止ZM-001《亲属关系证明》。"),
    ],
)
def test_an_adopted_entry_is_in_force_from_its_day_until_it_stops(adopted, on, state, said):
    assert judged(adopted, line(adopted), on) == Verdict(state, (said,), digits=16)


def test_a_list_and_a_poster_of_the_same_entries_are_each_recognised(tmp_path):
    root = small_catalogue(tmp_path)
    other = "certificates/zm-002-x.yml"
    shutil.copy(root / ENTRY, root / other)
    change(root, "ZM-001", "ZM-002", other)
    change(root, "亲属关系证明", "居住情况证明", other)
    release(root, *FIRST, "--in-force", "2026-11-23")
    then = known(root).catalogue_of(known(root).editions[0])
    lists = [one.imprint for one in listings(then)]
    shown = [*lists, *(one.imprint for one in posters(then, DAY))]

    assert {judged(root, one.line).state for one in shown} == {CitationState.CURRENT}


def test_every_altered_character_is_found(root):
    data, cited = archive_data(known(root)), line(root)
    for place, character in enumerate(cited):
        other = "丙" if character != "丙" else "丁"
        for altered in (
            cited[:place] + other + cited[place + 1 :],
            cited[:place] + cited[place + 1 :],
        ):
            assert verify(data, DAY, altered).state is CitationState.MISMATCH, altered


@pytest.mark.parametrize(
    "text", ["", "ZM-001", "《别的目录》", "x" * 10_000, "《a》2099-1版，ZM-001指纹00000000"]
)
def test_what_is_no_citation_is_said_to_be_none(root, text):
    assert judged(root, text).state is CitationState.MISMATCH


def test_a_draft_is_no_ground(root):
    about = known(root)
    assert about.working.stamp is not None  # the working files say what the second edition says
    cited = line(root, 1).replace("2026-2版", "工作稿")

    assert judged(root, cited).state is CitationState.MISMATCH


def test_the_command_tells_by_its_exit_code(root, capsys):
    options = ["--catalogue", str(root), "--on", "2026-11-23"]

    assert main(["verify", line(root), *options]) == 0
    assert capsys.readouterr().out.startswith("现行有效")
    assert main(["verify", line(root, 1), *options]) == 1
    assert capsys.readouterr().out.startswith("尚未施行")


# --- prints -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def printed(root, tmp_path_factory):
    """A few prints of the first edition, as files."""
    about = known(root)
    folder = tmp_path_factory.mktemp("printed")
    wanted = (
        "lists/certificates.",
        "slips/zm-001.pdf",
        "posters/general.pdf",
        "forms/seal-register",
    )
    for job in prints(about.catalogue_of(about.editions[0]), DAY):
        if job.path.startswith(wanted):
            (folder / job.path.replace("/", "-")).write_bytes(job.render())
    return folder


def test_the_citation_is_the_same_on_the_page_and_in_the_pdf_and_a_list_has_its_own(root, printed):
    page = next(
        page.body for page in build(root, on=DAY, as_of=DAY).pages if page.address == "zm-001/"
    )
    document = Document(io.BytesIO((printed / "lists-certificates.docx").read_bytes()))
    foot = document.sections[0].footer.tables[0].cell(0, 1).paragraphs[0].text
    pdf = pypdfium2.PdfDocument(printed / "slips-zm-001.pdf")
    slip = "".join(page.get_textpage().get_text_range() for page in pdf)

    copied = [
        re.search(r'lang="zh-Hans">(《.*?)</p>', page)[1],
        re.search(
            r"《江北县社区事项准入目录》.*?指纹2(-[0-9a-f]{4}){4}",
            without_blanks(slip.replace("\ufffe", "")),
        )[0],
    ]

    assert {without_blanks(text) for text in copied} == {without_blanks(line(root))}
    assert {judged(root, text).state for text in (*copied, foot)} == {CitationState.CURRENT}
    assert "证明事项清单" in foot


def test_every_kind_of_print_is_recognised(root, printed):
    files = sorted(printed.iterdir())
    assert {file.suffix for file in files} == {".pdf", ".docx", ".xlsx", ".csv"}
    for file in files:
        assert verify_print(known(root), file).state is CitationState.CURRENT, file.name
        expected = CitationState.CURRENT if "forms" in file.name else CitationState.CHANGED
        assert verify_print(known(root, LATER), file).state is expected, file.name


def test_a_workbook_with_the_column_of_groups_it_had_before_verifies(root, tmp_path):
    about = known(root)
    catalogue = about.catalogue_of(about.editions[0])
    listing = next(one for one in listings(catalogue) if one.slug == "certificates")
    earlier, file = excel_list(listing, grouped=True), tmp_path / "lists-certificates.xlsx"
    file.write_bytes(earlier)

    assert "分组" in read(earlier, "xlsx")
    assert "分组" not in read(excel_list(listing), "xlsx")
    assert verify_print(about, file).state is CitationState.CURRENT


def test_an_altered_word_file_is_found(root, printed, tmp_path):
    document = Document(printed / "lists-certificates.docx")
    cell = document.tables[0].rows[1].cells[1].paragraphs[0].runs[0]
    cell.text = cell.text.replace("亲属", "亲戚")
    document.save(tmp_path / "altered.docx")

    verdict = verify_print(known(root), tmp_path / "altered.docx")

    assert verdict.state is CitationState.MISMATCH
    assert "写的是“戚关系证明" in verdict.text


@pytest.fixture(scope="module")
def released(shipped_check):
    """The shipped editions, and what citations of them are checked against."""
    day = date(2026, 11, 24)
    made = archive(shipped_check, day)
    return made, archive_data(made)


@pytest.fixture
def shipped_archive(released, monkeypatch):
    """The shipped editions; what is the same for every file is reckoned once for all of them."""
    made, data = released
    monkeypatch.setattr(verifying, "archive_data", lambda _: data)
    return made


KEPT = sorted(file for file in EARLIER.glob("*/*") if file.suffix != ".html")


def test_of_every_edition_so_far_a_list_a_slip_and_a_page_are_kept(repository):
    released = {file.stem for file in (repository / "catalogue/editions").glob("*.json")}

    for name in released:
        kept = {file.name for file in (EARLIER / name).iterdir()}
        assert {file.split("-")[0] for file in kept} >= {"lists", "slips", "zm"}
        assert {file.rsplit(".")[-1] for file in kept} >= {"pdf", "xlsx", "html"}


@pytest.mark.parametrize("file", KEPT, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_what_was_printed_of_an_edition_verifies_with_every_later_program(shipped_archive, file):
    day = max(date(2026, 12, 31), shipped_archive.editions[-1].in_force_on)

    verdict = verify_print(replace(shipped_archive, on=day), file)

    assert verdict.state is not CitationState.MISMATCH, verdict
    assert file.parent.name in verdict.text or "现在施行的是" in verdict.text


@pytest.mark.parametrize("edition", sorted(folder.name for folder in EARLIER.glob("2*")))
def test_a_citation_copied_from_a_page_of_an_edition_verifies(released, edition):
    shipped_archive, data = released
    page = (EARLIER / edition / "zm-001.html").read_text(encoding="utf-8")
    cited = re.search(r'lang="zh-Hans">(《.*?)</p>', page)[1]
    day = max(date(2026, 12, 31), shipped_archive.editions[-1].in_force_on)

    verdict = verify(data, day, cited)

    assert f"《社区公共服务事项准入和证明目录（示例）》{edition}版" in cited
    assert verdict.state is not CitationState.MISMATCH
    assert verdict.digits == (8 if edition <= "2026-4" else 16)


@pytest.mark.deep
def test_a_kept_print_with_one_cell_altered_is_found(shipped_archive, tmp_path):
    book = openpyxl.load_workbook(EARLIER / "2026-1/lists-certificates-case-by-case.xlsx")
    sheet = book.worksheets[0]
    place = next(
        c for row in sheet.iter_rows(min_row=4) for c in row if str(c.value).startswith("ZM")
    )
    place.offset(column=1).value = f"{place.offset(column=1).value}等"
    book.save(tmp_path / "altered.xlsx")

    assert verify_print(shipped_archive, tmp_path / "altered.xlsx").state is CitationState.MISMATCH


def test_the_command_says_what_it_compared(root, printed, capsys):
    options = ["--catalogue", str(root), "--on", "2026-11-23"]

    main(["verify", line(root), *options])
    assert capsys.readouterr().out.endswith("核对了指纹的16位。\n")
    main(["verify", str(printed / "slips-zm-001.pdf"), *options])
    assert capsys.readouterr().out.endswith("逐字核对了整份文件。\n")


def test_a_file_that_is_not_there_is_said_not_to_be(root, capsys):
    assert main(["verify", "没有的清单.pdf", "--catalogue", str(root)]) == 1

    assert "没有找到文件没有的清单.pdf" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["certificates-case-by-case.docx", "certificates-forbidden.csv"])
def test_a_list_in_a_format_no_longer_made_still_verifies(shipped_archive, name):
    verdict = verify_print(shipped_archive, EARLIER / name)

    assert verdict.state is CitationState.CURRENT
    assert "2026-3版2026-11-24起施行" in verdict.text


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.csv", "a.jpg"])
def test_what_is_no_print_is_refused_in_words(root, name, tmp_path, capsys):
    (tmp_path / name).write_bytes(b"\x00\xff not a print")

    assert main(["verify", str(tmp_path / name), "--catalogue", str(root)]) == 1

    told = capsys.readouterr()
    assert "打不开" in told.err or "不认" in told.err or "没有发布过" in told.out
