"""One way to write a record down, so that the same content always gives the same bytes."""

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
"""What may change above without anybody below having to look again."""
WORDS_OF_A_BASIS = frozenset({"quote", "quote_read"})
"""The words of the clause a basis names, and who read them again: the clause alone decides."""
_ENCODER = json.JSONEncoder(default=dict, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
MARK_LENGTH = 8
"""Hex digits of a fingerprint as the first editions print it."""


def public(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that may be published.

    That an entry is written at two levels is nothing it says; that one above is changed, is.
    """
    left_out = UNPUBLISHED
    if fields.get("adoption", {}).get("action") == SUPPLEMENTED:
        left_out = UNPUBLISHED | {"adoption"}
    return {key: value for key, value in fields.items() if key not in left_out}


def canonical(value: object) -> bytes:
    """Return ``value`` as canonical JSON: sorted keys, no blanks, UTF-8 (after RFC 8785)."""
    return _ENCODER.encode(value).encode()


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def decision_fingerprint(fields: Mapping[str, Any]) -> str:
    """Return the fingerprint of what an entry decides: words, doubts and notes left aside."""
    decides = {key: value for key, value in fields.items() if key not in NOT_DECIDING}
    return digest(_unquoted(decides))[:MARK_LENGTH]


def _unquoted(value: object) -> object:
    """Return ``value`` without ``WORDS_OF_A_BASIS``, however deep they lie."""
    if isinstance(value, Mapping):
        return {key: _unquoted(item) for key, item in value.items() if key not in WORDS_OF_A_BASIS}
    if isinstance(value, tuple | list):
        return [_unquoted(item) for item in value]
    return value


def fingerprint_of(marks: Iterable[str]) -> str:
    """Return the fingerprint of several records taken together in their order, or of only one."""
    several = tuple(marks)
    if len(several) == 1:
        return several[0]
    return hashlib.sha256("\n".join(several).encode()).hexdigest()[:MARK_LENGTH]
