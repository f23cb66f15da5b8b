"""What every print says of itself: which catalogue, as of when, its fingerprint and address."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.model.catalogue import Catalogue
from generator.model.things import Entry
from generator.views.citation import fingerprint

WORKING = "工作稿"
"""What stands where the edition would: the catalogue as it is being worked on."""
MARK_LENGTH = 8


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
    code: str
    """What the QR code says: the page's whole address, or the line itself where no address is settled."""

    @property
    def line(self) -> str:
        """The imprint in one line."""
        since = f"，{self.in_force}起施行" if self.in_force else ""
        return (
            f"《{self.title}》{self.edition}{since}，{self.verified_on}核对，指纹{self.fingerprint}"
        )


def imprint(catalogue: Catalogue, entries: Iterable[Entry], page: str, name: str) -> Imprint:
    """Return the imprint of a print that shows ``entries``, found again at ``page``.

    ``name`` is what the print is called; it is in the QR code where there is no address.
    """
    settings = catalogue.settings
    standing = settings["standing"]
    mark = fingerprint_of(entries)
    told = Imprint(
        title=settings["title"],
        publisher=settings["publisher"],
        edition=WORKING,
        in_force="",
        verified_on=settings["verified_on"],
        fingerprint=mark,
        notice=f"{standing['headline']}{standing['notice']}",
        hotline=settings["hotline"]["phone"],
        page=page,
        code=f"{catalogue.address}{page}",
    )
    return told if catalogue.address else replace(told, code=f"{name}\n{told.line}")


def fingerprint_of(entries: Iterable[Entry]) -> str:
    """Return the fingerprint of one entry, or of several taken together in their order."""
    marks = [fingerprint(entry) for entry in entries]
    if len(marks) == 1:
        return marks[0]
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()[:MARK_LENGTH]
