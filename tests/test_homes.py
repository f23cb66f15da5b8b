"""Where a large catalogue's entries are found at once: under the rarest sounds of their names."""

from __future__ import annotations

from generator.search.hashing import fnv
from generator.search.homes import KEYS, homes
from generator.search.streams import FIRST, LEVEL

SYLLABLES = dict(
    zip(
        "无房证明养犬转学",
        ["wu", "fang", "zheng", "ming", "yang", "quan", "zhuan", "xue"],
        strict=True,
    )
)
ENTRIES = [
    [number, number.lower(), title, "forbidden", "不开", "", "", [[100, title], [40, "别的话"]]]
    for number, title in (("ZM-1", "无房证明"), ("ZM-2", "养犬证明"), ("ZM-3", "转学证明"))
]


def test_an_entry_is_at_home_under_the_sounds_that_few_names_share():
    head, filled = homes(ENTRIES, SYLLABLES)
    kept = {home: [order for order, _ in rows] for home, rows in filled}

    assert 1 in kept[fnv("yang quan") % head["homes"]]


def test_what_is_no_name_is_not_kept_at_home():
    _, filled = homes(ENTRIES, SYLLABLES)
    texts = [text for _, rows in filled for _, entry in rows for _, text in entry[7]]

    assert texts
    assert "别的话" not in texts


def test_the_head_tells_which_pairs_of_sounds_occur_and_how_common_they_are():
    known = homes(ENTRIES, SYLLABLES)[0]["known"]
    key, levels = 0, {}
    for high, low, level in zip(known["high"], known["low"], known["levels"], strict=True):
        key += (ord(high) - FIRST) * len(LEVEL) + LEVEL.index(low)
        levels[key] = LEVEL.index(level)

    assert levels[fnv("yang quan") % KEYS] == 0
    assert levels[fnv("zheng ming") % KEYS] > 0
    assert fnv("ming yang") % KEYS not in levels
