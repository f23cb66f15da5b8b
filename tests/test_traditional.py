"""Traditional characters: what the converter gets wrong is put right, and what is right stays."""

from __future__ import annotations

import re

import pytest

from generator.outputs.traditional import to_traditional


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("口头发出", "口頭發出"),
        ("提供了如下材料", "提供了如下材料"),
        ("原告于某，男", "原告于某，男"),
        ("关于某的事", "關於某的事"),
        ("对于某一项", "對於某一項"),
        ("参与制作", "參與製作"),
        ("台账", "台賬"),
        ("了解情况", "瞭解情況"),
        ("了如指掌", "瞭如指掌"),
        ("收了三份", "收了三份"),
    ],
)
def test_words_are_written_as_they_are_over_there(text, right):
    assert to_traditional(text) == right


def test_every_heading_of_a_written_page_has_an_address_of_its_own(repository):
    """Numbered addresses shift when a heading is added."""
    without = {
        f"{page.name}: {line}"
        for page in (repository / "docs").glob("*.md")
        for line in re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL).splitlines()
        if re.match(r"##+ ", line) and not re.search(r"\{#[a-z0-9-]+\}$", line)
    }

    assert without == set()
