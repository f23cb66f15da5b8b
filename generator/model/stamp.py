"""The data of a released edition: its id, its digests, and all its prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeAlias

import msgspec

PrintId: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$", max_length=160)
]
PageAddress: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^([a-z0-9][a-z0-9-]{0,159}/)?$")]
EntryNumber: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^([A-Z]{2}-[0-9]{3,6})?$")]
FileForm: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[a-z]{3,4}$")]
Sha256: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class FrozenPrint(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A print as it is frozen in an edition: its title, its content, and its citation."""

    id: PrintId
    """Its path among the prints, without the file extension, such as ``lists/certificates``."""
    title: str
    page: PageAddress
    """Address of its page below the site's root."""
    rule: str
    """The rule that selects its entries, such as ``decision certificates forbidden``."""
    ids: tuple[EntryNumber, ...] = ()
    """The numbers of its entries, in the order of the catalogue."""
    entry: EntryNumber = ""
    """The entry that a print of one entry is cited as; empty for other prints."""
    says: str = ""
    """The SHA-256 of its content: its title, and its entries or its own wording."""
    line: str = ""
    """The citation. From format 2 on it lacks the fingerprint, which depends on the edition's digest."""
    mark: str = ""
    """The fingerprint as it was printed in an edition of format 1."""
    files: tuple[tuple[FileForm, Sha256], ...] = ()
    """The file formats, each with the SHA-256 of all its text, see ``sealed_text``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """版次: the released edition that a catalogue is, its first day, and how it was approved."""

    edition: str
    in_force_on: date
    instrument: str
    format: int
    """The format of the edition's file, and so of its citations."""
    digest: str
    """The SHA-256 of the edition."""
    address: str | None
    """The site's address in citations; none if the edition does not contain it."""
    seals: Mapping[tuple[str, str], str]
    """The SHA-256 of the published fields of every record, by folder and number."""
    prints: Mapping[str, FrozenPrint]
    """Every print by its id."""
