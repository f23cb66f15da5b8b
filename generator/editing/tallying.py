"""报数: add up the reports of communities, and reject files with any other content.

A file has one sheet, 汇总, with month, entry, department and count. Every cell is a number or a
term of the catalogue, so that no personal names are included.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.derive.ledgers import (
    NO_BODY,
    NO_ENTRY,
    SUMMARY,
    SUMMARY_HEADS,
    departments,
    entry_of_cell,
    ledger_definitions,
)
from generator.editing.accounting import address
from generator.editing.excel_files import opened_book
from generator.editing.reading_tables import Sheet
from generator.editing.sheets import broken_as_sheet_error, read_content, read_sheets
from generator.editing.sizes import SheetError
from generator.model.catalogue import Catalogue
from generator.model.rounds import Tally
from generator.model.values import without_empty
from generator.reading.characters import forbidden_in_value

MOST_SAID = 8
"""The maximum number of reasons listed for one file."""
_COMMUNITY = re.compile(
    r"([^-－—_（()\s]{1,50}?(?:社区居民委员会|居民委员会|村民委员会|社区居委会|居委会|村委会|社区|村))"
    r"(?:[-－—_（(\s].*)?"
)
_MONTH = re.compile(r"(20[0-9]{2})(?:-|年)(0?[1-9]|1[0-2])月?")
_COUNT = re.compile(r"[1-9][0-9]{0,4}")
_NOT_PLAIN = {
    "xl/externalLinks/": "连着别的文件",
    "xl/comments": "有批注",
    "xl/threadedComments/": "有批注",
    "xl/drawings/": "有图或者批注",
    "xl/media/": "有图",
    "xl/embeddings/": "嵌着别的文件",
    "xl/vbaProject": "有宏",
    "xl/chartsheets/": "有图表",
}
"""Parts of a workbook with content outside of cells, and their descriptions."""
_SUFFIXES = frozenset({".xlsx", ".csv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a file: month, entry, body and count."""

    month: str
    entry: str
    body: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyReport:
    """The report of one community on one ledger."""

    file: str
    community: str
    ledger: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedReport:
    """A rejected file, with the reasons."""

    file: str
    reasons: tuple[str, ...]


def read_tally(file: Path, catalogue: Catalogue, on: date) -> TallyReport | RejectedReport:
    """Read one file on the day ``on``. One invalid cell rejects all of it."""
    reader = _Reader(file, catalogue, on)
    try:
        report = reader.read()
    except SheetError as error:
        return RejectedReport(file=file.name, reasons=(str(error),))
    reasons = tuple(reader.reasons)
    if len(reasons) > MOST_SAID:
        more = f"{file.name}：一共{len(reasons)}处，只列前{MOST_SAID}处。"
        reasons = (*reasons[:MOST_SAID], more)
    if reasons or report is None:
        return RejectedReport(file=file.name, reasons=reasons)
    return report


def conflicts(reports: Sequence[TallyReport], existing: Mapping[str, Tally]) -> Iterator[str]:
    """Yield the conflicts between reports: duplicates, and reports missing from an earlier tally."""
    files: dict[tuple[str, str, str], str] = {}
    for report in reports:
        for month in sorted({line.month for line in report.lines}):
            first_file = files.setdefault((month, report.community, report.ledger), report.file)
            if first_file != report.file:
                yield (
                    f"{report.file}：{report.community}{month}的{_title(report.ledger)}，{first_file}里已经有了。"
                    "留一份；几本台账的，把数粘在同一张“汇总”里。"
                )
    for month in sorted({month for month, *_ in files}):
        for earlier in existing[month].reports if month in existing else ():
            if (month, earlier.community, earlier.ledger) not in files:
                yield (
                    f"{month}已经有{earlier.community}的{_title(earlier.ledger)}，这次没有它的文件。"
                    "重新汇总一个月，要把那个月所有的文件都写上。"
                )


def tally_fields(reports: Iterable[TallyReport]) -> Mapping[str, dict[str, Any]]:
    """Return the fields of the tally of each month."""
    counts: dict[str, Counter[tuple[str, str, str]]] = {}
    report_counts: dict[str, Counter[tuple[str, str]]] = {}
    for report in reports:
        for line in report.lines:
            month_counts = counts.setdefault(line.month, Counter())
            month_counts[report.ledger, line.entry, line.body] += line.count
            report_counts.setdefault(line.month, Counter())[report.ledger, report.community] += (
                line.count
            )
    return {
        month: {
            "id": month,
            "reports": [
                {"ledger": ledger, "community": community, "count": count}
                for (ledger, community), count in sorted(
                    report_counts[month].items(), key=_sort_key
                )
            ],
            "counts": [
                without_empty({"ledger": ledger, "entry": entry, "body": body, "count": count})
                for (ledger, entry, body), count in sorted(month_counts.items(), key=_sort_key)
            ],
        }
        for month, month_counts in sorted(counts.items())
    }


def _sort_key(item: tuple[tuple[str, ...], int]) -> tuple[int, tuple[str, ...]]:
    ledger, *rest = item[0]
    return list(ledger_definitions()).index(ledger), tuple(rest)


def _title(ledger: str) -> str:
    return ledger_definitions()[ledger].title


class _Reader:
    """Reads one file and collects all errors."""

    def __init__(self, file: Path, catalogue: Catalogue, on: date) -> None:
        self.file, self.catalogue, self.on = file, catalogue, on
        self.bodies = {**departments(catalogue, on)}
        self.bodies |= {body.name: body for body in catalogue.bodies.values()}
        self.reasons: list[str] = []

    def read(self) -> TallyReport | None:
        """Return the report; none if there are reasons to reject it."""
        community = self._community()
        if self.file.suffix.lower() not in _SUFFIXES:
            self._add_reason("只收.xlsx、.csv。把“汇总”一张表另存成Excel再交。")
            return None
        if self.file.suffix.lower() == ".xlsx" and not self._is_plain_workbook():
            return None
        (sheet,) = read_sheets(self.file)
        ledger = self._ledger(sheet)
        if not ledger:
            return None
        lines = tuple(filter(None, (self._line(sheet, *row) for row in sheet.rows[1:])))
        if not lines and not self.reasons:
            self._add_reason("一件也没有。从“统计”复制，粘贴到“汇总”，选“数值”。")
        return TallyReport(file=self.file.name, community=community, ledger=ledger, lines=lines)

    def _add_reason(self, message: str, sheet: str = "", cell: str = "") -> None:
        location = f"“{sheet}”{cell}" if sheet else ""
        self.reasons.append(f"{self.file.name}{location}：{message}")

    def _community(self) -> str:
        """Return the community in the file name."""
        match = _COMMUNITY.fullmatch(self.file.stem)
        known = [community.name for community in self.catalogue.communities.values()]
        if match and not known and not forbidden_in_value(match[1]):
            return match[1]
        matches = [name for name in known if match and name.startswith(match[1])]
        if len(matches) == 1:
            return matches[0]
        examples = "、".join(known[:MOST_SAID]) if known else "民主路社区"
        self._add_reason(
            f"文件名前面看不出是哪个社区，写成“社区名称-台账名称”。社区名称例：{examples}。"
        )
        return ""

    def _is_plain_workbook(self) -> bool:
        """Tell whether a workbook has one sheet of cells and nothing else."""
        content = read_content(self.file)
        with broken_as_sheet_error(self.file.name):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = archive.namelist()
            book = opened_book(content)
            sheets = list(book.sheetnames)
            book.close()
        for title in sheets:
            if title != SUMMARY:
                self._add_reason("多了这张表。只交“汇总”一张，别的留在社区。", title)
        if SUMMARY not in sheets:
            self._add_reason("没有“汇总”这张表。")
        hidden = {finding for part, finding in _NOT_PLAIN.items() for name in names if part in name}
        for finding in sorted(hidden):
            self._add_reason(f"{finding}。右键“汇总”的标签，移动或复制到新工作簿，粘贴时选“数值”。")
        return not self.reasons

    def _ledger(self, sheet: Sheet) -> str:
        """Return the id of the ledger with these headings; empty if there is none."""
        number, heads = sheet.rows[0] if sheet.rows else (1, ())
        counted = {definition.counted: id_ for id_, definition in ledger_definitions().items()}
        for index, head in enumerate(heads):
            expected = SUMMARY_HEADS[index] if index < len(SUMMARY_HEADS) else "、".join(counted)
            if index > len(SUMMARY_HEADS) and head:
                self._add_reason("多了这一列。只交四列。", sheet.name, sheet.address(number, index))
            elif index < len(SUMMARY_HEADS) and head != expected:
                message = f"表头应当是“{expected}”，这里是“{head}”。"
                self._add_reason(message, sheet.name, sheet.address(number, index))
        last = heads[len(SUMMARY_HEADS)] if len(heads) > len(SUMMARY_HEADS) else ""
        if last not in counted:
            cell = address(number, len(SUMMARY_HEADS))
            self._add_reason(f"表头应当是{'、'.join(counted)}里的一个。", sheet.name, cell)
        return counted.get(last, "")

    def _line(self, sheet: Sheet, number: int, row: Sequence[str]) -> Line | None:
        """Parse one row; none if a cell is invalid."""
        before = len(self.reasons)
        cells = [*row, *[""] * (4 - len(row))]
        for index in range(4, len(cells)):
            if cells[index]:
                self._add_reason("多了这一格。只交四列。", sheet.name, sheet.address(number, index))

        def wrong(column: int, message: str) -> None:
            self._add_reason(message, sheet.name, sheet.address(number, column))

        month, entry = _MONTH.fullmatch(cells[0]), entry_of_cell(self.catalogue, cells[1])
        body = self.bodies.get(cells[2])
        if not month:
            wrong(0, "月份写成2026-11这样。")
        elif f"{month[1]}-{int(month[2]):02}" > f"{self.on:%Y-%m}":
            wrong(0, "这个月还没有到。")
        if not entry and cells[1] != NO_ENTRY:
            wrong(1, f"不是目录里的事项。只写编号和名称，例：ZM-004；目录里没有的写“{NO_ENTRY}”。")
        if not body and cells[2] != NO_BODY:
            wrong(2, f"不是目录里的部门，目录里没有的写“{NO_BODY}”。")
        if not _COUNT.fullmatch(cells[3]):
            wrong(3, "件数写整数，最少1件。")
        if len(self.reasons) > before or not month:
            return None
        return Line(
            month=f"{month[1]}-{int(month[2]):02}",
            entry=entry.id if entry else "",
            body=body.id if body else "",
            count=int(cells[3]),
        )
