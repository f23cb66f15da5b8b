"""What is looked up by rule: editions, and the body whose field a question is in."""

from __future__ import annotations

from datetime import date

from helpers import DAY, small_catalogue

from generator.checking import check
from generator.search.lookups import lookups
from generator.search.sense import pages_of

BODY = """\
id: shuiwuju
name: 某市税务局
short_name: 税务局
name_verified: true
type: government
aliases:
  - 税务所
handles:
  - 个人所得税、票
"""


def looked_up(folder, editions=()):
    catalogue = check(small_catalogue(folder, {"bodies/shuiwuju.yml": BODY}), on=DAY).catalogue
    return lookups(catalogue, DAY, editions=editions)


def test_an_edition_is_known_by_its_number_and_one_holds_now(tmp_path):
    editions = (("2026-1", DAY), ("2026-2", date.max))

    assert looked_up(tmp_path, editions)["editions"] == [
        ["edition-2026-1/", "2026-1版", "20261", 1],
        ["edition-2026-2/", "2026-2版", "20262", 0],
    ]


def test_a_body_is_told_by_its_names_and_by_what_it_does_but_not_by_one_character(tmp_path):
    (words,) = [
        words for address, _, words, *_ in looked_up(tmp_path)["bodies"] if "shuiwu" in address
    ]

    assert words == ["个人所得税", "税务局", "税务所"]


def test_a_word_of_how_people_speak_may_tell_whose_field_it_is(tmp_path):
    whose = (
        "id: gui\ntitle: 归谁管\nwhose:\n  - said: 退税\n    body: shuiwuju\n"
        "    legal_basis:\n      - source: law-a\n"
    )
    files = {"bodies/shuiwuju.yml": BODY, "speech/gui.yml": whose}
    catalogue = check(small_catalogue(tmp_path, files), on=DAY).catalogue

    (words,) = [
        words for address, _, words, *_ in lookups(catalogue, DAY)["bodies"] if "shuiwu" in address
    ]

    assert "退税" in words


def test_a_body_is_known_by_its_names_in_letters(tmp_path):
    (spelled,) = [one[4] for one in looked_up(tmp_path)["bodies"] if "shuiwu" in one[0]]

    assert spelled == ["shuiwuju", "shuiwusuo", "swj", "sws"]


def test_a_body_is_known_by_a_number_that_few_others_have(tmp_path):
    phones = "channels:\n  - {type: phone, name: 热线, phone: '%s', unverified: true}\n"
    files = {"bodies/shuiwuju.yml": BODY + phones % "12366"}
    for id_ in "abc":
        body = BODY.replace("shuiwuju", id_).replace("某市税务局", id_) + phones % "12345"
        files[f"bodies/{id_}.yml"] = body
    catalogue = check(small_catalogue(tmp_path, files), on=DAY).catalogue

    found = {name: numbers for _, name, _, numbers, _ in lookups(catalogue, DAY)["bodies"]}

    assert found["某市税务局"] == ["12366"]
    assert not any(found.get(id_) for id_ in "abc")


def test_a_source_that_is_cited_without_an_article_still_leads_to_what_rests_on_it(
    shipped_catalogue,
):
    rows = {
        address: resting for address, *_, resting, _ in lookups(shipped_catalogue, DAY)["sources"]
    }

    assert rows["source-pol-2020-20/"]


def test_a_list_is_known_by_whose_it_is(shipped_catalogue):
    names = [name for names, _ in lookups(shipped_catalogue, DAY)["lists"] for name in names]

    assert {"湖北", "国家"} <= set(names)


def test_a_number_leads_to_what_is_asked_about_it_and_to_whoever_says_to_dial_it(tmp_path):
    files = {
        "answers/hotlines.yml": "id: hotlines\nquestion: 12338能打吗\nanswer: 先打12345问。\n"
        "page: residents/\nasked_as: ['12355', 2026年1月1日起打什么]\n",
        "journeys/nanshou.yml": "id: nanshou\ntitle: 心里难受\nsummary: 打电话。\ntype: guide\nsteps:\n"
        "  - {id: da, title: 打电话, text: 说一说。, phone: {text: 打这个号, number: '12356'}}\n",
    }
    checked = check(small_catalogue(tmp_path, files), on=DAY)
    titles = [page.title for page in pages_of(checked.catalogue)]

    dialled = lookups(checked.catalogue, DAY)["dialled"]

    told = {number: [titles[place] for place in places] for number, places in dialled.items()}
    assert told["12338"] == told["12355"] == ["12338能打吗"]
    assert told["12356"] == ["心里难受"]
    assert "12345" not in told
