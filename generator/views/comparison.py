"""上级清单并排对照: a list beside the list above it, and what the catalogue made of each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.derive.coverage import rows_taken_up
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.supporting import UpstreamList, UpstreamRow
from generator.views.links import EntryLink, entry_link

NOT_ADOPTED, NOWHERE = "未采纳", "没有着落"
_SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One row of a list: its serial and its wording."""

    serial: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One matter as both lists have it; a list that has it not is empty there."""

    above: Cell | None
    below: Cell | None
    relation: str
    """How the lower list takes the row up: 一致, 改了名称, 本级增加, 未采纳."""
    entries: tuple[EntryLink, ...]
    here: str
    """How the catalogue takes it up: the same words, or 没有着落."""
    reason: str
    """Why, as the list says it; where it says nothing, as the entries do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two lists side by side."""

    id: str
    title: str
    above: str
    below: str
    rows: tuple[Compared, ...]

    @property
    def totals(self) -> tuple[tuple[str, int], ...]:
        """How many rows each relation has, in the order they are met."""
        words = [row.relation for row in self.rows]
        return tuple((word, words.count(word)) for word in dict.fromkeys(words))

    @property
    def sentence(self) -> str:
        """The figures in one sentence."""
        told = "，".join(f"{word}{count}项" for word, count in self.totals)
        return f"{self.below}与{self.above}比：{told}。"


class _Pair(NamedTuple):
    """A row of each list that are one matter, how they relate, and why."""

    upper: UpstreamRow | None
    lower: UpstreamRow | None
    relation: str
    note: str


def comparisons(catalogue: Catalogue) -> tuple[Comparison, ...]:
    """Return each list that stands on another beside it."""
    lists = catalogue.upstream_lists
    return tuple(
        _comparison(catalogue, lists[one.base], one) for one in lists.values() if one.base in lists
    )


def _comparison(catalogue: Catalogue, above: UpstreamList, below: UpstreamList) -> Comparison:
    taken = rows_taken_up(catalogue)
    return Comparison(
        id=f"{above.id}--{below.id}",
        title=f"{above.short_title}、{below.short_title}和本目录对照",
        above=above.short_title,
        below=below.short_title,
        rows=tuple(
            _compared(catalogue, taken, above, below, pair) for pair in _pairs(above, below)
        ),
    )


def _pairs(above: UpstreamList, below: UpstreamList) -> Iterator[_Pair]:
    """Yield every row of the upper list with what became of it, then what the lower one added."""
    words = below.kind.labels("rows", "relation")
    left_out = {one.base_serial: one.note for one in below.not_adopted}
    for row in above.rows:
        taken = [one for one in below.rows if one.base_serial == row.serial]
        for one in taken:
            yield _Pair(row, one, words[one.relation], one.note)
        if not taken:
            yield _Pair(row, None, NOT_ADOPTED, left_out.get(row.serial, ""))
    for one in below.rows:
        if one.base_serial is None:
            yield _Pair(None, one, words[one.relation], one.note)


def _compared(
    catalogue: Catalogue,
    taken: Mapping[tuple[str, int], tuple[Entry, ...]],
    above: UpstreamList,
    below: UpstreamList,
    pair: _Pair,
) -> Compared:
    rows = ((above, pair.upper), (below, pair.lower))
    asked = [(one.id, row.serial) for one, row in rows if row]
    entries = tuple(dict.fromkeys(entry for key in asked for entry in taken.get(key, ())))
    links = [
        link for entry in entries for link in entry.upstream if (link.list, link.serial) in asked
    ]
    return Compared(
        above=_cell(pair.upper),
        below=_cell(pair.lower),
        relation=pair.relation,
        entries=tuple(map(entry_link, entries)),
        here=_here(catalogue, (link.relation for link in links)),
        reason=pair.note or "".join(dict.fromkeys(link.note for link in links)),
    )


def _cell(row: UpstreamRow | None) -> Cell | None:
    return Cell(serial=row.serial, name=row.name) if row else None


def _here(catalogue: Catalogue, relations: Iterable[str]) -> str:
    """Say how the entries take the rows up; that they do so unchanged only where nothing differs."""
    found = tuple(dict.fromkeys(relations))
    if not found:
        return NOWHERE
    words = catalogue.kinds.labels("upstream", "relation")
    return "、".join(words[one] for one in found if one != _SAME) or words[_SAME]
