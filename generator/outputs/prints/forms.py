"""表单: documents to be filled in, in Word or WPS or by hand. Every blank has a name."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from generator.editions.citation import cite
from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate, CertificateForm
from generator.outputs.prints.word import (
    LETTER,
    add_table,
    new_document,
    printable,
    saved,
)
from generator.views.finished_prints import FORMS
from generator.views.general_forms import (
    BLANK,
    RULE,
    SERIAL,
    SHORT,
    GeneralForm,
    general_forms,
    prompt,
)
from generator.views.imprint import Imprint, imprint

SERIAL_NUMBER = "编号：[[编号]]"
EMPTY_ROWS = 12
"""Rows of a register that fill one page."""
_HEIGHT_OF_A_FIELD, _HEIGHT_OF_A_DECISION, _HEIGHT_OF_A_ROW = Cm(0.8), Cm(1.6), Cm(0.9)
_TWO_CHARACTERS, _FOUR_CHARACTERS = Pt(32), Pt(64)
_LINE, _IN_A_LINE = Pt(28.95), 28
"""22 of them fill the type area of GB/T 9704—2012, each with 28 characters."""
STUB = (
    "存　根　　编号[[编号]]",
    "给谁开[[申请人]]　用在哪里[[用途]]",
    "批准人[[批准人]]　经办人[[签名]]　[[日期]]",
)
"""What stays in the community of a certificate it gives out: few lines, so that both keep to one sheet."""
_CUT = "—　—　—　—　沿这里裁开，下面留在社区　—　—　—　—"
_DIGITS = "〇一二三四五六七八九"
SIGNATURES = 2
"""The last paragraphs of a letter: who signs, and the day."""
_EMPTY = "　　"
"""What stands in a blank of a table, whose name stands beside it: nothing, so it can be written on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form. ``entry_id`` is empty for those that belong to no entry."""

    slug: str
    title: str
    entry_id: str
    imprint: Imprint
    texts: tuple[str, ...]
    """What must be found in it, in order: its heading, its wording, the names of its blanks."""
    make: Callable[[], bytes]
    """Makes the document."""

    @property
    def content(self) -> bytes:
        """The document, made when it is asked for."""
        return self.make()


def forms(catalogue: Catalogue) -> Iterator[Form]:
    """Yield the form of every certificate that has one, then those every catalogue has."""
    for entry in catalogue.entries.values():
        if isinstance(entry, Certificate) and entry.form:
            yield _certificate(catalogue, entry, entry.form)
    for form in general_forms(catalogue):
        yield general_form(form)


def form_text(content: bytes) -> str:
    """Return all text of a form, its blanks among it."""
    body = Document(io.BytesIO(content)).element.body
    return "".join(text.text or "" for text in body.iter(qn("w:t")))


def _certificate(catalogue: Catalogue, entry: Certificate, wording: CertificateForm) -> Form:
    title = f"{entry.title}（空白式样）"
    told = imprint(
        catalogue,
        (entry,),
        f"{entry.slug}/",
        title,
        id=f"{FORMS}/{entry.slug}",
        rule=f"entry {entry.id}",
        entry=True,
    )
    body = (*wording.body, _validity(entry))
    after = (printable(wording.note), cite(catalogue, entry).line)
    return Form(
        slug=entry.slug,
        title=title,
        entry_id=entry.id,
        imprint=told,
        texts=(
            wording.title,
            *(shown(text) for text in (SERIAL_NUMBER, *body)),
            entry.id,
            *(shown(text) for text in STUB),
        ),
        make=partial(_certificate_form, title, told, wording.title, body, after),
    )


def _certificate_form(
    title: str, told: Imprint, heading: str, body: Sequence[str], after: Sequence[str]
) -> bytes:
    """Return the form of a certificate: its wording, who signs, what is said ``after`` it, its stub."""
    document = new_document(title, told, official=True)
    document.add_paragraph(heading, style="Title")
    _right(document, SERIAL_NUMBER)
    for text in body:
        filled(document, text, indent=True)
    signed(document, ("[[社区名称]]（盖章）", "经办人[[签名]]", "[[日期]]"))
    for text in after:
        document.add_paragraph(text)
    document.add_paragraph(_CUT).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in STUB:
        filled(document, text)
    return saved(document)


def _validity(entry: Certificate) -> str:
    """Say how long the certificate holds; where the catalogue does not, there is a blank."""
    return f"有效期：{entry.validity or '[[有效期]]'}"


def _right(document: Any, text: str) -> Any:
    paragraph = filled(document, text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def general_form(form: GeneralForm) -> Form:
    """Return a form of no entry: an application, an agreement, a register, a letter."""
    said = (form.number, *form.letter) if form.letter else articles(form)
    texts = (*(() if form.parties else form.labels), *map(shown, said), *form.heads)
    return Form(
        slug=form.slug,
        title=form.title,
        entry_id="",
        imprint=form.imprint,
        texts=(shown(form.heading or form.title), *texts),
        make=partial(_general_form, form),
    )


def _general_form(form: GeneralForm) -> bytes:
    official = bool(form.letter or form.parties)
    document = new_document(form.title, form.imprint, landscape=bool(form.heads), official=official)
    heading = filled(document, form.heading or form.title)
    heading.style = "Title"
    if form.letter:
        filled(document, form.number).alignment = WD_ALIGN_PARAGRAPH.CENTER
        _letter(document, form.letter)
    elif form.parties:
        document.add_paragraph(form.intro)
        for text in articles(form):
            filled(document, text, to_the_end=True)
    else:
        document.add_paragraph(form.intro)
        if form.heads:
            _register(document, form.heads)
        else:
            _application(document, form)
    return saved(document)


def _application(document: Any, form: GeneralForm) -> None:
    rows = [(label, "") for label in form.labels]
    table = add_table(document, [("要填的", 1.0), ("填在这里", 2.2)], rows)
    fields = len(form.labels) - form.decisions
    for number, (row, label) in enumerate(zip(table.rows[1:], form.labels, strict=True)):
        row.height = _HEIGHT_OF_A_FIELD if number < fields else _HEIGHT_OF_A_DECISION
        _blank(row.cells[1].paragraphs[0], label, _EMPTY)


def articles(form: GeneralForm) -> tuple[str, ...]:
    """Return an agreement as its parties, numbered articles and who signs; of others nothing."""
    if not form.parties:
        return ()
    signed = len(form.labels) - form.decisions
    clauses = form.labels[form.parties : signed]
    return (
        *(f"{label}：[[{label}]]" for label in form.labels[: form.parties]),
        *(f"第{_numeral(n)}条　{label}：[[{label}]]" for n, label in enumerate(clauses, 1)),
        *(f"{label}：[[{label}]]" for label in form.labels[signed:]),
        "[[签订日期]]",
    )


def _numeral(number: int) -> str:
    """Write a number below a hundred in Chinese."""
    tens, ones = divmod(number, 10)
    shown = (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "")
    return shown + (_DIGITS[ones] if ones or not tens else "")


def _letter(document: Any, texts: Sequence[str]) -> None:
    addressee, *body = texts[:-SIGNATURES]
    filled(document, addressee).paragraph_format.space_before = _LINE
    for text in body:
        filled(document, text, indent=True)
    signed(document, texts[-SIGNATURES:])


def signed(document: Any, texts: Sequence[str]) -> None:
    """Add who signs, and the day last: as far from the right as GB/T 9704—2012 has them."""
    for number, text in enumerate(texts, 1):
        place = _right(document, text).paragraph_format
        place.right_indent = _FOUR_CHARACTERS if number == len(texts) else _TWO_CHARACTERS
        if number == 1:
            place.space_before = _LINE


def _register(document: Any, heads: Sequence[str]) -> None:
    shares = [(head, 0.5 if head == SERIAL else 1.0) for head in heads]
    rows = [[str(number), *[""] * (len(heads) - 1)] for number in range(1, EMPTY_ROWS + 1)]
    table = add_table(document, shares, rows)
    for row in table.rows[1:]:
        row.height = _HEIGHT_OF_A_ROW


def shown(text: str) -> str:
    """Return a text as it is read before its blanks are filled."""
    return BLANK.sub(prompt, text)


def filled(document: Any, text: str, *, indent: bool = False, to_the_end: bool = False) -> Any:
    """Add a paragraph in which every ``{{name}}`` or ``[[name]]`` is a blank of that name.

    With ``to_the_end``, a line to write on goes to the end of its own or of the next.
    """
    paragraph = document.add_paragraph(style=LETTER)
    paragraph.paragraph_format.line_spacing, paragraph.paragraph_format.space_after = _LINE, Pt(0)
    if indent:
        paragraph.paragraph_format.first_line_indent = _TWO_CHARACTERS
    place = 0
    for found in BLANK.finditer(text):
        paragraph.add_run(printable(text[place : found.start()]))
        left = _IN_A_LINE - 1 - found.start() % _IN_A_LINE
        whole = left if left >= SHORT else left + _IN_A_LINE
        shown_in = prompt(found, whole if to_the_end else SHORT)
        _blank(paragraph, found[1] or found[2], shown_in)
        place = found.end()
    paragraph.add_run(printable(text[place:]))
    return paragraph


def _blank(paragraph: Any, name: str, words: str) -> None:
    """Add a content control (ISO/IEC 29500 ``w:sdt``) that shows a prompt until it is filled."""
    run = paragraph.add_run(printable(words))
    run.font.underline = words is not _EMPTY and not words.startswith(RULE)
    control = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    properties.append(deepcopy(run._r.rPr))  # noqa: SLF001 - python-docx has no content controls
    for tag in ("w:alias", "w:tag"):
        part = OxmlElement(tag)
        part.set(qn("w:val"), name[:64])
        properties.append(part)
    properties.append(OxmlElement("w:showingPlcHdr"))
    properties.append(OxmlElement("w:text"))
    content = OxmlElement("w:sdtContent")
    content.append(run._r)  # noqa: SLF001 - as above
    control.append(properties)
    control.append(content)
    paragraph._p.append(control)  # noqa: SLF001 - as above
