"""Laws are cut into articles, and compared with newer copies of themselves."""

from __future__ import annotations

import pytest

from generator.laws.articles import Article
from generator.laws.comparing import announced_ends, compare, titles_of
from generator.laws.cutting import CutError, cut

LAW = """\
# 江北县社区工作条例

2020年1月1日 江北县第一次会议通过

2025年10月28日 江北县第二次会议修订）

<!-- INFO END -->

## 第一章 总 则

第一条 为了做好社区工作，制定本条例。

第二条 社区里有居民委员会。
它协助下列工作：

（一）调解纠纷；

（二）宣传法律。

### 第一节 经费

**第三条**　经费由委托部门承担。

第三条之一 经费每年公布一次。

## 第二章 附 则

第四条 本条例自2026年1月1日起施行。《江北县社区工作办法》同时废止。
"""
NOTICE = """\
江北县关于减轻负担的通知
江民发〔2024〕3号
各街道：
为了减轻负担，通知如下。
一、总体要求
（一）讲清道理。先看再办。
1.看文件。
2.看经费。
（二）分清责任。居民委员会只协助。
二、具体做法
1.列清单。
2.报街道。
三、各街道要抓好落实。
附件1：清单
第一项
"""


# --- cutting ----------------------------------------------------------------------------------


def test_a_law_is_cut_into_its_articles():
    law = cut(LAW)

    assert law.title == "江北县社区工作条例"
    assert law.history == (
        "2020年1月1日 江北县第一次会议通过",
        "2025年10月28日 江北县第二次会议修订",
    )
    assert [one.label for one in law.articles] == [
        "第一条",
        "第二条",
        "第三条",
        "第三条之一",
        "第四条",
    ]
    assert law.articles[1].text.splitlines() == [
        "社区里有居民委员会。",
        "它协助下列工作：",
        "（一）调解纠纷；",
        "（二）宣传法律。",
    ]
    assert law.articles[2].heading == "第一章 总 则 第一节 经费"
    assert law.articles[4].heading == "第二章 附 则"
    assert law.contents == ("第一条至第三条", "第三条之一", "第四条")


def test_a_document_without_articles_is_cut_by_its_headings():
    notice = cut(NOTICE)

    assert notice.history == ("江民发〔2024〕3号",)
    assert {one.label: (one.heading, one.text) for one in notice.articles} == {
        "导语": ("", "各街道：\n为了减轻负担，通知如下。"),
        "一、（一）": ("一、总体要求", "讲清道理。先看再办。\n1.看文件。\n2.看经费。"),
        "一、（二）": ("一、总体要求", "分清责任。居民委员会只协助。"),
        "二、1.": ("二、具体做法", "列清单。"),
        "二、2.": ("二、具体做法", "报街道。"),
        "三": ("", "各街道要抓好落实。"),
        "附件1": ("", "附件1：清单\n第一项"),
    }


def test_a_table_of_contents_holds_no_articles():
    law = cut(
        "条例\n（2020年1月1日通过　自2020年2月1日起施行）\n目　录\n第一章　总则\n第二章　附则\n"
        "第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。"
    )

    assert law.history == ("2020年1月1日通过", "自2020年2月1日起施行")
    assert [(one.label, one.heading) for one in law.articles] == [
        ("第一条", "第一章　总则"),
        ("第二条", "第二章　附则"),
    ]


def test_a_part_of_a_code_begins_with_any_number():
    law = cut("民法典（继承编）\n第一千一百一十九条　甲。\n第一千一百二十条　乙。")

    assert law.contents == ("第一千一百一十九条至第一千一百二十条",)


def test_numbers_without_a_blank_are_articles_when_it_is_their_turn():
    law = cut("条例\n第一条为了好。\n第二条依照下列规定：\n第一条规定的，不办。\n第三条好。")

    assert [(one.label, one.text) for one in law.articles] == [
        ("第一条", "为了好。"),
        ("第二条", "依照下列规定：\n第一条规定的，不办。"),
        ("第三条", "好。"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "里面没有文字"),
        ("一个标题\n几句话。", "看不出哪里是条文"),
        ("条例\n第一条　甲。\n第三条　乙。", "第一条后面是第三条，中间少了"),
        ("条例\n第一条　甲。\n第二条　乙。\n第一条　丙。", "第一条又出现了一次"),
    ],
)
def test_what_cannot_be_cut_is_said(text, words):
    with pytest.raises(CutError, match=words):
        cut(text)


# --- comparing --------------------------------------------------------------------------------

OURS = (
    Article("第三条", "经费由委托部门承担，不得转给居民委员会。"),
    Article("第四条", "居民委员会协助开展工作，应当提供必要的经费和条件。"),
    Article("第五条", "居民委员会成员\n接受评议。"),
    Article("第六条", "居民委员会可以拒绝清单以外的事项。"),
)


def told(*theirs: Article) -> list[str]:
    return [change.sentence for change in compare(OURS, theirs)]


def test_blanks_and_line_breaks_are_no_change():
    assert told(*OURS[:2], Article("第五条", "居民委员会成员 接受评议。"), OURS[3]) == []


def test_a_new_number_and_new_words_are_told_as_such():
    assert told(
        Article("第一条", "别的话。"),
        Article("第三条", "经费由委托的部门承担，不得转给居民委员会。"),
        Article("第七条", "居民委员会协助开展工作，应当提供必要的经费和条件。"),
        Article("第八条", "居民委员会成员每年接受一次评议。"),
    ) == [
        "第三条改了，从“的部门承担，不得转给居民委员会。”起不一样",
        "第四条现为第七条，文字没有变",
        "第五条现为第八条，文字也改了，从“每年接受一次评议。”起不一样",
        "第六条没有了",
    ]


def test_an_article_whose_number_another_took_is_found_again():
    assert told(
        OURS[0], Article("第四条", "全新的规定在这里。"), Article("第五条", OURS[1].text), OURS[3]
    ) == [
        "第四条现为第五条，文字没有变",
        "第五条改了，从“协助开展工作，应当提供必要的经费”起不一样",
    ]


def test_a_text_says_what_it_ends():
    ends = list(
        announced_ends(
            [
                Article(
                    "第九条",
                    "本法自2026年8月15日起施行。《甲法》、《乙条例》（2001年）同时废止。",
                )
            ]
        )
    )

    assert [(one.title, str(one.on)) for one in ends] == [
        ("甲法", "2026-08-15"),
        ("乙条例", "2026-08-15"),
    ]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("中华人民共和国城市居民委员会组织法（2025年修订）", ("城市居民委员会组织法",)),
        ("城市居民委员会组织法(2025-10-28)", ("城市居民委员会组织法",)),
        ("中华人民共和国民法典（继承编）", ("民法典继承编", "民法典")),
        ("某某办法（试行）", ("某某办法试行",)),
    ],
)
def test_a_law_goes_by_its_title_without_the_year(title, names):
    assert titles_of(title) == names
