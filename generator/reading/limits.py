"""How large and how deep a catalogue file may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Input limits. Bytes for files, characters for texts, levels for nesting."""

    file_bytes: int = 256 * 1024
    edition_bytes: int = 64 * 1024 * 1024
    """For an edition, which contains a whole catalogue: 20,000 entries take about 50 MB."""
    links_bytes: int = 16 * 1024 * 1024
    """For the results of checking all links."""
    text_characters: int = 4_000
    nesting: int = 20


DEFAULT_LIMITS = Limits()
