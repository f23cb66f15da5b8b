"""What is learned of how people ask: the right answer first, and none where there is none."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
from helpers import DAY, small_catalogue
from test_vectors import vectors

from generator.checking import check
from generator.model.scripts import data_for_script
from generator.model.speech import Speech
from generator.search.features import Cutter, spaced
from generator.search.index import search_index
from generator.search.learning import NONE, Row, learn
from generator.search.sense import cutter, first_index, lesson_of, said_index, sense_of
from generator.search.weights import packed, unpacked

VECTORS = vectors("features")
SPEECH = """\
id: plain
title: 平常话
words:
  - said: 崽
    means: 孩子
  - said: 咧
elsewhere:
  - 小孩发烧39度
  - 给老婆买生日礼物
  - 手机没有信号
"""
FOUND = """\
id: zou-shi
title: 老人走失
summary: 马上报警。
type: guide
urgent: true
asked_as:
  - 老人走丢了
  - 爷爷一夜没有回家
steps:
  - id: baojing
    title: 报警
    text: 打110。
"""


def sense(folder, files):
    return sense_of(lesson_of(check(small_catalogue(folder, files), on=DAY).catalogue))


@pytest.mark.parametrize(("text", "features"), VECTORS["cases"])
def test_a_question_is_cut_into_what_it_is_about(text, features):
    cut = Cutter(VECTORS["words"], tuple(VECTORS["frames"]), VECTORS["amounts"])

    assert cut.features(text) == features


def test_a_word_that_says_nothing_is_left_out(tmp_path):
    files = {"speech/plain.yml": SPEECH}
    cut = cutter(check(small_catalogue(tmp_path, files), on=DAY).catalogue)

    assert cut.understood("崽咧，不见了咧？") == "孩子 不见了"


def test_without_questions_from_elsewhere_nothing_is_learned(tmp_path):
    assert sense(tmp_path, {})[0].weights == {}


def test_what_nothing_answers_speaks_for_nothing(tmp_path):
    learned, _ = sense(tmp_path, {"speech/plain.yml": SPEECH})
    cut = Cutter({}, (), "[0-9]+")

    def first(question):
        scores = learned.scores(cut.features(question))
        return max(scores, key=lambda class_: scores[class_])

    assert first("亲属关系证明") == "ZM-001"
    assert first("孩子发烧39度") == NONE
    assert first("买礼物给老婆") == NONE


def test_a_journey_is_found_by_how_people_ask_for_it(tmp_path):
    files = {"speech/plain.yml": SPEECH, "journeys/zou-shi.yml": FOUND}
    catalogue = check(small_catalogue(tmp_path, files), on=DAY).catalogue

    senses = sense_of(lesson_of(catalogue))
    first = first_index(catalogue, senses, search_index(catalogue, DAY), str)

    assert first["pages"][0] == ["journey-zou-shi/", "老人走失", "一件事", 1, ""]
    said = said_index(catalogue, search_index(catalogue, DAY), str)
    assert said["pages"][0] == "马上报警。"
    scores = senses.first.scores(Cutter({}, (), "x").features("爷爷没有回家"))
    assert max(scores, key=lambda class_: scores[class_]) == "journey:zou-shi"


def test_the_same_texts_teach_the_same(tmp_path):
    rows = [
        Row(class_, 1.0, text, Cutter({}, (), "x").features(text))
        for class_, text in (("A", "结婚登记"), ("B", "离婚登记"), (NONE, "结婚礼物"))
    ]

    assert learn(rows) == learn(rows)
    a, b = (sense(tmp_path / name, {"speech/plain.yml": SPEECH}) for name in "ab")
    assert [packed(one) for one in a] == [packed(one) for one in b]


def test_what_was_learned_is_read_out_of_the_index_as_it_was(shipped_catalogue):
    senses = sense_of(lesson_of(shipped_catalogue))

    assert [unpacked(packed(one), one.classes) for one in senses] == [*senses]


def test_the_examples_of_spoken_words_find_what_they_should(shipped_catalogue):
    _, everything = sense_of(lesson_of(shipped_catalogue))
    cut = cutter(shipped_catalogue)
    examples = [
        word
        for speech in shipped_catalogue.of(Speech).values()
        for word in speech.words
        if word.example
    ]
    missed = {}
    for word in examples:
        scores = everything.scores(cut.features(word.example))
        best = sorted(scores, key=lambda class_, told=scores: -told[class_])[:3]
        if word.finds not in best:
            missed[word.example] = best

    assert len(examples) >= 10
    assert not missed


def test_spoken_words_lead_to_what_they_mean(shipped_catalogue):
    cut = cutter(shipped_catalogue)
    plain = replace(cut, words={})

    lost = {
        said: means
        for said, means in cut.words.items()
        if not plain.features(means).keys() <= cut.features(means).keys()
    }
    unfolded = {said for said in cut.words if spaced(said) != said}

    assert not lost, "what they mean is itself a word for something else"
    assert not unfolded, "no question has it in this form"


@pytest.mark.parametrize(
    "text",
    [
        "搬家公司的电话",
        "国家公务员",
        "居委会能开吗",
        "交警大队在哪里",
        "孩子打针的本子",
        "房屋的产权",
        "应该我去",
        "偶尔在家",
        "家家户户",
        "农村上学",
        "农业农村部门",
        "农业农村委员会",
        "加盖房屋",
        "补领结婚证",
        "工作日里",
    ],
)
def test_words_that_hold_a_spoken_word_stay_as_they_are(shipped_catalogue, text):
    assert cutter(shipped_catalogue).understood(text) == text


PROGRAM = 1.024
"""How much more the program gzip makes of the same bytes than Python does."""


def test_the_first_answer_waits_for_no_more_than_it_should(shipped_catalogue):
    senses, index = sense_of(lesson_of(shipped_catalogue)), search_index(shipped_catalogue, DAY)
    first = data_for_script(first_index(shipped_catalogue, senses, index, str))

    assert len(gzip.compress(first.encode())) * PROGRAM <= 60 * 1024
