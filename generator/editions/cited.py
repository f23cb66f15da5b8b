"""What citations are checked against, as plain data: by ``catalogue verify`` and in a browser.

``verify/verify.js`` is given the same data and judges in the same way;
``tests/vectors/verification.json`` holds both to the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec

from generator.editions.citation import FORM, MARK, SHOWN, WORKING, grouped, join_citation
from generator.editions.format_1 import FORMAT as FORMAT_1


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
    rf"《[^《》]+》(?:([0-9a-z-]+)版|{WORKING})，([A-Z]{{2}}-[0-9]{{3,6}})?.*?{MARK}"
    rf"(?:([0-9a-f]{{8}})|{FORM}-([0-9a-f]{{4}}(?:-[0-9a-f]{{4}}){{3,7}}))$"
)
"""A folded citation: edition, number, and the fingerprint of the first form or of the second.
Python and JavaScript read it alike."""
_FULL = "，；（）！？："
_FOLDED = {0xFF01 + place: chr(0x21 + place) for place in range(94)}
_FOLDED |= {ord(one): one for one in _FULL} | {ord(_FOLDED[ord(one)]): one for one in _FULL}
FOLDED = {chr(code): written for code, written in _FOLDED.items() if chr(code) != written}
"""How a character is read that is written in a narrow or a wide form."""
_BLANK = re.compile("[\\s\u001c-\u001f\u0085\u200b\ufeff]+")
_END = "。.；，、"


def fold(text: str) -> str:
    """Return a citation without what copying and typing change: blanks, narrow and wide forms.

    What follows the sentence is no part of it, such as a full stop.
    """
    return _BLANK.sub("", text).translate(_FOLDED).rstrip(_END)


class CitedEdition(msgspec.Struct, frozen=True, kw_only=True):
    """An edition: since when it applies, and what its citations begin and go on with."""

    id: str
    in_force_on: str
    head: str
    tail: str
    format: int = FORMAT_1
    addresses: tuple[str, ...] = ("",)
    """Where its site was, as its citations say. Of an edition that does not say: today's address
    or none."""
    standing: str = ""
    """性质: what the catalogue said it was."""
    sha256: str = ""
    """What it was sealed with, to be compared with another copy."""


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it stands from one edition on, until its next version."""

    edition: str
    mark: str
    """The fingerprint; empty where the edition no longer has the entry."""
    sense: str = ""
    """The fingerprint of what it says, evidence and order left aside; the mark if not given."""
    name: str
    change: str
    """What this edition changed in it; empty where nothing that is said."""
    states: tuple[tuple[str, State, str], ...]
    """From which day the entry is current, future or ended, and the sentence that says so."""

    @property
    def said(self) -> str:
        """What must be the same for nothing to have changed."""
        return self.sense or self.mark


class CitedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry: the address of its page, and its versions, the oldest first."""

    slug: str
    versions: tuple[Version, ...]


class CitedPrint(msgspec.Struct, frozen=True, kw_only=True):
    """A list, poster or form that was released: its page, its citation, the entries in it."""

    id: str = ""
    title: str
    page: str
    line: str
    """With the fingerprint for one of the first form, without it from the second on."""
    held: str = ""
    """All of the fingerprint, as a QR code holds it; empty for one of the first form."""
    ids: tuple[str, ...]
    says: str = ""
    """The fingerprint of the wording of a form; empty for what shows entries."""

    def cited(self, digits: int) -> str:
        """Return the citation with so many digits of the fingerprint."""
        return f"{self.line}，{MARK}{grouped(self.held[:digits])}" if self.held else self.line


class VerificationData(msgspec.Struct, frozen=True, kw_only=True):
    """What citations are checked against, by ``catalogue verify`` and on a reader's device."""

    time_zone: str = "Asia/Shanghai"
    words: Mapping[str, str] = {}
    cited: str = CITED
    folded: Mapping[str, str] = msgspec.field(default_factory=lambda: dict(FOLDED))
    editions: tuple[CitedEdition, ...] = ()
    """In the order of their release."""
    entries: Mapping[str, CitedEntry] = {}
    marks: Mapping[str, Mapping[str, str]] = {}
    """Of editions from format 2 on: the fingerprints of their entries, as QR codes hold them."""
    prints: Mapping[str, tuple[CitedPrint, ...]] = {}
    """By edition and fingerprint as it is printed, as in ``2026-1.01234567``: in the first form
    those of the same entries share one."""
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

    def print_in(self, id_: str, edition: CitedEdition) -> CitedPrint | None:
        """Return a print as an edition has it; none where it has no such print."""
        found = (some for key, some in self.prints.items() if key.startswith(f"{edition.id}."))
        return next((one for some in found for one in some if one.id == id_), None)

    def changes(self, number: str, after: CitedEdition, until: CitedEdition) -> list[str]:
        """Return what changed in an entry between two editions, a sentence an edition."""
        order = [one.id for one in self.editions]
        first, last = order.index(after.id), order.index(until.id)
        made = self.entries[number].versions if number in self.entries else ()
        there = [one for one in made if first < order.index(one.edition) <= last]
        return [one.change for one in there if one.change]

    def held(self, number: str, edition: CitedEdition) -> str:
        """Return all of the fingerprint of an entry in an edition; empty for the first form."""
        return self.marks.get(edition.id, {}).get(number, "")

    def lines(
        self, number: str, version: Version, edition: CitedEdition, digits: int
    ) -> tuple[str, ...]:
        """Return the citation of an entry in an edition, for each address its site may have had."""
        held = self.held(number, edition)
        mark = grouped(held[:digits]) if held else version.mark
        page = f"{self.entries[number].slug}/"
        return tuple(
            join_citation(
                edition.head,
                f"{number}{version.name}",
                edition.tail,
                f"{address}{page}" if address else "",
                mark,
            )
            for address in edition.addresses
        )


def key_of(edition: str, held: str) -> str:
    """Return under what a print is found: its edition and the fingerprint as it is printed."""
    return f"{edition}.{held[:SHOWN]}"
