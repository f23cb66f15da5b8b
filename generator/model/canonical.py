"""The canonical form of a record: the same content always gives the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from generator.reading.layers import SUPPLEMENTED

UNPUBLISHED = frozenset({"notes_internal"})
NOT_DECIDING = UNPUBLISHED | {
    "aliases",
    "asked_as",
    "faq",
    "plain_name",
    "practice_elsewhere",
    "related",
    "sources",
    "unverified",
    "verification",
}
"""Fields of a base that may change without a review of the entries that adopt it."""
WORDS_OF_A_BASIS = frozenset({"quote", "quote_read"})
"""The quotation of a basis and its second reading. Only the clause itself decides."""
_ENCODER = json.JSONEncoder(default=dict, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
MARK_LENGTH = 8
"""Hex digits of a fingerprint as the first editions print it."""


def public(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that may be published.

    ``adoption`` is left out for an entry that only supplements its base.
    """
    omitted = UNPUBLISHED
    if fields.get("adoption", {}).get("action") == SUPPLEMENTED:
        omitted = UNPUBLISHED | {"adoption"}
    return {key: value for key, value in fields.items() if key not in omitted}


def canonical(value: object) -> bytes:
    """Return ``value`` as canonical JSON: sorted keys, no blanks, UTF-8 (after RFC 8785)."""
    return _ENCODER.encode(value).encode()


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def decision_fingerprint(fields: Mapping[str, Any]) -> str:
    """Return the fingerprint of what an entry decides, without wording, doubts and notes."""
    decides = {key: value for key, value in fields.items() if key not in NOT_DECIDING}
    return digest(_unquoted(decides))[:MARK_LENGTH]


def _unquoted(value: object) -> object:
    """Return ``value`` without ``WORDS_OF_A_BASIS`` at any depth."""
    if isinstance(value, Mapping):
        return {key: _unquoted(item) for key, item in value.items() if key not in WORDS_OF_A_BASIS}
    if isinstance(value, tuple | list):
        return [_unquoted(item) for item in value]
    return value


def fingerprint_of(marks: Iterable[str]) -> str:
    """Return the common fingerprint of several records in their order; that of a single one is its own."""
    fingerprints = tuple(marks)
    if len(fingerprints) == 1:
        return fingerprints[0]
    return hashlib.sha256("\n".join(fingerprints).encode()).hexdigest()[:MARK_LENGTH]
