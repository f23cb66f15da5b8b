"""采用上级: compare local entries with their base entries."""

from __future__ import annotations

from generator.model.canonical import decision_fingerprint
from generator.model.catalogue import Catalogue
from generator.model.comparison import without_evidence
from generator.model.entries import Entry
from generator.model.values import Fields
from generator.schema.kinds import Kind


def reviewed_mark(catalogue: Catalogue, fields: Fields, kind: Kind) -> str:
    """Return the value of ``reviewed`` for a base entry: the fingerprint of its decision.

    Evidence is left out, so that a new quotation in the base needs no review.
    """
    substance = without_evidence(fields, kind, catalogue.kinds, catalogue.name_of)
    return decision_fingerprint(substance)


def parent_changed(catalogue: Catalogue, entry: Entry) -> bool:
    """Tell whether the decision of the base entry changed since the last review.

    Older fingerprints, which include evidence, are valid, too.
    """
    parent = entry.origin.parent
    reviewed = entry.adoption.reviewed if entry.adoption else ""
    return parent is not None and reviewed not in {
        reviewed_mark(catalogue, parent, entry.kind),
        decision_fingerprint(parent),
    }
