"""Letters to departments on a phone: what they say, what fills them, and that the Word form says the same."""

from __future__ import annotations

import pytest

from generator.outputs.prints.forms import form_text, forms
from generator.views.replies import LETTERS, replies_view


@pytest.fixture(scope="module")
def view(shipped_catalogue):
    made = {"refusal-letter": "prints/forms/refusal-letter.docx"}
    return replies_view(shipped_catalogue, made, title="写函")


def read(line):
    return "".join(piece.text for piece in line.pieces)


def test_three_letters_can_be_filled(view):
    assert [one.title for one in view.replies] == ["退回函", "告知单", "准入申请表"]
    refusal = view.replies[0]
    assert read(refusal.lines[0]) == "关于退回“〔事项名称〕”的函"
    assert read(refusal.lines[1]) == "〔发文机关代字〕〔年份〕〔序号〕号"
    assert read(view.replies[2].lines[1]) == "申请部门：＿＿＿＿＿＿＿＿"
    assert [line.place for line in refusal.lines][:3] == ["heading", "number", "to"]
    assert [read(line) for line in refusal.lines[-2:]] == ["〔社区名称〕（盖章）", "〔日期〕"]
    assert [line.place for line in refusal.lines[-2:]] == ["signed", "signed"]


@pytest.mark.parametrize("slug", LETTERS)
def test_a_letter_says_the_same_as_its_word_form(view, shipped_catalogue, slug):
    form = next(one for one in forms(shipped_catalogue) if one.slug == slug)
    reply = next(one for one in view.replies if one.id == slug)
    words = form_text(form.content)

    if slug == "admission-application":
        assert all(blank in words for blank in reply.blanks)
    else:
        assert "".join(map(read, reply.lines)) in words


def test_an_application_is_filled_by_the_department_and_not_by_who_decides(view):
    blanks = view.replies[2].blanks

    assert blanks[:3] == ("申请部门", "经办人和电话", "事项名称")
    assert "街道办事处的意见" not in blanks


def test_an_entry_fills_its_name_number_verdict_and_the_whole_name_of_its_rule(view):
    fills = dict(next(one for one in view.choices if one.id == "SX-074").fills)

    assert fills["目录编号"] == "SX-074"
    assert fills["结论"] == "不得下派"
    assert fills["依据"].startswith(
        "《民政部、中央组织部关于进一步开展社区减负工作的通知》（民发〔2015〕136号）"
    )
    assert set(fills) <= set(view.replies[1].blanks)


def test_only_what_is_refused_or_decided_each_time_can_be_told(view, shipped_catalogue):
    decisions = {shipped_catalogue.entries[one.id].decision for one in view.choices}

    assert decisions == {"forbidden", "case_by_case"}


def test_a_form_that_was_not_made_is_no_link(view):
    assert [bool(one.form.address) for one in view.replies] == [True, False, False]
