"""写函: 退回函, 告知单 and 准入申请 as texts with blanks, to fill in, print or copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate, Decision, Entry, Overhead, SealUse, Service
from generator.views.general_forms import BLANK, GeneralForm, general_forms, prompt
from generator.views.links import Link
from generator.views.wording import rule_name

LETTERS: Mapping[str, str] = {
    "refusal-letter": "目录里没有的，来了函，退回去。",
    "task-notice": "目录里写明不该由社区办的，告诉对方是哪一条。",
    "admission-application": "部门要新增一件事，先填这张表；也可以把填好的发给街道。",
}
"""The forms on this page, by file name, and when to use them."""
_NOTIFIED = frozenset({Decision.FORBIDDEN, Decision.CASE_BY_CASE})
SIGNED = 2
"""How many of the last lines of a letter are the signature and the date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a line: a text, or a blank by its name; its text stands there until it is filled."""

    text: str
    blank: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph. ``place`` is heading, number, to, body, signed or field."""

    place: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One letter, with the Word document of the same wording."""

    id: str
    title: str
    when: str
    lines: tuple[Line, ...]
    form: Link
    chooses: bool
    """Whether an entry of the catalogue fills some of its blanks."""

    @property
    def blanks(self) -> tuple[str, ...]:
        """The names of its blanks, each once, in order."""
        names = (piece.blank for line in self.lines for piece in line.pieces if piece.blank)
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An entry that a 告知单 may be about, with its texts by the name of the blank they fill."""

    id: str
    title: str
    fills: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepliesView:
    """写函."""

    title: str
    replies: tuple[Reply, ...]
    choices: tuple[Choice, ...]


def replies_view(catalogue: Catalogue, forms: Mapping[str, str], *, title: str) -> RepliesView:
    """Return what the page shows. ``forms`` are the addresses of the finished forms, by file name."""
    all_forms = {form.slug: form for form in general_forms(catalogue)}
    return RepliesView(
        title=title,
        replies=tuple(
            Reply(
                id=slug,
                title=all_forms[slug].title,
                when=when,
                lines=tuple(_lines(all_forms[slug])),
                form=Link(title="Word空白件", address=forms.get(slug, "")),
                chooses=slug == "task-notice",
            )
            for slug, when in LETTERS.items()
            if slug in all_forms
        ),
        choices=tuple(_choices(catalogue)),
    )


def _lines(form: GeneralForm) -> Iterator[Line]:
    """Yield the lines of a letter, or one line for each field of an application."""
    yield _line("heading", form.heading or form.title)
    if form.number:
        yield _line("number", form.number)
    if form.letter:
        to, *body = form.letter
        yield _line("to", to)
        yield from (_line("body", text) for text in body[:-SIGNED])
        yield from (_line("signed", text) for text in body[-SIGNED:])
    else:
        labels = form.labels[: len(form.labels) - form.decisions]
        yield from (_line("field", f"{label}：[[{label}]]") for label in labels)


def _line(place: str, text: str) -> Line:
    """Split a text at its blanks."""
    pieces, end = [], 0
    for found in BLANK.finditer(text):
        before = Piece(text=text[end : found.start()])
        pieces += [before, Piece(text=prompt(found), blank=found[1] or found[2])]
        end = found.end()
    pieces.append(Piece(text=text[end:]))
    return Line(place=place, pieces=tuple(piece for piece in pieces if piece.text))


def _choices(catalogue: Catalogue) -> Iterator[Choice]:
    for entry in catalogue.entries.values():
        if entry.decision in _NOTIFIED and isinstance(
            entry, Certificate | Service | SealUse | Overhead
        ):
            yield Choice(
                id=entry.id,
                title=entry.title,
                fills=(
                    ("事项名称", entry.name),
                    ("目录编号", entry.id),
                    ("结论", entry.decision_label),
                    ("依据", _basis(catalogue, entry)),
                ),
            )


def _basis(catalogue: Catalogue, entry: Entry) -> str:
    """Return the first rule that an entry rests on: its full title, number and clause."""
    first = next(iter(entry.legal_basis), None)
    source = catalogue.sources.get(first.source) if first else None
    if first is None or source is None:
        return ""
    return rule_name(source.title, source.document_number, first.clause)
