"""报数: adding up what communities hand in, and refusing every file that holds more than that.

A file is one sheet, 汇总: month, matter, department and how many. Every cell is either a number or
a word of the catalogue, so that no name can come along.
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
    entry_in,
    given_ledgers,
)
from generator.editing.accounting import address
from generator.editing.excel_files import opened_book
from generator.editing.reading_tables import Sheet
from generator.editing.sheets import content_of, read_sheets, sound
from generator.editing.sizes import SheetError
from generator.model.catalogue import Catalogue
from generator.model.rounds import Tally
from generator.reading.characters import forbidden_in_value

MOST_SAID = 8
"""Refusals that are told of one file; the others are counted."""
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
"""Parts of a workbook that may hold what no cell shows, and what to say of them."""
_SUFFIXES = frozenset({".xlsx", ".csv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a file: in which month how many, of what and from whom."""

    month: str
    entry: str
    body: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What one community hands in of one ledger."""

    file: str
    community: str
    ledger: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that is not taken, and why."""

    file: str
    reasons: tuple[str, ...]


def read_tally(file: Path, catalogue: Catalogue, on: date) -> HandedIn | Refused:
    """Read one file on the day ``on``; nothing of it is taken when one cell is not what it may be."""
    reader = _Reader(file, catalogue, on)
    try:
        handed_in = reader.read()
    except SheetError as error:
        return Refused(file=file.name, reasons=(str(error),))
    reasons = tuple(reader.reasons)
    if len(reasons) > MOST_SAID:
        more = f"{file.name}：一共{len(reasons)}处，只列前{MOST_SAID}处。"
        reasons = (*reasons[:MOST_SAID], more)
    if reasons or handed_in is None:
        return Refused(file=file.name, reasons=reasons)
    return handed_in


def clashes(handed_in: Sequence[HandedIn], there: Mapping[str, Tally]) -> Iterator[str]:
    """Yield why these files cannot be added up: handed in twice, or less than was there before."""
    seen: dict[tuple[str, str, str], str] = {}
    for one in handed_in:
        for month in sorted({line.month for line in one.lines}):
            before = seen.setdefault((month, one.community, one.ledger), one.file)
            if before != one.file:
                yield (
                    f"{one.file}：{one.community}{month}的{_title(one.ledger)}，{before}里已经有了。"
                    "留一份；几本台账的，把数粘在同一张“汇总”里。"
                )
    for month in sorted({month for month, *_ in seen}):
        for report in there[month].reports if month in there else ():
            if (month, report.community, report.ledger) not in seen:
                yield (
                    f"{month}已经有{report.community}的{_title(report.ledger)}，这次没有它的文件。"
                    "重新汇总一个月，要把那个月所有的文件都写上。"
                )


def added_up(handed_in: Iterable[HandedIn]) -> Mapping[str, dict[str, Any]]:
    """Return what a tally of each month says, as the fields of its file."""
    counts: dict[str, Counter[tuple[str, str, str]]] = {}
    reports: dict[str, Counter[tuple[str, str]]] = {}
    for one in handed_in:
        for line in one.lines:
            of_month = counts.setdefault(line.month, Counter())
            of_month[one.ledger, line.entry, line.body] += line.count
            reports.setdefault(line.month, Counter())[one.ledger, one.community] += line.count
    return {
        month: {
            "id": month,
            "reports": [
                {"ledger": ledger, "community": community, "count": count}
                for (ledger, community), count in sorted(reports[month].items(), key=_in_order)
            ],
            "counts": [
                _present({"ledger": ledger, "entry": entry, "body": body, "count": count})
                for (ledger, entry, body), count in sorted(of_month.items(), key=_in_order)
            ],
        }
        for month, of_month in sorted(counts.items())
    }


def _in_order(one: tuple[tuple[str, ...], int]) -> tuple[int, tuple[str, ...]]:
    ledger, *rest = one[0]
    return list(given_ledgers()).index(ledger), tuple(rest)


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}


def _title(ledger: str) -> str:
    return str(given_ledgers()[ledger]["title"])


class _Reader:
    """Reads one file and gathers all that is wrong with it."""

    def __init__(self, file: Path, catalogue: Catalogue, on: date) -> None:
        self.file, self.catalogue, self.on = file, catalogue, on
        self.bodies = {**departments(catalogue, on)}
        self.bodies |= {body.name: body for body in catalogue.bodies.values()}
        self.reasons: list[str] = []

    def read(self) -> HandedIn | None:
        """Return what the file says; none, with the reasons gathered, when it is not what it may be."""
        community = self._community()
        if self.file.suffix.lower() not in _SUFFIXES:
            self._refuse("只收.xlsx、.csv。把“汇总”一张表另存成Excel再交。")
            return None
        if self.file.suffix.lower() == ".xlsx" and not self._plain():
            return None
        (sheet,) = read_sheets(self.file)
        ledger = self._ledger(sheet)
        if not ledger:
            return None
        lines = tuple(filter(None, (self._line(sheet, *row) for row in sheet.rows[1:])))
        if not lines and not self.reasons:
            self._refuse("一件也没有。从“统计”复制，粘贴到“汇总”，选“数值”。")
        return HandedIn(file=self.file.name, community=community, ledger=ledger, lines=lines)

    def _refuse(self, message: str, sheet: str = "", cell: str = "") -> None:
        place = f"“{sheet}”{cell}" if sheet else ""
        self.reasons.append(f"{self.file.name}{place}：{message}")

    def _community(self) -> str:
        """Return the community that the file is named after."""
        found = _COMMUNITY.fullmatch(self.file.stem)
        known = [one.name for one in self.catalogue.communities.values()]
        if found and not known and not forbidden_in_value(found[1]):
            return found[1]
        named = [name for name in known if found and name.startswith(found[1])]
        if len(named) == 1:
            return named[0]
        whole = "、".join(known[:MOST_SAID]) if known else "民主路社区"
        self._refuse(f"文件名前面看不出是哪个社区，写成“社区名称-台账名称”。社区名称例：{whole}。")
        return ""

    def _plain(self) -> bool:
        """Tell whether a workbook is one sheet of cells, with nothing beside or behind it."""
        content = content_of(self.file)
        with sound(self.file.name):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                names = packed.namelist()
            book = opened_book(content)
            sheets = list(book.sheetnames)
            book.close()
        for title in sheets:
            if title != SUMMARY:
                self._refuse("多了这张表。只交“汇总”一张，别的留在社区。", title)
        if SUMMARY not in sheets:
            self._refuse("没有“汇总”这张表。")
        hidden = {said for part, said in _NOT_PLAIN.items() for name in names if part in name}
        for said in sorted(hidden):
            self._refuse(f"{said}。右键“汇总”的标签，移动或复制到新工作簿，粘贴时选“数值”。")
        return not self.reasons

    def _ledger(self, sheet: Sheet) -> str:
        """Return which ledger the heads are of, nothing when they are of none."""
        number, heads = sheet.rows[0] if sheet.rows else (1, ())
        counted = {form["counted"]: id_ for id_, form in given_ledgers().items()}
        for place, head in enumerate(heads):
            wanted = SUMMARY_HEADS[place] if place < len(SUMMARY_HEADS) else "、".join(counted)
            if place > len(SUMMARY_HEADS) and head:
                self._refuse("多了这一列。只交四列。", sheet.name, sheet.address(number, place))
            elif place < len(SUMMARY_HEADS) and head != wanted:
                said = f"表头应当是“{wanted}”，这里是“{head}”。"
                self._refuse(said, sheet.name, sheet.address(number, place))
        last = heads[len(SUMMARY_HEADS)] if len(heads) > len(SUMMARY_HEADS) else ""
        if last not in counted:
            cell = address(number, len(SUMMARY_HEADS))
            self._refuse(f"表头应当是{'、'.join(counted)}里的一个。", sheet.name, cell)
        return counted.get(last, "")

    def _line(self, sheet: Sheet, number: int, row: Sequence[str]) -> Line | None:
        """Return what one row says; none when a cell is not what it may be."""
        before = len(self.reasons)
        cells = [*row, *[""] * (4 - len(row))]
        for place in range(4, len(cells)):
            if cells[place]:
                self._refuse("多了这一格。只交四列。", sheet.name, sheet.address(number, place))

        def wrong(column: int, message: str) -> None:
            self._refuse(message, sheet.name, sheet.address(number, column))

        month, entry = _MONTH.fullmatch(cells[0]), entry_in(self.catalogue, cells[1])
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
