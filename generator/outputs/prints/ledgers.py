"""台账 as Excel workbooks: filled by choosing, counted by formulas, and a sheet that may leave.

Formulas stand on 统计 and nowhere else. What is copied from there to 汇总 are values, so the
sheet can be saved as a file of its own without anything of the ledger behind it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from generator.derive.ledgers import SUMMARY, SUMMARY_HEADS, LedgerColumn
from generator.editing.excel_files import opened_book
from generator.outputs.prints.excel import A4, about_sheet, cited_book, wide
from generator.outputs.prints.workbook import PAPER
from generator.outputs.prints.zipped import timeless
from generator.views.ledgers import Ledger

ROWS = "台账"
COUNTS = "统计"
HOW = "怎么用"
CHOICES = "选项"
FIRST, MOST = 4, 500
"""The first row that is filled in, and how many there are: a book that is full is followed by
another."""
FIRST_COUNT = 5
"""The first row of the counts."""
_LAST = FIRST + MOST - 1
_LAST_COUNT = FIRST_COUNT + MOST - 1
RULED, _HIGH, _HEAD_HIGH = 16, 26.25, 16.0
"""Rows that are ruled at first, so that one sheet can be filled in by hand, and points of height."""
_BLANK = " \n "
"""What stands in the last cell of a ruled row: some programs print no row in which nothing stands,
and two lines keep it as high when its height is worked out again."""
_DEEPEST = 1_048_575
"""The last row: of whole columns Excel prints what is used, of any other area the empty rows too."""
_ONE_PAGE = FIRST_COUNT + 38
"""The last row of the counts that is printed: what is printed whole is 汇总."""
_WIDTHS = (11, 26, 15)
_SUMMARY_WIDTHS = (10, 42, 22, 12)
_USUAL, _NARROW = 8, 5
"""What columns that are not counted take of the rest of the paper, each against the others."""
_FIRST_DAY, _LAST_DAY = date(2020, 1, 1), date(2099, 12, 31)
_FONT = {
    "font_name": "宋体",
    "font_size": 10,
    "valign": "top",
    "align": "left",
    "text_wrap": True,
}
_DAY = "yyyy-mm-dd"
_NOT_YET = ""
"""What a formula shows in a program that does not reckon."""
_STEPS = (
    "一、平时只填“台账”。日期、事项、单位三格都要填，事项和单位点开下拉框选。",
    "二、目录里没有的，事项选“目录外的事”，单位选“不在目录里的单位”，都排在第一个。",
    "三、“统计”自己算，不用填。左上角“没填全的”是0，才算齐。",
    "四、要报数的时候：在“统计”里选中表头下面有字的几行，复制；到“汇总”的A2格，右键，选择性粘贴，选“数值”。",
    "五、右键点“汇总”的标签，移动或复制，选“新工作簿”，勾上“建立副本”，确定。",
    "六、新文件存成“社区名称-{title}.xlsx”，例：民主路社区-{title}.xlsx，交给管目录的人。",
    "第五、六步也可以这样：停在“汇总”这张表上，另存为CSV，只存这一张；台账本身先存好。",
    "台账里有居民的姓名、电话，留在社区，不交。交的只有“汇总”：哪个月、哪件事、哪个部门、几件。",
    "一本{most}行，填满了另开一本；报数时把几本的数粘在同一张“汇总”里。",
)


def ledger_workbook(view: Ledger) -> bytes:
    """Return a ledger as XLSX. The same view gives the same bytes."""
    written = io.BytesIO()
    told = view.imprint
    book = cited_book(written, view.title, told)
    styles = _styles(book)
    _rows(book, view, styles)
    _counts(book, view, styles)
    _summary(book, view, styles)
    _how(book, view, styles)
    about_sheet(book, view.title, f"可以选的事项{len(view.entries)}种。", told)
    _choices(book, view)
    book.close()
    return timeless(written.getvalue())


def choices_in(content: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the matters and the departments that a ledger offers, in order."""
    book = opened_book(content)
    rows = list(book[CHOICES].iter_rows(max_col=2, values_only=True))
    book.close()
    entries, bodies = ([str(row[at]) for row in rows if row[at]] for at in (0, 1))
    return tuple(entries), tuple(bodies)


def _styles(book: Any) -> dict[str, Any]:
    ruled = {**_FONT, "border": 1, "border_color": "#9AA3AB"}
    return {
        "title": book.add_format({"font_name": "黑体", "font_size": 18}),
        "small": book.add_format({"font_name": "宋体", "font_size": 10}),
        "plain": book.add_format(_FONT),
        "head": book.add_format({**ruled, "bold": True, "bg_color": "#EDF2F5"}),
        "text": book.add_format({**ruled, "num_format": "@"}),
        "day": book.add_format({**ruled, "num_format": _DAY}),
        "number": book.add_format({**ruled, "num_format": "0"}),
    }


def _rows(book: Any, view: Ledger, styles: Mapping[str, Any]) -> None:
    """The ledger itself: ruled rows for one sheet of paper; below them rows print as they are filled.

    No row has a height of its own, so that each grows with what is written into it.
    """
    sheet = book.add_worksheet(ROWS)
    sheet.set_default_row(_HIGH)
    sheet.original_row_height = sheet.default_row_height
    heads = (*view.heads, *(one.name for one in view.columns))
    _begin(sheet, view, view.intro, len(heads), styles)
    for column, head in enumerate(heads):
        sheet.write_string(FIRST - 2, column, head, styles["head"])
    for column, width in enumerate(_WIDTHS):
        _ruled(sheet, column, width, styles["text" if column else "day"])
    _validate(sheet, 0, _days())
    _validate(sheet, 1, _listed("A", len(view.entries), "点右边的小箭头选一件事。"))
    _validate(sheet, 2, _listed("B", len(view.bodies), "点右边的小箭头选一个单位。"))
    shares = [_NARROW if one.number or one.day else _USUAL for one in view.columns]
    share = (PAPER - sum(_WIDTHS)) / sum(shares)
    for column, one in enumerate(view.columns, len(_WIDTHS)):
        style, rule = _column(one)
        wide_enough = round(share * shares[column - len(_WIDTHS)], 1)
        _ruled(sheet, column, wide_enough, styles[style])
        if rule:
            _validate(sheet, column, rule)
    for row in range(FIRST - 1, FIRST - 1 + RULED):
        sheet.write_string(row, len(heads) - 1, _BLANK, styles["text"])
    sheet.freeze_panes(FIRST - 1, 2)
    _paper(sheet, view.title, FIRST - 2, len(heads) - 1)
    sheet.set_landscape()


def _ruled(sheet: Any, column: int, width: float, style: Any) -> None:
    """Give a column its form, and its cells of the first sheet of paper their lines."""
    sheet.set_column(column, column, width, style)
    for row in range(FIRST - 1, FIRST - 1 + RULED):
        sheet.write_blank(row, column, None, style)


def _column(one: LedgerColumn) -> tuple[str, dict[str, Any] | None]:
    """Return the style of a column that is not counted, and what may stand in it."""
    if one.number:
        return "number", {"validate": "decimal", "criteria": ">=", "value": 0} | _says("填数字。")
    if one.day:
        return "day", _days()
    if one.choices:
        return "text", {"validate": "list", "source": list(one.choices)} | _says("点开选一个。")
    return "text", None


def _days() -> dict[str, Any]:
    between = {"criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
    return {"validate": "date", **between, **_says("写成年-月-日，例：2026-11-23。")}


def _listed(column: str, count: int, said: str) -> dict[str, Any]:
    source = f"={CHOICES}!${column}$1:${column}${count}"
    return {"validate": "list", "source": source, **_says(said)}


def _says(said: str) -> dict[str, str]:
    return {"error_title": "这样写不行", "error_message": said}


def _validate(sheet: Any, column: int, rule: Mapping[str, Any]) -> None:
    sheet.data_validation(FIRST - 1, column, _LAST - 1, column, dict(rule))


def _counts(book: Any, view: Ledger, styles: Mapping[str, Any]) -> None:
    """Every month, matter and department once, with how often: four columns, and two that help.

    F holds what a row of the ledger counts for; G numbers those that come for the first time.
    """
    sheet = book.add_worksheet(COUNTS)
    for column, width in enumerate(_SUMMARY_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_column(5, 6, None, None, {"hidden": True})
    sheet.write_string(0, 0, f"{view.title}：统计", styles["title"])
    day, entry, body = (f"{ROWS}!${at}${FIRST}:${at}${_LAST}" for at in "ABC")
    whole = f'SUMPRODUCT(ISNUMBER({day})*({entry}<>"")*({body}<>""))'
    begun = f'SUMPRODUCT(--((({day}<>"")+({entry}<>"")+({body}<>""))>0))'
    for column, (head, formula) in enumerate((("登记了", whole), ("没填全的", f"{begun}-{whole}"))):
        sheet.write_string(1, 2 * column, head, styles["head"])
        sheet.write_formula(1, 2 * column + 1, f"={formula}", styles["number"], _NOT_YET)
    sheet.write_string(
        2, 0, "自己算，不用填。怎么报数，看“怎么用”。要打印的，打印“汇总”。", styles["small"]
    )
    _heads(sheet, FIRST_COUNT - 2, view, styles)
    for offset in range(MOST):
        for letter, formula in _count(FIRST_COUNT + offset, FIRST + offset).items():
            at = f"{letter}{FIRST_COUNT + offset}"
            sheet.write_formula(at, formula, styles["plain"], _NOT_YET)
    sheet.freeze_panes(FIRST_COUNT - 1, 0)
    _paper(sheet, f"{view.title}：统计", FIRST_COUNT - 2, 3, _ONE_PAGE)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _count(row: int, of: int) -> dict[str, str]:
    """Return the formulas of a row of the counts; ``of`` is the row of the ledger F looks at."""
    keys = f"$F${FIRST_COUNT}:$F${_LAST_COUNT}"
    firsts = f"$G${FIRST_COUNT}:$G${_LAST_COUNT}"
    day, entry, body = (f"{ROWS}!{at}{of}" for at in "ABC")
    month = f'YEAR({day})&"-"&RIGHT("0"&MONTH({day}),2)'
    place = f"MATCH(ROW()-{FIRST_COUNT - 1},{firsts},0)"
    chosen = {at: f"{ROWS}!${at}${FIRST}:${at}${_LAST}" for at in "BC"}
    return {
        "A": f'=IFERROR(LEFT(INDEX({keys},{place}),7),"")',
        "B": f'=IFERROR(INDEX({chosen["B"]},{place}),"")',
        "C": f'=IFERROR(INDEX({chosen["C"]},{place}),"")',
        "D": f'=IF(A{row}="","",SUMPRODUCT(--({keys}=A{row}&"/"&B{row}&"/"&C{row})))',
        "F": f'=IF(AND(ISNUMBER({day}),{entry}<>"",{body}<>""),{month}&"/"&{entry}&"/"&{body},"")',
        "G": f'=IF(F{row}="","",IF(MATCH(F{row},{keys},0)=ROW()-{FIRST_COUNT - 1},'
        f'MAX(G${FIRST_COUNT - 1}:G{row - 1})+1,""))',
    }


def _summary(book: Any, view: Ledger, styles: Mapping[str, Any]) -> None:
    """The sheet that leaves: heads in the first row, then values. It refers to no other sheet."""
    sheet = book.add_worksheet(SUMMARY)
    for column, width in enumerate(_SUMMARY_WIDTHS):
        sheet.set_column(
            column, column, width, styles["text" if column < len(SUMMARY_HEADS) else "number"]
        )
    _heads(sheet, 0, view, styles)
    whole = {"validate": "integer", "criteria": ">=", "value": 1, **_says("填整数。")}
    sheet.data_validation(1, 3, MOST, 3, whole)
    sheet.freeze_panes(1, 0)
    _paper(sheet, f"{view.title}：汇总", 0, 3)


def _heads(sheet: Any, row: int, view: Ledger, styles: Mapping[str, Any]) -> None:
    for column, head in enumerate((*SUMMARY_HEADS, view.counted)):
        sheet.write_string(row, column, head, styles["head"])


def _how(book: Any, view: Ledger, styles: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(HOW)
    sheet.set_column(0, 0, 90, styles["plain"])
    sheet.write_string(0, 0, f"{view.title}怎么用", styles["title"])
    for row, step in enumerate(_STEPS, 1):
        sheet.write_string(row, 0, step.format(title=view.title, most=MOST), styles["plain"])
    _paper(sheet, f"{view.title}怎么用", 0, 0)


def _choices(book: Any, view: Ledger) -> None:
    """What the drop-downs offer; too long for the rule of a cell, so it stands on a sheet."""
    sheet = book.add_worksheet(CHOICES)
    for column, choices in enumerate((view.entries, view.bodies)):
        sheet.set_column(column, column, max(map(wide, choices)) + 2)
        _write(sheet, column, choices)
    sheet.hide()


def _write(sheet: Any, column: int, texts: Sequence[str]) -> None:
    for row, text in enumerate(texts):
        sheet.write_string(row, column, text)


def _begin(sheet: Any, view: Ledger, said: str, columns: int, styles: Mapping[str, Any]) -> None:
    """Write title and what is said below it, without the lines that the columns have."""
    for row, (text, style) in enumerate(((view.title, "title"), (said, "small"))):
        sheet.write_string(row, 0, text, styles[style])
        for column in range(1, columns):
            sheet.write_blank(row, column, None, styles[style])
    sheet.set_row(0, 28)
    for row in (1, 2):
        sheet.set_row(row, _HEAD_HIGH)


def _paper(sheet: Any, title: str, heads: int, last: int, deepest: int = _DEEPEST) -> None:
    """Print the columns up to ``last`` on A4, as far down as something stands in them."""
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heads)
    sheet.print_area(0, 0, deepest, last)
    sheet.set_footer(f"&L{title}&C第&P页，共&N页")
