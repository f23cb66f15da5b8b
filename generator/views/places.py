"""我的街道: streets, the windows that serve them, and whom to ask where no window is known."""

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
    """The ids of the streets it serves; empty for a window that serves all."""
    serves_names: str
    unverified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWindows:
    """The windows of one body that serve a street."""

    body: Link
    windows: tuple[WindowLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """One street, with the offices that are known to serve it."""

    id: str
    label: str
    whole: str
    """The name of its district followed by its own."""
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
    """Whether a window is known for any street."""


def windows(catalogue: Catalogue, body: Body | None) -> tuple[WindowLine, ...]:
    """Return the windows of a body that have an address."""
    channels = body.channels if body else ()
    return tuple(
        _window(catalogue, channel)
        for channel in channels
        if channel.type == _WINDOW and channel.address
    )


def _window(catalogue: Catalogue, channel: Channel) -> WindowLine:
    streets = catalogue.concepts.get(PLACES, {})
    return WindowLine(
        name=channel.name,
        address=channel.address,
        hours=channel.hours,
        phone=channel.phone,
        serves=channel.serves,
        serves_names="、".join(
            streets[street].label for street in channel.serves if street in streets
        ),
        unverified=channel.unverified,
    )


def places_view(catalogue: Catalogue) -> PlacesView:
    """Return every street by district, with the windows and communities known there."""
    vocabulary = catalogue.vocabularies[PLACES]
    lines = [(concept.description, _place(catalogue, concept)) for concept in vocabulary.concepts]
    return PlacesView(
        title=vocabulary.title,
        intro=vocabulary.intro,
        districts=tuple(
            District(id=f"p-{order}", title=name, places=tuple(line for _, line in group))
            for order, (name, group) in enumerate(groupby(lines, key=lambda line: line[0]), start=1)
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
            Link(title=community.name, address=addresses.record(community.kind.name, community.id))
            for community in catalogue.communities.values()
            if community.place == place.id
        ),
    )


def _offices(catalogue: Catalogue, place: str) -> Iterable[OfficeWindows]:
    for body in catalogue.bodies.values():
        own = tuple(window for window in windows(catalogue, body) if place in window.serves)
        if own:
            link = Link(title=body.short_name, address=addresses.record(body.kind.name, body.id))
            yield OfficeWindows(body=link, windows=own)
