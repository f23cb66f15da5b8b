"""采用上级: whether a local entry still follows the one above it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.model.canonical import decision_fingerprint
from generator.model.catalogue import Catalogue
from generator.model.comparison import without_evidence
from generator.model.entries import Entry
from generator.schema.kinds import Kind


def reviewed_mark(catalogue: Catalogue, fields: Mapping[str, Any], kind: Kind) -> str:
    """Return what to write as ``reviewed`` for an entry above: the fingerprint of what it decides.

    What only proves it is left aside, so that a quotation added above asks nobody to look again.
    """
    said = without_evidence(fields, kind, catalogue.kinds, catalogue.name_of)
    return decision_fingerprint(said)


def parent_changed(catalogue: Catalogue, entry: Entry) -> bool:
    """Tell whether what the entry above decides is not what was last compared with.

    A fingerprint made before evidence was left aside counts as well.
    """
    parent = entry.origin.parent
    reviewed = entry.adoption.reviewed if entry.adoption else ""
    return parent is not None and reviewed not in {
        reviewed_mark(catalogue, parent, entry.kind),
        decision_fingerprint(parent),
    }
