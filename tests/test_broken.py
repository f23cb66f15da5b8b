"""Broken files get exactly the problems their case lists: place, words and repaired line."""

import pytest
from helpers import DAY, break_file, case_name, cases, small_catalogue, told

from generator.checking import check

CASES = cases("broken")


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_tells_exactly_what_is_wrong(case, tmp_path):
    root = small_catalogue(tmp_path)
    break_file(root, case)

    problems = check(root, on=DAY).problems

    assert [told(problem, case["file"]) for problem in problems] == case["expect"]


def test_the_small_catalogue_is_sound(tmp_path):
    checked = check(small_catalogue(tmp_path), on=DAY)

    assert checked.problems == ()
    assert checked.passed
