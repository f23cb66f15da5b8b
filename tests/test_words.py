"""What residents read is plain: nearly all characters common, sentences short."""

from __future__ import annotations

from benchmarks.words import common_characters, figures, sentences
from generator.model.catalogue import Catalogue

LEAST_COMMON = 0.994
"""Of all characters; 0.9948 when it was set. What is left is mostly 户口簿, 承诺 and 仲裁."""
MEAN_LENGTH, MOST_LONG, LONGEST = 13.1, 35, 40


def test_the_table_has_the_2500_common_characters():
    common = common_characters()

    assert len(common) == 2500
    assert set("社区居民证明") <= common
    assert not set("簿诺赡") & common


def test_what_residents_read_is_in_common_characters_and_short_sentences(
    shipped_catalogue: Catalogue,
):
    found = sentences(shipped_catalogue)
    got = figures(found)
    longest = max(found, key=lambda one: one.length)

    assert got.common >= LEAST_COMMON
    assert got.mean <= MEAN_LENGTH
    assert got.longest <= LONGEST, longest
    assert got.long <= MOST_LONG
