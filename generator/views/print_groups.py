"""Links to prints: all of them on one page, and those of an entry on its page."""

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
"""The key of the comparisons of upstream lists in ``prints_of``."""
_KILO = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One file of a print: its path, and the text of its link."""

    path: str
    name: str
    about: str
    """The number of pages, if it is known, and the size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """One print in all its formats."""

    title: str
    count: int
    """How many entries it contains."""
    imprint: str
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Prints under one heading."""

    id: str
    heading: str
    titles: tuple[Title, ...]


def shelves(finished: Iterable[Finished]) -> tuple[Shelf, ...]:
    """Return all prints by heading, with the formats of one print together."""
    by_heading: dict[str, dict[str, list[Finished]]] = {}
    for print_ in finished:
        stem = print_.path.rsplit(".", 1)[0]
        by_heading.setdefault(print_.shelf, {}).setdefault(stem, []).append(print_)
    return tuple(
        Shelf(
            id=f"shelf-{number}",
            heading=heading,
            titles=tuple(_title(copies) for copies in titles.values()),
        )
        for number, (heading, titles) in enumerate(by_heading.items(), 1)
    )


def prints_of(finished: Iterable[Finished]) -> Mapping[str, tuple[tuple[str, Copy], ...]]:
    """Return the prints by subject: notices and forms by entry number, PDFs of lists by slug."""
    by_subject: defaultdict[str, list[tuple[str, Copy]]] = defaultdict(list)
    for print_ in finished:
        copy = _copy(print_)
        if print_.group == SLIPS:
            by_subject[print_.ids[0]].append((REFERRAL_NOTICE, copy))
        elif print_.group == FORMS and print_.ids and print_.form == "docx":
            by_subject[print_.ids[0]].append(("空白式样", copy))
        elif print_.path.startswith(f"{BOOKS}/{COMPARISON}"):
            by_subject[COMPARISONS].append((print_.title, copy))
        elif print_.group == LISTS and print_.form == "pdf":
            slug = print_.path.removeprefix(f"{LISTS}/").removesuffix(".pdf")
            by_subject[slug].append((print_.title, copy))
    return {key: tuple(copies) for key, copies in by_subject.items()}


def _title(copies: list[Finished]) -> Title:
    first = copies[0]
    since = f"，{first.in_force_on}起施行" if first.in_force_on else ""
    return Title(
        title=first.title,
        count=len(first.ids),
        imprint=f"{first.edition}{since}，{first.verified_on}核对，指纹{first.fingerprint}",
        copies=tuple(_copy(copy) for copy in copies),
    )


def _copy(print_: Finished) -> Copy:
    pages = f"{print_.pages}页，" if print_.pages else ""
    return Copy(path=print_.path, name=NAMES[print_.form], about=f"{pages}{size(print_.bytes)}")


def print_link(name: str, copy: Copy) -> Link:
    """Return the link to a finished print, with its name, pages and size."""
    about = f"（{copy.about}）" if name == copy.name else f"（{copy.name}，{copy.about}）"
    return Link(title=f"{name}{about}", address=f"{addresses.PRINTS}{copy.path}")


def size(count: int) -> str:
    """Return a number of bytes as text, in decimal units."""
    if count < _KILO * _KILO:
        return f"{max(1, round(count / _KILO))} kB"
    return f"{count / _KILO / _KILO:.1f} MB"
