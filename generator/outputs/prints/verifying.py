"""Whether a print in someone's hands is what an edition printed, and still holds.

The print is made again from the edition it names and compared word for word, cell for cell.
Formats no longer offered are made again too: their files are still in use.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from docx import Document
from docx.oxml.ns import qn

from generator.editions.cited import State
from generator.editions.edition import Edition
from generator.editions.verification import (
    Archive,
    Verdict,
    difference,
    first_difference,
    still_holds,
    without_blanks,
)
from generator.model.catalogue import Catalogue
from generator.outputs.prints.print_jobs import Print, prints
from generator.outputs.prints.reading_back import pdf_text
from generator.outputs.prints.tables import csv_rows
from generator.reading.packed import LARGEST, TooMuchError, refuse_bomb
from generator.views.verification_data import archive_data

MOST_CELLS = 2_000_000
"""Of a workbook, empty ones and rows counted in."""
FORMS = ("pdf", "docx", "xlsx", "csv")


class PrintUnreadableError(ValueError):
    """The file cannot be opened. The text says why, in Chinese."""


def verify_print(archive: Archive, file: Path) -> Verdict:
    """Say whether a list, slip, poster or form holds on the archive's day.

    Raises ``PrintUnreadableError`` when it is no such file.
    """
    form = file.suffix.lower().lstrip(".")
    if form not in FORMS:
        raise PrintUnreadableError(
            f"只认{'、'.join(one.upper() for one in FORMS)}，不认{file.name}。"
        )
    text = text_of(file, form)
    nearest: tuple[int, str, str] | None = None
    for catalogue, edition in _catalogues(archive):
        for job in _named(catalogue, edition, archive, form, text):
            made = read(job.render(), form)
            if made == text:
                return _verdict(archive, edition, job)
            alike = first_difference(made, text)
            if nearest is None or alike > nearest[0]:
                nearest = (alike, job.path, made)
    if nearest:
        said = f"和发布的prints/{nearest[1]}不一样。{difference(nearest[2], text)}"
        return Verdict(State.MISMATCH, (said,))
    return Verdict(State.MISMATCH, ("没有发布过这样一份打印件。",))


def _catalogues(archive: Archive) -> Iterator[tuple[Catalogue, Edition | None]]:
    """Yield the newest edition first, but those not yet in force last: they may print the same."""
    newest = reversed(archive.editions)
    for edition in sorted(newest, key=lambda one: one.in_force_on > archive.on):
        yield archive.catalogue_of(edition), edition
    if archive.working.stamp is None:
        yield archive.working, None


def _named(
    catalogue: Catalogue, edition: Edition | None, archive: Archive, form: str, text: str
) -> Iterator[Print]:
    """Yield the prints this may be: those whose imprint stands in it; of CSV all that fit its ids."""
    day = max(edition.in_force_on, archive.on) if edition else archive.on
    for job in prints(catalogue, day, discontinued=True):
        if not job.path.endswith(f".{form}"):
            continue
        if form == "csv":
            if all(number in text for number in job.ids) and text.count("\x1e") == len(job.ids):
                yield job
        elif without_blanks(job.imprint.line) in text:
            yield job


def _verdict(archive: Archive, edition: Edition | None, job: Print) -> Verdict:
    if edition is None:
        return Verdict(State.FUTURE, ("这是工作稿，还没有发布成版，不作依据。",))
    data, printed = archive_data(archive), job.imprint.printed
    cited = data.edition(edition.id)
    known = data.print_in(printed.id, cited) if cited and not printed.entry else None
    return still_holds(data, archive.on, edition.id, job.ids, known)


def text_of(file: Path, form: str) -> str:
    """Return all text of a print, without blanks. Raises ``PrintUnreadableError``."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
        refuse_bomb(content)
        return read(content, form)
    except TooMuchError as error:
        raise PrintUnreadableError(
            f"{file.name}太大，或者里面的内容大得不正常，不是这里的打印件，没有打开。"
        ) from error
    except Exception as error:  # a strange file makes the libraries raise anything
        raise PrintUnreadableError(
            f"{file.name}打不开，可能坏了，或者不是{form.upper()}文件。"
        ) from error


def read(content: bytes, form: str) -> str:
    """Return the text of a print without blanks; cells and rows of tables are kept apart."""
    if form == "pdf":
        return pdf_text(content)
    if form == "docx":
        document = Document(io.BytesIO(content))
        parts = [document.element.body, document.sections[0].footer._element]  # noqa: SLF001 - no other way in
        return without_blanks(
            "".join(text.text or "" for part in parts for text in part.iter(qn("w:t")))
        )
    if form == "xlsx":
        return _workbook(content)
    return "\x1e".join(["", *("\x1f".join(map(without_blanks, row)) for row in csv_rows(content))])


def _workbook(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    cells = [without_blanks(str(cell)) for row in _rows(book) for cell in row if cell is not None]
    book.close()
    return "\x1f".join(cells)


def _rows(book: openpyxl.Workbook) -> Iterator[tuple[object, ...]]:
    """Yield the rows of all sheets: a single cell may be said to stand in the last of a million."""
    seen = 0
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its own size need not be so
        for row in sheet.iter_rows(values_only=True):
            seen += 1 + len(row)
            if seen > MOST_CELLS:
                raise TooMuchError
            yield row
