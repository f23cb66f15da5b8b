"""Citations of entries and prints: one line with a fingerprint.

There are two forms. Editions of format 1 have eight hex digits of the content of the entry
(指纹01234567). From format 2 on, and in the working catalogue, the fingerprint also covers the
edition and its digest. It begins with ``2-``. A line has 16 hex digits of it, a QR code 32.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.editions.format_1 import FORMAT as FORMAT_1
from generator.model.canonical import digest
from generator.model.catalogue import Catalogue
from generator.model.record import Record

WORKING = "工作稿"
"""The label of the working catalogue in place of an edition."""
MARK = "指纹"
"""The label of the fingerprint."""
FORM = "2"
"""The current form of citations and codes."""
LINE_DIGITS, CODE_DIGITS = 16, 32
"""The number of hex digits in a line, and in a QR code."""
GROUP = 4


@dataclass(frozen=True, slots=True)
class Citation:
    """引用: the line to copy, its fingerprint, and the longer fingerprint for a QR code."""

    line: str
    fingerprint: str
    """As in the line."""
    held: str
    """As in a QR code, without prefix and hyphens."""


def edition_label(catalogue: Catalogue) -> str:
    """Return the label of the edition of a catalogue."""
    return f"{catalogue.stamp.edition}版" if catalogue.stamp else WORKING


def is_format_1(catalogue: Catalogue) -> bool:
    """Tell whether citations of a catalogue have the form of format 1."""
    return catalogue.stamp is not None and catalogue.stamp.format == FORMAT_1


def head_and_tail(catalogue: Catalogue) -> tuple[str, str]:
    """Return the parts before and after the subject in all citations of a catalogue.

    A working catalogue is not in force, so it has the day of its verification instead.
    """
    settings, stamp = catalogue.settings, catalogue.stamp
    head = f"《{settings.title}》{edition_label(catalogue)}"
    if stamp is None:
        return head, f"{settings.verified_on}核对"
    return head, "，".join(
        part for part in (f"{stamp.in_force_on}起施行", stamp.instrument) if part
    )


def join_citation(head: str, subject: str, tail: str, address: str, mark: str) -> str:
    """Return the line: title, edition, subject, day in force, document of approval, address, fingerprint.

    Without a ``mark`` it has no fingerprint.
    """
    parts = (head, subject, tail, address, f"{MARK}{mark}" if mark else "")
    return "，".join(part for part in parts if part)


def citation_line(catalogue: Catalogue, subject: str, page: str, mark: str = "") -> str:
    """Return the line that cites ``subject`` with its page in this catalogue."""
    head, tail = head_and_tail(catalogue)
    address = f"{catalogue.cited_address}{page}" if catalogue.cited_address else ""
    return join_citation(head, subject, tail, address, mark)


def format_fingerprint(digits: str) -> str:
    """Return hex digits as in a citation: the form, then groups of four."""
    groups = (digits[start : start + GROUP] for start in range(0, len(digits), GROUP))
    return "-".join((FORM, *groups))


def full_fingerprint(catalogue: Catalogue, subject: str, content_digest: str) -> str:
    """Return the fingerprint of an entry or a print: 32 hex digits of a SHA-256.

    ``subject`` is its number or id, ``content_digest`` the SHA-256 of its content.
    """
    stamp = catalogue.stamp
    edition, sealed = (stamp.edition, stamp.digest) if stamp else (WORKING, "")
    return digest({"edition": edition, "sha256": sealed, "of": subject, "says": content_digest})[
        :CODE_DIGITS
    ]


def cite(catalogue: Catalogue, record: Record) -> Citation:
    """Return the citation of a record in this catalogue."""
    subject, page = f"{record.id}{record.name}", f"{record.slug}/"
    if is_format_1(catalogue):
        mark = fingerprint = catalogue.fingerprint(record)
    else:
        fingerprint = full_fingerprint(catalogue, record.id, catalogue.seal(record))
        mark = format_fingerprint(fingerprint[:LINE_DIGITS])
    return Citation(citation_line(catalogue, subject, page, mark), mark, fingerprint)
