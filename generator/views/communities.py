"""各社区: the list of communities and the page of each, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.derive.money import CommunityProfile, lines
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry
from generator.model.supporting import Community
from generator.views.gatherings import EntryGroup, entry_groups
from generator.views.groups import by_kind
from generator.views.links import EntryLink, Link, concept_link, entry_link
from generator.views.money import span


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityRow:
    """One community in the list."""

    community: Link
    type: str
    address: str
    phone: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunitiesView:
    """各社区."""

    title: str
    rows: tuple[CommunityRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLine:
    """A contact of the community: what to call it for, its telephone number and its place."""

    label: str
    phone: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine:
    """What one standard would yield here in a year."""

    entry: Link
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityView:
    """One community: its windows, what applies to it, and its prints."""

    title: str
    crumbs: tuple[Link, ...]
    phone: str
    address: str
    hours: str
    poster: str
    """The address of its poster; empty when it was not made."""
    type: Link | None
    households: int | None
    contacts: tuple[ContactLine, ...]
    platforms: tuple[Link, ...]
    verified_on: str
    money: tuple[MoneyLine, ...]
    own: tuple[EntryLink, ...]
    """Entries that apply only to communities of its type."""
    groups: tuple[EntryGroup, ...]


def communities_view(catalogue: Catalogue, *, title: str) -> CommunitiesView:
    """Return the list of communities."""
    return CommunitiesView(
        title=title,
        rows=tuple(
            CommunityRow(
                community=Link(
                    title=community.name,
                    address=addresses.record(community.kind.name, community.id),
                ),
                type=concept_link(catalogue, "community-types", community.type).title,
                address=community.address,
                phone=community.phone,
                hours=community.hours,
            )
            for community in catalogue.communities.values()
        ),
    )


def community_view(
    catalogue: Catalogue, community: Community, on: date, *, poster: str
) -> CommunityView:
    """Return the page of one community on the day ``on``. ``poster`` is its poster's address."""
    applying = [e for e in catalogue.entries.values() if applies(e, community.type)]
    return CommunityView(
        title=community.name,
        crumbs=(Link(title="各社区", address=addresses.COMMUNITIES),),
        phone=community.phone,
        address=community.address,
        hours=community.hours,
        poster=poster,
        type=concept_link(catalogue, "community-types", community.type) if community.type else None,
        households=community.households,
        contacts=contact_lines(community),
        platforms=tuple(
            concept_link(catalogue, "platforms", platform) for platform in community.platforms
        ),
        verified_on=community.verified_on.isoformat(),
        money=_money(catalogue, community, on),
        own=tuple(entry_link(entry) for entry in applying if entry.community_types),
        groups=entry_groups(by_kind(catalogue, applying, plain=True)),
    )


def contact_lines(community: Community) -> tuple[ContactLine, ...]:
    """Return the contacts of a community, as it lists them."""
    return tuple(
        ContactLine(label=contact.for_, phone=contact.phone, place=contact.place)
        for contact in community.contacts
    )


def applies(entry: Entry, type_: str) -> bool:
    """Tell whether an entry applies to communities of this type. One that names no type is for all."""
    return not entry.community_types or not type_ or type_ in entry.community_types


def _money(catalogue: Catalogue, community: Community, on: date) -> tuple[MoneyLine, ...]:
    if not community.households:
        return ()
    profile = CommunityProfile(type=community.type, households=community.households)
    return tuple(
        MoneyLine(
            entry=entry_link(line.entry), text=span(line.least, line.most, at_least=line.at_least)
        )
        for line in lines(catalogue, "recommended", profile, on)
        if line.most
    )
