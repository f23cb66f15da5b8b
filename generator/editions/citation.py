"""How an entry or a print is cited: one line with its fingerprint.

Two forms stand. Editions of format 1 print eight hex digits of what an entry says (指纹01234567).
From format 2 on, and in what is being worked on, the fingerprint also holds which edition it is
and the digest of all of that edition. It is marked ``2-``; a line shows 16 hex digits of it, a QR
code holds 32.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.editions.format_1 import FORMAT as FORMAT_1
from generator.model.canonical import digest
from generator.model.catalogue import Catalogue
from generator.model.record import Record

WORKING = "工作稿"
"""What stands where the edition would: the catalogue as it is being worked on."""
MARK = "指纹"
"""What stands before the fingerprint."""
FORM = "2"
"""The form of citations and codes that are made now."""
SHOWN, HELD = 16, 32
"""Hex digits of a fingerprint in a line, and in a QR code."""
GROUP = 4


@dataclass(frozen=True, slots=True)
class Citation:
    """引用: the line to copy, the fingerprint in it, and all of it that a QR code holds."""

    line: str
    fingerprint: str
    """As it is written in the line."""
    held: str
    """Without its form and in one piece."""


def edition_word(catalogue: Catalogue) -> str:
    """Say which edition the catalogue is."""
    return f"{catalogue.stamp.edition}版" if catalogue.stamp else WORKING


def is_first_form(catalogue: Catalogue) -> bool:
    """Tell whether a catalogue is cited as editions of format 1 are."""
    return catalogue.stamp is not None and catalogue.stamp.format == FORMAT_1


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
    """Return the line: title, edition, subject, since when and by what approved, address, fingerprint.

    Without a ``mark`` it ends before the fingerprint.
    """
    parts = (head, subject, tail, address, f"{MARK}{mark}" if mark else "")
    return "，".join(part for part in parts if part)


def citation_line(catalogue: Catalogue, subject: str, page: str, mark: str = "") -> str:
    """Return the line that cites ``subject``, found at ``page``, as it stands in this catalogue."""
    head, tail = head_and_tail(catalogue)
    address = f"{catalogue.cited_address}{page}" if catalogue.cited_address else ""
    return join_citation(head, subject, tail, address, mark)


def grouped(held: str) -> str:
    """Write hex digits as a citation has them: the form, then groups of four."""
    groups = (held[place : place + GROUP] for place in range(0, len(held), GROUP))
    return "-".join((FORM, *groups))


def held_mark(catalogue: Catalogue, of: str, says: str) -> str:
    """Return the fingerprint of an entry or a print: 32 hex digits of a SHA-256.

    ``of`` is its number or id, ``says`` the SHA-256 of what it says.
    """
    stamp = catalogue.stamp
    edition, sealed = (stamp.edition, stamp.digest) if stamp else (WORKING, "")
    return digest({"edition": edition, "sha256": sealed, "of": of, "says": says})[:HELD]


def cite(catalogue: Catalogue, record: Record) -> Citation:
    """Return the citation of a record as it stands in this catalogue."""
    subject, page = f"{record.id}{record.name}", f"{record.slug}/"
    if is_first_form(catalogue):
        mark = held = catalogue.fingerprint(record)
    else:
        held = held_mark(catalogue, record.id, catalogue.seal(record))
        mark = grouped(held[:SHOWN])
    return Citation(citation_line(catalogue, subject, page, mark), mark, held)
