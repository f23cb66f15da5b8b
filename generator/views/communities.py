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
    """Whom to call for what."""

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
    """What only communities of its type have."""
    groups: tuple[EntryGroup, ...]


def communities_view(catalogue: Catalogue, *, title: str) -> CommunitiesView:
    """Return the list of communities."""
    return CommunitiesView(
        title=title,
        rows=tuple(
            CommunityRow(
                community=Link(title=one.name, address=addresses.record(one.kind.name, one.id)),
                type=concept_link(catalogue, "community-types", one.type).title,
                address=one.address,
                phone=one.phone,
                hours=one.hours,
            )
            for one in catalogue.communities.values()
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
        contacts=tuple(
            ContactLine(label=one.for_, phone=one.phone, place=one.place)
            for one in community.contacts
        ),
        platforms=tuple(concept_link(catalogue, "platforms", one) for one in community.platforms),
        verified_on=community.verified_on.isoformat(),
        money=_money(catalogue, community, on),
        own=tuple(entry_link(entry) for entry in applying if entry.community_types),
        groups=entry_groups(by_kind(catalogue, applying)),
    )


def applies(entry: Entry, type_: str) -> bool:
    """Tell whether an entry is for communities of this type; those that name none are for all."""
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
