"""Whether a citation holds: what it says must be what the edition says, and still be in force.

``VerificationData`` holds everything the answer depends on, as plain data. ``verify/verify.js``
is given the same data and judges in the same way; ``tests/vectors/verification.json`` holds
both to the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec

from generator.editions.citation import MARK, WORKING, join_citation
from generator.editions.edition import Edition, as_of
from generator.editions.endings import ending_of
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry, Status
from generator.schema.kinds import Kinds


class State(StrEnum):
    """What checking a citation or a print can give."""

    CURRENT = "current"
    CHANGED = "changed"
    ENDED = "ended"
    FUTURE = "future"
    MISMATCH = "mismatch"


WORDS = {
    State.CURRENT: "现行有效",
    State.CHANGED: "已变更",
    State.ENDED: "已废止",
    State.FUTURE: "尚未施行",
    State.MISMATCH: "不符",
}
CITED = (
    rf"《[^《》]+》(?:([0-9a-z-]+)版|{WORKING})，([A-Z]{{2}}-[0-9]{{3,6}})?.*?{MARK}([0-9a-f]{{8}})"
)
"""A citation without blanks: edition, number and fingerprint. Python and JavaScript read it alike."""
NOT_CITED = "认不出这句引文。要整句：从《目录名称》到指纹后面八位。"
DRAFT = "引的是工作稿，还没有发布成版，不作依据。"
OTHER_DRAFT = "引的是工作稿，和现在的工作稿不一样；工作稿不作依据。"
NO_PRINT = "没有发布过这样一份打印件。"


@dataclass(frozen=True, slots=True)
class Verdict:
    """核验结果: the state, and sentences that explain it."""

    state: State
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """The verdict in words, a sentence a line."""
        return "\n".join((WORDS[self.state], *self.sentences))


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


class CitedEdition(msgspec.Struct, frozen=True, kw_only=True):
    """An edition: since when it applies, and what its citations begin and go on with."""

    id: str
    in_force_on: str
    head: str
    tail: str


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it stands from one edition on, until its next version."""

    edition: str
    mark: str
    """The fingerprint; empty where the edition no longer has the entry."""
    name: str
    change: str
    """What this edition changed in it."""
    states: tuple[tuple[str, State, str], ...]
    """From which day the entry is current, future or ended, and the sentence that says so."""


class CitedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry: the address of its page, and its versions, the oldest first."""

    slug: str
    versions: tuple[Version, ...]


class CitedPrint(msgspec.Struct, frozen=True, kw_only=True):
    """A list or poster that was released: its page, its citation, the entries in it."""

    title: str
    page: str
    line: str
    ids: tuple[str, ...]


class VerificationData(msgspec.Struct, frozen=True, kw_only=True):
    """What citations are checked against, by ``catalogue verify`` and on a reader's device."""

    time_zone: str = "Asia/Shanghai"
    address: str = ""
    words: Mapping[str, str] = {}
    cited: str = CITED
    editions: tuple[CitedEdition, ...] = ()
    """In the order of their release."""
    entries: Mapping[str, CitedEntry] = {}
    prints: Mapping[str, tuple[CitedPrint, ...]] = {}
    """By edition and fingerprint, as in ``2026-1.01234567``: those of the same entries share one."""
    drafts: tuple[str, ...] = ()
    """The citations of the working catalogue; none where it says what an edition says."""

    def edition(self, number: str) -> CitedEdition | None:
        """Return the edition with this id."""
        return next((edition for edition in self.editions if edition.id == number), None)

    def current(self, on: date) -> CitedEdition | None:
        """Return the edition in force on a day: the one released last of those that have begun."""
        begun = [one for one in self.editions if one.in_force_on <= on.isoformat()]
        return begun[-1] if begun else None

    def version(self, number: str, edition: CitedEdition) -> Version | None:
        """Return an entry as it stands in an edition; none where it has no such entry."""
        entry = self.entries.get(number)
        order = [one.id for one in self.editions]
        until = order.index(edition.id)
        made = [one for one in entry.versions if order.index(one.edition) <= until] if entry else []
        return made[-1] if made and made[-1].mark else None

    def changes(self, number: str, after: CitedEdition, until: CitedEdition) -> list[str]:
        """Return what changed in an entry between two editions, a sentence an edition."""
        order = [one.id for one in self.editions]
        first, last = order.index(after.id), order.index(until.id)
        made = self.entries[number].versions
        return [one.change for one in made if first < order.index(one.edition) <= last]

    def line(self, number: str, version: Version, edition: CitedEdition) -> str:
        """Return the citation of an entry in an edition."""
        address = f"{self.address}{self.entries[number].slug}/" if self.address else ""
        return join_citation(
            edition.head, f"{number}{version.name}", edition.tail, address, version.mark
        )


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
    """Return the text without blanks: a citation copied out of a PDF is broken anywhere.

    A byte order mark is one too: it comes along with text copied out of a file.
    """
    return "".join(text.replace("\ufeff", "").split())


def verify(data: VerificationData, on: date, text: str) -> Verdict:
    """Say whether a citation of an entry or of a print holds on a day."""
    given = without_blanks(text)
    found = re.search(data.cited, given)
    if not found:
        return Verdict(State.MISMATCH, (NOT_CITED,))
    cited, number, mark = found.groups()
    if cited is None:
        if given in map(without_blanks, data.drafts):
            return Verdict(State.FUTURE, (DRAFT,))
        return Verdict(State.MISMATCH, (OTHER_DRAFT,))
    edition = data.edition(cited)
    if edition is None:
        known = "、".join(one.id for one in data.editions) or "一版也没有"
        return Verdict(State.MISMATCH, (f"没有{cited}版。发布过的有：{known}。",))
    version = data.version(number, edition) if number else None
    lines: dict[str, tuple[str, ...]] = {}
    if version:
        lines[data.line(number, version, edition)] = (number,)
    for printed in data.prints.get(f"{cited}.{mark}", ()):
        lines.setdefault(printed.line, printed.ids)
    if not lines:
        missing = f"{cited}版里没有{number}。" if number else NO_PRINT
        return Verdict(State.MISMATCH, (missing,))
    for line, numbers in lines.items():
        if without_blanks(line) == given:
            return still_holds(data, on, cited, numbers)
    expected = next(iter(lines))
    said = difference(without_blanks(expected), given)
    return Verdict(State.MISMATCH, (said, f"应当是：{expected}"))


def still_holds(data: VerificationData, on: date, cited: str, numbers: Iterable[str]) -> Verdict:
    """Say whether what an edition says of some entries is in force on a day."""
    edition = data.edition(cited)
    assert edition is not None
    since = f"{edition.id}版{edition.in_force_on}起施行"
    current = data.current(on)
    if current is None or edition.in_force_on > on.isoformat():
        return Verdict(State.FUTURE, (f"{since}，还没有到。",))
    now = {number: data.version(number, current) for number in numbers}
    states = {number: _state(number, version, current, on) for number, version in now.items()}
    if states and all(state is State.ENDED for state, _ in states.values()):
        return Verdict(State.ENDED, tuple(sentence for _, sentence in states.values()))
    then = {number: data.version(number, edition) for number in now}
    changed = [number for number in now if _mark(now[number]) != _mark(then[number])]
    if changed:
        told = [sentence for n in changed for sentence in data.changes(n, edition, current)]
        return Verdict(State.CHANGED, (f"现在施行的是{current.id}版。", *told))
    coming = tuple(sentence for state, sentence in states.values() if state is State.FUTURE)
    if coming:
        return Verdict(State.FUTURE, coming)
    later = "" if current.id == edition.id else f"，到现在的{current.id}版没有改过"
    return Verdict(State.CURRENT, (f"{since}{later}。",))


def _mark(version: Version | None) -> str:
    return version.mark if version else ""


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
