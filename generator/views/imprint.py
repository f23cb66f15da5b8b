"""What every print says of itself: which catalogue, as of when, its fingerprint and address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from generator.editions.citation import (
    FORM,
    MARK,
    SHOWN,
    Citation,
    citation_line,
    cite,
    edition_word,
    grouped,
    held_mark,
    is_first_form,
)
from generator.model import addresses
from generator.model.canonical import digest, fingerprint_of
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.stamp import FrozenPrint


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
    held: str
    """All of the fingerprint that the QR code holds."""
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
    printed: FrozenPrint
    """The print as an edition has it, or will."""


def imprint(
    catalogue: Catalogue,
    entries: Iterable[Entry],
    page: str,
    name: str,
    *,
    id: str,  # noqa: A002 - what an edition calls it
    rule: str,
    entry: bool = False,
    wording: tuple[str, ...] = (),
) -> Imprint:
    """Return the imprint of a print that shows ``entries``, found again at ``page``.

    ``name`` is what the print is called. A print of one ``entry`` is cited as that entry, a form
    by its ``wording``. What an edition says of the print stays as it is there.
    """
    settings, stamp, shown = catalogue.settings, catalogue.stamp, tuple(entries)
    kept = stamp.prints.get(id) if stamp else None
    printed = kept or _printed(
        catalogue,
        shown,
        FrozenPrint(
            id=id,
            title=name,
            page=page,
            rule=rule,
            ids=tuple(one.id for one in shown),
            entry=shown[0].id if entry else "",
        ),
        wording,
    )
    cited = cited_print(catalogue, printed)
    return Imprint(
        title=settings.title,
        publisher=settings.publisher,
        edition=edition_word(catalogue),
        in_force=stamp.in_force_on.isoformat() if stamp else "",
        verified_on=settings.verified_on.isoformat(),
        fingerprint=cited.fingerprint,
        held=cited.held,
        notice=f"{settings.standing.headline}{settings.standing.notice}",
        hotline=settings.hotline.phone,
        page=printed.page,
        line=cited.line,
        code=code_at(catalogue.address, catalogue, printed, cited),
        printed=printed,
    )


def cited_print(catalogue: Catalogue, printed: FrozenPrint) -> Citation:
    """Return how a print of a catalogue is cited."""
    if is_first_form(catalogue):
        return Citation(printed.line, printed.mark, printed.mark)
    if printed.entry:
        return cite(catalogue, catalogue.entries[printed.entry])
    held = held_mark(catalogue, printed.id, printed.says)
    mark = grouped(held[:SHOWN])
    return Citation(f"{printed.line}，{MARK}{mark}", mark, held)


def _printed(
    catalogue: Catalogue, shown: tuple[Entry, ...], about: FrozenPrint, wording: tuple[str, ...]
) -> FrozenPrint:
    """Return a print with what it says and how it is cited, by today's rules."""
    seals = [[one.id, catalogue.seal(one)] for one in shown]
    if about.entry:
        says = catalogue.seal(shown[0])
    else:
        says = digest(wording or [about.title, about.page, seals])
    if is_first_form(catalogue):
        return _first_form(catalogue, shown, about, says)
    line = "" if about.entry else citation_line(catalogue, about.title, about.page)
    return _with(about, says=says, line=line)


def _first_form(
    catalogue: Catalogue, shown: tuple[Entry, ...], about: FrozenPrint, says: str
) -> FrozenPrint:
    """Return a print as editions of format 1 cite it: one of a single entry as that entry."""
    mark = fingerprint_of(catalogue.fingerprint(one) for one in shown)
    subject = f"{shown[0].id}{shown[0].name}" if len(shown) == 1 else about.title
    line = citation_line(catalogue, subject, about.page, mark)
    entry = shown[0].id if len(shown) == 1 else ""
    return _with(about, says=says, line=line, mark=mark, entry=entry)


def _with(about: FrozenPrint, **parts: str) -> FrozenPrint:
    return msgspec.structs.replace(about, **parts)


def code_at(address: str, catalogue: Catalogue, printed: FrozenPrint, cited: Citation) -> str:
    """Return what the QR code of a print says where the site is at ``address``, or at none yet."""
    first = is_first_form(catalogue)
    if not address:
        whole = f"{MARK}{grouped(cited.held)}"
        return cited.line if first else cited.line.replace(f"{MARK}{cited.fingerprint}", whole)
    return f"{address}{asked_at(catalogue, printed.entry, cited)}"


def asked_at(catalogue: Catalogue, entry: str, cited: Citation) -> str:
    """Return the address below the site's root that checks a citation; ``entry`` may be empty."""
    form = () if is_first_form(catalogue) else (FORM,)
    edition = catalogue.stamp.edition if catalogue.stamp else ""
    return f"{addresses.VERIFY}?c={'.'.join((*form, entry, edition, cited.held))}"
