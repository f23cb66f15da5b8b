"""上级清单对照: the entries of each row of the upstream lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from generator.model.catalogue import Catalogue
from generator.model.entries import Entry


def entries_by_row(catalogue: Catalogue) -> Mapping[tuple[str, int], tuple[Entry, ...]]:
    """Return the entries by row, which is a list id and a serial number."""
    by_row: defaultdict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in catalogue.entries.values():
        for link in entry.upstream:
            by_row[link.list, link.serial].append(entry)
    return {key: tuple(entries) for key, entries in by_row.items()}
