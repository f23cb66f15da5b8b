"""Read the answers in the workbook of a department. They change no entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.derive.consultation import (
    AGREE,
    ANSWER_COLUMNS,
    COLUMNS,
    DRAFT_COLUMN,
    HEAD_ROW,
    MARK_DIGITS,
    SENT,
    SHEET,
    TITLE,
)
from generator.editing.accounting import address
from generator.editing.reading_tables import Sheet
from generator.editing.sheets import read_sheets
from generator.editing.sizes import SheetError
from generator.model.catalogue import Catalogue
from generator.model.rounds import Consultation, Opinion
from generator.model.supporting import Body
from generator.model.values import Fields, without_empty
from generator.reading.characters import forbidden_in_value
from generator.reading.limits import DEFAULT_LIMITS
from generator.rules.personal import personal_numbers

OPINION, TEXT, SIGNER, DAY = ANSWER_COLUMNS
_NOT_OURS = "这不是发出去的征求意见表。把填好的那一份发回，不要另外做一张。"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedAnswers:
    """The answers of one department as fields, and the number of empty rows."""

    file: str
    body: Body
    asked_on: date
    answers: tuple[Fields, ...]
    unanswered: int

    @property
    def id(self) -> str:
        """The id of its round."""
        return f"{self.body.id}-{self.asked_on}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusableWorkbook:
    """A rejected workbook, with the reasons."""

    reasons: tuple[str, ...]


def read_answers(file: Path, catalogue: Catalogue, on: date) -> ReturnedAnswers | UnusableWorkbook:
    """Read one workbook on the day ``on``. One invalid cell rejects all of it."""
    try:
        sheets = read_sheets(file)
    except SheetError as error:
        return UnusableWorkbook(reasons=(str(error),))
    sheet = next((candidate for candidate in sheets if candidate.name == SHEET), None)
    if sheet is None:
        return UnusableWorkbook(reasons=(f"{file.name}：没有“{SHEET}”这张表。{_NOT_OURS}",))
    reader = _Reader(file.name, sheet, catalogue, on)
    returned = reader.read()
    if reader.reasons or returned is None:
        return UnusableWorkbook(reasons=tuple(reader.reasons))
    return returned


def with_outcomes(
    returned: ReturnedAnswers, before: Consultation | None
) -> tuple[Fields, tuple[str, ...]]:
    """Return the fields of the round's file, and the entries whose outcome must be decided again.

    An outcome is kept while the answer of the department is the same.
    """
    previous = {opinion.entry: opinion for opinion in before.answers} if before else {}
    new = {answer["entry"]: dict(answer) for answer in returned.answers}
    undecided = []
    for number, answer in new.items():
        opinion_before = previous.get(number)
        if opinion_before is None or not opinion_before.outcome:
            continue
        if (opinion_before.opinion, opinion_before.text) == (
            answer["opinion"],
            answer.get("text", ""),
        ):
            answer.update(_outcome_fields(opinion_before))
        else:
            undecided.append(number)
    unchanged = {
        number: _as_fields(opinion) for number, opinion in previous.items() if number not in new
    }
    answers = [opinion for _, opinion in sorted({**unchanged, **new}.items())]
    fields: dict[str, Any] = {
        "id": returned.id,
        "body": returned.body.id,
        "asked_on": returned.asked_on.isoformat(),
        "answers": answers,
    }
    if before and before.notes_internal:
        fields["notes_internal"] = before.notes_internal
    return fields, tuple(undecided)


def _as_fields(opinion: Opinion) -> dict[str, Any]:
    content = {
        "entry": opinion.entry,
        "seal": opinion.seal,
        "opinion": opinion.opinion,
        "text": opinion.text,
    }
    signature = {"signed_by": opinion.signed_by, "signed_on": opinion.signed_on.isoformat()}
    return without_empty(content | signature | _outcome_fields(opinion))


def _outcome_fields(opinion: Opinion) -> dict[str, str]:
    return without_empty({"outcome": opinion.outcome, "outcome_reason": opinion.outcome_reason})


class _Reader:
    """Reads one workbook and collects all errors."""

    def __init__(self, file: str, sheet: Sheet, catalogue: Catalogue, on: date) -> None:
        self.file, self.sheet, self.catalogue, self.on = file, sheet, catalogue, on
        kind = catalogue.kind_of(Consultation)
        self.opinions = _by_label(kind.labels("answers", "opinion"))
        self.signers = _by_label(kind.labels("answers", "signed_by"))
        self.reasons: list[str] = []

    def read(self) -> ReturnedAnswers | None:
        """Return the answers; none if the sheet is not the one that was sent."""
        rows = dict(self.sheet.rows)
        body = self._body(_first(rows.get(1, ())))
        asked_on = self._day(_first(rows.get(2, ())).removeprefix(SENT), 2, 0, self.on)
        if tuple(rows.get(HEAD_ROW, ()))[: len(COLUMNS)] != COLUMNS:
            self._add_reason(HEAD_ROW, 0, f"表头应当是{'、'.join(COLUMNS)}。{_NOT_OURS}")
        if self.reasons or body is None or asked_on is None:
            return None
        answer_rows = [(number, row) for number, row in self.sheet.rows if number > HEAD_ROW]
        answers = tuple(filter(None, (self._answer(*row_, asked_on) for row_ in answer_rows)))
        if not answers and not self.reasons:
            self.reasons.append(f"{self.file}：一件也没有答复。")
        return ReturnedAnswers(
            file=self.file,
            body=body,
            asked_on=asked_on,
            answers=answers,
            unanswered=len(answer_rows) - len(answers),
        )

    def _add_reason(self, row: int, column: int, message: str) -> None:
        cell = address(row, column)
        self.reasons.append(f"{self.file}“{SHEET}”{cell}：{message}")

    def _body(self, title: str) -> Body | None:
        name = title.removeprefix(TITLE)
        matches = [body for body in self.catalogue.bodies.values() if body.name == name]
        if len(matches) != 1 or name == title:
            self._add_reason(1, 0, f"看不出是哪个部门。{_NOT_OURS}")
            return None
        return matches[0]

    def _day(self, text: str, row: int, column: int, last: date) -> date | None:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self._add_reason(row, column, "日期写成年-月-日，例：2026-12-10。")
            return None
        if day > last:
            self._add_reason(row, column, f"{day}还没有到。")
        return day

    def _answer(self, number: int, row: Sequence[str], asked_on: date) -> dict[str, Any] | None:
        """Return one answer; none for an empty row or an invalid cell."""
        cells = dict(zip(COLUMNS, (*row, *[""] * len(COLUMNS)), strict=False))
        if not any(cells[head] for head in ANSWER_COLUMNS):
            return None
        before = len(self.reasons)
        for head, said in self._cell_errors(cells):
            self._add_reason(number, COLUMNS.index(head), said)
        day = cells[DAY] and self._day(cells[DAY], number, COLUMNS.index(DAY), self.on)
        if isinstance(day, date) and day < asked_on:
            self._add_reason(number, COLUMNS.index(DAY), f"{asked_on}才发出，签字不会更早。")
        if len(self.reasons) > before:
            return None
        answer = {
            "entry": cells["编号"],
            "seal": cells[DRAFT_COLUMN],
            "opinion": self.opinions[cells[OPINION]],
            "text": cells[TEXT],
            "signed_by": self.signers[cells[SIGNER]],
            "signed_on": cells[DAY],
        }
        return without_empty(answer)

    def _cell_errors(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the errors of a row: the heading of the cell, and the message."""
        if cells["编号"] not in self.catalogue.entries:
            yield "编号", "目录里没有这一件。编号不要改。"
        if len(cells[DRAFT_COLUMN]) != MARK_DIGITS or set(cells[DRAFT_COLUMN]) - set(
            "0123456789abcdef"
        ):
            yield DRAFT_COLUMN, "稿号不要改，照发出去的样子。"
        opinion = self.opinions.get(cells[OPINION])
        if opinion is None:
            yield OPINION, f"选{'、'.join(self.opinions)}里的一个。"
        elif opinion != AGREE and not cells[TEXT]:
            yield TEXT, f"选了{cells[OPINION]}，写明改成什么，或者为什么不同意。"
        if hidden := forbidden_in_value(cells[TEXT]):
            yield TEXT, f"有{hidden[1]}，删掉。"
        if len(cells[TEXT]) > DEFAULT_LIMITS.text_characters:
            yield TEXT, f"有{len(cells[TEXT])}个字，最多{DEFAULT_LIMITS.text_characters}个字。"
        for what, said in personal_numbers(cells[TEXT]):
            yield TEXT, f"有一个{what}（{said}），删掉。意见要公开。"
        if cells[SIGNER] not in self.signers:
            yield SIGNER, f"选{'、'.join(self.signers)}里的一个，不写姓名。"
        if not cells[DAY]:
            yield DAY, "哪天签的没有写。"


def _by_label(labels: Mapping[str, str]) -> dict[str, str]:
    return {label: value for value, label in labels.items()}


def _first(row: Sequence[str]) -> str:
    return row[0] if row else ""
