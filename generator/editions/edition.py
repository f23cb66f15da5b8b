"""An edition: the whole catalogue frozen on one day, in one canonical JSON file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeAlias

import msgspec

from generator.editions import format_1
from generator.editions.content import unknown_content
from generator.editions.migrations import MIGRATIONS, Migration, migrated
from generator.model.canonical import canonical, digest, public
from generator.model.catalogue import SETTINGS, Catalogue, gather
from generator.model.record import Origin
from generator.model.records import make_record
from generator.model.stamp import FrozenPrint, Stamp
from generator.model.supporting import Text
from generator.model.values import Fields, freeze, thaw
from generator.reading.limits import DEFAULT_LIMITS
from generator.reading.strict_json import JsonError, read_json
from generator.schema.check import objection
from generator.schema.kinds import EDITIONS, Kinds

FORMAT = 2
"""The format of what is released now."""
FORMATS = (format_1.FORMAT, FORMAT)
SEAL = "sha256"
"""The field that holds the digest of all others."""
LEVELS = DEFAULT_LIMITS.nesting + 3
"""How deep the file may go: what a catalogue's file may, below its kind and its number."""
State: TypeAlias = Mapping[tuple[str, str], Fields]
"""Everything an edition says: fields by folder and number; the settings have no number."""


class EditionType(StrEnum):
    """How an edition came about."""

    EDITION = "edition"
    AMENDMENT = "amendment"
    CORRECTION = "correction"


TYPES = MappingProxyType(
    {
        EditionType.EDITION: "整本发布",
        EditionType.AMENDMENT: "修改",
        EditionType.CORRECTION: "勘误",
    }
)
"""What each type is called."""


class EditionError(ValueError):
    """The bytes are not an edition, or not as it was released. The text says why, in Chinese."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Edition:
    """版次: id, where it comes from, since when it applies, and everything it holds."""

    format: int = FORMAT
    id: str
    type: EditionType
    title: str
    instrument: str
    """批准文件: by what it was approved."""
    adopted_on: date
    in_force_on: date
    supersedes: tuple[str, str] | None
    """Id and digest of the edition before; none for the first."""
    state: State
    """What it says, in the form of today's schemas."""
    written: State | None = None
    """The same as it was sealed, where that is another form."""
    addresses: tuple[str, ...]
    """Every address its site had, below the root."""
    address: str | None = None
    """Where its site was; none where nobody knows any more."""
    prints: tuple[FrozenPrint, ...] = ()
    """Every print of it. Those of format 1 are kept beside the editions."""
    digests: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The SHA-256 of what is not in it but proves it, such as texts, by folder and id."""

    @property
    def sealed(self) -> State:
        """What it says, as it was sealed."""
        return self.state if self.written is None else self.written

    @property
    def content(self) -> dict[str, Any]:
        """What is sealed."""
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
            "prints": [msgspec.to_builtins(one) for one in self.prints],
            "digests": {folder: dict(found) for folder, found in self.digests.items()},
        }

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its content."""
        return digest(self.content)

    @cached_property
    def stamp(self) -> Stamp:
        """What a catalogue made of it says of itself."""
        return Stamp(
            edition=self.id,
            in_force_on=self.in_force_on,
            instrument=self.instrument,
            format=self.format,
            digest=self.digest,
            address=self.address,
            seals=MappingProxyType({key: digest(f) for key, f in self.sealed.items() if key[1]}),
            prints=MappingProxyType({one.id: one for one in self.prints}),
        )

    def numbers(self) -> frozenset[tuple[str, str]]:
        """Return (number, folder) of everything in it."""
        return frozenset((number, folder) for folder, number in self.state if number)

    def to_bytes(self) -> bytes:
        """Return the file: canonical, one record a line so that differences can be read."""
        content = self.content | {SEAL: self.digest}
        records, made = content.pop("things"), content.pop("prints", None)
        lines = [f'"{key}":{canonical(content[key]).decode()}' for key in sorted(content)]
        folders = [
            f'"{folder}":{{\n'
            + ",\n".join(
                f'"{number}":{canonical(fields).decode()}'
                for number, fields in sorted(found.items())
            )
            + "\n}"
            for folder, found in sorted(records.items())
        ]
        if made is not None:
            prints = ",\n".join(canonical(one).decode() for one in made)
            lines.append(f'"prints":[\n{prints}\n]')
        lines.append('"things":{\n' + ",\n".join(folders) + "\n}")
        return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def from_bytes(
    content: bytes, kinds: Kinds, migrations: Iterable[Migration] = MIGRATIONS
) -> Edition:
    """Read an edition's file. Raises ``EditionError``, and nothing else.

    It must be what the schema of its format says and hold what its digest was made of, and all in
    it must be what the schemas say: those of its day for format 1, today's for later ones.
    """
    try:
        data = read_json(content, LEVELS)
    except JsonError as error:
        raise EditionError(f"这一版的文件{error}") from error
    written_as = data.get("format") if isinstance(data, dict) else FORMAT
    if type(written_as) is int and written_as not in FORMATS:
        known = "、".join(map(str, FORMATS))
        raise EditionError(f"这一版的格式是{written_as}，这个程序只认{known}")
    old = written_as is not True and written_as == format_1.FORMAT
    then = format_1.kinds_then(kinds) if old else kinds
    if said := objection(data, EDITIONS, then):
        raise EditionError(f"这一版的文件被改坏了：{said}")
    sealed = data.pop(SEAL)
    edition = _edition(data)
    if edition.digest != sealed:
        raise EditionError("这一版的内容和封存时的校验值对不上，被人改过")
    if said := unknown_content(data["settings"], data["things"], edition.prints, then):
        raise EditionError(f"{edition.id}版里的{said}")
    return _in_todays_form(edition, kinds, migrations) if old else edition


def _in_todays_form(edition: Edition, kinds: Kinds, migrations: Iterable[Migration]) -> Edition:
    """Return an edition of an older format as today's schemas have it. Raises ``EditionError``."""
    state = migrated(edition.state, migrations)
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


def _edition(data: Mapping[str, Any]) -> Edition:
    state: dict[tuple[str, str], Fields] = {(SETTINGS, ""): freeze(data["settings"])}
    for folder, found in data["things"].items():
        for number, fields in found.items():
            state[folder, number] = freeze(fields)
    before = data["supersedes"]
    return Edition(
        format=data["format"],
        id=data["id"],
        type=EditionType(data["type"]),
        title=data["title"],
        instrument=data["instrument"],
        adopted_on=date.fromisoformat(data["adopted_on"]),
        in_force_on=date.fromisoformat(data["in_force_on"]),
        supersedes=(before["id"], before[SEAL]) if before else None,
        state=MappingProxyType(state),
        addresses=tuple(data["addresses"]),
        address=data.get("address"),
        prints=msgspec.convert(data.get("prints", ()), tuple[FrozenPrint, ...]),
        digests=freeze(data.get("digests", {})),
    )


def state_of(catalogue: Catalogue) -> State:
    """Return everything a published catalogue says that an edition freezes.

    The address is left out: the same content may be put in several places. So are records that
    only prove others, see ``Kind.is_frozen``.
    """
    settings = {k: v for k, v in catalogue.settings_fields.items() if k != "address"}
    state: dict[tuple[str, str], Fields] = {(SETTINGS, ""): MappingProxyType(settings)}
    for folder, records in catalogue.records.items():
        for number, record in records.items():
            if record.kind.is_frozen:
                state[folder, number] = MappingProxyType(public(record.fields))
    return MappingProxyType(state)


def digests_of(catalogue: Catalogue) -> Mapping[str, Mapping[str, str]]:
    """Return the SHA-256 of every record that an edition leaves out, by folder and id."""
    return {
        folder: {number: record.seal for number, record in records.items()}
        for folder, records in catalogue.records.items()
        if any(not record.kind.is_frozen for record in records.values())
    }


def catalogue_of(
    edition: Edition, kinds: Kinds, address: str = "", texts: Iterable[Text] = ()
) -> Catalogue:
    """Return the catalogue as it stood in an edition, its site at ``address``.

    Editions hold no texts; what is quoted in one is shown as quoted if ``texts`` prove it.
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

    Of several that begin on one day the one released last applies.
    """
    begun = [edition for edition in editions if edition.in_force_on <= on]
    return begun[-1] if begun else None
