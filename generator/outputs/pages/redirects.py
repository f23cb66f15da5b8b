"""Addresses are permanent: what an edition had leads somewhere for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.model import addresses
from generator.model.catalogue import SETTINGS, Catalogue
from generator.outputs.context import RenderContext
from generator.outputs.page import Page
from generator.outputs.traditional import PREFIX, traditional_html
from generator.problems.problem import Place, Problem
from generator.views.services import MovedView


def released(context: RenderContext) -> frozenset[str]:
    """Return every address that any edition's site had."""
    return frozenset(address for step in context.steps for address in step.edition.addresses)


def redirects(context: RenderContext, pages: Iterable[Page]) -> Mapping[str, str]:
    """Return for each released address that has no page now the one it leads to; empty if none.

    What only gathers other pages leads to the next larger gathering by itself; the rest is
    what ``redirects`` in ``catalogue.yml`` says.
    """
    there = {page.address for page in pages}
    told = _verdicts(context.catalogue)
    told |= {item.from_: item.to for item in context.catalogue.settings.redirects}
    found = {}
    for address in sorted((released(context) | told.keys()) - there):
        target = told.get(address) or _gathering(context, address)
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


def _gathering(context: RenderContext, address: str) -> str:
    """Return the page that still holds what a list, a letter or a slip showed."""
    if address.startswith("slip-"):
        return address.removeprefix("slip-")
    if address.startswith("letter-"):
        return "letters/"
    for kind in context.catalogue.kinds.of_entries():
        if address.startswith(f"{kind.folder}-"):
            return f"{kind.folder}/"
    return ""


def dropped(found: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each address that leads nowhere."""
    for address, target in found.items():
        if not target:
            yield Problem(
                code="W102",
                message=f"发布过的网址/{address}没有了，也没有写搬到哪里",
                place=Place(SETTINGS),
                hint="把文件恢复；改了名的，在catalogue.yml的redirects里写上from和to。",
            )


def redirect_page(context: RenderContext, target: str) -> bytes:
    """Return a small page that leads on, for browsers with and without script."""
    return context.render("moved.html.j2", MovedView(target=f"../{target}"), root="../").encode()


def redirect_files(context: RenderContext, moved: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the page that leads on, for each address that has moved."""
    for address, target in moved.items():
        yield f"{address}index.html", redirect_page(context, target)


def traditional_redirects(
    context: RenderContext, moved: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the same in Traditional characters, for the copy of the site."""
    for path, content in redirect_files(context, moved):
        yield f"{PREFIX}{path}", traditional_html(content.decode()).encode()
