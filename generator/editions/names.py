"""What records are called in a notice: entries by number and title, documents by title and number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from generator.model.catalogue import VOCABULARIES, Catalogue
from generator.model.values import Fields
from generator.schema.kinds import Kind, Kinds

_MARKED = re.compile("《[^《》]+》")
Lookup: TypeAlias = Callable[[tuple[str, str]], Fields | None]
"""Gives the fields of a record by folder and number; none where there is no such record."""


def fields_in(catalogue: Catalogue) -> Lookup:
    """Return the lookup of a catalogue's records."""

    def found(key: tuple[str, str]) -> Fields | None:
        record = catalogue.records.get(key[0], {}).get(key[1])
        return record.fields if record else None

    return found


def titled(name: str) -> str:
    """Put a title between its marks, once; a title within it gets the inner ones."""
    bare = name[1:-1] if _MARKED.fullmatch(name) else name
    return f"《{bare.replace('《', '〈').replace('》', '〉')}》"


@dataclass(frozen=True, slots=True)
class Names:
    """Names records. Of several lookups the first that knows one says what it is called."""

    kinds: Kinds
    lookups: tuple[Lookup, ...]

    def fields(self, folder: str, number: str) -> Fields | None:
        """Return the fields of a record, or none."""
        found = (lookup((folder, number)) for lookup in self.lookups)
        return next((fields for fields in found if fields is not None), None)

    def entry_fields(self, number: str) -> tuple[Kind, Fields] | None:
        """Return kind and fields of an entry, whatever kind it is of; or none."""
        for kind in self.kinds.of_entries():
            if fields := self.fields(kind.folder, number):
                return kind, fields
        return None

    def entry(self, number: str) -> str:
        """Name an entry: SX-085《凡不属于社区履职范围内的台账、报表》."""
        found = self.entry_fields(number)
        return f"{number}{titled(str(found[1]['name']))}" if found else number

    def verdict(self, number: str) -> str:
        """Return the verdict of an entry in words; empty where there is no such entry."""
        found = self.entry_fields(number)
        return found[0].decision_words[found[1]["decision"]] if found else ""

    def document(self, number: str) -> str:
        """Name a document by its whole title and its number: 《…》（国办发〔2020〕1号）."""
        fields = self.fields("sources", number)
        if fields is None:
            return number
        of_issuer = fields.get("document_number")
        return f"{titled(str(fields['title']))}{f'（{of_issuer}）' if of_issuer else ''}"

    def named(self, target: str, number: str) -> str:
        """Name what a reference with this target leads to."""
        if target == "entries" or any(kind.folder == target for kind in self.kinds.of_entries()):
            return self.entry(number)
        if target == "sources":
            fields = self.fields(target, number)
            return titled(str(fields["title"])) if fields else number
        if target.startswith(f"{VOCABULARIES}/"):
            fields = self.fields(VOCABULARIES, target.removeprefix(f"{VOCABULARIES}/")) or {}
            labels = {concept["id"]: concept["label"] for concept in fields.get("concepts", ())}
            return str(labels.get(number, number))
        fields = self.fields(target, number) or {}
        names = (fields.get(key) for key in ("short_name", "short_title", "name", "title"))
        return str(next(filter(None, names), number))
