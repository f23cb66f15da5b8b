"""How the catalogue covers the upstream lists: row by row, and in figures."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.record import Record
from generator.rules.coverage import rows_taken_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of an upstream list and what became of it here."""

    serial: int
    name: str
    entries: tuple[Entry, ...]
    relations: tuple[str, ...]
    """How each entry relates to the row: same, renamed, narrowed, split, not_adopted."""
    to_base: str
    """How the row relates to the list above: 一致, 改了名称, 本级增加; empty if there is none."""
    base_name: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One upstream list against the catalogue and against the list above it."""

    upstream: Record
    rows: tuple[Row, ...]
    expected: int
    renamed: int
    added: int
    not_adopted: tuple[tuple[int, str, str], ...]
    """Rows of the list above that this list left out: serial, name, note."""

    @property
    def covered(self) -> int:
        """How many rows an entry answers for."""
        return sum(bool(row.entries) for row in self.rows)

    @property
    def sentence(self) -> str:
        """The figures in one sentence."""
        title = self.upstream.fields["short_title"]
        text = f"{title}{self.covered}/{self.expected}项有着落"
        if "base" in self.upstream.fields:
            text += (
                f"；与上级清单比，改名{self.renamed}项，增加{self.added}项，"
                f"没有采用{len(self.not_adopted)}项"
            )
        return text


def coverage(catalogue: Catalogue) -> tuple[Coverage, ...]:
    """Return the coverage of every upstream list, lists without a base first."""
    lists = catalogue.records.get("upstream", {})
    ordered = sorted(lists.values(), key=lambda upstream: ("base" in upstream.fields, upstream.id))
    return tuple(_of_list(catalogue, upstream) for upstream in ordered)


def _of_list(catalogue: Catalogue, upstream: Record) -> Coverage:
    taken = rows_taken_up(catalogue)
    base = catalogue.records["upstream"].get(str(upstream.fields.get("base", "")))
    base_names = {row["serial"]: row["name"] for row in base.fields["rows"]} if base else {}
    words = upstream.kind.labels("rows", "relation")
    rows = tuple(
        Row(
            serial=row["serial"],
            name=row["name"],
            entries=tuple(
                catalogue.entries[number] for number in taken.get((upstream.id, row["serial"]), ())
            ),
            relations=tuple(
                link["relation"]
                for number in taken.get((upstream.id, row["serial"]), ())
                for link in catalogue.entries[number].fields["upstream"]
                if (link["list"], link["serial"]) == (upstream.id, row["serial"])
            ),
            to_base=words.get(row.get("relation", ""), ""),
            base_name=base_names.get(row.get("base_serial"), ""),
            note=row.get("note", ""),
        )
        for row in upstream.fields["rows"]
    )
    relations = [row.get("relation") for row in upstream.fields["rows"]]
    return Coverage(
        upstream=upstream,
        rows=rows,
        expected=upstream.fields["expected_count"],
        renamed=relations.count("renamed"),
        added=relations.count("added"),
        not_adopted=tuple(
            (item["base_serial"], base_names.get(item["base_serial"], ""), item.get("note", ""))
            for item in upstream.fields.get("not_adopted", ())
        ),
    )
