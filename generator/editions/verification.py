"""Verify citations: they must match the edition and still be in force.

A list is valid as long as it has the same unchanged entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.editions.citation import CODE_DIGITS, FORM
from generator.editions.cited import (
    STATE_LABELS,
    CitationState,
    CitedEdition,
    CitedPrint,
    VerificationData,
    Version,
    fold,
    print_key,
)
from generator.editions.edition import Edition, as_of
from generator.editions.endings import ending_of
from generator.editions.format_1 import FORMAT as FORMAT_1
from generator.model.canonical import MARK_LENGTH, fingerprint_of
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry, Status
from generator.schema.kinds import Kinds

NOT_CITED = "认不出这句引文。要整句：从《目录名称》到最后的指纹。"
DRAFT = "引的是工作稿，还没有发布成版，不作依据。"
OTHER_DRAFT = "引的是工作稿，和现在的工作稿不一样；工作稿不作依据。"
DRAFT_CODE = "这是工作稿，还没有发布成版，不作依据。"
NO_PRINT = "没有发布过这样一份打印件。"
_CODE = re.compile(r"\s*https?://\S*[?&]c=([0-9A-Za-z.-]+)")
"""The address of a QR code."""
EMPTY_FINGERPRINT = fingerprint_of(())
"""The fingerprint of forms in the first editions, which contain no entries."""
EMPTY_FINGERPRINT_REMARK = f"早先印的表单，指纹都是{EMPTY_FINGERPRINT}，从指纹看不出表上的字改没改过；要核对字，请核验文件。"


@dataclass(frozen=True, slots=True)
class Verdict:
    """核验结果: the state, and sentences that explain it."""

    state: CitationState
    sentences: tuple[str, ...]
    digits: int = 0
    """The number of compared hex digits; 0 if the fingerprint was not decisive."""

    @property
    def text(self) -> str:
        """The verdict as text, a sentence a line."""
        compared = (f"核对了指纹的{self.digits}位。",) if self.digits else ()
        return "\n".join((STATE_LABELS[self.state], *self.sentences, *compared))


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All editions and the working catalogue."""

    editions: tuple[Edition, ...]
    catalogue_of: Callable[[Edition], Catalogue]
    """Returns the catalogue of an edition with the address of its site."""
    working: Catalogue
    kinds: Kinds
    on: date

    @property
    def current(self) -> Edition | None:
        """The edition in force on the day."""
        return as_of(self.editions, self.on)


def states_of(
    entry: Entry, catalogue: Catalogue, since: date | None = None
) -> tuple[tuple[str, CitationState, str], ...]:
    """Return the states of an entry, each with its first day and a sentence.

    ``since`` is the day of the edition that ended it, if there is one.
    """
    rows: list[tuple[str, CitationState, str]] = []
    for day in (date.min, *sorted(day for day in (entry.in_force_on, entry.ceased_on) if day)):
        state, sentence = _state_on(entry, catalogue, day, since)
        if not rows or rows[-1][1:] != (state, sentence):
            rows.append((day.isoformat(), state, sentence))
    return tuple(rows)


def _state_on(
    entry: Entry, catalogue: Catalogue, day: date, since: date | None
) -> tuple[CitationState, str]:
    if end := ending_of(catalogue, entry, day, since):
        return CitationState.ENDED, "".join(end.sentences)
    if entry.status_on(day) is Status.ADOPTED:
        return CitationState.FUTURE, f"{entry.id}{entry.name}还没有施行。"
    return CitationState.CURRENT, ""


def without_blanks(text: str) -> str:
    """Return a text without whitespace and byte order marks, as copied from a PDF or a file."""
    return "".join(text.replace("\ufeff", "").split())


def verify(data: VerificationData, on: date, text: str) -> Verdict:
    """Verify a citation or the address of a QR code as of a day."""
    folded = fold(text)
    if code := _CODE.match(text):
        return verify_code(data, on, code[1])
    match = re.search(data.cited, folded)
    if not match:
        return Verdict(CitationState.MISMATCH, (NOT_CITED,))
    edition_id, number, first, second = match.groups()
    mark = first or second.replace("-", "")
    if edition_id is None:
        if folded in map(fold, data.drafts):
            return Verdict(CitationState.FUTURE, (DRAFT,))
        return Verdict(CitationState.MISMATCH, (OTHER_DRAFT,))
    edition = data.edition(edition_id)
    if edition is None:
        return Verdict(CitationState.MISMATCH, (_unknown(data, edition_id),))
    digits = MARK_LENGTH if first else min(len(mark), CODE_DIGITS)
    lines = dict(_lines(data, number, edition, mark, digits))
    if not lines:
        missing = f"{edition_id}版里没有{number}。" if number else NO_PRINT
        return Verdict(CitationState.MISMATCH, (missing,))
    for line, subject in lines.items():
        if fold(line) == folded:
            return replace(_verify_subject(data, on, edition, subject), digits=digits)
    expected = next(iter(lines))
    message = difference(fold(expected), folded)
    return Verdict(CitationState.MISMATCH, (message, f"应当是：{expected}"))


def _lines(
    data: VerificationData, number: str | None, edition: CitedEdition, mark: str, digits: int
) -> Iterator[tuple[str, str | CitedPrint]]:
    """Yield the possible citations, each with its entry or print."""
    version = data.version(number, edition) if number else None
    if number and version:
        for line in data.lines(number, version, edition, digits):
            yield line, number
    for print_ in data.prints.get(print_key(edition.id, mark), ()):
        yield print_.cited(digits), print_


def verify_code(data: VerificationData, on: date, code: str) -> Verdict:
    """Verify the code of a QR code: number, edition and fingerprint.

    A print has no number. The second form begins with ``2``.
    """
    parts = code.split(".")
    is_form_2 = len(parts) == 4 and parts[0] == FORM  # noqa: PLR2004 - the form and three parts
    number, edition_id, mark = (*(parts[1:] if is_form_2 else parts), "", "", "")[:3]
    edition = data.edition(edition_id)
    if edition is None:
        message = _unknown(data, edition_id) if edition_id else DRAFT_CODE
        return Verdict(CitationState.MISMATCH, (message,))
    if is_form_2 != (edition.format > FORMAT_1):
        return Verdict(CitationState.MISMATCH, (NO_PRINT,))
    if number:
        version = data.version(number, edition)
        known = data.held(number, edition) or (version.mark if version else "")
        subjects: list[str | CitedPrint] = [number] if version and known == mark else []
    else:
        candidates = data.prints.get(print_key(edition_id, mark), ())
        subjects = [print_ for print_ in candidates if not print_.held or print_.held == mark]
    verdicts = [(subject, _verify_subject(data, on, edition, subject)) for subject in subjects]
    if not verdicts:
        return Verdict(CitationState.MISMATCH, (NO_PRINT,))
    return replace(_merge_verdicts(verdicts), digits=len(mark))


def _merge_verdicts(verdicts: list[tuple[str | CitedPrint, Verdict]]) -> Verdict:
    """Return one verdict for prints that share a fingerprint, with a sentence each if they differ."""
    (_, first), *others = verdicts
    if all(verdict == first for _, verdict in others):
        return first
    sentences = [
        f"如果是“{subject.title}”，{STATE_LABELS[verdict.state]}：{''.join(verdict.sentences)}"
        for subject, verdict in verdicts
        if isinstance(subject, CitedPrint)
    ]
    states = [verdict.state for _, verdict in verdicts]
    state = next(
        (other for other in states if other is not CitationState.CURRENT), CitationState.CURRENT
    )
    return Verdict(state, tuple(sentences))


def _unknown(data: VerificationData, edition_id: str) -> str:
    known = "、".join(edition.id for edition in data.editions) or "一版也没有"
    return f"没有{edition_id}版。发布过的有：{known}。"


def _verify_subject(
    data: VerificationData, on: date, edition: CitedEdition, subject: str | CitedPrint
) -> Verdict:
    if isinstance(subject, str):
        return verify_entries(data, on, edition.id, (subject,))
    return verify_entries(data, on, edition.id, subject.ids, subject)


def verify_entries(
    data: VerificationData,
    on: date,
    edition_id: str,
    numbers: Iterable[str],
    print_: CitedPrint | None = None,
) -> Verdict:
    """Verify entries of an edition, or a print of them, as of a day."""
    edition = data.edition(edition_id)
    assert edition is not None
    since = f"{edition.id}版{edition.in_force_on}起施行"
    current = data.current(on)
    if current is None or edition.in_force_on > on.isoformat():
        return Verdict(CitationState.FUTURE, (f"{since}，还没有到。",))
    ids = tuple(numbers)
    versions = {number: data.version(number, current) for number in ids}
    states = {number: _state(number, version, current, on) for number, version in versions.items()}
    if states and all(state is CitationState.ENDED for state, _ in states.values()):
        return Verdict(CitationState.ENDED, tuple(sentence for _, sentence in states.values()))
    remarks = _remarks(data, edition, current, print_)
    changes = tuple(_changes(data, ids, edition, current, print_))
    if changes:
        return Verdict(CitationState.CHANGED, (f"现在施行的是{current.id}版。", *changes, *remarks))
    future = tuple(sentence for state, sentence in states.values() if state is CitationState.FUTURE)
    if future:
        return Verdict(CitationState.FUTURE, (*future, *remarks))
    later = "" if current.id == edition.id else f"，到现在的{current.id}版没有改过"
    return Verdict(CitationState.CURRENT, (f"{since}{later}。", *remarks))


def _changes(
    data: VerificationData,
    old_ids: tuple[str, ...],
    edition: CitedEdition,
    current: CitedEdition,
    print_: CitedPrint | None,
) -> Iterator[str]:
    """Yield the changes: entries added to and removed from a list, and changes of entries."""
    new_ids = old_ids
    if print_ is not None and print_.id:
        current_print = data.print_in(print_.id, current)
        if current_print is None:
            yield f"{current.id}版没有“{print_.title}”了。"
            return
        new_ids = current_print.ids
        if current_print.says != print_.says:
            yield "这份表单的字改了，请用新的。"
    yield from (f"新增：{_entry_name(data, n, current)}。" for n in new_ids if n not in old_ids)
    yield from (f"移出：{_entry_name(data, n, edition)}。" for n in old_ids if n not in new_ids)
    for number in (*old_ids, *(n for n in new_ids if n not in old_ids)):
        was, now = (data.version(number, edition_) for edition_ in (edition, current))
        if was is not None and _compared(was) != _compared(now):
            yield from data.changes(number, edition, current)


def _remarks(
    data: VerificationData,
    edition: CitedEdition,
    current: CitedEdition,
    print_: CitedPrint | None,
) -> tuple[str, ...]:
    """Return remarks that do not affect the verdict."""
    remarks = []
    if edition.standing != current.standing:
        remarks.append(f"目录的性质由“{edition.standing}”改为“{current.standing}”。")
    current_print = data.print_in(print_.id, current) if print_ and print_.id else None
    if print_ and current_print and current_print.title != print_.title:
        remarks.append(f"“{print_.title}”现在叫“{current_print.title}”。")
    if print_ and not print_.ids and not print_.held and print_.line.endswith(EMPTY_FINGERPRINT):
        remarks.append(EMPTY_FINGERPRINT_REMARK)
    return tuple(remarks)


def _entry_name(data: VerificationData, number: str, edition: CitedEdition) -> str:
    version = data.version(number, edition)
    return f"{number}{version.name}" if version else number


def _compared(version: Version | None) -> str:
    return version.compared_fingerprint if version else ""


def _state(
    number: str, version: Version | None, edition: CitedEdition, on: date
) -> tuple[CitationState, str]:
    """Return the state of an entry on a day, and its sentence."""
    if version is None:
        return CitationState.ENDED, f"{number}在{edition.id}版里没有了。"
    return [row[1:] for row in version.states if row[0] <= on.isoformat()][-1]


def first_difference(expected: str, given: str) -> int:
    """Return the index from which two texts differ."""
    pairs = enumerate(zip(expected, given, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(expected), len(given)))


def difference(expected: str, given: str) -> str:
    """Return a sentence on the first difference of two texts."""
    index = first_difference(expected, given)
    was, now = expected[index : index + 8] or "（没有了）", given[index : index + 8] or "（没有了）"
    return f"第{index + 1}个字起不一样：应当是“{was}”，写的是“{now}”。"
