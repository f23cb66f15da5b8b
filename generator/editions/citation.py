"""How an entry or a print is cited: one line with its fingerprint."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.catalogue import Catalogue
from generator.model.record import Record

WORKING = "工作稿"
"""What stands where the edition would: the catalogue as it is being worked on."""
MARK = "指纹"
"""What stands before the fingerprint."""


@dataclass(frozen=True, slots=True)
class Citation:
    """引用: the line to copy, and the fingerprint in it."""

    line: str
    fingerprint: str


def edition_word(catalogue: Catalogue) -> str:
    """Say which edition the catalogue is."""
    return f"{catalogue.stamp.edition}版" if catalogue.stamp else WORKING


def head_and_tail(catalogue: Catalogue) -> tuple[str, str]:
    """Return what stands before and after the subject in every citation of a catalogue.

    A working catalogue has no day since when it applies; the day it was checked stands there.
    """
    settings, stamp = catalogue.settings, catalogue.stamp
    head = f"《{settings.title}》{edition_word(catalogue)}"
    if stamp is None:
        return head, f"{settings.verified_on}核对"
    return head, "，".join(
        part for part in (f"{stamp.in_force_on}起施行", stamp.instrument) if part
    )


def join_citation(head: str, subject: str, tail: str, address: str, mark: str) -> str:
    """Return the line: title, edition, subject, since when and by what approved, address, fingerprint."""
    parts = (head, subject, tail, address, f"{MARK}{mark}")
    return "，".join(part for part in parts if part)


def citation_line(catalogue: Catalogue, subject: str, page: str, mark: str) -> str:
    """Return the line that cites ``subject``, found at ``page``, as it stands in this catalogue."""
    head, tail = head_and_tail(catalogue)
    address = f"{catalogue.address}{page}" if catalogue.address else ""
    return join_citation(head, subject, tail, address, mark)


def cite(catalogue: Catalogue, record: Record) -> Citation:
    """Return the citation of a record as it stands in this catalogue."""
    mark = record.fingerprint
    subject = f"{record.id}{record.name}"
    return Citation(citation_line(catalogue, subject, f"{record.slug}/", mark), mark)
