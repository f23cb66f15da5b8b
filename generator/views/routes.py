"""Where to go, and who does what: the lines of the card beside an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import Decision, Entry, Service
from generator.model.parts import Route
from generator.views.columns import short_name
from generator.views.links import Link
from generator.views.places import WindowLine, windows

EMERGENCY = frozenset({"110", "119", "120", "122"})
"""Emergency numbers, which are not for questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteLine:
    """去哪里办: one route, as a bold line and a line below it."""

    heading: str
    detail: str
    unverified: bool
    condition: str = ""
    """When this route applies; the heading begins with it."""
    office: Link | None = None
    """The office, as a link under the name in the heading."""
    phone: str = ""
    """The telephone number of the office; empty if no source gives one."""
    url: str = ""
    """The online service, on a government host."""
    url_title: str = ""
    windows: tuple[WindowLine, ...] = ()
    """The windows of the office, as far as sources name them."""


def route_lines(catalogue: Catalogue, entry: Entry) -> Iterator[RouteLine]:
    """Yield one line for each route of an entry."""
    for route in entry.routes:
        yield route_line(catalogue, route)


def duty_lines(catalogue: Catalogue, entry: Entry) -> list[RouteLine]:
    """谁负责，谁出钱: return who leads, what the community does, and the funding of a service."""
    if not isinstance(entry, Service) or not opens_with_duties(entry):
        return []
    lead = "、".join(short_name(catalogue, body) for body in entry.competent_bodies[:2])
    own = entry.role == "own"
    duties = [] if own or not lead else [(f"牵头：{lead}", entry.body_does)]
    duties.append(("社区自己办" if own else "协助：社区", entry.community_does))
    if entry.funding:
        words = entry.kind.labels("funding", "principle")
        duties.append((f"经费：{words.get(entry.funding.principle, '')}", ""))
    return [
        RouteLine(heading=heading, detail=detail, unverified=False) for heading, detail in duties
    ]


def opens_with_duties(entry: Service) -> bool:
    """Tell whether a page begins with who does what instead of where to go."""
    return bool(entry.community_does) and entry.decision is not Decision.FORBIDDEN


def route_line(catalogue: Catalogue, route: Route) -> RouteLine:
    """Return the line of one route."""
    place = route.place or short_name(catalogue, route.body)
    if not place:
        words = catalogue.kinds.labels("routes", "type")
        has_document = route.type == "existing_document"
        place = "先看手里的证件" if has_document else words[route.type]
    heading = f"{route.condition}：{place}" if route.condition else place
    details = ("、".join(route.documents), *_terms(route), route.text)
    return RouteLine(
        heading=heading,
        detail="；".join(part for part in details if part),
        unverified=route.unverified,
        condition=route.condition,
        office=_office(catalogue, route, place),
        phone=_phone(catalogue, route),
        url=route.url,
        windows=windows(catalogue, catalogue.bodies.get(route.body)),
        url_title=route.channel_name or urlsplit(route.url).hostname or "",
    )


def _office(catalogue: Catalogue, route: Route, place: str) -> Link | None:
    """Return the office of a route as a link, under the name that the route uses."""
    body = catalogue.bodies.get(route.body)
    if body is None:
        return None
    return Link(title=place, address=addresses.record(body.kind.name, body.id))


def _phone(catalogue: Catalogue, route: Route) -> str:
    """Return the telephone number of the office of a route; empty if none is known."""
    body, general = catalogue.bodies.get(route.body), catalogue.settings.hotline.phone
    for channel in body.channels if body else ():
        is_checked = channel.phone and not channel.unverified
        if is_checked and channel.phone not in EMERGENCY | {general}:
            return channel.phone
    return ""


def _terms(route: Route) -> Iterator[str]:
    """Yield the terms of a route: its limit, its validity, other regions, and online services."""
    if route.threshold:
        yield f"限额：{route.threshold}"
    if route.validity:
        yield f"有效期：{route.validity}"
    if route.cross_region is not None:
        yield "外地也能办" if route.cross_region else "只能在当地办"
    if route.channel_name and not route.url:
        yield f"网上办：{route.channel_name}"
