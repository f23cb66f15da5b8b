"""What changed, in sentences: each kind of edit gives exactly one, and it is right."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from helpers import DAY, SMALL, case_name, cases, replay

from generator.checking import check
from generator.editions.changes import changes
from generator.editions.edition import EditionType, state_of
from generator.editions.history import describe_changes
from generator.model.values import freeze
from generator.schema.kinds import load_kinds

KINDS = load_kinds()
SECOND = {"id": "ZM-002", "name": "居民身份信息证明", "decision": "forbidden", "summary": "不开。"}
EDITS = cases("cases/changes")


def edited(case):
    """The state before and after the edit of a case."""
    before = dict(state_of(check(SMALL, on=DAY).catalogue))
    before["certificates", "ZM-002"] = freeze(SECOND)
    key = (case.get("folder", "certificates"), case.get("id", "ZM-001"))
    if "was" in case:
        before[key] = freeze({**before[key], **case["was"]})
    after = dict(before)
    if case.get("gone"):
        del after[key]
    else:
        merged = {**before.get(key, {}), **case["now"]}
        after[key] = freeze({name: value for name, value in merged.items() if value is not None})
    return MappingProxyType(before), MappingProxyType(after)


def test_there_are_enough_kinds_of_edit():
    assert len(EDITS) >= 40
    assert len({case["sentence"] for case in EDITS}) == len(EDITS)


@pytest.mark.parametrize("case", EDITS, ids=case_name)
def test_an_edit_is_one_sentence(case):
    told = describe_changes(*edited(case), KINDS)

    assert [one.sentence for one in told] == [case["sentence"]][: bool(case["sentence"])]
    assert [one.word for one in told] == [case.get("group", "修改")] * len(told)


@pytest.mark.parametrize("case", EDITS, ids=case_name)
def test_changes_replayed_give_the_state_after(case):
    before, after = edited(case)

    there = replay(before, changes(before, after, KINDS))
    back = replay(after, changes(after, before, KINDS))

    assert changes(there, after, KINDS) == changes(back, before, KINDS) == ()
    assert (there, back) == (after, before) or not case["sentence"]  # what is only put otherwise


def test_a_correction_says_that_it_is_one():
    case = next(case for case in EDITS if case["name"] == "summary")

    (told,) = describe_changes(*edited(case), KINDS, EditionType.CORRECTION)

    assert told.word == "勘误"


def test_what_does_not_fit_is_not_replayed():
    before, after = edited(EDITS[0])

    with pytest.raises(ValueError, match="not what it was"):
        replay(after, changes(before, after, KINDS))


def test_a_change_says_whom_it_concerns():
    case = next(case for case in EDITS if case["name"] == "verdict")

    (told,) = describe_changes(*edited(case), KINDS)

    assert told.affected.pages == ("zm-001/", "certificates/")
    assert told.affected.prints == ("清单：证明", "转办告知单：ZM-001", "海报")


def test_a_change_of_a_body_says_which_entries_name_it():
    case = next(case for case in EDITS if case["name"] == "body renamed")

    (told,) = describe_changes(*edited(case), KINDS)

    assert told.affected.entries == ("ZM-001",)
    assert told.affected.prints == ("清单：公安局",)
