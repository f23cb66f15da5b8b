"""我的街道: where people live, which windows serve it, and whom to ask where none is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.supporting import Body, Channel, Concept
from generator.views.links import Link

PLACES = "places"
"""The vocabulary of streets, towns and townships; it has one page."""
_WINDOW = "window"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLine:
    """窗口: a counter, and the streets it serves."""

    name: str
    address: str
    hours: str
    phone: str
    serves: tuple[str, ...]
    """Numbers of streets; none for a window that serves all."""
    serves_names: str
    unverified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWindows:
    """The windows of one body that serve a street."""

    body: Link
    windows: tuple[WindowLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """One street, with what is known to serve it."""

    id: str
    label: str
    whole: str
    """Its name after that of its district."""
    offices: tuple[OfficeWindows, ...]
    communities: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """The streets of one district."""

    id: str
    title: str
    places: tuple[PlaceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesView:
    """我的街道."""

    title: str
    intro: str
    districts: tuple[District, ...]
    is_known: bool
    """Whether a window of any street is known."""


def windows(catalogue: Catalogue, body: Body | None) -> tuple[WindowLine, ...]:
    """Return the windows of a body that have an address."""
    found = body.channels if body else ()
    return tuple(_window(catalogue, one) for one in found if one.type == _WINDOW and one.address)


def _window(catalogue: Catalogue, channel: Channel) -> WindowLine:
    known = catalogue.concepts.get(PLACES, {})
    return WindowLine(
        name=channel.name,
        address=channel.address,
        hours=channel.hours,
        phone=channel.phone,
        serves=channel.serves,
        serves_names="、".join(known[one].label for one in channel.serves if one in known),
        unverified=channel.unverified,
    )


def places_view(catalogue: Catalogue) -> PlacesView:
    """Return every street, by its district, with the windows and committees known there."""
    vocabulary = catalogue.vocabularies[PLACES]
    lines = [(one.description, _place(catalogue, one)) for one in vocabulary.concepts]
    return PlacesView(
        title=vocabulary.title,
        intro=vocabulary.intro,
        districts=tuple(
            District(id=f"p-{order}", title=name, places=tuple(line for _, line in some))
            for order, (name, some) in enumerate(groupby(lines, key=lambda one: one[0]), start=1)
        ),
        is_known=any(line.offices or line.communities for _, line in lines),
    )


def _place(catalogue: Catalogue, place: Concept) -> PlaceLine:
    return PlaceLine(
        id=place.id,
        label=place.label,
        whole=f"{place.description}{place.label}",
        offices=tuple(_offices(catalogue, place.id)),
        communities=tuple(
            Link(title=one.name, address=addresses.record(one.kind.name, one.id))
            for one in catalogue.communities.values()
            if one.place == place.id
        ),
    )


def _offices(catalogue: Catalogue, place: str) -> Iterable[OfficeWindows]:
    for body in catalogue.bodies.values():
        own = tuple(one for one in windows(catalogue, body) if place in one.serves)
        if own:
            link = Link(title=body.short_name, address=addresses.record(body.kind.name, body.id))
            yield OfficeWindows(body=link, windows=own)
