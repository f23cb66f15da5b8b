"""Where readers find prints: all of them on one page, and each entry's own on its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.model import addresses
from generator.views.finished_prints import BOOKS, COMPARISON, FORMS, LISTS, SLIPS, Finished
from generator.views.links import Link

NAMES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "csv": "CSV", "zip": "ZIP"}
REFERRAL_NOTICE = "转办告知单"
COMPARISONS = "comparisons"
"""What the comparisons of upstream lists are filed under."""
_KILO = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One file of a print, in the words of a link."""

    path: str
    name: str
    about: str
    """Pages where they are known, and size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """One print in all its formats."""

    title: str
    count: int
    """How many entries it holds."""
    imprint: str
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Prints under one heading."""

    id: str
    heading: str
    titles: tuple[Title, ...]


def shelves(finished: Iterable[Finished]) -> tuple[Shelf, ...]:
    """Return all prints by heading, the formats of one list together."""
    found: dict[str, dict[str, list[Finished]]] = {}
    for one in finished:
        stem = one.path.rsplit(".", 1)[0]
        found.setdefault(one.shelf, {}).setdefault(stem, []).append(one)
    return tuple(
        Shelf(
            id=f"shelf-{number}",
            heading=heading,
            titles=tuple(_title(copies) for copies in titles.values()),
        )
        for number, (heading, titles) in enumerate(found.items(), 1)
    )


def prints_of(finished: Iterable[Finished]) -> Mapping[str, tuple[tuple[str, Copy], ...]]:
    """Return for each entry its slip and form, for each list's slug its PDF, and the comparisons."""
    found: defaultdict[str, list[tuple[str, Copy]]] = defaultdict(list)
    for one in finished:
        copy = _copy(one)
        if one.group == SLIPS:
            found[one.ids[0]].append((REFERRAL_NOTICE, copy))
        elif one.group == FORMS and one.ids and one.form == "docx":
            found[one.ids[0]].append(("空白式样", copy))
        elif one.path.startswith(f"{BOOKS}/{COMPARISON}"):
            found[COMPARISONS].append((one.title, copy))
        elif one.group == LISTS and one.form == "pdf":
            slug = one.path.removeprefix(f"{LISTS}/").removesuffix(".pdf")
            found[slug].append((one.title, copy))
    return {key: tuple(copies) for key, copies in found.items()}


def _title(copies: list[Finished]) -> Title:
    first = copies[0]
    since = f"，{first.in_force_on}起施行" if first.in_force_on else ""
    return Title(
        title=first.title,
        count=len(first.ids),
        imprint=f"{first.edition}{since}，{first.verified_on}核对，指纹{first.fingerprint}",
        copies=tuple(_copy(copy) for copy in copies),
    )


def _copy(one: Finished) -> Copy:
    pages = f"{one.pages}页，" if one.pages else ""
    return Copy(path=one.path, name=NAMES[one.form], about=f"{pages}{size(one.bytes)}")


def print_link(name: str, copy: Copy) -> Link:
    """Return the link to a finished print: what it is called, pages and size."""
    about = f"（{copy.about}）" if name == copy.name else f"（{copy.name}，{copy.about}）"
    return Link(title=f"{name}{about}", address=f"{addresses.PRINTS}{copy.path}")


def size(count: int) -> str:
    """Return a number of bytes as people read it, in decimal units."""
    if count < _KILO * _KILO:
        return f"{max(1, round(count / _KILO))} kB"
    return f"{count / _KILO / _KILO:.1f} MB"
