"""Lists as people make them in a hurry: each fault seen once in a list someone made."""

from __future__ import annotations

import pytest
from helpers import small_catalogue
from importing import taking

HEAD = "序号,证明事项,责任部门"


@pytest.fixture
def root(tmp_path):
    return small_catalogue(tmp_path)


@pytest.fixture
def take(root, tmp_path, capsys):
    return taking(root, tmp_path, capsys)


@pytest.mark.parametrize(
    "row", ["小计,6项,", "合计,4,2", "审核：张三,填表人：李四,", "（以下空白）,,", ",以下无正文,"]
)
def test_a_total_or_a_signature_of_several_cells_is_no_entry(take, row):
    found, told, _ = take(HEAD, "1,分户证明,公安局", row)

    assert list(found) == ["分户证明"]
    assert "表里的注、落款或者合计，没有读" in told


def test_a_note_in_the_last_column_is_no_foot(take):
    found, _, _ = take("证明事项,备注", "分户证明,说明：到公安局办")

    assert "备注：说明：到公安局办" in found["分户证明"]["notes_internal"]


def test_what_is_a_heading_is_never_an_entry(take):
    found, told, _ = take("证明事项,用途", "分户证明,上学", "办理时限,当场")

    assert list(found) == ["分户证明"]
    assert "“办理时限”没有写：这是列名，不是事项" in told


def test_a_sentence_is_never_an_entry(take):
    found, told, _ = take("证明事项", "分户证明", "加强领导。各单位抓好落实。")

    assert list(found) == ["分户证明"]
    assert "没有写：像一句话，不像名称" in told


def test_a_section_within_a_section_keeps_both(take):
    found, _, _ = take(
        HEAD,
        "一、民政类（2项）,,",
        "（一）救助类（1项）,,",
        "1,分户证明,",
        "（二）殡葬类（1项）,,",
        "2,骨灰寄存证明,",
        "二、住房类（1项）,,",
        "3,危房证明,",
    )

    groups = {name: entry["notes_internal"] for name, entry in found.items()}
    assert "分类：一、民政类（2项）／（一）救助类（1项）" in groups["分户证明"]
    assert "分类：一、民政类（2项）／（二）殡葬类（1项）" in groups["骨灰寄存证明"]
    assert "分类：二、住房类（1项）" in groups["危房证明"]


@pytest.mark.parametrize(
    "rows",
    [
        (HEAD, "一、可以出具的证明（1项）,,", "1,亲属关系证明,"),
        ("保留的证明事项", "亲属关系证明"),
        ("证明事项,社区是否出具", "亲属关系证明,☑是 □否"),
        ("证明事项,可否出具", "亲属关系证明,可以"),
    ],
)
def test_what_a_list_decides_is_compared_wherever_it_says_it(take, rows):
    _, told, _ = take(*rows)

    assert "清单说“可以出具”，目录是“不应出具”" in told
