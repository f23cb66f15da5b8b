"""上级清单并排对照: an upstream list beside the list above it, and the entries that cover each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.derive.coverage import entries_by_row
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
    """One matter in both lists. The cell of a list that does not have it is none."""

    above: Cell | None
    below: Cell | None
    relation: str
    """How the lower list takes up the row: 一致, 改了名称, 本级增加 or 未采纳."""
    entries: tuple[EntryLink, ...]
    here: str
    """How the catalogue takes up the row, in the same words; 没有着落 where it does not."""
    reason: str
    """The reason that the list gives, or else the one that the entries give."""


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
        """How many rows have each relation, in the order of the rows."""
        words = [row.relation for row in self.rows]
        return tuple((word, words.count(word)) for word in dict.fromkeys(words))

    @property
    def sentence(self) -> str:
        """The figures in one sentence."""
        counts = "，".join(f"{word}{count}项" for word, count in self.totals)
        return f"{self.below}与{self.above}比：{counts}。"


class _Pair(NamedTuple):
    """The rows of both lists that are about one matter, their relation, and its reason."""

    upper: UpstreamRow | None
    lower: UpstreamRow | None
    relation: str
    note: str


def comparisons(catalogue: Catalogue) -> tuple[Comparison, ...]:
    """Return the comparison of each list with the list it is based on."""
    lists = catalogue.upstream_lists
    return tuple(
        _comparison(catalogue, lists[list_.base], list_)
        for list_ in lists.values()
        if list_.base in lists
    )


def _comparison(catalogue: Catalogue, above: UpstreamList, below: UpstreamList) -> Comparison:
    taken_up = entries_by_row(catalogue)
    return Comparison(
        id=f"{above.id}--{below.id}",
        title=f"{above.short_title}、{below.short_title}和本目录对照",
        above=above.short_title,
        below=below.short_title,
        rows=tuple(
            _compared(catalogue, taken_up, above, below, pair) for pair in _pairs(above, below)
        ),
    )


def _pairs(above: UpstreamList, below: UpstreamList) -> Iterator[_Pair]:
    """Yield every row of the upper list with its counterparts, then the rows that the lower list added."""
    words = below.kind.labels("rows", "relation")
    left_out = {omission.base_serial: omission.note for omission in below.not_adopted}
    for row in above.rows:
        matching = [lower for lower in below.rows if lower.base_serial == row.serial]
        for lower in matching:
            yield _Pair(row, lower, words[lower.relation], lower.note)
        if not matching:
            yield _Pair(row, None, NOT_ADOPTED, left_out.get(row.serial, ""))
    for lower in below.rows:
        if lower.base_serial is None:
            yield _Pair(None, lower, words[lower.relation], lower.note)


def _compared(
    catalogue: Catalogue,
    taken_up: Mapping[tuple[str, int], tuple[Entry, ...]],
    above: UpstreamList,
    below: UpstreamList,
    pair: _Pair,
) -> Compared:
    rows = ((above, pair.upper), (below, pair.lower))
    keys = [(list_.id, row.serial) for list_, row in rows if row]
    entries = tuple(dict.fromkeys(entry for key in keys for entry in taken_up.get(key, ())))
    links = [
        link for entry in entries for link in entry.upstream if (link.list, link.serial) in keys
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
    """Return how the entries take up the rows. 一致 is said only where no relation differs."""
    unique = tuple(dict.fromkeys(relations))
    if not unique:
        return NOWHERE
    words = catalogue.kinds.labels("upstream", "relation")
    return "、".join(words[relation] for relation in unique if relation != _SAME) or words[_SAME]
