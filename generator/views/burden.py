"""负担: what is asked of communities, counted by department and from edition to edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.editions.edition import Edition
from generator.model.catalogue import Catalogue
from generator.model.entries import Decision, Entry
from generator.model.supporting import Body
from generator.model.values import Fields
from generator.views.groups import body_view

CERTIFICATES, SERVICES, OVERHEADS = "certificates", "services", "overheads"
FUNDED = frozenset({"statutory"})
"""经费: only where a law says who pays is an item called funded."""
NOW = "现在"
Bodies: TypeAlias = tuple[str, ...]
"""Ids of bodies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one department asks of communities."""

    body: Body
    asks: tuple[Entry, ...]
    funded: tuple[Entry, ...]
    barred: tuple[Entry, ...]
    """What it may not hand down to communities."""
    certificates: tuple[Entry, ...]
    """Certificates it used to demand that the community does not issue."""
    overheads: tuple[Entry, ...]
    """Ledgers, plaques, inspections, systems and vetoes it is known to have demanded."""

    @property
    def unfunded(self) -> int:
        """Items for which no law says who pays."""
        return len(self.asks) - len(self.funded)

    @property
    def weight(self) -> tuple[int, int, str]:
        """Its place in a list: who asks most comes first."""
        return (-len(self.asks), -len(self.certificates), self.body.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The burden of a whole catalogue at one time."""

    label: str
    slug: str
    assisted: int
    funded: int
    barred: int
    refused: int
    """Certificates the community does not issue."""
    kept: int
    cancelled: int
    unknown: int
    """Ledgers, plaques, inspections of which nobody has found what becomes of them."""

    @property
    def unfunded(self) -> int:
        """Items for which no law says who pays."""
        return self.assisted - self.funded


def loads(catalogue: Catalogue) -> tuple[Load, ...]:
    """Return every department that asks, asked or may not ask something, who asks most first."""
    found = (load(catalogue, body) for body in catalogue.bodies.values())
    some = (one for one in found if one.asks or one.barred or one.certificates or one.overheads)
    return tuple(sorted(some, key=lambda one: one.weight))


def load(catalogue: Catalogue, body: Body) -> Load:
    """Return what one department asks."""
    view = body_view(catalogue, body)
    named = catalogue.naming("bodies", body.id, "competent_bodies", "demanded_by")
    return Load(
        body=body,
        asks=view.asks,
        funded=view.funded,
        barred=tuple(e for e in named if _is_barred(e)),
        certificates=tuple(e for e in view.used_to_ask if e.decision is Decision.FORBIDDEN),
        overheads=tuple(e for e in named if e.kind.folder == OVERHEADS),
    )


def _is_barred(entry: Entry) -> bool:
    return entry.kind.folder == SERVICES and entry.decision is Decision.FORBIDDEN


def totals(catalogue: Catalogue, editions: Iterable[Edition]) -> tuple[Totals, ...]:
    """Return the burden of every edition, the oldest first, and of the catalogue as it is."""
    then = [
        _count(f"{edition.id}版", f"edition-{edition.id.lower()}/", _of(edition))
        for edition in editions
    ]
    here = [(entry.kind.folder, entry.fields) for entry in catalogue.entries.values()]
    return (*then, _count(NOW, "", here))


def _of(edition: Edition) -> list[tuple[str, Fields]]:
    return [(folder, fields) for (folder, number), fields in edition.state.items() if number]


def _count(label: str, slug: str, entries: list[tuple[str, Fields]]) -> Totals:
    services = [fields for folder, fields in entries if folder == SERVICES]
    overheads = [fields.get("outcome") for folder, fields in entries if folder == OVERHEADS]
    assisted = [fields for fields in services if fields["decision"] == Decision.ASSIST_ONLY]
    return Totals(
        label=label,
        slug=slug,
        assisted=len(assisted),
        funded=sum(one.get("funding", {}).get("principle") in FUNDED for one in assisted),
        barred=sum(one["decision"] == Decision.FORBIDDEN for one in services),
        refused=sum(
            fields["decision"] == Decision.FORBIDDEN
            for folder, fields in entries
            if folder == CERTIFICATES
        ),
        kept=overheads.count("kept"),
        cancelled=sum(one in {"cancelled", "merged", "moved_to_body"} for one in overheads),
        unknown=overheads.count("unknown"),
    )


def no_longer(catalogue: Catalogue) -> tuple[tuple[str, tuple[tuple[Entry, Bodies], ...]], ...]:
    """谁不得再要什么: by kind, what may not be demanded any more, and the bodies known to have."""
    kinds = ((SERVICES, "不得下派的事"), (CERTIFICATES, "不应出具的证明"), (OVERHEADS, "取消的"))
    return tuple(
        (
            title,
            tuple(
                (entry, demanding(entry))
                for entry in catalogue.entries.values()
                if entry.kind.folder == folder and entry.decision is Decision.FORBIDDEN
            ),
        )
        for folder, title in kinds
    )


def demanding(entry: Entry) -> Bodies:
    """Return the bodies that demand, or used to, what an entry is about; none when nobody knows."""
    asked = [one["body"] for one in entry.fields.get("requesters", ()) if "body" in one]
    sent = entry.fields.get("demanded_by", ())
    barred = entry.fields.get("competent_bodies", ()) if entry.kind.folder == SERVICES else ()
    return tuple(dict.fromkeys((*asked, *sent, *barred)))


def by_form(catalogue: Catalogue) -> Mapping[str, tuple[Entry, ...]]:
    """Return ledgers, plaques, inspections, systems and vetoes by what they are."""
    found: dict[str, list[Entry]] = {}
    for entry in catalogue.entries.values():
        if entry.kind.folder == OVERHEADS:
            found.setdefault(entry.kind.labels("form")[entry.fields["form"]], []).append(entry)
    return {form: tuple(some) for form, some in found.items()}
