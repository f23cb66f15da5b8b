"""What is looked up by rule: editions, and the body whose field a question is in."""

from __future__ import annotations

from datetime import date

from helpers import DAY, small_catalogue

from generator.checking import check
from generator.search.lookups import lookups

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
    (words,) = [words for address, _, words in looked_up(tmp_path)["bodies"] if "shuiwu" in address]

    assert words == ["个人所得税", "税务局", "税务所"]
