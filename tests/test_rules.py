"""Every rule across entries, by cases: a catalogue in, problems out."""

import pytest
from helpers import DAY, case_name, cases, lay_out, small_catalogue, told

from generator.checking import check
from generator.rules import ALL

CASES = cases("cases/rules")
WAIVERS = {"W001", "W002"}


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_rule(case, tmp_path):
    root = small_catalogue(tmp_path)
    lay_out(root, case)

    problems = check(root, on=case.get("day", DAY)).problems

    assert [told(problem) for problem in problems] == case["expect"]


@pytest.mark.parametrize("code", sorted({rule.code for rule in ALL} | WAIVERS))
def test_every_rule_has_a_clean_and_a_failing_case(code):
    told_codes = [
        {problem["code"] for problem in case["expect"]} for case in CASES if case["of"] == code
    ]

    assert any(code in codes for codes in told_codes)
    assert any(code not in codes for codes in told_codes)


def test_codes_are_used_once():
    codes = [rule.code for rule in ALL]

    assert len(codes) == len(set(codes))
    assert codes == sorted(codes)
