"""How the catalogue covers the upstream lists: row by row, and in figures."""

from __future__ import annotations

from dataclasses import dataclass

from generator.derive.coverage import entries_by_row
from generator.model.catalogue import Catalogue
from generator.model.supporting import UpstreamList
from generator.views.comparison import Comparison, comparisons
from generator.views.links import EntryLink, Link, entry_link, source_link


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of an upstream list and the entries that cover it."""

    serial: int
    name: str
    entries: tuple[EntryLink, ...]
    to_base: str
    """How the row relates to the list above: 一致, 改了名称, 本级增加; empty if there is none."""
    base_name: str
    """Its name in the list above, where that differs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One upstream list against the catalogue and against the list above it."""

    id: str
    title: str
    short_title: str
    source: Link
    note: str
    has_base: bool
    rows: tuple[Row, ...]
    expected: int
    renamed: int
    added: int
    not_adopted: tuple[tuple[int, str, str], ...]
    """Rows of the list above that this list did not adopt: serial, name, note."""

    @property
    def covered(self) -> int:
        """How many rows are covered by an entry."""
        return sum(bool(row.entries) for row in self.rows)

    @property
    def sentence(self) -> str:
        """The figures in one sentence."""
        text = f"{self.short_title}{self.covered}/{self.expected}项有着落"
        if self.has_base:
            text += (
                f"；与上级清单比，改名{self.renamed}项，增加{self.added}项，"
                f"没有采用{len(self.not_adopted)}项"
            )
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """上级清单对照: every upstream list."""

    title: str
    compared: tuple[Comparison, ...]
    """Lists side by side."""
    prints: tuple[Link, ...]
    """The finished prints of these comparisons."""
    lists: tuple[Coverage, ...]


def coverage_view(catalogue: Catalogue, prints: tuple[Link, ...], *, title: str) -> CoverageView:
    """Return what the page of the upstream lists shows."""
    compared, lists = comparisons(catalogue), coverage(catalogue)
    return CoverageView(title=title, compared=compared, prints=prints, lists=lists)


def coverage(catalogue: Catalogue) -> tuple[Coverage, ...]:
    """Return the coverage of every upstream list, lists without a base first."""
    lists = catalogue.upstream_lists.values()
    ordered = sorted(lists, key=lambda upstream: (bool(upstream.base), upstream.id))
    return tuple(_of_list(catalogue, upstream) for upstream in ordered)


def _of_list(catalogue: Catalogue, upstream: UpstreamList) -> Coverage:
    taken_up = entries_by_row(catalogue)
    base = catalogue.upstream_lists.get(upstream.base)
    base_names = {row.serial: row.name for row in base.rows} if base else {}
    words = upstream.kind.labels("rows", "relation")
    rows = []
    for row in upstream.rows:
        entries = taken_up.get((upstream.id, row.serial), ())
        base_name = base_names.get(row.base_serial, "") if row.base_serial is not None else ""
        rows.append(
            Row(
                serial=row.serial,
                name=row.name,
                entries=tuple(entry_link(entry) for entry in entries),
                to_base=words.get(row.relation, ""),
                base_name=base_name if base_name != row.name else "",
            )
        )
    relations = [row.relation for row in upstream.rows]
    return Coverage(
        id=upstream.id,
        title=upstream.title,
        short_title=upstream.short_title,
        source=source_link(catalogue, upstream.source),
        note=upstream.note,
        has_base=bool(upstream.base),
        rows=tuple(rows),
        expected=upstream.expected_count,
        renamed=relations.count("renamed"),
        added=relations.count("added"),
        not_adopted=tuple(
            (item.base_serial, base_names.get(item.base_serial, ""), item.note)
            for item in upstream.not_adopted
        ),
    )
