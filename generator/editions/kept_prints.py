"""Addresses and prints of editions of format 1, in a separate file that never changes.

The file identifies each edition by its digest. Any other edition of format 1 follows the current
rules.
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
"""The path in the folder of editions."""
_BROKEN = "这个文件记着早先各版印了什么，被改坏了"


class KeptEdition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The address and the prints of one edition."""

    id: str
    address: str
    prints: tuple[FrozenPrint, ...]


def read_rows(catalogue: Path, folder: str, limits: Limits) -> Mapping[str, KeptEdition]:
    """Return the rows of the file by the digest of the edition. Raises ``EditionError``."""
    file = catalogue / folder / FILE
    if not file.exists():
        return MappingProxyType({})
    try:
        return _rows(read_guarded(catalogue, file, limits.edition_bytes))
    except RefusedError as error:
        raise EditionError(error.message) from error


@lru_cache(maxsize=8)
def _rows(content: bytes) -> Mapping[str, KeptEdition]:
    try:
        return MappingProxyType(msgspec.convert(read_json(content), dict[str, KeptEdition]))
    except (JsonError, msgspec.ValidationError) as error:
        raise EditionError(_BROKEN) from error


@lru_cache(maxsize=64)
def with_prints(edition: Edition, row: KeptEdition) -> Edition:
    """Return an edition of format 1 with its address and its prints."""
    return replace(edition, address=row.address, prints=row.prints)


def with_kept_prints(edition: Edition, rows: Mapping[str, KeptEdition]) -> Edition:
    """Return an edition of format 1 with its address and prints; any other edition unchanged."""
    row = rows.get(edition.digest) if edition.format == format_1.FORMAT else None
    return with_prints(edition, row) if row else edition
