"""Whether a print in someone's hands is what an edition printed, and still holds.

Its text is looked for among the texts whose digest an edition keeps. What is not found there, such
as a print of another day, is made again from the edition it names and compared word for word, cell
for cell; formats no longer offered too, since their files are still in use.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
from docx import Document
from docx.oxml.ns import qn

from generator.editing.excel_files import opened_book
from generator.editions.citation import FORM, LINE_DIGITS, MARK, format_fingerprint
from generator.editions.cited import CitationState
from generator.editions.edition import Edition
from generator.editions.verification import (
    DRAFT_CODE,
    EMPTY_FINGERPRINT_REMARK,
    NO_PRINT,
    Archive,
    Verdict,
    difference,
    first_difference,
    verify_entries,
    without_blanks,
)
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.stamp import FrozenPrint
from generator.outputs.prints.print_jobs import Print, prints
from generator.outputs.prints.reading_back import pdf_text
from generator.outputs.prints.tables import csv_rows
from generator.reading.packed import LARGEST, TooMuchError, refuse_bomb
from generator.rules.printable import as_printed
from generator.views.imprint import cited_print, code_at
from generator.views.verification_data import archive_data

MOST_CELLS = 2_000_000
"""Of a workbook, empty ones and rows counted in."""
_MARK = re.compile(rf"{MARK}{FORM}(-[0-9a-f]{{4}}){{4,8}}")
_CODE = re.compile(
    rf"https?://[^\x1e\x1f]{{1,200}}?{addresses.VERIFY}\?c={FORM}\.[0-9A-Za-z.-]+?\.[0-9a-f]{{32}}"
)
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
    return _as_sealed(archive, form, text) or _as_made_again(archive, form, text)


def sealed_text(text: str) -> str:
    """Return the SHA-256 of all text of a print.

    A fingerprint in it that holds the digest of the edition is left out, as the edition holds this;
    and so is the address that a code asks.
    """
    bare = _MARK.sub(MARK + FORM, _CODE.sub(addresses.VERIFY, text))
    return hashlib.sha256(bare.encode()).hexdigest()


def _as_sealed(archive: Archive, form: str, text: str) -> Verdict | None:
    """Look for the text among those that editions keep; none if it is not there."""
    sealed = (form, sealed_text(text))
    for edition in _newest_first(archive):
        for printed in edition.prints:
            if sealed in printed.files and _marked(archive.catalogue_of(edition), printed, text):
                return _verdict(archive, edition, printed)
    return None


def _marked(catalogue: Catalogue, printed: FrozenPrint, text: str) -> bool:
    """Tell whether every fingerprint in a text is that of the print, and asked where its site is."""
    cited = cited_print(catalogue, printed)
    marks = {
        f"{MARK}{format_fingerprint(cited.held[:digits])}"
        for digits in (LINE_DIGITS, len(cited.held))
    }
    sites = (catalogue.cited_address, catalogue.address)
    codes = {code_at(site, catalogue, printed, cited) for site in sites}
    return all(found[0] in marks for found in _MARK.finditer(text)) and all(
        found[0] in codes for found in _CODE.finditer(text)
    )


def _as_made_again(archive: Archive, form: str, text: str) -> Verdict:
    nearest: tuple[int, str, str] | None = None
    for catalogue, edition in _catalogues(archive):
        for job in _named(catalogue, edition, archive, form, text):
            made = read(job.render(), form)
            if made == text:
                return _verdict(archive, edition, job.imprint.printed)
            alike = first_difference(made, text)
            if nearest is None or alike > nearest[0]:
                nearest = (alike, job.path, made)
    if nearest:
        said = f"和发布的prints/{nearest[1]}不一样。{difference(nearest[2], text)}"
        return Verdict(CitationState.MISMATCH, (said,))
    return Verdict(CitationState.MISMATCH, (NO_PRINT,))


def _newest_first(archive: Archive) -> list[Edition]:
    """Return the newest edition first, but those not yet in force last: they may print the same."""
    newest = archive.editions[::-1]
    return sorted(newest, key=lambda one: one.in_force_on > archive.on)


def _catalogues(archive: Archive) -> Iterator[tuple[Catalogue, Edition | None]]:
    """Yield every edition's catalogue; and what is worked on, which may prove the same with more."""
    for edition in _newest_first(archive):
        yield archive.catalogue_of(edition), edition
    stamp = archive.working.stamp
    released = {edition.id: edition for edition in archive.editions}
    yield archive.working, released[stamp.edition] if stamp else None


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
        elif without_blanks(_shown(job.imprint.line, form)) in text:
            yield job


def _shown(line: str, form: str) -> str:
    """Return a line as a print of this form has it: a PDF shows signs for what no font has."""
    return as_printed(line) if form == "pdf" else line


def _verdict(archive: Archive, edition: Edition | None, printed: FrozenPrint) -> Verdict:
    if edition is None:
        return Verdict(CitationState.FUTURE, (DRAFT_CODE,))
    data = archive_data(archive)
    cited = data.edition(edition.id)
    known = data.print_in(printed.id, cited) if cited and not printed.entry else None
    verdict = verify_entries(data, archive.on, edition.id, printed.ids, known)
    return replace(
        verdict,
        sentences=tuple(one for one in verdict.sentences if one != EMPTY_FINGERPRINT_REMARK),
    )


def text_of(file: Path, form: str) -> str:
    """Return all text of a print, without blanks. Raises ``PrintUnreadableError``."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
        refuse_bomb(content)
        return read(content, form)
    except FileNotFoundError as error:
        raise PrintUnreadableError(f"没有找到文件{file.name}，看看名称和位置对不对。") from error
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
    book = opened_book(content)
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
