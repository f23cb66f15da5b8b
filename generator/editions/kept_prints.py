"""What editions of format 1 do not hold: their address and their prints, kept for ever beside them.

The file is written once, by the program that printed them, and names each edition by its digest.
An edition of format 1 that it does not name is told by today's rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import msgspec

from generator.editions import format_1
from generator.editions.edition import Edition, EditionError
from generator.model.stamp import FrozenPrint
from generator.reading.guarded import RefusedError, read_guarded
from generator.reading.limits import Limits
from generator.reading.strict_json import JsonError, read_json

FILE = "format-1/prints.json"
"""Below the folder of editions."""
_BROKEN = "这个文件记着早先各版印了什么，被改坏了"


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is kept of one edition."""

    id: str
    address: str
    prints: tuple[FrozenPrint, ...]


def read_rows(catalogue: Path, folder: str, limits: Limits) -> Mapping[str, Row]:
    """Return what is kept, by the digest of the edition. Raises ``EditionError``."""
    file = catalogue / folder / FILE
    if not file.exists():
        return MappingProxyType({})
    try:
        return _rows(read_guarded(catalogue, file, limits.edition_bytes))
    except RefusedError as error:
        raise EditionError(error.message) from error


@lru_cache(maxsize=8)
def _rows(content: bytes) -> Mapping[str, Row]:
    try:
        return MappingProxyType(msgspec.convert(read_json(content), dict[str, Row]))
    except (JsonError, msgspec.ValidationError) as error:
        raise EditionError(_BROKEN) from error


@lru_cache(maxsize=64)
def with_prints(edition: Edition, row: Row) -> Edition:
    """Return an edition of format 1 with its address and its prints."""
    return replace(edition, address=row.address, prints=row.prints)


def completed(edition: Edition, rows: Mapping[str, Row]) -> Edition:
    """Return an edition with what is kept of it; as it is where it holds all or nothing is kept."""
    row = rows.get(edition.digest) if edition.format == format_1.FORMAT else None
    return with_prints(edition, row) if row else edition
