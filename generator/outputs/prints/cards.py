"""The pictures beside links that somebody sends: one for each kind of entries and verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from generator.model.catalogue import Catalogue
from generator.outputs.page import SITE_PICTURE
from generator.outputs.prints.typesetting import drawn
from generator.views.groups import by_decision

_LINE = 640
"""Points of a line that a verdict has beside its sign."""
_LARGEST, _LARGEST_OF_SITE = 112, 84


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    name: str
    above: str
    decision: str
    words: str
    below: str
    size: int
    """Of the words, in points."""


def cards(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the PNG of each picture. The same catalogue gives the same bytes."""
    wanted = tuple(_wanted(catalogue))
    title = catalogue.settings.short_title
    data = {"title": title, "publisher": title, "cards": [asdict(card) for card in wanted]}
    pictures = drawn("card", data)
    for card, picture in zip(wanted, pictures, strict=True):
        yield card.name, picture


def _wanted(catalogue: Catalogue) -> Iterator[_Card]:
    title, standing = catalogue.settings.short_title, catalogue.settings.standing
    below = f"{standing.headline}{standing.notice}"
    yield _Card(
        name=SITE_PICTURE,
        above="您要办什么事？",
        decision="",
        words=title,
        below=below,
        size=min(_LARGEST_OF_SITE, _LINE // len(title)),
    )
    for kind in catalogue.kinds.of_entries():
        for group in by_decision(kind, catalogue.entries_of(kind)):
            words = kind.plain_word(group.id)
            yield _Card(
                name=f"{kind.folder}-{group.id}",
                above=f"{title}：{kind.hub or kind.title}",
                decision=group.id,
                words=words,
                below=below,
                size=min(_LARGEST, _LINE // len(words)),
            )
