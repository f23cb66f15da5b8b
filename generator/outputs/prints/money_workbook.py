"""经费算一算 as an Excel workbook with live formulas: whoever fills in the numbers sees each sum move.

The first sheet is filled in; each standing has a sheet, with a line for each standard, one for each
entry and one for each payer. What the wording leaves open is a least and a most, side by side.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from generator.derive.money import POSTS, only_at_least
from generator.editing.excel_files import opened_book
from generator.model.entries import Funding, Standard
from generator.outputs.prints.excel import A4, about_sheet, cited_book, height_of
from generator.outputs.prints.workbook import MARGIN, tab
from generator.outputs.prints.zipped import timeless
from generator.views.money_sheets import NO_PAYER, MoneyBook, MoneySheet

INPUT = "填这里"
FIELDS = (
    ("社区类型", "community_type"),
    ("户数（户）", "households"),
    ("党员（人）", "members"),
    ("副职（人）", "deputy"),
    ("其他人员（人）", "other_staff"),
    ("主职一年基本报酬（元）", "base_pay"),
)
"""What is filled in: label, and name in formulas. All is empty at first, so that nothing in the
other sheets looks like a result."""
SAID = (
    "先选社区类型、填户数，后面几张表才算。没有人的空着。",
    "几张表分开算，不能加在一起。主职报酬不填，就不算报酬。",
)
FIRST = 3
"""The row of the first field, and of the first standard."""
MORE = "不低于"
"""What stands beside an amount that is a least one, and beside every sum that holds such."""
NOT_YET = ""
"""What a formula shows in a program that does not reckon: nothing, rather than a wrong sum."""
HEADS = ("哪一项", "谁出", "原文", "算出（元）", "最少", "最多", "怎么说", "说不清的")
WIDTHS = (18, 20, 34, 11, 11, 11, 8, 25)
"""What goes on A4 across in 10 points."""
_FONT = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True}


def money_workbook(view: MoneyBook) -> bytes:
    """Return the workbook as XLSX. The same view gives the same bytes."""
    written = io.BytesIO()
    told = view.imprint
    book = cited_book(written, view.title, told)
    styles = {
        "text": book.add_format({**_FONT, "border": 1}),
        "head": book.add_format({**_FONT, "border": 1, "bold": True, "bg_color": "#EDF2F5"}),
        "money": book.add_format({**_FONT, "border": 1, "num_format": "#,##0.00"}),
        "fill": book.add_format({**_FONT, "border": 2, "bg_color": "#FBF4E3"}),
        "title": book.add_format({"font_name": "黑体", "font_size": 16}),
    }
    _fields(book, view, styles)
    labels = dict(view.types)
    for number, sheet in enumerate(view.sheets, 1):
        _standing(book, sheet, tab(sheet.title, number), labels, styles)
    about_sheet(book, view.title, f"共{len(view.ids)}项。", told)
    book.close()
    return timeless(written.getvalue())


def titles_in(content: bytes) -> tuple[str, ...]:
    """Return the titles of all entries in a workbook, in order."""
    book = opened_book(content)
    found = [
        str(row[0])
        for sheet in book.worksheets[1:-1]
        for row in sheet.iter_rows(min_row=FIRST, max_col=2, values_only=True)
        if row[0]
    ]
    book.close()
    return tuple(dict.fromkeys(found))


def _fields(book: Any, view: MoneyBook, styles: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(INPUT)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 20)
    sheet.write_string(0, 0, view.title, styles["title"])
    for row, (label, name) in enumerate(FIELDS, FIRST - 1):
        sheet.write_string(row, 0, label, styles["text"])
        sheet.write_blank(row, 1, None, styles["fill"])
        book.define_name(name, f"='{INPUT}'!$B${row + 1}")
        if name == "community_type" and view.types:
            source = [label for _, label in view.types]
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": source})
        elif name != "community_type":
            whole = "decimal" if name == "base_pay" else "integer"
            told = {"validate": whole, "criteria": ">=", "value": 0, "ignore_blank": True}
            sheet.data_validation(row, 1, row, 1, {**told, "error_message": "填数字。"})
    for row, said in enumerate(SAID, FIRST + len(FIELDS)):
        sheet.merge_range(row, 0, row, 1, said, styles["text"])
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _standing(
    book: Any, told: MoneySheet, name: str, labels: Mapping[str, str], styles: Mapping[str, Any]
) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, told.title, styles["title"])
    for column, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(FIRST - 2, column, head, styles["head"])
    ratios = {
        one.counted_by: one.amount
        for entry in told.entries
        for one in entry.standards
        if one.counted_by in POSTS and one.amount is not None
    }
    row = FIRST
    for entry in told.entries:
        counted = [one for one in entry.standards if one.counted_by and one.amount is not None]
        formulas = [_formula(entry, one, labels, ratios) for one in counted]
        row = _entry(sheet, entry, row, list(zip(formulas, counted, strict=True)), styles)
    _sums(sheet, told.payers, row, styles)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=MARGIN, right=MARGIN)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST - 2)
    sheet.set_footer(f"&L{told.title.replace('&', '&&')}&C第&P页，共&N页")


def _entry(
    sheet: Any,
    entry: Funding,
    row: int,
    counted: Sequence[tuple[str, Standard]],
    styles: Mapping[str, Any],
) -> int:
    """Write a line for each standard; the least and the most stand beside all lines of an entry.

    Returns the next row.
    """
    end = row + len(counted) - 1
    for number, (formula, standard) in enumerate(counted, row):
        told = (entry.title, entry.payer or NO_PAYER, standard.text)
        last = entry.ambiguity if number == row else ""
        sheet.set_row(number - 1, height_of((*told, last), (*WIDTHS[:3], WIDTHS[-1])))
        for column, text in enumerate(told):
            sheet.write_string(number - 1, column, text, styles["text"])
        sheet.write_formula(number - 1, 3, formula, styles["money"], NOT_YET)
    if end > row:
        for column in range(4, len(HEADS)):
            sheet.merge_range(row - 1, column, end - 1, column, "", styles["text"])
    by_post = {one.counted_by for _, one in counted} <= set(POSTS)
    for column, function in ((4, "MIN"), (5, "MAX")):
        cells = f"D{row}:D{end}"
        chosen = "SUM" if by_post else function
        formula = f'=IF(COUNT({cells})=0,"",{chosen}({cells}))'
        sheet.write_formula(row - 1, column, formula, styles["money"], NOT_YET)
    bound = MORE if only_at_least(one for _, one in counted) else ""
    sheet.write_string(row - 1, 6, bound, styles["text"])
    sheet.write_string(row - 1, 7, entry.ambiguity, styles["text"])
    return end + 1


def _formula(
    entry: Funding, standard: Standard, labels: Mapping[str, str], ratios: Mapping[str, Any]
) -> str:
    """Return what one standard yields in a year, as a formula; nothing where it does not apply."""
    ready = 'ISNUMBER(households),community_type<>""' if labels else "ISNUMBER(households)"
    types = [f'community_type="{labels.get(one, one)}"' for one in entry.community_types]
    fits = f"OR({','.join(types)})" if types and labels else "TRUE"
    amount = f"ROUND({_amount(standard, ratios)},2)"
    return f'=IF(AND({ready},{fits},{_condition(standard)}),{amount},"")'


def _condition(standard: Standard) -> str:
    """Return when a standard applies, as a condition of Excel."""
    if standard.counted_by == "community":
        least, most = standard.households_from, standard.households_to
        bounds = [f"households>={least}"] if least else []
        bounds += [f"households<={most}"] if most is not None else []
        return ",".join(bounds) or "TRUE"
    return "TRUE" if standard.counted_by == "party_member" else "ISNUMBER(base_pay)"


def _amount(standard: Standard, ratios: Mapping[str, Any]) -> str:
    """Return what a standard yields in a year, as an expression of Excel."""
    match standard.counted_by:
        case "community":
            return f"{standard.amount}"
        case "party_member":
            return f"{standard.amount}*members"
        case "base_pay":
            pays = "+".join(f"{ratio}*{_holders(post)}" for post, ratio in ratios.items()) or "0"
            return f"base_pay*({pays})*{standard.amount}/100"
    return f"base_pay*{standard.amount}*{_holders(standard.counted_by)}"


def _holders(post: str) -> str:
    return "1" if post == "chief" else post


def _sums(sheet: Any, payers: Sequence[str], row: int, styles: Mapping[str, Any]) -> None:
    """Write a line for each payer, then their sum; ``row`` is the first after the standards."""
    for number, payer in enumerate((*payers, ""), row + 1):
        sheet.set_row(number - 1, height_of((payer,), WIDTHS[1:2]))
        sheet.write_string(number - 1, 1, payer or "合计", styles["head"])
        sheet.write_string(number - 1, 2, "这一家合计" if payer else "", styles["head"])
        its = f"B{FIRST}:B{row - 1}=B{number}" if payer else f'B{FIRST}:B{row - 1}<>""'
        for column, letter in ((4, "E"), (5, "F")):
            cells = f"{letter}{FIRST}:{letter}{row - 1}"
            known = f"SUMPRODUCT(({its})*ISNUMBER({cells}))"
            chosen = f"SUMIF(B{FIRST}:B{row - 1},B{number},{cells})" if payer else f"SUM({cells})"
            formula = f'=IF({known}=0,"",{chosen})'
            sheet.write_formula(number - 1, column, formula, styles["money"], NOT_YET)
        least = f'({its})*ISNUMBER(E{FIRST}:E{row - 1})*(G{FIRST}:G{row - 1}="{MORE}")'
        formula = f'=IF(SUMPRODUCT({least})=0,"","{MORE}")'
        sheet.write_formula(number - 1, 6, formula, styles["text"], NOT_YET)
