"""What people ask in sentences, in dialect, about the catalogue itself; and what nothing answers.

The questions were written by another hand without sight of the index. Half of them, chosen by
their hash, are not looked at: of those only the totals are told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from hashlib import sha256

import pytest
from browser.refusing import is_refused
from browser.test_search import home, read  # noqa: F401 - a fixture
from playwright.sync_api import Page, expect

ASK = """async (questions) => {
  const found = [];
  for (const question of questions) {
    const { found: all } = await globalThis.catalogueFind(question);
    found.push(all.filter(({ sure }) => sure).map(({ entry, page }) =>
      entry ? entry.id : page.id || page.address));
  }
  return found;
}"""
ENTRY = re.compile(r"[A-Z]{2}-\d")
"""Where an entry is meant, places are counted among entries: a journey may stand before it. A journey
that answers by itself is named beside the entry."""
LEAST = {
    ("out_of_scope", 0): 0.95,
    ("dialect", 1): 0.80,
    ("dialect", 3): 0.90,
    ("sentence", 1): 0.90,
    ("sentence", 3): 0.97,
    ("cadre", 1): 0.90,
    ("cadre", 3): 0.97,
    ("guide", 1): 0.85,
    ("guide", 3): 0.95,
}
"""The least share of the answers that are right, by form and within how many."""

OTHERS_TOLD_APART = 0.95
"""The least share of the short questions about another thing, or another owner's, that get no verdict."""

FIRST_OF_A_SITUATION = 0.88
"""The least share of the situations told by residents whose first answer is right, in either half."""


def as_found(expected: str) -> str:
    """Return how the box names an answer that the questions name for short."""
    return re.sub("^(journey|body):(.*)", r"\1-\2/", expected.replace("guide:", "answer:"))


def is_seen(question: str) -> bool:
    return sha256(question.encode()).digest()[0] % 2 == 0


def told_of(home: Page, file: str):  # noqa: F811
    """Return of each form the questions of a file, what was expected, and what was told."""
    rows = read(file)
    found = home.evaluate(ASK, [row["query"] for row in rows])
    by_form = defaultdict(list)
    for row, told in zip(rows, found, strict=True):
        wanted = {as_found(one) for one in (row["expected"] or "").split("|")} - {""}
        by_form[row["form"]].append((row["query"], wanted, [one.lstrip("/") for one in told]))
    return by_form


@pytest.fixture(scope="module")
def answered(home: Page):  # noqa: F811
    """Of each form and half: the questions, what was expected, and what was told as the answer."""
    by_form = defaultdict(list)
    for form, rows in told_of(home, "questions.tsv").items():
        for query, expected, answers in rows:
            wanted = {one for one in expected if form != "cadre" or ENTRY.match(one)}
            if wanted or form == "out_of_scope":
                told = [
                    one
                    for one in answers
                    if not any(map(ENTRY.match, wanted)) or ENTRY.match(one) or one in wanted
                ]
                by_form[form].append((query, wanted, told))
    return by_form


def share(rows, within: int) -> float:
    """Return which share of the rows is right."""
    right = [
        bool(wanted & set(answers[:within])) if within else is_refused(answers, wanted)
        for _, wanted, answers in rows
    ]
    return sum(right) / len(right)


@pytest.mark.parametrize(("form", "within"), LEAST)
def test_people_find_what_they_ask_for_and_nothing_else(answered, form, within):
    rows = answered[form]
    seen = [row for row in rows if is_seen(row[0])]
    unseen = [row for row in rows if not is_seen(row[0])]
    figures = f"{form}@{within}: seen {share(seen, within):.2f}, unseen {share(unseen, within):.2f}"

    assert share(rows, within) >= LEAST[form, within], figures


def test_another_thing_or_anothers_thing_is_told_apart(home: Page):  # noqa: F811
    """What shares characters with a name, or belongs to a dog or a company: only what is true of it is told."""
    rows = read("others.tsv")
    found = home.evaluate(ASK, [row["query"] for row in rows])
    right = [
        {answer.lstrip("/") for answer in told}
        <= {as_found(one) for one in (row["expected"] or "").split("|")}
        for row, told in zip(rows, found, strict=True)
    ]
    halves = {
        half: sum(right[i] for i in places) / len(places)
        for half in (True, False)
        if (places := [i for i, row in enumerate(rows) if is_seen(row["query"]) is half])
    }

    figures = f"seen {halves[True]:.2f}, unseen {halves[False]:.2f}"
    assert sum(right) / len(right) >= OTHERS_TOLD_APART, figures


def test_what_is_told_first_is_about_the_situation(home: Page):  # noqa: F811
    """Danger before all; what fails before what endangers; the matter itself before a guide answer; else none."""
    rows = read("situations.tsv")
    found = home.evaluate(ASK, [row["query"] for row in rows])
    halves = defaultdict(list)
    for row, told in zip(rows, found, strict=True):
        wanted = {"" if one == "none" else as_found(one) for one in row["first"].split("|")}
        halves[is_seen(row["query"])].append((told[0].lstrip("/") if told else "") in wanted)
    seen, unseen = (sum(halves[half]) / len(halves[half]) for half in (True, False))

    figures = f"seen {seen:.2f}, unseen {unseen:.2f}"
    assert min(seen, unseen) >= FIRST_OF_A_SITUATION, figures


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("收到电话说我医保卡异常要转账", "journey-beipian/"),
        ("我爸老年痴呆 房子能替他卖吗", "journey-jianhu/"),
        ("小区电梯老是坏", "SX-169"),
        ("我腿脚不好，公证员能上门吗", "journey-wochuang-gongzheng/"),
        ("小孩上学要社区盖章", "journey-shangxue/"),  # no paper speaks nearly as much
        ("孩子在学校被打", "journey-xuesheng-qifu/"),
        ("女儿被同班同学扇耳光", "journey-xuesheng-qifu/"),
        ("我捡了一个娃娃", "journey-jiandao-haizi/"),
        ("路边有个婴儿没人要", "journey-jiandao-haizi/"),
        ("老人摔倒", "journey-jijiu/"),
        ("屋里老人喘不过气", "journey-jijiu/"),
        ("有人溺水", "journey-jijiu/"),
        ("有人拿刀砍人", "journey-xingxiong/"),
        ("家里进小偷了", "journey-xingxiong/"),
    ],
)
def test_each_kind_of_situation_has_its_own_first_answer(home: Page, typed, first):  # noqa: F811
    assert home.evaluate(ASK, [typed])[0][0] == first


def test_who_is_in_danger_is_told_of_no_paper(home: Page):  # noqa: F811
    asked = ["车祸有人受伤", "孩子掉进池塘了", "孩子在学校被打"]

    assert not [one for told in home.evaluate(ASK, asked) for one in told if one.startswith("ZM-")]


def test_what_stands_beside_speaks_for_what_the_question_is_about(home: Page):  # noqa: F811
    """Not only for 没有, 单位 or 家里, which every question has."""
    land, ill = home.evaluate(ASK, ["村里分地没有我屋里的", "爸爸住院了单位要家里情况证明"])

    assert "answer:offline" not in land
    assert ill[0] == "ZM-012"
    assert len(ill) <= 3


@pytest.mark.parametrize(
    ("typed", "number"),
    [("计证明", "ZM-014"), ("工龄明", "ZM-016"), ("户籍明", "ZM-002"), ("婚姻况证明", "ZM-008")],
)
def test_a_name_without_one_character_is_told_if_no_other_fits(home: Page, typed, number):  # noqa: F811
    assert home.evaluate(ASK, [typed])[0][0] == number


def test_a_guide_answer_stands_behind_the_matter_itself(home: Page):  # noqa: F811
    told = home.evaluate(ASK, ["身份证丢了又没户口本"])[0]

    assert told.index("journey-zhengjian-diule/") < told.index("answer:documents")


def test_a_criminal_record_is_no_illness(home: Page):  # noqa: F811
    assert home.evaluate(ASK, ["无犯罪记录"]) == [["ZM-005"]]


@pytest.mark.parametrize(
    "typed",
    [
        "猫走失了",  # its owner is no person
        "公司没有犯罪记录证明",  # the same, and an everyday name stands in it
        "无人机失踪证明",  # the same, and it sounds like one
        "股东身份证明",  # two characters before a name
        "居住环境",  # or behind it
        "死亡率",  # one in a single word
        "低保新闻",  # a short word, whatever it means in the catalogue
        "物业保险",  # one character from a name, but every pair of it is a word
        "征兵歌",  # one more character, where a journey has the rest
        "盖章保险",  # two words that nobody says together
        "生肖证明",  # a word of its own before 证明
        "出证明",  # a character is missing, or none
        "收证明",  # two names fit
        "寄证明",  # 寄证 sounds like two characters of a name, but 证明 is a word
        "我捡了一只狗",  # 一只 sounds like 一致
        "低保卡贴膜",  # half a word
        "社区让我交50块卫生费可以不交吗",
    ],
)
def test_a_short_question_about_something_else_gets_no_verdict(home: Page, typed):  # noqa: F811
    assert home.evaluate(ASK, [typed]) == [[]]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("公司要我开无犯罪记录证明", "ZM-005"),  # it asks
        ("狗办证要社区证明吗", "ZM-004"),  # it is known there
        ("居民死亡证明", "ZM-011"),  # a name to the letter
        ("低保证明", "ZM-042"),
        ("住院证明", "ZM-012"),
        ("离婚证", "journey-lihun/"),  # its paper
        ("伯父和侄女的关系证明", "ZM-001"),  # one with another
    ],
)
def test_what_is_an_answers_own_is_still_told(home: Page, typed, number):  # noqa: F811
    assert home.evaluate(ASK, [typed])[0][0] == number


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("民发〔2020〕20号", "/source-pol-2020-20/"),
        ("民发（２０２０）２０号", "/source-pol-2020-20/"),
        ("优化营商环境条例第四十四条", "/source-reg-yshj/#第四十四条"),
        ("优化营商环境条例44条", "/source-reg-yshj/#第四十四条"),
        ("要不要钱", "/residents/#time-and-fee"),
        ("怎么引用", "/cadres/#cite"),
        ("2026-4版", "/edition-2026-4/"),
        ("现行版", "/edition-2026-8/"),
        ("12348", "/body-sifaju/"),
        ("告知承诺是什么", "/glossary/#certificates"),
        ("刚才有人打电话说我银行卡有问题，叫我转了两万块", "/journey-beipian/"),
    ],
)
def test_pages_that_are_no_entries_are_found(home: Page, typed, page):  # noqa: F811
    home.locator("#q").fill(typed)
    found = home.locator(f"#found ol > [data-page='{page}']")
    found.first.wait_for()
    assert not found.first.locator("xpath=ancestor::*[@data-near]").count()


@pytest.mark.parametrize("typed", ["小孩发烧39度", "洗衣机怎么修理", "给老婆买生日礼物"])
def test_what_nothing_answers_has_no_verdict_and_says_whom_to_ask(home: Page, typed):  # noqa: F811
    home.locator("#q").fill(typed)
    home.locator("#found", has_text="目录里没有").wait_for()
    near = "#found [data-near]"

    assert home.locator("#found [data-entry], #found [data-page]").count() == (
        home.locator(f"{near} [data-entry], {near} [data-page]").count()
    )
    assert home.locator(f"{near} [data-entry], {near} [data-page]").count() <= 2
    assert not home.locator("#found .c-tag").count()
    assert home.locator("#found a[href='tel:12345']").is_visible()
    assert home.locator("#found summary", has_text="没有找到？告诉我们").is_visible()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "我想在小区门口开个早点铺子，社区要给我打个证明不",
            ["ZM-019", "answer:insist", "journey-kaidian/"],
        ),
        ("负面清单第19项", ["ZM-019", "ZM-020"]),
        ("刚才有人打电话说我银行卡有问题，叫我转了两万块", ["journey-beipian/"]),
        ("湖北21项第20", ["ZM-021"]),
    ],
)
def test_nothing_is_told_beside_what_answers(home: Page, typed, told):  # noqa: F811
    (found,) = home.evaluate(ASK, [typed])

    assert found[0] == told[0]
    assert set(found) <= set(told)


def test_a_question_about_a_law_leads_to_what_rests_on_it(home: Page):  # noqa: F811
    source, *entries = home.evaluate(ASK, ["反家庭暴力法里社区要做什么"])[0]

    assert source == "source-law-fjb/"
    assert {"ZM-039", "SX-022"} <= set(entries)


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        ("邻居装修砸承重墙", "zhujianju"),
        ("房子赠与给侄子", "gongzhengchu"),
        ("抚养权归谁", "fayuan"),
        ("驾驶证怎么办理", "gonganju"),
        ("农机购置补贴到哪里领", "nongyenongcunju"),
        ("老板拖着三个月加班费不发", "rensheju"),
        ("低保户办慢病卡要社区签字", "yibaoju"),
        ("个人所得税怎么退", "shuiwuju"),
    ],
)
def test_what_no_entry_treats_leads_to_the_body_whose_field_it_is(home: Page, typed, body):  # noqa: F811
    home.locator("#q").fill(typed)

    told = home.locator(f"#found [data-page='/body-{body}/']").first
    expect(told).to_contain_text("部门")
    expect(told.locator("a").first).to_have_attribute("href", re.compile(f"body-{body}/$"))


def test_a_refusal_names_the_body_whose_field_the_words_tell(home: Page):  # noqa: F811
    home.locator("#q").fill("电信宽带怎么移机")
    body = home.locator("#found .c-none a", has_text="通信管理局")

    expect(body).to_have_attribute("href", re.compile("body-tongxinju/$"))
    expect(home.locator("#found a[href='tel:12345']")).to_be_visible()


def test_a_body_is_found_by_its_name_alone(home: Page):  # noqa: F811
    assert home.evaluate(ASK, ["公积金", "人才中心"]) == [["body-gongjijin/"], ["body-rensheju/"]]


def test_a_result_says_which_everyday_name_it_was_found_by(home: Page):  # noqa: F811
    home.locator("#q").fill("派出所要我证明我妈是我妈")
    first = home.locator("#found [data-entry=ZM-001]").first

    expect(first).to_contain_text("也叫“证明我妈是我妈”")


@pytest.mark.parametrize(("typed", "number"), [("工章外借", "YZ-028"), ("社区角正", "SX-025")])
def test_one_character_of_the_same_sound_is_mended(home: Page, typed, number):  # noqa: F811
    home.locator("#q").fill(typed)

    expect(home.locator(f"#found :not([data-near]) > ol > [data-entry={number}]")).to_be_visible()


def test_the_address_follows_what_is_typed(home: Page):  # noqa: F811
    home.locator("#q").fill("单身证明")
    home.locator("#found [data-entry=ZM-008]").first.wait_for()
    assert "q=%E5%8D%95%E8%BA%AB" in home.url

    home.locator("#found [data-entry=ZM-008] a").first.click()
    home.wait_for_url("**/zm-008/")
    home.go_back()

    home.locator("#found [data-entry=ZM-008]").first.wait_for()


DESPAIR = [
    "不想活了",
    "想死",
    "活够了",
    "跳楼",
    "喝农药",
    "割腕",
    "自杀",
    "心里难受",
    "抑郁",
    "想不开",
    "活着没意思",
    "老人不想活了",
    "女儿割手腕了",
    "丈夫说要跳河",
    "邻居要上吊",
    "老头子喝了农药",
    "想寻短见",
    "不想活了开证明",
    "不想活哒",
    "活得冇得意思",
    "隔壁婆婆要吊颈",
    "我活厌了",
    "屋里老人喝老鼠药了",
]


def test_who_despairs_is_told_first_whom_to_call_and_no_verdict(home: Page):  # noqa: F811
    found = dict(zip(DESPAIR, home.evaluate(ASK, DESPAIR), strict=True))

    first = {typed: told[0] if told else "" for typed, told in found.items()}
    assert first == dict.fromkeys(DESPAIR, "journey-xiangbukai/")
    assert not {typed: told for typed, told in found.items() if any(map(ENTRY.match, told))}
