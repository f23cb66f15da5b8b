"""What a released edition says of a catalogue: which it is, its digests, and every print of it."""

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
    """A print as an edition has it: what it is called, what it holds, and how it is cited."""

    id: PrintId
    """Its path among the prints, without the form of the file, such as ``lists/certificates``."""
    title: str
    page: PageAddress
    """Address of its page below the site's root."""
    rule: str
    """By what rule entries are in it, such as ``decision certificates forbidden``."""
    ids: tuple[EntryNumber, ...] = ()
    """The numbers of the entries in it, in the order of the catalogue."""
    entry: EntryNumber = ""
    """The entry it is a print of, and as which it is cited; empty for all others."""
    says: str = ""
    """The SHA-256 of what is printed: its title, and its entries or its own wording."""
    line: str = ""
    """The citation; without the fingerprint, which holds the edition's digest, from format 2 on."""
    mark: str = ""
    """The fingerprint as it was printed in an edition of format 1."""
    files: tuple[tuple[FileForm, Sha256], ...] = ()
    """The forms of its files, each with the SHA-256 of all its text, see ``sealed_text``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """版次: which released edition a catalogue is, since when it applies, by what approved."""

    edition: str
    in_force_on: date
    instrument: str
    format: int
    """The format of the edition's file, and so of its citations."""
    digest: str
    """The SHA-256 of the edition."""
    address: str | None
    """Where the site was, as it is cited; none where the edition does not say."""
    seals: Mapping[tuple[str, str], str]
    """The SHA-256 of the published fields of every record, by folder and number."""
    prints: Mapping[str, FrozenPrint]
    """Every print by its id."""
