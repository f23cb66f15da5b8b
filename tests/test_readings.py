"""How names are read: by phrases, as people say them when they type pinyin."""

from __future__ import annotations

import pytest
from helpers import DAY, small_catalogue

from generator.checking import check
from generator.search.index import TEXTS, Reader, search_index
from generator.search.readings import also_said, sounds_of, tokens_of

SPOKEN = {
    "调解": "tiao jie",
    "调查": "diao cha",
    "空调": "kong tiao",
    "重庆": "chong qing",
    "重新": "chong xin",
    "银行": "yin hang",
    "行业": "hang ye",
    "长期": "chang qi",
    "长大": "zhang da",
    "出差": "chu chai",
    "着火": "zhao huo",
    "睡着": "shui zhao",
    "便宜": "pian yi",
    "便民": "bian min",
    "传记": "zhuan ji",
    "曾孙": "zeng sun",
    "归还": "gui huan",
    "还款": "huan kuan",
    "没收": "mo shou",
    "供给": "gong ji",
    "朝阳区": "chao yang qu",
    "六安": "lu an",
    "乐亭": "lao ting",
    "都匀": "du yun",
    "单县": "shan xian",
    "姓单": "xing shan",
    "姓仇": "xing qiu",
    "姓曾": "xing zeng",
}
ENTRY = """\
id: ZM-900
name: {name}
summary: 社区不开。
decision: undecided
status: draft
tier: D
act: certificate
verification:
  verified_on: 2026-11-01
  next_review_on: 2027-11-01
  confidence: single
"""


@pytest.mark.parametrize(("word", "reading"), SPOKEN.items())
def test_a_word_is_read_as_it_is_said(word, reading):
    assert " ".join(sounds_of(word)) == reading


@pytest.mark.parametrize(
    ("folded", "reading"),
    [
        ("给付证明", "gei fu zheng ming"),
        ("六安人", "liu an ren"),
        ("献血证", "xian xie zheng"),
        ("2023年给付", "2023 nian gei fu"),
        ("居住证明", ""),
    ],
)
def test_what_is_said_both_ways_has_both_readings(folded, reading):
    assert " ".join(also_said(folded)) == reading


@pytest.mark.parametrize("folded", ["", "abc", "无房abc证明1号", "𠮷野家", "가나银行"])
def test_every_token_has_one_sound(folded):
    assert len(sounds_of(folded)) == len(tokens_of(folded))


def test_the_index_holds_the_reading_of_the_phrase(tmp_path):
    files = {"certificates/zm-900-x.yml": ENTRY.format(name="银行给付调解证明")}
    catalogue = check(small_catalogue(tmp_path, files), on=DAY).catalogue

    entry = search_index(catalogue, DAY)["entries"][-1]

    found = Reader(catalogue, DAY).read(catalogue.entries["ZM-900"])
    read = {
        " ".join(one.reading.sounds)
        for one in found.said
        if one.reading.tokens == tuple("银行给付调解证明")
    }
    assert read == {"yin hang ji fu tiao jie zheng ming", "yin hang gei fu tiao jie zheng ming"}
    assert [text for text in entry[TEXTS] if text[1] == 1] == [
        [100, 1, "1hang 2ji 4tiao"],
        [100, 1, "1hang 4tiao"],
    ]
