"""Reading back what a department answered in the workbook it was sent. No entry is changed by it."""

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
from generator.reading.characters import forbidden_in_value
from generator.reading.limits import DEFAULT_LIMITS
from generator.rules.personal import personal_numbers

OPINION, TEXT, SIGNER, DAY = ANSWER_COLUMNS
_NOT_OURS = "这不是发出去的征求意见表。把填好的那一份发回，不要另外做一张。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What one department answered, as the fields of answers, and how many it left empty."""

    file: str
    body: Body
    asked_on: date
    answers: tuple[Mapping[str, Any], ...]
    unanswered: int

    @property
    def id(self) -> str:
        """The number of its round."""
        return f"{self.body.id}-{self.asked_on}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """A workbook that is not taken, and why."""

    reasons: tuple[str, ...]


def read_answers(file: Path, catalogue: Catalogue, on: date) -> Returned | Unusable:
    """Read one workbook on the day ``on``; nothing of it is taken when one cell makes no sense."""
    try:
        sheets = read_sheets(file)
    except SheetError as error:
        return Unusable(reasons=(str(error),))
    sheet = next((one for one in sheets if one.name == SHEET), None)
    if sheet is None:
        return Unusable(reasons=(f"{file.name}：没有“{SHEET}”这张表。{_NOT_OURS}",))
    reader = _Reader(file.name, sheet, catalogue, on)
    returned = reader.read()
    if reader.reasons or returned is None:
        return Unusable(reasons=tuple(reader.reasons))
    return returned


def with_outcomes(
    returned: Returned, before: Consultation | None
) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """Return the fields of the round's file, and the entries whose outcome is to be decided again.

    What editors decided before stays as long as the department says the same.
    """
    told = {one.entry: one for one in before.answers} if before else {}
    new = {answer["entry"]: dict(answer) for answer in returned.answers}
    again = []
    for number, answer in new.items():
        was = told.get(number)
        if was is None or not was.outcome:
            continue
        if (was.opinion, was.text) == (answer["opinion"], answer.get("text", "")):
            answer.update(_decided(was))
        else:
            again.append(number)
    kept = {number: _as_written(one) for number, one in told.items() if number not in new}
    answers = [one for _, one in sorted({**kept, **new}.items())]
    fields: dict[str, Any] = {
        "id": returned.id,
        "body": returned.body.id,
        "asked_on": returned.asked_on.isoformat(),
        "answers": answers,
    }
    if before and before.notes_internal:
        fields["notes_internal"] = before.notes_internal
    return fields, tuple(again)


def _as_written(one: Opinion) -> dict[str, Any]:
    said = {"entry": one.entry, "seal": one.seal, "opinion": one.opinion, "text": one.text}
    signed = {"signed_by": one.signed_by, "signed_on": one.signed_on.isoformat()}
    return {key: value for key, value in (said | signed | _decided(one)).items() if value}


def _decided(one: Opinion) -> dict[str, str]:
    found = {"outcome": one.outcome, "outcome_reason": one.outcome_reason}
    return {key: value for key, value in found.items() if value}


class _Reader:
    """Reads one workbook and gathers all that is wrong with it."""

    def __init__(self, file: str, sheet: Sheet, catalogue: Catalogue, on: date) -> None:
        self.file, self.sheet, self.catalogue, self.on = file, sheet, catalogue, on
        kind = catalogue.kind_of(Consultation)
        self.opinions = _by_word(kind.labels("answers", "opinion"))
        self.signers = _by_word(kind.labels("answers", "signed_by"))
        self.reasons: list[str] = []

    def read(self) -> Returned | None:
        """Return what was answered; none when the sheet is not the one that was sent."""
        rows = dict(self.sheet.rows)
        body = self._body(_first(rows.get(1, ())))
        asked_on = self._day(_first(rows.get(2, ())).removeprefix(SENT), 2, 0, self.on)
        if tuple(rows.get(HEAD_ROW, ()))[: len(COLUMNS)] != COLUMNS:
            self._wrong(HEAD_ROW, 0, f"表头应当是{'、'.join(COLUMNS)}。{_NOT_OURS}")
        if self.reasons or body is None or asked_on is None:
            return None
        asked = [(number, row) for number, row in self.sheet.rows if number > HEAD_ROW]
        answers = tuple(filter(None, (self._answer(*one, asked_on) for one in asked)))
        if not answers and not self.reasons:
            self.reasons.append(f"{self.file}：一件也没有答复。")
        return Returned(
            file=self.file,
            body=body,
            asked_on=asked_on,
            answers=answers,
            unanswered=len(asked) - len(answers),
        )

    def _wrong(self, row: int, column: int, message: str) -> None:
        cell = address(row, column)
        self.reasons.append(f"{self.file}“{SHEET}”{cell}：{message}")

    def _body(self, title: str) -> Body | None:
        name = title.removeprefix(TITLE)
        found = [body for body in self.catalogue.bodies.values() if body.name == name]
        if len(found) != 1 or name == title:
            self._wrong(1, 0, f"看不出是哪个部门。{_NOT_OURS}")
            return None
        return found[0]

    def _day(self, written: str, row: int, place: int, last: date) -> date | None:
        try:
            found = date.fromisoformat(written)
        except ValueError:
            self._wrong(row, place, "日期写成年-月-日，例：2026-12-10。")
            return None
        if found > last:
            self._wrong(row, place, f"{found}还没有到。")
        return found

    def _answer(self, number: int, row: Sequence[str], asked_on: date) -> dict[str, Any] | None:
        """Return one answer; none where the row was left empty, or a cell makes no sense."""
        cells = dict(zip(COLUMNS, (*row, *[""] * len(COLUMNS)), strict=False))
        if not any(cells[head] for head in ANSWER_COLUMNS):
            return None
        before = len(self.reasons)
        for head, said in self._trouble(cells):
            self._wrong(number, COLUMNS.index(head), said)
        day = cells[DAY] and self._day(cells[DAY], number, COLUMNS.index(DAY), self.on)
        if isinstance(day, date) and day < asked_on:
            self._wrong(number, COLUMNS.index(DAY), f"{asked_on}才发出，签字不会更早。")
        if len(self.reasons) > before:
            return None
        found = {
            "entry": cells["编号"],
            "seal": cells[DRAFT_COLUMN],
            "opinion": self.opinions[cells[OPINION]],
            "text": cells[TEXT],
            "signed_by": self.signers[cells[SIGNER]],
            "signed_on": cells[DAY],
        }
        return {key: value for key, value in found.items() if value}

    def _trouble(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with a row that was filled in: the head of the cell, and why."""
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


def _by_word(labels: Mapping[str, str]) -> dict[str, str]:
    return {word: value for value, word in labels.items()}


def _first(row: Sequence[str]) -> str:
    return row[0] if row else ""
