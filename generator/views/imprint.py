"""The imprint of a print: its catalogue, its date, its fingerprint and its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from generator.editions.citation import (
    FORM,
    LINE_DIGITS,
    MARK,
    Citation,
    citation_line,
    cite,
    edition_label,
    format_fingerprint,
    full_fingerprint,
    is_format_1,
)
from generator.model import addresses
from generator.model.canonical import digest, fingerprint_of
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.stamp import FrozenPrint


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """版本说明: the foot of a print."""

    title: str
    publisher: str
    edition: str
    in_force: str
    """The day since which it applies; empty for a working catalogue."""
    verified_on: str
    fingerprint: str
    held: str
    """The part of the fingerprint in the QR code; longer than the printed one."""
    notice: str
    """The legal notice of the catalogue, in one sentence."""
    hotline: str
    page: str
    """Address of the page below the site's root."""
    line: str
    """The citation of the print, in one line."""
    code: str
    """The content of the QR code: the address that verifies the print, or the citation line as long
    as the site has no address."""
    printed: FrozenPrint
    """The print as it is frozen in an edition."""


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
    """Return the imprint of a print that shows ``entries`` and whose web page is ``page``.

    ``name`` is the title of the print. A print of one ``entry`` is cited as that entry, a form by
    its ``wording``. A print that is frozen in the edition keeps the values it has there.
    """
    settings, stamp, listed = catalogue.settings, catalogue.stamp, tuple(entries)
    frozen = stamp.prints.get(id) if stamp else None
    printed = frozen or _printed(
        catalogue,
        listed,
        FrozenPrint(
            id=id,
            title=name,
            page=page,
            rule=rule,
            ids=tuple(one.id for one in listed),
            entry=listed[0].id if entry else "",
        ),
        wording,
    )
    cited = cited_print(catalogue, printed)
    return Imprint(
        title=settings.title,
        publisher=settings.publisher,
        edition=edition_label(catalogue),
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
    if is_format_1(catalogue):
        return Citation(printed.line, printed.mark, printed.mark)
    if printed.entry:
        return cite(catalogue, catalogue.entries[printed.entry])
    held = full_fingerprint(catalogue, printed.id, printed.says)
    mark = format_fingerprint(held[:LINE_DIGITS])
    return Citation(f"{printed.line}，{MARK}{mark}", mark, held)


def _printed(
    catalogue: Catalogue, entries: tuple[Entry, ...], about: FrozenPrint, wording: tuple[str, ...]
) -> FrozenPrint:
    """Return a print with the digest of its content and its citation, by the present rules."""
    seals = [[entry.id, catalogue.seal(entry)] for entry in entries]
    if about.entry:
        says = catalogue.seal(entries[0])
    else:
        says = digest(wording or [about.title, about.page, seals])
    if is_format_1(catalogue):
        return _first_form(catalogue, entries, about, says)
    line = "" if about.entry else citation_line(catalogue, about.title, about.page)
    return _with(about, says=says, line=line)


def _first_form(
    catalogue: Catalogue, entries: tuple[Entry, ...], about: FrozenPrint, says: str
) -> FrozenPrint:
    """Return a print as editions of format 1 cite it. A print of a single entry is cited as it."""
    mark = fingerprint_of(catalogue.fingerprint(entry) for entry in entries)
    subject = f"{entries[0].id}{entries[0].name}" if len(entries) == 1 else about.title
    line = citation_line(catalogue, subject, about.page, mark)
    entry = entries[0].id if len(entries) == 1 else ""
    return _with(about, says=says, line=line, mark=mark, entry=entry)


def _with(about: FrozenPrint, **parts: str) -> FrozenPrint:
    return msgspec.structs.replace(about, **parts)


def code_at(address: str, catalogue: Catalogue, printed: FrozenPrint, cited: Citation) -> str:
    """Return the content of a print's QR code. ``address`` is empty if the site has none yet."""
    first = is_format_1(catalogue)
    if not address:
        whole = f"{MARK}{format_fingerprint(cited.held)}"
        return cited.line if first else cited.line.replace(f"{MARK}{cited.fingerprint}", whole)
    return f"{address}{verification_address(catalogue, printed.entry, cited)}"


def verification_address(catalogue: Catalogue, entry: str, cited: Citation) -> str:
    """Return the address, below the site's root, that verifies a citation. ``entry`` may be empty."""
    form = () if is_format_1(catalogue) else (FORM,)
    edition = catalogue.stamp.edition if catalogue.stamp else ""
    return f"{addresses.VERIFY}?c={'.'.join((*form, entry, edition, cited.held))}"
