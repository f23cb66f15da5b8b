"""Where a large catalogue's entries are found: by the rarest sounds of names, and by pieces."""

from __future__ import annotations

import json

import pytest
from helpers import DAY

from generator.search import parts
from generator.search.hashing import fnv
from generator.search.homes import KEYS, Homes
from generator.search.index import Found, Reading, Said
from generator.search.parts import search_files
from generator.search.pieces import Pieces, part_of
from generator.search.streams import near

TITLES = {
    "ZM-1": "无 房 证 明|wu fang zheng ming",
    "ZM-2": "养 犬 证 明|yang quan zheng ming",
    "ZM-3": "转 学 证 明|zhuan xue zheng ming",
}


def read(text: str) -> Reading:
    tokens, sounds = (tuple(part.split()) for part in text.split("|"))
    return Reading(tokens, sounds, "")


def found(number: str, title: str) -> Found:
    name = read(title)
    said = (
        Said(100, [100, 1], name),
        Said(40, [40, "别的话"], read("别 的 话|bie de hua")),
    )
    written = "".join(name.tokens)
    return Found([number, number.lower(), written, "forbidden", "不开", "说明", "", []], said)


@pytest.fixture
def homes() -> Homes:
    kept = Homes()
    for order, (number, title) in enumerate(TITLES.items()):
        kept.add(order, found(number, title))
    return kept


def rows_of(homes: Homes) -> dict[int, list[list]]:
    return {home: json.loads(f"[{rows}]") for home, rows in homes.files()[1]}


def test_an_entry_is_at_home_under_the_sounds_that_few_names_share(homes):
    head, _ = homes.files()
    rows = rows_of(homes)[fnv("yang quan") % head["homes"]]

    assert [1, "ZM-2", 0, "养犬证明", 0, "说明", "", [[100, 1]]] in rows
    assert head["verdicts"] == [("forbidden", "不开")]


def test_what_is_no_name_is_not_kept_at_home(homes):
    texts = [text for rows in rows_of(homes).values() for row in rows for _, text in row[7]]

    assert texts
    assert "别的话" not in texts


def test_the_head_tells_which_pairs_of_sounds_occur_and_how_common_they_are(homes):
    known = homes.files()[0]["known"]
    levels = dict(zip(near(known["high"], known["low"]), known["levels"], strict=True))

    assert levels[fnv("yang quan") % KEYS] == "0"
    assert levels[fnv("zheng ming") % KEYS] > "0"
    assert fnv("ming yang") % KEYS not in levels


def test_what_is_said_beside_names_is_found_by_pairs_of_sounds_that_no_name_has():
    pieces = Pieces()
    for number, title in TITLES.items():
        pieces.add(found(number, title))
    count, files = pieces.files({("bie", "de")})
    parts_ = {number: json.loads(part) for number, part in files}

    assert parts_[part_of("de hua", count)]["de hua"] == [3, 0, 1, 2]
    assert "bie de" not in parts_[part_of("bie de", count)]
    assert parts_[part_of("=yqzm", count)]["=yqzm"] == [1, 1]
    assert parts_[part_of("犬", count)]["犬"] == [1, 1]


def test_a_large_index_does_not_depend_on_the_order_of_sets(shipped_catalogue, monkeypatch):
    monkeypatch.setattr(parts, "WHOLE_UP_TO", 20)
    files = dict(search_files(shipped_catalogue, DAY))
    part = next(content for name, content in files.items() if name.startswith("search/pieces-"))
    pieces = list(json.loads(part[part.index(b",") + 1 : part.rindex(b")")]))

    assert pieces == sorted(pieces)
    assert {name.split("-")[0] for name in files} == {
        "search",
        "search/chunk",
        "search/names",
        "search/pieces",
    }
