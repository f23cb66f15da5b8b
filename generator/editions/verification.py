"""Whether a citation holds: what it says must be what the edition says, and still be in force.

A list is a set: it holds as long as the same entries belong in it, and say the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.editions.citation import FORM, HELD
from generator.editions.cited import (
    WORDS,
    CitedEdition,
    CitedPrint,
    State,
    VerificationData,
    Version,
    fold,
    key_of,
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
"""The address in a QR code."""
NOTHING = fingerprint_of(())
"""What forms of the first editions print as their fingerprint: that of no entries at all."""
SAYS_NOTHING = (
    f"早先印的表单，指纹都是{NOTHING}，从指纹看不出表上的字改没改过；要核对字，请核验文件。"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """核验结果: the state, and sentences that explain it."""

    state: State
    sentences: tuple[str, ...]
    digits: int = 0
    """How many hex digits of a fingerprint were compared; 0 where it was not what decided."""

    @property
    def text(self) -> str:
        """The verdict in words, a sentence a line."""
        compared = (f"核对了指纹的{self.digits}位。",) if self.digits else ()
        return "\n".join((WORDS[self.state], *self.sentences, *compared))


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Every edition, and what is being worked on: what is released and compared."""

    editions: tuple[Edition, ...]
    catalogue_of: Callable[[Edition], Catalogue]
    """Makes the catalogue of an edition, its site at the address it has."""
    working: Catalogue
    kinds: Kinds
    on: date

    @property
    def current(self) -> Edition | None:
        """The edition in force on the day."""
        return as_of(self.editions, self.on)


def states_of(
    entry: Entry, catalogue: Catalogue, since: date | None = None
) -> tuple[tuple[str, State, str], ...]:
    """Return from which day an entry is current, future or ended, and the sentence that says so.

    ``since`` is the day of the edition that ended it, if one has.
    """
    rows: list[tuple[str, State, str]] = []
    for day in (date.min, *sorted(day for day in (entry.in_force_on, entry.ceased_on) if day)):
        state, sentence = _state_on(entry, catalogue, day, since)
        if not rows or rows[-1][1:] != (state, sentence):
            rows.append((day.isoformat(), state, sentence))
    return tuple(rows)


def _state_on(
    entry: Entry, catalogue: Catalogue, day: date, since: date | None
) -> tuple[State, str]:
    if ended := ending_of(catalogue, entry, day, since):
        return State.ENDED, "".join(ended.sentences)
    if entry.status_on(day) is Status.ADOPTED:
        return State.FUTURE, f"{entry.id}{entry.name}还没有施行。"
    return State.CURRENT, ""


def without_blanks(text: str) -> str:
    """Return the text without blanks: what is copied out of a PDF is broken anywhere.

    A byte order mark is one too: it comes along with text copied out of a file.
    """
    return "".join(text.replace("\ufeff", "").split())


def verify(data: VerificationData, on: date, text: str) -> Verdict:
    """Say whether a citation or what a QR code says holds on a day."""
    given = fold(text)
    if asked := _CODE.match(text):
        return verify_code(data, on, asked[1])
    found = re.search(data.cited, given)
    if not found:
        return Verdict(State.MISMATCH, (NOT_CITED,))
    cited, number, first, second = found.groups()
    mark = first or second.replace("-", "")
    if cited is None:
        if given in map(fold, data.drafts):
            return Verdict(State.FUTURE, (DRAFT,))
        return Verdict(State.MISMATCH, (OTHER_DRAFT,))
    edition = data.edition(cited)
    if edition is None:
        return Verdict(State.MISMATCH, (_unknown(data, cited),))
    digits = MARK_LENGTH if first else min(len(mark), HELD)
    lines = dict(_lines(data, number, edition, mark, digits))
    if not lines:
        missing = f"{cited}版里没有{number}。" if number else NO_PRINT
        return Verdict(State.MISMATCH, (missing,))
    for line, about in lines.items():
        if fold(line) == given:
            return replace(_holds(data, on, edition, about), digits=digits)
    expected = next(iter(lines))
    said = difference(fold(expected), given)
    return Verdict(State.MISMATCH, (said, f"应当是：{expected}"))


def _lines(
    data: VerificationData, number: str | None, edition: CitedEdition, mark: str, digits: int
) -> Iterator[tuple[str, str | CitedPrint]]:
    """Yield each citation the text may be, with the entry or the print it cites."""
    version = data.version(number, edition) if number else None
    if number and version:
        for line in data.lines(number, version, edition, digits):
            yield line, number
    for printed in data.prints.get(key_of(edition.id, mark), ()):
        yield printed.cited(digits), printed


def verify_code(data: VerificationData, on: date, asked: str) -> Verdict:
    """Say whether what a QR code holds is in force: number, edition and fingerprint.

    The number is missing for what is cited as a print. From the second form on ``2`` stands first.
    """
    parts = asked.split(".")
    second = len(parts) == 4 and parts[0] == FORM  # noqa: PLR2004 - the form and three parts
    number, cited, mark = (*(parts[1:] if second else parts), "", "", "")[:3]
    edition = data.edition(cited)
    if edition is None:
        said = _unknown(data, cited) if cited else DRAFT_CODE
        return Verdict(State.MISMATCH, (said,))
    if second != (edition.format > FORMAT_1):
        return Verdict(State.MISMATCH, (NO_PRINT,))
    if number:
        version = data.version(number, edition)
        known = data.held(number, edition) or (version.mark if version else "")
        found: list[str | CitedPrint] = [number] if version and known == mark else []
    else:
        some = data.prints.get(key_of(cited, mark), ())
        found = [one for one in some if not one.held or one.held == mark]
    verdicts = [(about, _holds(data, on, edition, about)) for about in found]
    if not verdicts:
        return Verdict(State.MISMATCH, (NO_PRINT,))
    return replace(_together(verdicts), digits=len(mark))


def _together(verdicts: list[tuple[str | CitedPrint, Verdict]]) -> Verdict:
    """Return one verdict for all prints that share a fingerprint, told apart where they differ."""
    (_, first), *others = verdicts
    if all(verdict == first for _, verdict in others):
        return first
    told = [
        f"如果是“{about.title}”，{WORDS[verdict.state]}：{''.join(verdict.sentences)}"
        for about, verdict in verdicts
        if isinstance(about, CitedPrint)
    ]
    states = [verdict.state for _, verdict in verdicts]
    state = next((one for one in states if one is not State.CURRENT), State.CURRENT)
    return Verdict(state, tuple(told))


def _unknown(data: VerificationData, cited: str) -> str:
    known = "、".join(one.id for one in data.editions) or "一版也没有"
    return f"没有{cited}版。发布过的有：{known}。"


def _holds(
    data: VerificationData, on: date, edition: CitedEdition, about: str | CitedPrint
) -> Verdict:
    if isinstance(about, str):
        return still_holds(data, on, edition.id, (about,))
    return still_holds(data, on, edition.id, about.ids, about)


def still_holds(
    data: VerificationData,
    on: date,
    cited: str,
    numbers: Iterable[str],
    printed: CitedPrint | None = None,
) -> Verdict:
    """Say whether what an edition says of some entries, or in a print of them, holds on a day."""
    edition = data.edition(cited)
    assert edition is not None
    since = f"{edition.id}版{edition.in_force_on}起施行"
    current = data.current(on)
    if current is None or edition.in_force_on > on.isoformat():
        return Verdict(State.FUTURE, (f"{since}，还没有到。",))
    there = tuple(numbers)
    now = {number: data.version(number, current) for number in there}
    states = {number: _state(number, version, current, on) for number, version in now.items()}
    if states and all(state is State.ENDED for state, _ in states.values()):
        return Verdict(State.ENDED, tuple(sentence for _, sentence in states.values()))
    more = _more(data, edition, current, printed)
    told = tuple(_told(data, there, edition, current, printed))
    if told:
        return Verdict(State.CHANGED, (f"现在施行的是{current.id}版。", *told, *more))
    coming = tuple(sentence for state, sentence in states.values() if state is State.FUTURE)
    if coming:
        return Verdict(State.FUTURE, (*coming, *more))
    later = "" if current.id == edition.id else f"，到现在的{current.id}版没有改过"
    return Verdict(State.CURRENT, (f"{since}{later}。", *more))


def _told(
    data: VerificationData,
    there: tuple[str, ...],
    edition: CitedEdition,
    current: CitedEdition,
    printed: CitedPrint | None,
) -> Iterator[str]:
    """Tell what is otherwise now: what came into a list and left it, what its entries say."""
    here = there
    if printed is not None and printed.id:
        now = data.print_in(printed.id, current)
        if now is None:
            yield f"{current.id}版没有“{printed.title}”了。"
            return
        here = now.ids
        if now.says != printed.says:
            yield "这份表单的字改了，请用新的。"
    yield from (f"新增：{_called(data, n, current)}。" for n in here if n not in there)
    yield from (f"移出：{_called(data, n, edition)}。" for n in there if n not in here)
    for number in (*there, *(n for n in here if n not in there)):
        was, is_ = (data.version(number, one) for one in (edition, current))
        if was is not None and _said(was) != _said(is_):
            yield from data.changes(number, edition, current)


def _more(
    data: VerificationData,
    edition: CitedEdition,
    current: CitedEdition,
    printed: CitedPrint | None,
) -> tuple[str, ...]:
    """Return what is to be known beside it, though it makes nothing of it wrong."""
    told = []
    if edition.standing != current.standing:
        told.append(f"目录的性质由“{edition.standing}”改为“{current.standing}”。")
    now = data.print_in(printed.id, current) if printed and printed.id else None
    if printed and now and now.title != printed.title:
        told.append(f"“{printed.title}”现在叫“{now.title}”。")
    if printed and not printed.ids and not printed.held and printed.line.endswith(NOTHING):
        told.append(SAYS_NOTHING)
    return tuple(told)


def _called(data: VerificationData, number: str, edition: CitedEdition) -> str:
    version = data.version(number, edition)
    return f"{number}{version.name}" if version else number


def _said(version: Version | None) -> str:
    return version.said if version else ""


def _state(
    number: str, version: Version | None, edition: CitedEdition, on: date
) -> tuple[State, str]:
    """Return what an entry is on a day, and the sentence that says so."""
    if version is None:
        return State.ENDED, f"{number}在{edition.id}版里没有了。"
    return [row[1:] for row in version.states if row[0] <= on.isoformat()][-1]


def first_difference(expected: str, given: str) -> int:
    """Return the place from which two texts differ."""
    pairs = enumerate(zip(expected, given, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(expected), len(given)))


def difference(expected: str, given: str) -> str:
    """Say where two texts begin to differ."""
    place = first_difference(expected, given)
    was, now = expected[place : place + 8] or "（没有了）", given[place : place + 8] or "（没有了）"
    return f"第{place + 1}个字起不一样：应当是“{was}”，写的是“{now}”。"
