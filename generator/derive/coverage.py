"""上级清单对照: which entries answer for which rows of the upstream lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from generator.model.catalogue import Catalogue
from generator.model.entries import Entry


def rows_taken_up(catalogue: Catalogue) -> Mapping[tuple[str, int], tuple[Entry, ...]]:
    """For (list, serial) return the entries that answer for that row."""
    found: defaultdict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in catalogue.entries.values():
        for link in entry.upstream:
            found[link.list, link.serial].append(entry)
    return {key: tuple(entries) for key, entries in found.items()}
