"""Slips: each party is told its own part, and all of it stands on one page."""

from __future__ import annotations

import re

import pypdfium2
from helpers import DAY

from generator.outputs.prints import checks
from generator.outputs.prints.reading_back import open_pdf
from generator.outputs.prints.referral_notices import referral_notice_data, referral_notice_pdf
from generator.outputs.prints.typesetting import typeset
from generator.views.referral_notices import referral_notices


def slips_of(catalogue):
    return {slip.id: slip for slip in referral_notices(catalogue, DAY)}


def test_what_the_community_does_is_not_said_as_what_the_other_side_is_to_do(shipped_catalogue):
    task, seal, proof = (slips_of(shipped_catalogue)[n] for n in ("SX-076", "YZ-020", "ZM-001"))

    assert task.ask == "照上面写的依据，由负责的单位办，不再派给社区。"
    assert task.ours.startswith("不接。")
    assert seal.ask == "照上面写的依据办，不再要社区在这上面盖章。"
    assert seal.ours.startswith("不盖。")
    assert (proof.ask, proof.ours) == ("收户口簿、结婚证或者出生医学证明，不再要社区证明。", "")
    text = open_pdf(referral_notice_pdf(task)).text
    assert text.index("请贵单位这样办") < text.index("社区这样办") < text.index("不接。")


def test_a_slip_with_much_to_say_is_one_page_with_the_rule_and_all_routes(shipped_catalogue):
    full = slips_of(shipped_catalogue)["ZM-017"]

    assert checks.referral_notice(full, referral_notice_pdf(full)) == 1


def test_every_slip_asks_for_something(shipped_catalogue):
    assert all(slip.ask for slip in slips_of(shipped_catalogue).values())


def test_no_slip_has_two_signs_where_one_belongs_or_tells_what_an_editor_read(shipped_catalogue):
    for slip in slips_of(shipped_catalogue).values():
        words = f"{slip.reason}{slip.ask}{slip.ours}"
        assert not re.search("[。；，][。；，]|清单清单|没有读到|报道", words), (
            slip.id,
            words,
        )


def test_a_law_that_a_route_names_has_its_marks(shipped_catalogue):
    slips = slips_of(shipped_catalogue)
    (route,) = [one for one in slips["YZ-020"].routes if "第十二条" in one.detail]

    assert route.detail.startswith("《城市居民委员会组织法》第十二条")
    laws = {one.short_name.strip("《》") for one in shipped_catalogue.sources.values()}
    bare = re.compile(f"(?<!《)(?<!国)({'|'.join(map(re.escape, sorted(laws)))})(?=第)")
    assert [
        (slip.id, found.group())
        for slip in slips.values()
        for one in slip.routes
        if (found := bare.search(f"{one.heading}{one.detail}"))
    ] == []


def test_quotation_marks_within_a_quotation_are_single(shipped_catalogue):
    assert slips_of(shipped_catalogue)["FD-001"].own.said == "“取消对社区工作的‘一票否决’事项。”"


def test_a_basis_has_its_title_and_its_number(shipped_catalogue):
    told = slips_of(shipped_catalogue)["SX-073"]

    assert told.own.numbered_line.startswith("《社区减负工作通知》（民发〔2015〕136号）")
    assert "（民发〔2015〕136号）" in open_pdf(referral_notice_pdf(told)).text


def test_a_slip_set_tightly_shares_out_the_space_that_is_left(shipped_catalogue):
    full = next(one for one in referral_notices(shipped_catalogue, DAY) if one.id == "ZM-001")
    tight = typeset("slip", referral_notice_data(full, 0.0))
    page = pypdfium2.PdfDocument(tight)[0].get_textpage()

    heading, first = (
        page.get_charbox(page.search(words).get_next()[0])
        for words in (full.routes_heading, full.routes[0].heading)
    )

    assert heading[1] - first[3] >= 2, "points between a heading and what stands below it"
