"""Whether a citation holds: what it says must be what the edition says, and still be in force."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.editions.citation import WORKING, cite
from generator.editions.edition import Edition, as_of
from generator.editions.history import tell
from generator.model.catalogue import Catalogue
from generator.model.entries import ENDED, Entry, Status
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
_CITED = re.compile(
    rf"《(?P<title>[^《》]+)》(?:(?P<edition>[0-9a-z-]+)版|(?P<working>{WORKING}))，"
    r"(?P<number>[A-Z]{2}-\d{3,6})?.*?指纹(?P<mark>[0-9a-f]{8})"
)


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
    """What citations are checked against: every edition, and what is being worked on."""

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

    def edition(self, number: str) -> Edition | None:
        """Return the edition with this id."""
        return next((edition for edition in self.editions if edition.id == number), None)


def without_blanks(text: str) -> str:
    """Return the text without blanks: a citation copied out of a PDF is broken anywhere."""
    return "".join(text.split())


def verify(archive: Archive, text: str) -> Verdict:
    """Say whether a citation of an entry holds on the archive's day."""
    given = without_blanks(text)
    found = _CITED.search(given)
    if not found or not found["number"]:
        said = "认不出这句引文。要整句：从《目录名称》到指纹后面八位。"
        return Verdict(State.MISMATCH, (said,))
    if found["working"]:
        return _verify_working(archive, given, found["number"])
    edition = archive.edition(found["edition"])
    if edition is None:
        known = "、".join(one.id for one in archive.editions) or "一版也没有"
        return Verdict(State.MISMATCH, (f"没有{found['edition']}版。发布过的有：{known}。",))
    entry = archive.catalogue_of(edition).entries.get(found["number"])
    if entry is None:
        return Verdict(State.MISMATCH, (f"{edition.id}版里没有{found['number']}。",))
    expected = cite(archive.catalogue_of(edition), entry).line
    if without_blanks(expected) != given:
        return Verdict(
            State.MISMATCH, (difference(without_blanks(expected), given), f"应当是：{expected}")
        )
    return still_holds(archive, edition, (entry.id,))


def _verify_working(archive: Archive, given: str, number: str) -> Verdict:
    entry = archive.working.entries.get(number)
    expected = cite(archive.working, entry).line if entry else ""
    if without_blanks(expected) == given:
        return Verdict(State.FUTURE, ("引的是工作稿，还没有发布成版，不作依据。",))
    return Verdict(State.MISMATCH, ("引的是工作稿，和现在的工作稿不一样；工作稿不作依据。",))


def still_holds(archive: Archive, edition: Edition, numbers: Iterable[str]) -> Verdict:
    """Say whether what an edition says of some entries is in force on the archive's day."""
    since = f"{edition.id}版{edition.in_force_on}起施行"
    if edition.in_force_on > archive.on:
        return Verdict(State.FUTURE, (f"{since}，还没有到。",))
    current = archive.current or edition
    cited, now = archive.catalogue_of(edition).entries, archive.catalogue_of(current).entries
    chosen = tuple(numbers)
    gone = [n for n in chosen if n not in now or now[n].status_on(archive.on) in ENDED]
    if gone and len(gone) == len(chosen):
        return Verdict(State.ENDED, tuple(_ended(now.get(n), n, current) for n in gone))
    changed = {n for n in chosen if n not in now or cited[n].fingerprint != now[n].fingerprint}
    if changed:
        told = tell(edition.state, current.state, archive.kinds, current.type)
        said = tuple(one.sentence for one in told if one.id in changed)
        return Verdict(State.CHANGED, (f"现在施行的是{current.id}版。", *said))
    coming = [n for n in chosen if now[n].status_on(archive.on) is Status.ADOPTED]
    if coming:
        return Verdict(State.FUTURE, tuple(f"{n}{now[n].name}还没有施行。" for n in coming))
    later = "" if current.id == edition.id else f"，到现在的{current.id}版没有改过"
    return Verdict(State.CURRENT, (f"{since}{later}。",))


def _ended(entry: Entry | None, number: str, current: Edition) -> str:
    if entry is None:
        return f"{number}在{current.id}版里没有了。"
    on = f"，{entry.ceased_on}起停止" if entry.ceased_on else ""
    word = entry.kind.labels("status").get(entry.status, "") or "停止"
    return f"{number}{entry.name}：{word}{on}。"


def first_difference(expected: str, given: str) -> int:
    """Return the place from which two texts differ."""
    pairs = enumerate(zip(expected, given, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(expected), len(given)))


def difference(expected: str, given: str) -> str:
    """Say where two texts begin to differ."""
    place = first_difference(expected, given)
    was, now = expected[place : place + 8] or "（没有了）", given[place : place + 8] or "（没有了）"
    return f"第{place + 1}个字起不一样：应当是“{was}”，写的是“{now}”。"
