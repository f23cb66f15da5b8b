"""采用上级: whether a local entry still follows the one above it."""

from __future__ import annotations

from generator.model.canonical import decision_fingerprint
from generator.model.entries import Entry


def parent_changed(entry: Entry) -> bool:
    """Tell whether what the entry above decides is not what was last compared with."""
    parent = entry.origin.parent
    reviewed = entry.adoption.reviewed if entry.adoption else ""
    return parent is not None and reviewed != decision_fingerprint(parent)
