"""Posters: they fill their sheets, say what holds for the community, and leave nothing open."""

from __future__ import annotations

import ctypes
from dataclasses import replace
from zipfile import ZipFile

import pypdfium2
import pytest
from helpers import DAY, small_catalogue, write
from test_prints import COMMUNITY, small

from generator.checking import check
from generator.model.catalogue import published
from generator.outputs.prints import checks
from generator.outputs.prints.posters import LARGEST, poster_data, poster_pdf
from generator.outputs.prints.print_jobs import prints
from generator.outputs.prints.reading_back import open_pdf, page_count
from generator.outputs.prints.typesetting import typeset
from generator.outputs.prints.writing import write_prints
from generator.views.columns import listed
from generator.views.posters import posters


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


def test_a_heading_keeps_to_one_line(shipped_catalogue):
    permitted = next(one for one in posters(shipped_catalogue, DAY) if one.slug == "permitted")

    first = pypdfium2.PdfDocument(poster_pdf(permitted))[0].get_textpage().get_text_bounded()

    assert first.splitlines()[0] == permitted.heading


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("派出所", "公证处", "派出所"), "派出所、公证处"),
        (("监狱、看守所", "监狱、看守所、社区矫正机构"), "监狱、看守所、社区矫正机构"),
        (("公安局、法院", "看守所、法院"), "公安局、法院；看守所、法院"),
        (("街道、乡镇政府", "公安局"), "街道、乡镇政府、公安局"),
    ],
)
def test_no_place_is_said_twice(names, said):
    assert listed(names) == said


def test_nothing_is_left_open_where_a_route_says_what_to_bring_or_do(shipped_catalogue):
    rows = [r for poster in posters(shipped_catalogue, DAY) for p in poster.parts for r in p.rows]
    dead = next(row for row in rows if row.id == "ZM-011")

    assert dead.instead == "由它出具死亡证明"
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

    assert (problem.code, problem.location.file) == ("S001", "communities/minzhulu.yml")
    assert "电话" in problem.message
