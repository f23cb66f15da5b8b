"""The page of an entry in layers: what a resident needs stays open, the rest is folded."""

from __future__ import annotations

import re

import pytest
from helpers import DAY
from test_cli import edit

from generator import build
from generator.outputs.pages.environment import dial

FOLD = '<details class="c-fold"'
ZM = "certificates/zm-001-qinshu-guanxi.yml"


def entry_page(place, address: str = "zm-001/") -> str:
    made = build(place / "catalogue", on=DAY)
    assert made.check.passed
    return next(page for page in made.pages if page.address == address).body


def open_part(page: str) -> str:
    """Return what stands before the first fold."""
    return page.split(FOLD, maxsplit=1)[0]


def test_a_resident_sees_the_answer_and_what_to_do_if_somebody_insists(place):
    page = entry_page(place)

    assert re.findall(r'<section id="([a-z_]+)"', open_part(page)) == ["insist"]


def test_what_cadres_need_and_how_it_came_about_is_folded(place):
    page = entry_page(place)

    headings = re.findall(r"<summary>(\S+) <small>", page)
    assert headings == ["还想知道", "给干部看", "这条是怎么来的"]
    assert '<section id="basis"' in page.split('id="for-cadres">')[1].split('id="how-made">')[0]
    assert '<section id="cite"' in page.split('id="how-made">')[1]


@pytest.mark.parametrize("words", ["依据等级", "行为种类", ".yml", "只见转引", "指纹"])
def test_no_word_of_editors_stands_on_the_layer_of_residents(place, words):
    shown = re.sub(r"<textarea.*?</textarea>", "", open_part(entry_page(place)), flags=re.DOTALL)

    assert words not in shown


def test_no_page_names_a_file_of_the_catalogue(repository):
    made = build(repository / "catalogue", on=DAY)
    named = [
        page.address
        for page in made.originals
        if re.match(r"(zm|sx|yz|fd|jf)-\d+/", page.address) and ".yml" in page.body
    ]

    assert named == []


def test_there_is_one_main_button(place):
    page = entry_page(place)

    assert page.count("c-button--main") == 1
    assert 'class="c-button c-button--main" href="../slip-zm-001/">打印转办告知单' in page


def test_one_sentence_is_to_be_read_out_and_all_of_the_law_is_folded(place):
    page = entry_page(place)
    shown = page.split('<section id="insist"')[1].split("<details>")[0]

    assert "“清单之外，政府部门、公用企事业单位和服务机构不得索要证明。”" in shown
    assert "证明事项应当有法律" not in shown
    assert "证明事项应当有法律" in page


def test_the_office_of_a_way_is_a_link_to_its_page(place):
    assert '看不出来：<a href="../body-gonganju/">户籍派出所</a>' in entry_page(place)


def test_a_known_number_of_the_office_dials_but_no_emergency_call(place):
    body = place / "catalogue/bodies/gonganju.yml"
    text = body.read_text(encoding="utf-8").rstrip()
    channels = "\nchannels:\n  - {type: phone, name: 报警, phone: '110'}"
    body.write_text(
        f"{text}{channels}\n  - {{type: phone, name: 户政咨询, phone: '0711-3350000'}}\n",
        encoding="utf-8",
    )

    page = entry_page(place)

    assert '<a class="nb" href="tel:0711-3350000">0711-3350000</a>' in page
    assert "tel:110" not in page


def test_what_is_not_verified_says_what_that_means_and_what_is_sure(place):
    card = entry_page(place).split('id="goto"')[1].split("</section>")[0]

    assert "“待核实”是还没查到正式文件" in card
    assert "“不应出具”有文件，是确定的。" in card


def test_what_is_not_verified_and_rests_on_nothing_read_says_only_that_it_is_not(place):
    source = place / "catalogue/sources/pol-2020-20.yml"
    edit(source, "seen: excerpt", "seen: citation-only")

    assert "是确定的" not in entry_page(place)


def test_a_page_without_a_doubtful_way_explains_nothing(place):
    assert "是还没查到" not in entry_page(place, "sx-001/")


def test_the_hotline_is_told_what_is_asked_for(place):
    assert "这样说：我要办××，对方要社区的亲属关系证明。" in entry_page(place)


def test_a_name_with_quotation_marks_is_quoted_with_the_inner_ones(place):
    service = next((place / "catalogue/services").glob("sx-001*"))
    text = service.read_text(encoding="utf-8").replace("人口普查", "人口“普查”")
    service.write_text(text, encoding="utf-8")

    assert "“协助人口‘普查’”这件事归谁办？" in entry_page(place, "sx-001/")


def test_a_service_says_its_verdict_in_a_plain_sentence(place):
    page = entry_page(place, "sx-001/")

    assert '<p class="c-goto__foot">这件事归部门管，社区只帮忙。清单里叫“协助事项”。</p>' in page


def test_a_service_shows_a_residents_word_wherever_it_is_named(place):
    made = build(place / "catalogue", on=DAY, traditional=False)

    pages = {page.address: page.body for page in made.pages}
    assert "</svg>社区只帮忙</p>" in pages.pop("sx-001/")
    assert any("</svg>社区只帮忙</span>" in page for page in pages.values())
    assert not any("</svg>协助事项</span>" in page for page in pages.values())


def test_work_on_no_list_is_not_told_what_to_do_about_papers(place):
    for file in ("services/sx-001-xiezhu-renkou-pucha.yml", ZM):
        path = place / "catalogue" / file
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub("^decision: .*", "decision: undecided", text, flags=re.MULTILINE), "utf-8"
        )

    work, paper = entry_page(place, "sx-001/"), entry_page(place)

    assert "凭哪一条要" not in work
    assert "先问上面写的部门" in work
    assert "先问要证明的单位凭哪一条要。" in paper


def test_the_list_of_services_shows_a_residents_word_and_the_lists_own(place):
    made = build(place / "catalogue", on=DAY)

    hub = next(page.body for page in made.pages if page.address == "services/")
    assert "</svg>社区只帮忙（协助事项） <small>" in hub


def test_a_mistake_is_told_with_number_edition_and_sentence_and_nothing_is_sent(place):
    told = entry_page(place).split('id="wrong-text"')[1].split("</textarea>")[0]

    assert "写错的是：ZM-001亲属关系证明" in told
    assert "工作稿" in told
    assert "这一句：社区不开这份证明。" in told


def test_who_is_still_asked_gets_a_report_for_the_hotline(place):
    told = entry_page(place).split('id="still-asked"')[1].split("</textarea>")[0]

    assert "他们还在要：ZM-001亲属关系证明（不应出具）" in told
    assert "哪个单位、哪个窗口：" in told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("打12345问", '打<a class="nb" href="tel:12345">12345</a>问'),
        ("编号123456", "编号123456"),
        ("0711-12345", "0711-12345"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_the_hotline_dials_wherever_its_number_stands_alone(text, shown):
    assert dial(text, "12345") == shown
