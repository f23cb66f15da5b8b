"""What every print says of itself: which catalogue, as of when, its fingerprint and address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.editions.citation import citation_line, edition_word
from generator.model import addresses
from generator.model.canonical import fingerprint_of
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """版本说明: what stands in the foot of a print."""

    title: str
    publisher: str
    edition: str
    in_force: str
    """What says since when it applies; empty for a working catalogue."""
    verified_on: str
    fingerprint: str
    notice: str
    """The standing of the catalogue, in one sentence."""
    hotline: str
    page: str
    """Address of the page below the site's root."""
    line: str
    """The citation of the print, in one line."""
    code: str
    """What the QR code says: the address that checks the print, or the line where no address is
    settled."""


def imprint(catalogue: Catalogue, entries: Iterable[Entry], page: str, name: str) -> Imprint:
    """Return the imprint of a print that shows ``entries``, found again at ``page``.

    ``name`` is what the print is called; of one entry it is the entry's number and name.
    """
    settings, stamp = catalogue.settings, catalogue.stamp
    shown = tuple(entries)
    mark = fingerprint_of(one.fingerprint for one in shown)
    subject = f"{shown[0].id}{shown[0].name}" if len(shown) == 1 else name
    line = citation_line(catalogue, subject, page, mark)
    asked = f"{shown[0].id if len(shown) == 1 else ''}.{stamp.edition if stamp else ''}.{mark}"
    return Imprint(
        title=settings.title,
        publisher=settings.publisher,
        edition=edition_word(catalogue),
        in_force=stamp.in_force_on.isoformat() if stamp else "",
        verified_on=settings.verified_on.isoformat(),
        fingerprint=mark,
        notice=f"{settings.standing.headline}{settings.standing.notice}",
        hotline=settings.hotline.phone,
        page=page,
        line=line,
        code=f"{catalogue.address}{addresses.VERIFY}?c={asked}" if catalogue.address else line,
    )
