"""The tables of written pages, on a phone."""

from __future__ import annotations

from generator.site.phone_tables import labelled

HEADS = "<table>\n<thead>\n<tr>\n<th>量什么</th>\n<th>目标</th>\n<th>到了吗</th>\n</tr>\n</thead>\n"
ROW = "<tbody>\n<tr>\n<td>网页</td>\n<td>20 kB</td>\n<td>到了</td>\n</tr>\n</tbody>\n</table>"


def test_each_cell_of_a_written_table_says_the_head_of_its_column():
    page = labelled(f"<h2>和目标比</h2>{HEADS}{ROW}<p>完</p>")

    assert "<td>网页</td>" in page
    assert '<td data-label="目标">20 kB</td>\n<td data-label="到了吗">到了</td>' in page


def test_a_number_keeps_its_alignment_and_a_head_loses_its_markup():
    table = HEADS.replace("目标", "<code>a&lt;b</code>") + ROW.replace(
        "<td>20", '<td style="text-align: right;">20'
    )

    assert '<td data-label="a&lt;b" style="text-align: right;">20 kB</td>' in labelled(table)


def test_a_table_that_labels_its_own_cells_stays_as_it_is():
    ours = '<table class="c-table"><tr><th>怎么办</th><td data-label="多久">当天</td></tr></table>'

    assert labelled(ours) == ours
