"""The whole catalogue as one frozen value, with its common queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import msgspec

from generator.model.canonical import MARK_LENGTH
from generator.model.entries import Entry, Status
from generator.model.evidence import EvidenceType
from generator.model.once import once
from generator.model.provisions import Collection, LawProvisions
from generator.model.record import Origin, Record
from generator.model.records import kind_of, make_record
from generator.model.rounds import Consultation, Tally
from generator.model.settings import Settings, Waiver
from generator.model.stamp import Stamp
from generator.model.supporting import (
    Body,
    Community,
    Concept,
    Source,
    Text,
    UpstreamList,
    Vocabulary,
)
from generator.model.values import Fields, freeze
from generator.reading.document import Document
from generator.schema.kinds import Kind, Kinds
from generator.schema.walk import Reference

AnyRecord = TypeVar("AnyRecord", bound=Record)
VOCABULARIES = "vocabularies"
SETTINGS, WAIVERS, COLLECTION = "catalogue.yml", "waivers.yml", "collection.yml"


class Use(NamedTuple):
    """A reference to a record, with the record that makes it."""

    by: Record
    reference: Reference


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All records by folder and number, and the references between them.

    It is made of the documents that conform to their schema. References may be broken: the rules
    check them later.
    """

    kinds: Kinds
    records: Mapping[str, Mapping[str, Record]]
    entries: Mapping[str, Entry]
    """Every entry by number, by kind and then by number."""
    concepts: Mapping[str, Mapping[str, Concept]]
    """Vocabularies by id, each with its concepts by id."""
    uses: Mapping[tuple[str, str], tuple[Use, ...]]
    """All uses of a reference, by its (target, value)."""
    settings: Settings
    """``catalogue.yml``; every text is empty if the file could not be read."""
    settings_fields: Fields
    """The settings by the field names of the schema, as they are frozen and compared."""
    waivers: tuple[Waiver, ...]
    collection: Collection | None = None
    """The collection that the provisions are from; none if there are no provisions."""
    duplicates: tuple[tuple[Record, Record], ...] = ()
    """Records that were left out because of a duplicate number, each with the record that has it."""
    stamp: Stamp | None = None
    """The edition that the catalogue is; none for the working copy."""

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        """Every body by id."""
        return self.of(Body)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every source by id."""
        return self.of(Source)

    @cached_property
    def upstream_lists(self) -> Mapping[str, UpstreamList]:
        """Every upstream list by id."""
        return self.of(UpstreamList)

    @cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """Every vocabulary by id."""
        return self.of(Vocabulary)

    @cached_property
    def communities(self) -> Mapping[str, Community]:
        """Every community by id."""
        return self.of(Community)

    def of(self, class_: type[AnyRecord]) -> Mapping[str, AnyRecord]:
        """Return the records of one class by id."""
        records = self.records.get(self.kind_of(class_).folder, {})
        return {id_: record for id_, record in records.items() if isinstance(record, class_)}

    @cached_property
    def texts(self) -> Mapping[str, Text]:
        """Every law text, by the id of its source."""
        return self.of(Text)

    @cached_property
    def laws(self) -> Mapping[str, LawProvisions]:
        """The laws whose provisions are in the catalogue, by id."""
        return self.of(LawProvisions)

    @cached_property
    def evidence_types_by_name(self) -> Mapping[str, EvidenceType]:
        """Every evidence type by name."""
        return {type_.name: type_ for type_ in self.of(EvidenceType).values()}

    @cached_property
    def tallies(self) -> Mapping[str, Tally]:
        """The reports of communities, by month."""
        return self.of(Tally)

    @cached_property
    def consultations(self) -> Mapping[str, Consultation]:
        """The consultations of departments, by id."""
        return self.of(Consultation)

    @property
    def address(self) -> str:
        """网址: the address of the site, with a slash at the end; empty if it has none yet."""
        return f"{self.settings.address.rstrip('/')}/" if self.settings.address else ""

    @property
    def cited_address(self) -> str:
        """The site's address in citations. An edition keeps the address it was released with."""
        if self.stamp and self.stamp.address is not None:
            return self.stamp.address
        return self.address

    def seal(self, record: Record) -> str:
        """Return the SHA-256 of a record's published fields, from the edition if it is in one."""
        seals = self.stamp.seals if self.stamp else {}
        return seals.get((record.kind.folder, record.id)) or record.seal

    def fingerprint(self, record: Record) -> str:
        """Return the fingerprint (指纹) of a version of a record, eight hex digits, for citations."""
        return self.seal(record)[:MARK_LENGTH]

    def entries_of(self, kind: Kind) -> tuple[Entry, ...]:
        """Return the entries of one kind in the order of their numbers."""
        return tuple(entry for entry in self.entries.values() if entry.kind is kind)

    def kind_of(self, class_: type[Record]) -> Kind:
        """Return the kind whose records are of a class in ``model.records.CLASSES``."""
        return kind_of(class_, self.kinds)

    def naming(self, record: Record, *roots: str) -> tuple[Entry, ...]:
        """Return the entries that name a record, each once, in catalogue order.

        ``roots`` limits it to references below these top-level fields.
        """
        return self.naming_value(record.target, record.id, *roots)

    def naming_value(self, target: str, value: str, *roots: str) -> tuple[Entry, ...]:
        """Return the entries with a reference to ``value``, as ``naming`` does.

        ``target`` is as in ``Reference``.
        """
        numbers = dict.fromkeys(  # uses are noted in catalogue order
            use.by.id
            for use in self.uses.get((target, value), ())
            if not roots or use.reference.pointer[0] in roots
        )
        return tuple(self.entries[number] for number in numbers if number in self.entries)

    def exists(self, reference: Reference) -> bool:
        """Tell whether the record that a reference names exists."""
        return reference.value in self.known(reference.target)

    def known(self, target: str) -> Mapping[str, Record | Concept]:
        """Return all records that a reference with this target may name, by id."""
        if target == "entries":
            return self.entries
        if target.startswith(VOCABULARIES + "/"):
            return self.concepts.get(target.removeprefix(VOCABULARIES + "/"), {})
        return self.records.get(target, {})

    def name_of(self, target: str, value: str) -> str:
        """Return the name of the record that a reference names; the number if there is no such record."""
        record = self.known(target).get(value)
        if record is None:
            return value
        return record.name if isinstance(record, Record) else record.label

    def references(self) -> Iterator[tuple[str, Reference]]:
        """Yield every reference with the path of its file, including those of the settings."""
        for record in self:
            for use in references_of(record):
                yield record.path, use.reference
        for reference in self.settings_references:
            yield SETTINGS, reference

    @property
    def settings_references(self) -> Iterator[Reference]:
        """Every reference in the settings, which are no record."""
        kind = self.kinds.by_key.get(SETTINGS)
        return kind.references(self.settings_fields) if kind else iter(())

    def __iter__(self) -> Iterator[Record]:
        for records in self.records.values():
            yield from records.values()


def published(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue without drafts: what may be published."""
    drafts = {entry.id for entry in catalogue.entries.values() if entry.status is Status.DRAFT}
    if not drafts:
        return catalogue
    return replace(
        catalogue,
        records=MappingProxyType(
            {
                folder: MappingProxyType({n: r for n, r in records.items() if n not in drafts})
                for folder, records in catalogue.records.items()
            }
        ),
        entries=MappingProxyType({n: e for n, e in catalogue.entries.items() if n not in drafts}),
        uses=MappingProxyType(
            {
                key: tuple(use for use in uses if use.by.id not in drafts)
                for key, uses in catalogue.uses.items()
            }
        ),
    )


def at_address(catalogue: Catalogue, address: str) -> Catalogue:
    """Return the catalogue with its site at another address."""
    fields = MappingProxyType({**catalogue.settings_fields, "address": address})
    settings = msgspec.structs.replace(catalogue.settings, address=address)
    return replace(catalogue, settings=settings, settings_fields=fields)


def record_of(kind: Kind, document: Document) -> Record:
    """Return the record of a document that conforms to its schema."""
    data = dict(document.data)
    origin = Origin(
        kind=kind,
        fields=freeze(data),
        path=document.path,
        files=document.files,
        parent_title=document.level,
        parent=freeze(dict(document.base)) if document.base is not None else None,
        changed=document.changed,
        continued=document.continued,
    )
    return make_record(data, origin)


def assemble(
    documents: Iterable[tuple[Kind, Document]],
    kinds: Kinds,
    to_record: Callable[[Kind, Document], Record] = record_of,
) -> Catalogue:
    """Make the catalogue from documents that conform to their schema.

    Of two documents with the same number, the first by path is used. A rule reports the other.
    ``to_record`` is ``record_of``, or a cached version of it.
    """
    records: list[Record] = []
    singles: dict[str, Fields] = {}
    for kind, document in documents:
        if kind.file:
            singles[kind.file] = freeze(dict(document.data))
        else:
            records.append(to_record(kind, document))
    return gather(records, singles, kinds)


def gather(
    all_records: Iterable[Record],
    singles: Mapping[str, Fields],
    kinds: Kinds,
    *,
    stamp: Stamp | None = None,
) -> Catalogue:
    """Make the catalogue from records, and from the fields of the single files by file name."""
    by_folder: dict[str, dict[str, Record]] = {kind.folder: {} for kind in kinds if kind.folder}
    duplicates: list[tuple[Record, Record]] = []
    for record in all_records:
        first = by_folder[record.kind.folder].setdefault(record.id, record)
        if first is not record:
            duplicates.append((record, first))
    records = {
        folder: dict(sorted(folder_records.items(), key=_by_number))
        for folder, folder_records in by_folder.items()
    }
    entries = {
        entry.id: entry
        for kind in kinds.of_entries()
        for entry in records[kind.folder].values()
        if isinstance(entry, Entry)
    }
    settings = singles.get(SETTINGS, MappingProxyType({}))
    return Catalogue(
        kinds=kinds,
        records=MappingProxyType(
            {f: MappingProxyType(folder_records) for f, folder_records in records.items()}
        ),
        entries=MappingProxyType(entries),
        concepts=MappingProxyType(
            {
                name: MappingProxyType({concept.id: concept for concept in record.concepts})
                for name, record in records.get(VOCABULARIES, {}).items()
                if isinstance(record, Vocabulary)
            }
        ),
        uses=_uses(records),
        settings=msgspec.convert(settings, Settings),
        settings_fields=settings,
        waivers=msgspec.convert(
            singles.get(WAIVERS, {"waivers": ()})["waivers"], tuple[Waiver, ...]
        ),
        collection=msgspec.convert(singles.get(COLLECTION), Collection | None),
        duplicates=tuple(duplicates),
        stamp=stamp,
    )


def _by_number(item: tuple[str, Record]) -> tuple[int, str]:
    """Return the sort key by which ZM-999 comes before ZM-1000: length first, then digits."""
    return (len(item[0]) if item[1].kind.is_entry else 0, item[0])


@once
def references_of(record: Record) -> tuple[Use, ...]:
    """Return every reference that a record makes."""
    return tuple(Use(record, reference) for reference in record.kind.references(record.fields))


def _uses(
    records: Mapping[str, Mapping[str, Record]],
) -> Mapping[tuple[str, str], tuple[Use, ...]]:
    uses: defaultdict[tuple[str, str], list[Use]] = defaultdict(list)
    for folder in records.values():
        for record in folder.values():
            for use in references_of(record):
                uses[use.reference.target, use.reference.value].append(use)
    return MappingProxyType({key: tuple(users) for key, users in uses.items()})
