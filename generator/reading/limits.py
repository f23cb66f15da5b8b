"""How large and how deep a catalogue file may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Input limits. Bytes for files, characters for texts, levels for nesting."""

    file_bytes: int = 256 * 1024
    text_characters: int = 4_000
    nesting: int = 20


DEFAULT_LIMITS = Limits()
