"""Whatever a table looks like, every cell of it has a fate, and no row stands twice."""

from __future__ import annotations

import functools
from dataclasses import replace

from helpers import DAY, SMALL, examples
from hypothesis import given
from hypothesis import strategies as st

from generator.checking import check
from generator.editing.importing import Importer
from generator.editing.merging import NewEntries, merge, record_outcomes
from generator.editing.reading_tables import Sheet

CELLS = st.sampled_from(
    [
        "",
        "",
        "序号",
        "证明事项",
        "子项名称",
        "责任部门",
        "备注",
        "办理要求",
        "认领",
        "1",
        "一、户籍类",
        "注：甲",
        "分户证明",
        "亲属关系证明",
        "2.危房证明；",
        "合计",
        "民政局",
        "《没有的法》第一条",
        "甲\n乙",
        "（2项）",
    ]
)


@st.composite
def sheets(draw):
    """A table of any width, with a head more often than not, and any cells merged."""
    width = draw(st.integers(1, 6))
    rows = draw(st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=8))
    if draw(st.booleans()):
        rows.insert(draw(st.integers(0, 2)), ["序号", "证明事项", "备注", "责任部门"][:width])
    numbered = tuple((n, tuple(row)) for n, row in enumerate(rows, 1) if any(row))
    places = st.tuples(st.integers(1, 9), st.integers(1, 6))
    across = draw(st.frozensets(places, max_size=3))
    return Sheet(
        "表", numbered, merged_across=across, has_equal_rows=draw(st.booleans()), may_continue=True
    )


@functools.cache
def importer():
    checked = check(SMALL, on=DAY)
    kinds = checked.catalogue.kinds
    return Importer(kinds.by_key["certificates"], kinds, checked.catalogue), checked.numbers


@examples(150)
@given(st.lists(sheets(), min_size=1, max_size=3))
def test_every_cell_has_a_fate_and_no_entry_is_made_twice(given_sheets):
    reads, numbers = importer()
    new = NewEntries(taken=numbers, file_name=lambda number, _: f"{number}.yml", required={})

    given_sheets = [replace(one, name=f"表{n}") for n, one in enumerate(given_sheets)]
    found = reads.read(given_sheets)
    made = merge(found.rows, reads, SMALL, new)
    record_outcomes(made.outcomes)

    copies = [sheet.merged_across for sheet in given_sheets]
    filled = sum(
        bool(text) and (number, place) not in copied
        for sheet, copied in zip(given_sheets, copies, strict=True)
        for number, row in sheet.rows
        for place, text in enumerate(row)
    )
    assert len(found.cells) == filled
    assert not [cell for cell in found.cells if cell.destination in {"", "没有读到"}]
    written = [one.entry.partition(" ")[2] for one in made.outcomes if one.path]
    assert len(written) == len(set(written))
    assert "亲属关系证明" not in written
