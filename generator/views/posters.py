"""What wall posters say: which certificates the community issues, which not, and where to go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.model import addresses
from generator.model.catalogue import SETTINGS, Catalogue
from generator.model.entries import Certificate, Decision
from generator.model.values import Fields
from generator.views.columns import documents, places
from generator.views.imprint import Imprint, imprint
from generator.views.quotation import Quotation, quotation

GENERAL = "general"
"""The poster for any community."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterRow:
    """One certificate on a poster. ``where`` and ``instead`` only for what is not issued."""

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
class Poster:
    """公开栏海报: A3, read from two metres."""

    slug: str
    title: str
    heading: str
    lead: str
    parts: tuple[PosterPart, ...]
    rule: Quotation | None
    community: Fields | None
    """Name, address, telephone and hours of the community it hangs in; none on a general one."""
    imprint: Imprint
    source: str = SETTINGS
    """The file of the catalogue it is made for."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The numbers of all entries on it, in order."""
        return tuple(row.id for part in self.parts for row in part.rows)


def posters(catalogue: Catalogue, on: date) -> Iterator[Poster]:
    """Yield the general posters, then one for each community the catalogue names."""
    parts = {d: _part(catalogue, on, d) for d in (Decision.FORBIDDEN, Decision.PERMITTED)}
    both = tuple(part for part in parts.values() if part.rows)
    if not both:
        return
    heading = "开证明，先看这里"
    lead = "社区能开的很少。不开的，去哪里、拿什么代替，都写在这里。"
    yield _poster(catalogue, GENERAL, heading, lead, both)
    for decision, alone, said in (
        (Decision.FORBIDDEN, "这些证明，社区不开", "去哪里、拿什么代替，写在后面。"),
        (Decision.PERMITTED, "这些证明，社区可以开", "来以前先问清带什么。"),
    ):
        if parts[decision].rows:
            yield _poster(catalogue, str(decision), alone, said, (parts[decision],))
    for community in catalogue.communities.values():
        made = _poster(catalogue, community.slug, heading, lead, both)
        title = f"{made.title}（{community.name}）"
        yield replace(made, title=title, community=community.fields, source=community.path)


def _poster(
    catalogue: Catalogue, slug: str, heading: str, lead: str, parts: tuple[PosterPart, ...]
) -> Poster:
    shown = tuple(catalogue.entries[row.id] for part in parts for row in part.rows)
    title = f"海报：{heading}"
    folder = catalogue.kind_of(Certificate).folder
    rule = " ".join((folder, *(part.decision for part in parts)))
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
            shown,
            addresses.kind(folder),
            title,
            id=f"posters/{slug}",
            rule=rule,
        ),
    )


def _entries(catalogue: Catalogue, on: date, decision: Decision) -> tuple[Certificate, ...]:
    """Return what the lists or the law name outright, as a wall has no room for shades."""
    return tuple(
        entry
        for entry in catalogue.entries.values()
        if isinstance(entry, Certificate) and entry.decision is decision and not entry.has_ended(on)
    )


def _part(catalogue: Catalogue, on: date, decision: Decision) -> PosterPart:
    entries = _entries(catalogue, on, decision)
    return PosterPart(
        decision=str(decision),
        word=entries[0].decision_label if entries else "",
        note=f"共{len(entries)}项",
        rows=tuple(
            PosterRow(
                id=entry.id,
                name=entry.title,
                where=places(catalogue, entry),
                instead=documents(catalogue, entry),
                when=next(iter(entry.purposes), ""),
            )
            for entry in entries
        ),
    )
