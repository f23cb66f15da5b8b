"""Wall posters: which certificates the community issues, which it does not, and where to go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.model import addresses
from generator.model.catalogue import SETTINGS, Catalogue
from generator.model.entries import Certificate, Decision
from generator.model.supporting import Community
from generator.views.columns import documents, places
from generator.views.communities import ContactLine, applies, contact_lines
from generator.views.imprint import Imprint, imprint
from generator.views.links import concept_link
from generator.views.listings import COMMUNITY_TYPES
from generator.views.quotation import Quotation, quotation

_TITLE = re.compile(r"《[^《》]+》")
GENERAL = "general"
"""The poster for any community."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterRow:
    """One certificate on a poster. One that is not issued has a place to go and what to bring."""

    id: str
    name: str
    where: str
    instead: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterPart:
    """One half of a poster."""

    decision: str
    word: str
    note: str
    rows: tuple[PosterRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterCommunity:
    """The community whose poster it is."""

    id: str
    name: str
    address: str
    phone: str
    hours: str
    contacts: tuple[ContactLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """公开栏海报: an A3 sheet to be read from two metres."""

    slug: str
    title: str
    heading: str
    lead: str
    parts: tuple[PosterPart, ...]
    rule: Quotation | None
    community: PosterCommunity | None
    """The community whose poster it is; none for a general one."""
    imprint: Imprint
    source: str = SETTINGS
    """The file of the catalogue that the poster is made from."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The numbers of all entries on it, in order."""
        return tuple(row.id for part in self.parts for row in part.rows)


def posters(catalogue: Catalogue, on: date) -> Iterator[Poster]:
    """Yield the general posters, those of community types that differ, and one for each community."""
    certificates = _certificates(catalogue, on)
    both = _parts(catalogue, certificates)
    if not both:
        return
    heading = "开证明，先看这里"
    lead = "社区能开的很少。不开的，去哪里、拿什么代替，都写在这里。"
    yield _poster(catalogue, GENERAL, heading, lead, both)
    for part in both:
        alone, alone_lead = _ALONE[part.decision]
        yield _poster(catalogue, part.decision, alone, alone_lead, (part,))
    vocabulary = catalogue.vocabularies.get(COMMUNITY_TYPES)
    for type_ in vocabulary.concepts if vocabulary else ():
        parts = _parts(catalogue, certificates, type_.id)
        if parts and parts != both:
            slug = f"{GENERAL}-{type_.id}"
            yield _poster(catalogue, slug, heading, lead, parts, of=type_.label, type_=type_.id)
    for community in catalogue.communities.values():
        parts = _parts(catalogue, certificates, community.type)
        if parts:
            yield _of_community(catalogue, community, heading, lead, parts, filtered=parts != both)


_ALONE = {
    str(Decision.FORBIDDEN): ("这些证明，社区不开", "去哪里、拿什么代替，写在后面。"),
    str(Decision.PERMITTED): ("这些证明，社区可以开", "来以前先问清带什么。"),
}
"""Heading and lead of a poster with one verdict, in the order of the poster with both."""


def _of_community(
    catalogue: Catalogue,
    community: Community,
    heading: str,
    lead: str,
    parts: tuple[PosterPart, ...],
    *,
    filtered: bool,
) -> Poster:
    """Return a community's poster. It is cited as the general one unless it shows fewer entries."""
    poster = (
        _poster(
            catalogue,
            community.slug,
            heading,
            lead,
            parts,
            of=community.name,
            type_=community.type,
        )
        if filtered
        else _poster(catalogue, GENERAL, heading, lead, parts)
    )
    return replace(
        poster,
        slug=community.slug,
        title=f"海报：{heading}（{community.name}）",
        community=PosterCommunity(
            id=community.id,
            name=community.name,
            address=community.address,
            phone=community.phone,
            hours=community.hours,
            contacts=contact_lines(community),
        ),
        source=community.path,
    )


def _poster(
    catalogue: Catalogue,
    slug: str,
    heading: str,
    lead: str,
    parts: tuple[PosterPart, ...],
    *,
    of: str = "",
    type_: str = "",
) -> Poster:
    entries = tuple(catalogue.entries[row.id] for part in parts for row in part.rows)
    title = f"海报：{heading}（{of}）" if of else f"海报：{heading}"
    folder = catalogue.kind_of(Certificate).folder
    rule = " ".join((folder, *(part.decision for part in parts), *((type_,) if type_ else ())))
    return Poster(
        slug=slug,
        title=title,
        heading=heading,
        lead=lead,
        parts=parts,
        rule=quotation(catalogue, catalogue.settings.insist),
        community=None,
        imprint=imprint(
            catalogue,
            entries,
            addresses.kind(folder),
            title,
            id=f"posters/{slug}",
            rule=rule,
        ),
    )


def _certificates(catalogue: Catalogue, on: date) -> tuple[Certificate, ...]:
    """Return the certificates with a clear verdict, permitted or forbidden."""
    return tuple(
        entry
        for entry in catalogue.entries.values()
        if isinstance(entry, Certificate)
        and str(entry.decision) in _ALONE
        and not entry.has_ended(on)
    )


def _parts(
    catalogue: Catalogue, certificates: tuple[Certificate, ...], type_: str = ""
) -> tuple[PosterPart, ...]:
    """Return both halves, with the certificates for one type of community or for all of them."""
    parts = []
    for decision in _ALONE:
        entries = [e for e in certificates if str(e.decision) == decision and applies(e, type_)]
        if entries:
            rows = tuple(_row(catalogue, entry, name_types=not type_) for entry in entries)
            word = entries[0].decision_label
            parts.append(
                PosterPart(decision=decision, word=word, note=f"共{len(rows)}项", rows=rows)
            )
    return tuple(parts)


def _row(catalogue: Catalogue, entry: Certificate, *, name_types: bool) -> PosterRow:
    """Return the row of one certificate. ``name_types`` adds the community types it is limited to."""
    types = [
        concept_link(catalogue, COMMUNITY_TYPES, type_).title for type_ in entry.community_types
    ]
    only = f"（只有{'、'.join(types)}）" if name_types and types else ""
    return PosterRow(
        id=entry.id,
        name=entry.title,
        where=places(catalogue, entry),
        instead=documents(catalogue, entry) or _what_to_do(entry),
        when=next(iter(entry.purposes), "") + only,
    )


def _what_to_do(entry: Certificate) -> str:
    """Return the documents named in the texts of the routes, or else the first of these texts."""
    texts = [route.text for route in entry.routes if route.text]
    titles = dict.fromkeys(name for text in texts for name in _TITLE.findall(text))
    return "、".join(titles) or next(iter(texts), "")
