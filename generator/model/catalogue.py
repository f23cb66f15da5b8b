"""The whole catalogue as one frozen value, with the questions everyone asks of it."""

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
    """One record naming another: which record, and where in it."""

    by: Record
    reference: Reference


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All records by folder and number, and who names whom.

    It is made of whatever documents passed their schema, so references may lead nowhere
    until the rules have been asked.
    """

    kinds: Kinds
    records: Mapping[str, Mapping[str, Record]]
    entries: Mapping[str, Entry]
    """Every entry by number, by kind and then by number."""
    concepts: Mapping[str, Mapping[str, Concept]]
    """Vocabularies by id, each with its concepts by id."""
    uses: Mapping[tuple[str, str], tuple[Use, ...]]
    """For (target, value) of a reference, everything that makes it."""
    settings: Settings
    """``catalogue.yml``; every text is empty when it could not be used."""
    settings_fields: Fields
    """The same by the names of the schema, as it is frozen and compared."""
    waivers: tuple[Waiver, ...]
    collection: Collection | None = None
    """Where the provisions were taken from; none where there are none."""
    duplicates: tuple[tuple[Record, Record], ...] = ()
    """Things left out because their number was taken, each with the one that has it."""
    stamp: Stamp | None = None
    """The edition it is; none while it is being worked on."""

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
        found = self.records.get(self.kind_of(class_).folder, {})
        return {id_: one for id_, one in found.items() if isinstance(one, class_)}

    @cached_property
    def texts(self) -> Mapping[str, Text]:
        """The texts there are, by the id of the source."""
        return self.of(Text)

    @cached_property
    def laws(self) -> Mapping[str, LawProvisions]:
        """The laws whose provisions were gone through, by id."""
        return self.of(LawProvisions)

    @cached_property
    def evidence_types_by_name(self) -> Mapping[str, EvidenceType]:
        """The sorts of papers there are, by name."""
        return {one.name: one for one in self.of(EvidenceType).values()}

    @cached_property
    def tallies(self) -> Mapping[str, Tally]:
        """What communities reported, by month."""
        return self.of(Tally)

    @cached_property
    def consultations(self) -> Mapping[str, Consultation]:
        """What departments answered, by id."""
        return self.of(Consultation)

    @property
    def address(self) -> str:
        """网址: where the site is, with a slash at the end; empty when that is not settled."""
        return f"{self.settings.address.rstrip('/')}/" if self.settings.address else ""

    @property
    def cited_address(self) -> str:
        """Where the site is as it is cited: what an edition says stays, wherever it is shown."""
        if self.stamp and self.stamp.address is not None:
            return self.stamp.address
        return self.address

    def seal(self, record: Record) -> str:
        """Return the SHA-256 of what a record publishes, as the edition has it."""
        seals = self.stamp.seals if self.stamp else {}
        return seals.get((record.kind.folder, record.id)) or record.seal

    def fingerprint(self, record: Record) -> str:
        """指纹: the eight hex digits that say which version of a record this is, as it is cited."""
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

        ``target`` is what the reference leads to, as in ``Reference``.
        """
        found = dict.fromkeys(  # uses are noted in catalogue order
            use.by.id
            for use in self.uses.get((target, value), ())
            if not roots or use.reference.pointer[0] in roots
        )
        return tuple(self.entries[number] for number in found if number in self.entries)

    def exists(self, reference: Reference) -> bool:
        """Tell whether the record a reference names is there."""
        return reference.value in self.known(reference.target)

    def known(self, target: str) -> Mapping[str, Record | Concept]:
        """Return everything a reference with this target may name, by id."""
        if target == "entries":
            return self.entries
        if target.startswith(VOCABULARIES + "/"):
            return self.concepts.get(target.removeprefix(VOCABULARIES + "/"), {})
        return self.records.get(target, {})

    def name_of(self, target: str, value: str) -> str:
        """Return what the record is called that a reference names; the number if there is none."""
        found = self.known(target).get(value)
        if found is None:
            return value
        return found.name if isinstance(found, Record) else found.label

    def references(self) -> Iterator[tuple[str, Reference]]:
        """Yield every reference with the path of the file it stands in, the settings' as well."""
        for record in self:
            for use in references_of(record):
                yield record.path, use.reference
        for reference in self.settings_references:
            yield SETTINGS, reference

    @property
    def settings_references(self) -> Iterator[Reference]:
        """Every reference in the settings; they are no record."""
        kind = self.kinds.by_key.get(SETTINGS)
        return kind.references(self.settings_fields) if kind else iter(())

    def __iter__(self) -> Iterator[Record]:
        for records in self.records.values():
            yield from records.values()


def published(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue without entries still being drafted: what may be shown."""
    drafts = {entry.id for entry in catalogue.entries.values() if entry.status is Status.DRAFT}
    if not drafts:
        return catalogue
    return replace(
        catalogue,
        records=MappingProxyType(
            {
                folder: MappingProxyType({n: t for n, t in found.items() if n not in drafts})
                for folder, found in catalogue.records.items()
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
    """Return the record of a document that passed its schema."""
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
    made_of: Callable[[Kind, Document], Record] = record_of,
) -> Catalogue:
    """Make the catalogue of documents that passed their schema.

    Of two documents with one number the first by path is taken; a rule reports the other.
    ``made_of`` is ``record_of``, or what remembers what it gave.
    """
    made: list[Record] = []
    singles: dict[str, Fields] = {}
    for kind, document in documents:
        if kind.file:
            singles[kind.file] = freeze(dict(document.data))
        else:
            made.append(made_of(kind, document))
    return gather(made, singles, kinds)


def gather(
    made: Iterable[Record],
    singles: Mapping[str, Fields],
    kinds: Kinds,
    *,
    stamp: Stamp | None = None,
) -> Catalogue:
    """Make the catalogue of records, and of the fields of the single files by their name."""
    by_folder: dict[str, dict[str, Record]] = {kind.folder: {} for kind in kinds if kind.folder}
    duplicates: list[tuple[Record, Record]] = []
    for record in made:
        first = by_folder[record.kind.folder].setdefault(record.id, record)
        if first is not record:
            duplicates.append((record, first))
    records = {
        folder: dict(sorted(found.items(), key=_by_number)) for folder, found in by_folder.items()
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
        records=MappingProxyType({f: MappingProxyType(found) for f, found in records.items()}),
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
    """Order ZM-999 before ZM-1000: by length of the number, then by its digits."""
    return (len(item[0]) if item[1].kind.is_entry else 0, item[0])


@once
def references_of(record: Record) -> tuple[Use, ...]:
    """Return every reference that a record makes."""
    return tuple(Use(record, reference) for reference in record.kind.references(record.fields))


def _uses(
    records: Mapping[str, Mapping[str, Record]],
) -> Mapping[tuple[str, str], tuple[Use, ...]]:
    found: defaultdict[tuple[str, str], list[Use]] = defaultdict(list)
    for folder in records.values():
        for record in folder.values():
            for use in references_of(record):
                found[use.reference.target, use.reference.value].append(use)
    return MappingProxyType({key: tuple(uses) for key, uses in found.items()})
