"""The data for verifying citations, for ``catalogue verify`` and for the browser.

``verify/verify.js`` uses the same data and the same algorithm.
``tests/vectors/verification.json`` tests both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec

from generator.editions.citation import (
    FORM,
    LINE_DIGITS,
    MARK,
    WORKING,
    format_fingerprint,
    join_citation,
)
from generator.editions.format_1 import FORMAT as FORMAT_1


class CitationState(StrEnum):
    """The result of verifying a citation or a print."""

    CURRENT = "current"
    CHANGED = "changed"
    ENDED = "ended"
    FUTURE = "future"
    MISMATCH = "mismatch"


STATE_LABELS = {
    CitationState.CURRENT: "现行有效",
    CitationState.CHANGED: "已变更",
    CitationState.ENDED: "已废止",
    CitationState.FUTURE: "尚未施行",
    CitationState.MISMATCH: "不符",
}
CITED = (
    rf"《[^《》]+》(?:([0-9a-z-]+)版|{WORKING})，([A-Z]{{2}}-[0-9]{{3,6}})?.*?{MARK}"
    rf"(?:([0-9a-f]{{8}})|{FORM}-([0-9a-f]{{4}}(?:-[0-9a-f]{{4}}){{3,7}}))$"
)
"""The pattern of a folded citation, for Python and JavaScript: edition, number, and the fingerprint
of the first or of the second form."""
_WIDE_MARKS = "，；（）！？："
_FOLDED = {0xFF01 + place: chr(0x21 + place) for place in range(94)}
for _mark in _WIDE_MARKS:
    _FOLDED |= {ord(_FOLDED[ord(_mark)]): _mark, ord(_mark): _mark}
FOLDED = {chr(code): written for code, written in _FOLDED.items() if chr(code) != written}
"""The replacement of each full-width or half-width character."""
_BLANK = re.compile("[\\s\u001c-\u001f\u0085\u200b\ufeff]+")
_END = "。.；，、"


def fold(text: str) -> str:
    """Return a citation for comparison, without spaces and differences of width.

    Punctuation at its end, such as a full stop, is removed.
    """
    return _BLANK.sub("", text).translate(_FOLDED).rstrip(_END)


class CitedEdition(msgspec.Struct, frozen=True, kw_only=True):
    """An edition: its day in force, and the fixed parts of its citations."""

    id: str
    in_force_on: str
    head: str
    tail: str
    format: int = FORMAT_1
    addresses: tuple[str, ...] = ("",)
    """The address of its site in its citations. If the edition does not have it: the current address,
    or none."""
    standing: str = ""
    """性质: the standing of the catalogue."""
    sha256: str = ""
    """Its digest, for comparison with another copy."""


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """An entry from one edition until its next version."""

    edition: str
    mark: str
    """The fingerprint; empty if the edition no longer has the entry."""
    sense: str = ""
    """The fingerprint without evidence and order; the same as the mark if empty."""
    name: str
    change: str
    """The sentence on its change in this edition; empty without a change."""
    states: tuple[tuple[str, CitationState, str], ...]
    """The state from each day on, with its sentence."""

    @property
    def compared_fingerprint(self) -> str:
        """The fingerprint that is compared between versions."""
        return self.sense or self.mark


class CitedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry: the address of its page, and its versions, the oldest first."""

    slug: str
    versions: tuple[Version, ...]


class CitedPrint(msgspec.Struct, frozen=True, kw_only=True):
    """A released list, poster or form: its page, its citation and its entries."""

    id: str = ""
    title: str
    page: str
    line: str
    """With the fingerprint in the first form, without it in the second."""
    held: str = ""
    """The fingerprint of the QR code; empty in the first form."""
    ids: tuple[str, ...]
    says: str = ""
    """The fingerprint of the wording of a form; empty for prints of entries."""

    def cited(self, digits: int) -> str:
        """Return the citation with this number of hex digits."""
        mark = format_fingerprint(self.held[:digits])
        return f"{self.line}，{MARK}{mark}" if self.held else self.line


class VerificationData(msgspec.Struct, frozen=True, kw_only=True):
    """The data for verifying citations. Its fields are keys of the JSON for the browser."""

    time_zone: str = "Asia/Shanghai"
    words: Mapping[str, str] = {}
    cited: str = CITED
    folded: Mapping[str, str] = msgspec.field(default_factory=lambda: dict(FOLDED))
    editions: tuple[CitedEdition, ...] = ()
    """In the order of their release."""
    entries: Mapping[str, CitedEntry] = {}
    marks: Mapping[str, Mapping[str, str]] = {}
    """For editions from format 2 on: the fingerprints of their entries in QR codes."""
    prints: Mapping[str, tuple[CitedPrint, ...]] = {}
    """By edition and printed fingerprint, as in ``2026-1.01234567``. In the first form prints of the
    same entries share one."""
    drafts: tuple[str, ...] = ()
    """The citations of the working catalogue; none if it equals an edition."""

    def edition(self, number: str) -> CitedEdition | None:
        """Return the edition with this id."""
        return next((edition for edition in self.editions if edition.id == number), None)

    def current(self, on: date) -> CitedEdition | None:
        """Return the edition in force on a day: the last released one of those that started."""
        started = [edition for edition in self.editions if edition.in_force_on <= on.isoformat()]
        return started[-1] if started else None

    def version(self, number: str, edition: CitedEdition) -> Version | None:
        """Return the version of an entry in an edition, if it has one."""
        entry = self.entries.get(number)
        order = [edition.id for edition in self.editions]
        last = order.index(edition.id)
        all_versions = entry.versions if entry else ()
        versions = [version for version in all_versions if order.index(version.edition) <= last]
        return versions[-1] if versions and versions[-1].mark else None

    def print_in(self, id_: str, edition: CitedEdition) -> CitedPrint | None:
        """Return a print of an edition, if it has one."""
        groups = (group for key, group in self.prints.items() if key.startswith(f"{edition.id}."))
        return next((print_ for group in groups for print_ in group if print_.id == id_), None)

    def changes(self, number: str, after: CitedEdition, until: CitedEdition) -> list[str]:
        """Return the changes of an entry between two editions, a sentence an edition."""
        order = [edition.id for edition in self.editions]
        first, last = order.index(after.id), order.index(until.id)
        versions = self.entries[number].versions if number in self.entries else ()
        later = [version for version in versions if first < order.index(version.edition) <= last]
        return [version.change for version in later if version.change]

    def held(self, number: str, edition: CitedEdition) -> str:
        """Return the fingerprint of an entry in QR codes of an edition; empty for the first form."""
        return self.marks.get(edition.id, {}).get(number, "")

    def lines(
        self, number: str, version: Version, edition: CitedEdition, digits: int
    ) -> tuple[str, ...]:
        """Return the citations of an entry in an edition, one for each possible address of its site."""
        full = self.held(number, edition)
        mark = format_fingerprint(full[:digits]) if full else version.mark
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


def print_key(edition: str, fingerprint: str) -> str:
    """Return the key of a print: its edition and its printed fingerprint."""
    return f"{edition}.{fingerprint[:LINE_DIGITS]}"
