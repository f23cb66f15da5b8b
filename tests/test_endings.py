"""What has ended is told in full: since when, by what, why, what holds now; the old words stay."""

from __future__ import annotations

import shutil
from datetime import date

import msgspec
import pytest
from helpers import small_catalogue
from lxml import html
from releasing import FIRST, SECOND, change, copy_entry, release

from generator.checking import check, select_catalogue
from generator.cli import main
from generator.derive.evidence import evidence_of
from generator.editions.endings import ending_of
from generator.model.entries import Decision
from generator.search.index import search_index
from generator.site.compose import build
from generator.views.entry import entry_view
from generator.views.entry_page import entry_page_view
from generator.views.print_groups import Copy
from generator.views.sections import Subject

ZM_002 = "certificates/zm-002-x.yml"
LATER = date(2026, 12, 20)
TITLE = "《关于改进和规范基层群众性自治组织出具证明工作的指导意见》"
WHY = "公安机关联网核对，不用再开。"
ENDS = {
    "abolished": (
        f"status: abolished\nended:\n  'on': 2026-12-01\n  source: minfa-2020-20\n  text: {WHY}",
        f"自2026年12月1日起，废止ZM-001《亲属关系证明》，依据{TITLE}（民发〔2020〕20号）。",
    ),
    "replaced": (
        "status: replaced\nreplaced_by:\n  - ZM-002",
        "自2026年12月15日起，ZM-001《亲属关系证明》由ZM-002《居民身份信息证明》（不应出具）替代。",
    ),
    "suspended": ("status: suspended", "自2026年12月15日起，中止ZM-001《亲属关系证明》。"),
}


@pytest.fixture(scope="module", params=ENDS)
def released(request, tmp_path_factory):
    """A catalogue in which ZM-001 ended with the second edition, released once for all tests."""
    root = small_catalogue(tmp_path_factory.mktemp(request.param))
    copy_entry(root, "ZM-002", "居民身份信息证明")
    assert release(root, *FIRST, "--in-force", "2026-11-23", papers=()) == 0
    written, said = ENDS[request.param]
    change(root, "status: in_force", written)
    assert release(root, *SECOND, "--in-force", "2026-12-15", papers=()) == 0
    return root, said, request.param


@pytest.fixture
def ended(released, tmp_path):
    """A copy of that catalogue to change; the sentence that says so; and how the entry ended."""
    root, said, how = released
    return shutil.copytree(root, tmp_path / "catalogue"), said, how


def page_of(root, address="zm-001/", on=LATER):
    made = build(root, on=on, traditional=False)
    assert made.check.passed, made.check.problems
    (page,) = (page for page in made.pages if page.address == address)
    return page, html.document_fromstring(f"<main>{page.body}</main>")


def text_of(tree, path):
    return " ".join("".join(one.itertext()).strip() for one in tree.xpath(path))


def test_an_end_is_told_since_when_by_what_and_why(ended):
    root, said, how = ended
    catalogue = select_catalogue(check(root, on=LATER))

    told = ending_of(catalogue, catalogue.entries["ZM-001"], LATER, date(2026, 12, 15))

    assert told.sentences == ((said, WHY) if how == "abolished" else (said,))
    assert ending_of(catalogue, catalogue.entries["ZM-002"], LATER) is None


def test_the_page_says_what_holds_now_and_no_live_answer(ended):
    root, said, how = ended

    page, tree = page_of(root)

    head = text_of(tree, "//header")
    assert said in head
    assert "不应出具" not in text_of(tree, "//p[@class='c-verdict']")
    assert "社区不开这份证明" not in head
    assert "不应出具。社区不开" not in page.description
    goto = text_of(tree, "//section[@aria-labelledby='goto']")
    if how == "replaced":
        assert "ZM-002" in tree.xpath("//section[@aria-labelledby='goto']//a/@href")[0].upper()
        assert "不应出具" in goto
        assert "户籍派出所" not in goto
    else:
        assert "现在去哪里办" in goto
        assert "户籍派出所" in goto
    assert (WHY in head) == (how == "abolished")


def test_the_history_keeps_the_old_words(ended):
    root, _, _ = ended

    _, tree = page_of(root)

    told = text_of(tree, "//section[@id='history']")
    assert told.count("2026年12月15日") == 1
    assert "原来写的是：不应出具。社区不开这份证明。户口簿能看出关系的，出示户口簿。" in told


def test_what_is_still_in_force_is_not_called_what_it_was(ended):
    root, _, _ = ended

    _, tree = page_of(root, on=date(2026, 12, 14))

    assert "2026年12月15日起要变" in text_of(tree, "//header")
    assert "原来写的是" not in text_of(tree, "//section[@id='history']")


def test_how_it_was_done_is_not_shown_as_if_it_still_were(ended):
    root, _, _ = ended
    steps = "steps:\n  - actor: resident\n    text: 带户口簿。"
    change(root, "act: certificate", f"act: certificate\n{steps}")

    _, tree = page_of(root)

    assert "带户口簿。" not in text_of(tree, "//section[@id='steps']")
    assert text_of(tree, "//section[@id='basis']")


def test_what_is_cited_says_that_it_has_ended(ended):
    root, said, _ = ended

    _, tree = page_of(root)

    assert said in text_of(tree, "//section[@id='cite']")


def test_the_command_tells_the_end_and_the_old_words(ended, capsys):
    root, said, how = ended

    assert main(["show", "zm-001", "--catalogue", str(root), "--on", "2026-12-20"]) == 0

    told = capsys.readouterr().out.splitlines()
    assert said in told
    assert (WHY in told) == (how == "abolished")
    assert not any(line.startswith("社区不开") for line in told)
    assert any("原来写的是：不应出具。社区不开这份证明。" in line for line in told)


def test_a_citation_of_what_has_ended_is_answered_in_full(ended, capsys):
    root, said, how = ended
    assert main(["show", "zm-001", "--catalogue", str(root), "--on", "2026-12-14"]) == 0
    (line,) = (
        line.removeprefix("引用：")
        for line in capsys.readouterr().out.splitlines()
        if line.startswith("引用：")
    )

    main(["verify", line, "--catalogue", str(root), "--on", "2026-12-20"])

    told = capsys.readouterr().out
    assert said in told
    assert (WHY in told) == (how == "abolished")


def test_an_end_to_come_is_announced_on_the_live_page(tmp_path):
    root = small_catalogue(tmp_path)
    change(root, "status: in_force", "status: in_force\nceased_on: 2027-01-01")

    _, tree = page_of(root)
    assert "2027年1月1日起不再照这一条办。" in text_of(tree, "//header")
    assert "社区不开这份证明" in text_of(tree, "//header")

    _, tree = page_of(root, on=date(2027, 1, 1))
    assert "自2027年1月1日起，废止ZM-001《亲属关系证明》。" in text_of(tree, "//header")
    assert "社区不开这份证明" not in text_of(tree, "//header")


def test_where_the_community_did_it_is_no_place_to_go_now(ended):
    root, _, how = ended
    catalogue = select_catalogue(check(root, on=LATER))
    did = msgspec.structs.replace(catalogue.entries["ZM-001"], decision=Decision.PERMITTED)

    assert not entry_view(catalogue, did, LATER).routes
    assert bool(entry_view(catalogue, catalogue.entries["ZM-001"], LATER).routes) == (
        how != "replaced"
    )


def test_nothing_is_offered_to_print_of_what_has_ended(ended):
    root, _, _ = ended
    catalogue = select_catalogue(check(root, on=LATER))
    copy = Copy(path="prints/x.pdf", name="PDF", about="1页")
    prints = {"ZM-001": (("空白式样", copy),), "certificates-forbidden": (("清单", copy),)}

    def offered(number):
        entry, proof = catalogue.entries[number], evidence_of(catalogue)
        subject = Subject(catalogue=catalogue, entry=entry, on=LATER, evidence=proof)
        view = entry_page_view(subject, prints)
        return view.main or view.prints

    assert not offered("ZM-001")
    assert offered("ZM-002")


def test_beside_a_link_to_what_has_ended_stands_no_verdict(ended):
    root, _, how = ended
    words = {"abolished": "已废止", "replaced": "已被替代", "suspended": "已中止"}
    change(root, "act: certificate", "act: certificate\nrelated:\n  - ZM-001", ZM_002)

    _, tree = page_of(root, "zm-002/")

    (tag,) = tree.xpath("//section[@id='related']//span[@data-decision]")
    assert (tag.get("data-decision"), tag.text_content().strip()) == ("undecided", words[how])


def test_search_gives_no_live_answer_for_what_has_ended(ended):
    root, _, how = ended
    catalogue = select_catalogue(check(root, on=LATER))
    words = {"abolished": "已废止", "replaced": "已被替代", "suspended": "已中止"}

    first, second = search_index(catalogue, LATER)["entries"]

    assert first[3:5] == ["undecided", words[how]]
    assert "社区不开" not in first[5]
    assert first[6] == ("" if how == "replaced" else "户籍派出所")
    assert first[5].endswith("现在看：居民身份信息证明。") == (how == "replaced")
    assert second[3:5] == ["forbidden", "不应出具"]
