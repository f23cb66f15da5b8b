"""Addresses are permanent: what an edition had leads somewhere for ever."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from generator.editions.history import EditionChanges
from generator.model import addresses
from generator.model.catalogue import SETTINGS, Catalogue
from generator.model.settings import Redirect
from generator.outputs.context import RenderContext
from generator.outputs.page import Page
from generator.outputs.traditional import PREFIX, traditional_html
from generator.problems.problem import Location, Problem
from generator.views.services import MovedView


def released(steps: Iterable[EditionChanges], until: date | None = None) -> frozenset[str]:
    """Return every address that the site of any edition had, of those in force by ``until``."""
    editions = (step.edition for step in steps)
    begun = (one for one in editions if until is None or one.in_force_on <= until)
    return frozenset(address for edition in begun for address in edition.addresses)


def redirects(
    catalogue: Catalogue, had: frozenset[str], given: Iterable[Redirect], there: Collection[str]
) -> Mapping[str, str]:
    """Return for each address that has no page now the one it leads to; empty if none.

    ``had`` are the addresses that were released, ``given`` what was written of moves, ``there`` the
    addresses of the pages. What only gathers other pages leads to the next larger gathering by
    itself. What moved more than once leads to where it is at last.
    """
    moves = _verdicts(catalogue) | {item.from_: item.to for item in given}
    found = {}
    for address in sorted((had | moves.keys()) - frozenset(there)):
        target = _end(address, moves, there) or _gathering(catalogue, address)
        found[address] = target if target.partition("#")[0] in there else ""
    return found


def _verdicts(catalogue: Catalogue) -> dict[str, str]:
    """Return where the lists of one verdict lead that prints name: to their part of the hub."""
    found = {}
    for kind in catalogue.kinds.of_entries():
        hub = addresses.kind(kind.folder)
        there = {str(entry.decision) for entry in catalogue.entries_of(kind)}
        for verdict in kind.decision_words:
            place = f"{hub}#{verdict}" if verdict in there else hub
            found[addresses.decision(kind.folder, verdict)] = place
    return found


def redirects_as_of(
    catalogue: Catalogue, had: frozenset[str], given: Iterable[Redirect], there: Collection[str]
) -> Mapping[str, str]:
    """Return the redirects of the site of an edition that may not be the last.

    What moved to a page that came later is left out. A page of that time that the program makes no
    more leads to the page of the edition, which shows all that it said.
    """
    stamp = catalogue.stamp
    edition = addresses.edition(stamp.edition) if stamp else ""
    found = redirects(catalogue, had, given, there)
    return {
        address: target or edition for address, target in found.items() if target or address in had
    }


def _end(address: str, moves: Mapping[str, str], there: Collection[str]) -> str:
    """Follow what was written from an address to the first page there is; empty if to none."""
    seen: set[str] = set()
    while address in moves and address not in seen:
        seen.add(address)
        address = moves[address]
        if address.partition("#")[0] in there:
            return address
    return ""


def _gathering(catalogue: Catalogue, address: str) -> str:
    """Return the page that still holds what a list, a letter or a slip showed."""
    if address.startswith("slip-"):
        return address.removeprefix("slip-")
    if address.startswith("letter-"):
        return "letters/"
    for kind in catalogue.kinds.of_entries():
        if address.startswith(f"{kind.folder}-"):
            return f"{kind.folder}/"
    return ""


def dropped(targets: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each address that leads nowhere."""
    for address, target in targets.items():
        if not target:
            yield Problem(
                code="W102",
                message=f"发布过的网址/{address}没有了，也没有写搬到哪里",
                location=Location(SETTINGS),
                hint="把文件恢复；改了名的，在catalogue.yml的redirects里写上from和to。",
            )


def redirect_files(
    context: RenderContext, pages: Iterable[Page], moved: Mapping[str, str], *, traditional: bool
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the page that leads on, for each address that has moved.

    The page names where it leads, for who reads with a browser that does not follow by itself.
    """
    titles = {page.address: page.title for page in pages}
    for address, target in moved.items():
        view = MovedView(
            target=f"../{target}",
            title=titles[target.partition("#")[0]],
            canonical=f"{context.catalogue.address}{target}" if context.catalogue.address else "",
        )
        page = context.render("moved.html.j2", view, root="../")
        yield f"{address}index.html", page.encode()
        if traditional:
            yield f"{PREFIX}{address}index.html", traditional_html(page).encode()
