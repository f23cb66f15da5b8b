"""Editions: immutable releases of the whole catalogue, each in one canonical JSON file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

import msgspec

from generator.editions import format_1
from generator.editions.content import unknown_content
from generator.editions.migrations import MIGRATIONS, Migration, migrate
from generator.model.canonical import canonical, digest, public
from generator.model.catalogue import SETTINGS, Catalogue, gather
from generator.model.record import Origin
from generator.model.records import make_record
from generator.model.stamp import FrozenPrint, Stamp
from generator.model.supporting import Text
from generator.model.values import CatalogueState, Fields, freeze, thaw
from generator.reading.limits import DEFAULT_LIMITS
from generator.reading.strict_json import JsonError, read_json
from generator.schema.check import objection
from generator.schema.kinds import EDITIONS, Kinds

FORMAT = 2
"""The format of new editions."""
FORMATS = (format_1.FORMAT, FORMAT)
SEAL = "sha256"
"""The field with the digest of all others."""
MAX_NESTING = DEFAULT_LIMITS.nesting + 3
"""The maximum nesting of the file: that of a catalogue file, inside its kind and number."""


class EditionType(StrEnum):
    """The type of an edition."""

    EDITION = "edition"
    AMENDMENT = "amendment"
    CORRECTION = "correction"


TYPE_LABELS = MappingProxyType(
    {
        EditionType.EDITION: "整本发布",
        EditionType.AMENDMENT: "修改",
        EditionType.CORRECTION: "勘误",
    }
)
"""The labels of the types."""


class EditionError(ValueError):
    """The bytes are no edition, or were modified. The message is in Chinese."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Edition:
    """版次: metadata and content of one edition."""

    format: int = FORMAT
    id: str
    type: EditionType
    title: str
    instrument: str
    """批准文件: the document of approval."""
    adopted_on: date
    in_force_on: date
    supersedes: tuple[str, str] | None
    """Id and digest of the edition before; none for the first."""
    state: CatalogueState
    """Its content, in the form of the current schemas."""
    written: CatalogueState | None = None
    """Its content as released, if that has an older form."""
    addresses: tuple[str, ...]
    """All addresses of its site, relative to the root."""
    address: str | None = None
    """The root of its site; none if unknown."""
    prints: tuple[FrozenPrint, ...] = ()
    """All its prints. For format 1 they are in a separate file."""
    digests: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The SHA-256 of its evidence outside the edition, such as texts, by folder and id."""

    @property
    def sealed(self) -> CatalogueState:
        """Its content as released."""
        return self.state if self.written is None else self.written

    @property
    def content(self) -> dict[str, Any]:
        """The data that its digest covers."""
        records: dict[str, dict[str, Fields]] = {}
        for (folder, number), fields in self.sealed.items():
            if number:
                records.setdefault(folder, {})[number] = fields
        content = {
            "format": self.format,
            "id": self.id,
            "type": str(self.type),
            "title": self.title,
            "instrument": self.instrument,
            "adopted_on": self.adopted_on.isoformat(),
            "in_force_on": self.in_force_on.isoformat(),
            "supersedes": dict(zip(("id", SEAL), self.supersedes, strict=True))
            if self.supersedes
            else None,
            "settings": self.sealed.get((SETTINGS, ""), {}),
            "things": records,
            "addresses": list(self.addresses),
        }
        if self.format == format_1.FORMAT:
            return content
        return content | {
            "address": self.address or "",
            "prints": [msgspec.to_builtins(print_) for print_ in self.prints],
            "digests": {folder: dict(digests_) for folder, digests_ in self.digests.items()},
        }

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its content."""
        return digest(self.content)

    @cached_property
    def stamp(self) -> Stamp:
        """The metadata of the catalogue made from it."""
        return Stamp(
            edition=self.id,
            in_force_on=self.in_force_on,
            instrument=self.instrument,
            format=self.format,
            digest=self.digest,
            address=self.address,
            seals=MappingProxyType({key: digest(f) for key, f in self.sealed.items() if key[1]}),
            prints=MappingProxyType({print_.id: print_ for print_ in self.prints}),
        )

    def numbers(self) -> frozenset[tuple[str, str]]:
        """Return number and folder of all its records."""
        return frozenset((number, folder) for folder, number in self.state if number)

    def to_bytes(self) -> bytes:
        """Return the file: canonical JSON with one record a line, for readable diffs."""
        content = self.content | {SEAL: self.digest}
        records, prints_ = content.pop("things"), content.pop("prints", None)
        lines = [f'"{key}":{canonical(content[key]).decode()}' for key in sorted(content)]
        folders = [
            f'"{folder}":{{\n'
            + ",\n".join(
                f'"{number}":{canonical(fields).decode()}'
                for number, fields in sorted(records_.items())
            )
            + "\n}"
            for folder, records_ in sorted(records.items())
        ]
        if prints_ is not None:
            prints = ",\n".join(canonical(print_).decode() for print_ in prints_)
            lines.append(f'"prints":[\n{prints}\n]')
        lines.append('"things":{\n' + ",\n".join(folders) + "\n}")
        return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def from_bytes(
    content: bytes, kinds: Kinds, migrations: Iterable[Migration] = MIGRATIONS
) -> Edition:
    """Parse the file of an edition. Raises ``EditionError`` only.

    It must conform to the schema of its format and match its digest. Its records must conform to the
    schemas: for format 1 to those of that time, for later formats to the current ones.
    """
    try:
        data = read_json(content, MAX_NESTING)
    except JsonError as error:
        raise EditionError(f"这一版的文件{error}") from error
    format_ = data.get("format") if isinstance(data, dict) else FORMAT
    if type(format_) is int and format_ not in FORMATS:
        known = "、".join(map(str, FORMATS))
        raise EditionError(f"这一版的格式是{format_}，这个程序只认{known}")
    is_format_1 = format_ is not True and format_ == format_1.FORMAT
    kinds_of_format = format_1.kinds_then(kinds) if is_format_1 else kinds
    if problem := objection(data, EDITIONS, kinds_of_format):
        raise EditionError(f"这一版的文件被改坏了：{problem}")
    sealed = data.pop(SEAL)
    edition = _edition(data)
    if edition.digest != sealed:
        raise EditionError("这一版的内容和封存时的校验值对不上，被人改过")
    if problem := unknown_content(
        data["settings"], data["things"], edition.prints, kinds_of_format
    ):
        raise EditionError(f"{edition.id}版里的{problem}")
    return _in_current_form(edition, kinds, migrations) if is_format_1 else edition


def _in_current_form(edition: Edition, kinds: Kinds, migrations: Iterable[Migration]) -> Edition:
    """Migrate an edition of an older format to the current schemas. Raises ``EditionError``."""
    state = migrate(edition.state, migrations)
    for (folder, number), fields in state.items():
        kind = kinds.by_key.get(folder)
        try:
            if kind is None:
                raise EditionError(f"{edition.id}版里有“{folder}”，现在没有这一类")
            if number:
                make_record(thaw(fields), Origin(kind=kind, fields=fields, path=""))
        except msgspec.ValidationError as error:
            raise EditionError(f"{edition.id}版里的{number}读不成现在的格式") from error
    return (
        edition if state is edition.state else replace(edition, state=state, written=edition.state)
    )


def _edition(data: Fields) -> Edition:
    state: dict[tuple[str, str], Fields] = {(SETTINGS, ""): freeze(data["settings"])}
    for folder, records in data["things"].items():
        for number, fields in records.items():
            state[folder, number] = freeze(fields)
    previous = data["supersedes"]
    return Edition(
        format=data["format"],
        id=data["id"],
        type=EditionType(data["type"]),
        title=data["title"],
        instrument=data["instrument"],
        adopted_on=date.fromisoformat(data["adopted_on"]),
        in_force_on=date.fromisoformat(data["in_force_on"]),
        supersedes=(previous["id"], previous[SEAL]) if previous else None,
        state=MappingProxyType(state),
        addresses=tuple(data["addresses"]),
        address=data.get("address"),
        prints=msgspec.convert(data.get("prints", ()), tuple[FrozenPrint, ...]),
        digests=freeze(data.get("digests", {})),
    )


def state_of(catalogue: Catalogue) -> CatalogueState:
    """Return the content of a published catalogue that goes into an edition.

    The address is left out, because the same content may be at several addresses. Evidence is left
    out, too, see ``Kind.is_frozen``.
    """
    settings = {k: v for k, v in catalogue.settings_fields.items() if k != "address"}
    state: dict[tuple[str, str], Fields] = {(SETTINGS, ""): MappingProxyType(settings)}
    for folder, records in catalogue.records.items():
        for number, record in records.items():
            if record.kind.is_frozen:
                state[folder, number] = MappingProxyType(public(record.fields))
    return MappingProxyType(state)


def digests_of(catalogue: Catalogue) -> Mapping[str, Mapping[str, str]]:
    """Return the SHA-256 of all records that are not in an edition, by folder and id."""
    return {
        folder: {number: record.seal for number, record in records.items()}
        for folder, records in catalogue.records.items()
        if any(not record.kind.is_frozen for record in records.values())
    }


def catalogue_of(
    edition: Edition, kinds: Kinds, address: str = "", texts: Iterable[Text] = ()
) -> Catalogue:
    """Return the catalogue of an edition, with its site at ``address``.

    Editions contain no texts. ``texts`` are needed to show quotations as verified.
    """
    path = f"editions/{edition.id}.json"
    records, settings = [], {}
    for (folder, number), fields in edition.state.items():
        if number:
            origin = Origin(kind=kinds.by_key[folder], fields=fields, path=path)
            records.append(make_record(thaw(fields), origin))
        else:
            settings[folder] = fields
    if address:
        settings[SETTINGS] = freeze({**settings[SETTINGS], "address": address})
    return gather([*records, *texts], settings, kinds, stamp=edition.stamp)


def as_of(editions: tuple[Edition, ...], on: date) -> Edition | None:
    """Return the edition in force on the day ``on``; none before the first.

    Of several that start on the same day, the last released one applies.
    """
    started = [edition for edition in editions if edition.in_force_on <= on]
    return started[-1] if started else None
