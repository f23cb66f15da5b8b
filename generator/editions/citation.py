"""How an entry or a print is cited: one line with its fingerprint."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.catalogue import Catalogue
from generator.model.record import Record

WORKING = "工作稿"
"""What stands where the edition would: the catalogue as it is being worked on."""


@dataclass(frozen=True, slots=True)
class Citation:
    """引用: the line to copy, and the fingerprint in it."""

    line: str
    fingerprint: str


def edition_word(catalogue: Catalogue) -> str:
    """Say which edition the catalogue is."""
    return f"{catalogue.stamp.edition}版" if catalogue.stamp else WORKING


def citation_line(catalogue: Catalogue, subject: str, page: str, mark: str) -> str:
    """Return the line: title, edition, subject, since when and by what approved, address, fingerprint.

    A working catalogue has no day since when it applies; the day it was checked stands there.
    """
    settings, stamp = catalogue.settings, catalogue.stamp
    parts = [
        f"《{settings.title}》{edition_word(catalogue)}",
        subject,
        f"{stamp.in_force_on}起施行" if stamp else f"{settings.verified_on}核对",
        stamp.instrument if stamp else "",
        f"{catalogue.address}{page}" if catalogue.address else "",
        f"指纹{mark}",
    ]
    return "，".join(part for part in parts if part)


def cite(catalogue: Catalogue, record: Record) -> Citation:
    """Return the citation of a record as it stands in this catalogue."""
    mark = record.fingerprint
    subject = f"{record.id}{record.name}"
    return Citation(citation_line(catalogue, subject, f"{record.slug}/", mark), mark)
