"""Convert an imported list to an upstream list, with the matching entries of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.editing.accounting import Fate
from generator.editing.exporting import entry_file
from generator.editing.importing import ImportedRow, Importer
from generator.editing.merging import entry_name
from generator.editing.recognising import EntryMatch, entry_names
from generator.rules.name_conflict import entry_name_key


@dataclass(frozen=True, slots=True)
class UpstreamMetadata:
    """The metadata of an upstream list."""

    id: str
    title: str
    short_title: str
    source: str


@dataclass(frozen=True, slots=True)
class UpstreamRow:
    """One row: its number, its name, and its matching entries."""

    serial: int
    name: str
    matches: tuple[EntryMatch, ...]

    @property
    def description(self) -> str:
        """A line on the row and its matches."""
        candidates = "，也可能是".join(
            f"{entry_name(match.entry)}（{match.matched_by}）" for match in self.matches
        )
        return f"第{self.serial}项 {self.name} → {candidates or '没有对上'}"


def rows_of(imported: Sequence[ImportedRow], importer: Importer) -> tuple[UpstreamRow, ...]:
    """Return the rows with distinct names, with the numbers of the list if they are complete."""
    names = entry_names(importer.catalogue, importer.kind)
    by_name = {entry_name_key(row.name): row for row in reversed(imported)}
    unique = [row for row in imported if by_name[entry_name_key(row.name)] is row]
    serials = [row.serial for row in unique]
    numbered = all(map(str.isdecimal, serials)) and len(set(map(int, serials))) == len(serials)
    return tuple(
        UpstreamRow(int(row.serial) if numbered else number, row.name, names.find(row.name))
        for number, row in enumerate(unique, 1)
    )


def record_upstream_outcomes(imported: Sequence[ImportedRow], metadata: UpstreamMetadata) -> None:
    """Record the use of the cells. An upstream list has only numbers and names."""
    for row in imported:
        for cell in row.cells:
            if cell.destination in {"name", "序号"}:
                cell.destination = f"{metadata.id} {cell.destination}"
            else:
                cell.mark(Fate.UNREAD, "上级清单只写序号和名称")


def file_of(
    metadata: UpstreamMetadata, rows: Sequence[UpstreamRow], importer: Importer
) -> tuple[str, str]:
    """Return path and text of an upstream list."""
    kind = importer.kinds.by_key["upstream"]
    fields = {
        "id": metadata.id,
        "title": metadata.title,
        "short_title": metadata.short_title,
        "source": metadata.source,
        "expected_count": len(rows),
        "rows": [{"serial": row.serial, "name": row.name} for row in rows],
    }
    return f"{kind.folder}/{metadata.id}.yml", entry_file(fields, kind, importer.kinds)


def coverage(rows: Sequence[UpstreamRow]) -> Iterator[str]:
    """Yield lines on the rows and their matches."""
    matched = [row for row in rows if row.matches]
    yield f"一共{len(rows)}项，对上{len(matched)}项，没有对上{len(rows) - len(matched)}项："
    for row in rows:
        yield f"  {row.description}"
