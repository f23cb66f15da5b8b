"""Names of records in notices: entries with number and title, documents with title and number."""

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
"""Returns the fields of a record by folder and number, if there is one."""


def record_lookup(catalogue: Catalogue) -> Lookup:
    """Return a lookup of the records of a catalogue."""

    def look_up(key: tuple[str, str]) -> Fields | None:
        record = catalogue.records.get(key[0], {}).get(key[1])
        return record.fields if record else None

    return look_up


def quote_title(name: str) -> str:
    """Return a title in 《》 once. A title within it gets the inner marks 〈〉."""
    bare = name[1:-1] if _MARKED.fullmatch(name) else name
    return f"《{bare.replace('《', '〈').replace('》', '〉')}》"


@dataclass(frozen=True, slots=True)
class RecordNames:
    """Names records. Of several lookups the first that has the record is used."""

    kinds: Kinds
    lookups: tuple[Lookup, ...]

    def fields(self, folder: str, number: str) -> Fields | None:
        """Return the fields of a record, if there is one."""
        results = (lookup((folder, number)) for lookup in self.lookups)
        return next((fields for fields in results if fields is not None), None)

    def entry_fields(self, number: str) -> tuple[Kind, Fields] | None:
        """Return kind and fields of an entry of any kind, if there is one."""
        for kind in self.kinds.of_entries():
            if fields := self.fields(kind.folder, number):
                return kind, fields
        return None

    def entry(self, number: str) -> str:
        """Name an entry: SX-085《凡不属于社区履职范围内的台账、报表》."""
        entry = self.entry_fields(number)
        return f"{number}{quote_title(str(entry[1]['name']))}" if entry else number

    def verdict(self, number: str) -> str:
        """Return the label of the verdict of an entry; empty if there is no such entry."""
        entry = self.entry_fields(number)
        return entry[0].decision_words[entry[1]["decision"]] if entry else ""

    def document(self, number: str) -> str:
        """Name a document by its full title and its number: 《…》（国办发〔2020〕1号）."""
        fields = self.fields("sources", number)
        if fields is None:
            return number
        issued_number = fields.get("document_number")
        return (
            f"{quote_title(str(fields['title']))}{f'（{issued_number}）' if issued_number else ''}"
        )

    def name(self, target: str, number: str) -> str:
        """Name the target of a reference."""
        if target == "entries" or any(kind.folder == target for kind in self.kinds.of_entries()):
            return self.entry(number)
        if target == "sources":
            fields = self.fields(target, number)
            return quote_title(str(fields["title"])) if fields else number
        if target.startswith(f"{VOCABULARIES}/"):
            fields = self.fields(VOCABULARIES, target.removeprefix(f"{VOCABULARIES}/")) or {}
            labels = {concept["id"]: concept["label"] for concept in fields.get("concepts", ())}
            return str(labels.get(number, number))
        fields = self.fields(target, number) or {}
        names = (fields.get(key) for key in ("short_name", "short_title", "name", "title"))
        return str(next(filter(None, names), number))
