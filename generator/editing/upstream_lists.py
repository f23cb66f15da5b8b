"""A list of another place as an upstream list, and which entries its rows may mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.editing.accounting import Fate
from generator.editing.exporting import as_file
from generator.editing.importing import Found, Importer
from generator.editing.merging import entry_name
from generator.editing.recognising import Known, key_of, words


@dataclass(frozen=True, slots=True)
class About:
    """What an upstream list says of itself."""

    id: str
    title: str
    short_title: str
    source: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, its name, and the entries it may mean."""

    serial: int
    name: str
    meant: tuple[Known, ...]

    @property
    def said(self) -> str:
        """What is told of it."""
        may_be = "，也可能是".join(f"{entry_name(one.entry)}（{one.by}）" for one in self.meant)
        return f"第{self.serial}项 {self.name} → {may_be or '没有对上'}"


def rows_of(found: Sequence[Found], importer: Importer) -> tuple[Row, ...]:
    """Return the rows, each name once, with the list's own numbers where each has one."""
    known = words(importer.catalogue, importer.kind)
    first = {key_of(row.name): row for row in reversed(found)}
    kept = [row for row in found if first[key_of(row.name)] is row]
    own = [row.serial for row in kept]
    numbered = all(map(str.isdecimal, own)) and len(set(map(int, own))) == len(own)
    return tuple(
        Row(int(row.serial) if numbered else place, row.name, known.meant(row.name))
        for place, row in enumerate(kept, 1)
    )


def settle(found: Sequence[Found], about: About) -> None:
    """Note in the cells what became of them: an upstream list has numbers and names only."""
    for row in found:
        for cell in row.cells:
            if cell.to in {"name", "序号"}:
                cell.to = f"{about.id} {cell.to}"
            else:
                cell.went(Fate.UNREAD, "上级清单只写序号和名称")


def file_of(about: About, rows: Sequence[Row], importer: Importer) -> tuple[str, str]:
    """Return the path of an upstream list in the catalogue, and its text."""
    kind = importer.kinds.by_key["upstream"]
    fields = {
        "id": about.id,
        "title": about.title,
        "short_title": about.short_title,
        "source": about.source,
        "expected_count": len(rows),
        "rows": [{"serial": row.serial, "name": row.name} for row in rows],
    }
    return f"{kind.folder}/{about.id}.yml", as_file(fields, kind, importer.kinds)


def coverage(rows: Sequence[Row]) -> Iterator[str]:
    """Say how many rows mean an entry, and which."""
    met = [row for row in rows if row.meant]
    yield f"一共{len(rows)}项，对上{len(met)}项，没有对上{len(rows) - len(met)}项："
    for row in rows:
        yield f"  {row.said}"
