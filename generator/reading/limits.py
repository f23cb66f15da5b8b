"""How large and how deep a catalogue file may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Input limits. Bytes for files, characters for texts, levels for nesting."""

    file_bytes: int = 256 * 1024
    edition_bytes: int = 64 * 1024 * 1024
    """Of an edition, which holds a whole catalogue: 20,000 entries have some 50 MB."""
    links_bytes: int = 16 * 1024 * 1024
    """Of what is known of all addresses."""
    text_characters: int = 4_000
    nesting: int = 20


DEFAULT_LIMITS = Limits()
