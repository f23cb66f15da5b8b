"""What the page of one entry shows, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.editions.citation import Citation, cite
from generator.model.catalogue import Catalogue
from generator.model.entries import ENDED, Decision, Entry, Status
from generator.model.supporting import Source
from generator.model.values import Fields, day
from generator.views.columns import short_name

MOST_ALIASES = 3
"""Also-called names shown under the heading; more would push the answer off a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """去哪里办: one way out, as a bold line and a line below it."""

    heading: str
    detail: str
    unverified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """依据: one row of the table of sources."""

    source: Source | None
    title: str
    document_number: str
    clause: str
    note: str
    validity: str
    seen: str
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamRow:
    """上级清单对应: how a national or provincial list words it."""

    list_title: str
    list_id: str
    serial: int
    name: str
    relation: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """Everything the templates of an entry page need, ready to print."""

    entry: Entry
    catalogue: Catalogue
    standing: Status
    status_label: str
    aka: str
    lead: str
    routes: tuple[Route, ...]
    routes_heading: str
    basis: tuple[Basis, ...]
    upstream: tuple[UpstreamRow, ...]
    related: tuple[Entry, ...]
    named_by: tuple[Entry, ...]
    """Entries that name this one without being named back."""
    replaced_by: tuple[Entry, ...]
    notices: tuple[str, ...]
    """What a reader must know before the rest: temporary notices, not yet in force, due for review."""
    doubts: tuple[str, ...]
    """没核实的: what the page owns up to, sentence by sentence."""
    citation: Citation
    on: date

    @property
    def fields(self) -> Fields:
        """The entry's own fields, for what is printed as written."""
        return self.entry.fields

    @property
    def has_ended(self) -> bool:
        """Tell whether the entry is suspended, abolished or replaced."""
        return self.standing in ENDED

    @property
    def routes_foot(self) -> str:
        """What stands below the routes, before the hotline: where it can be done online."""
        online = self.catalogue.settings.online
        if not online or self.entry.kind.folder != "certificates" or self.has_ended:
            return ""
        return f"网上办：{'、'.join(online[:2])}。"

    @property
    def shown_decision(self) -> str:
        """The verdict that colours the page: none for what is not in force."""
        return shown_decision(self.entry, self.on)

    def label(self, *path: str) -> str:
        """Return the Chinese word for the value at ``path`` in the entry's fields."""
        value: Any = self.fields
        for step in path:
            value = value.get(step) if isinstance(value, Mapping) else None
        words = self.entry.kind.labels(*path)
        return words.get(str(value), str(value)) if value is not None else ""

    def concept(self, vocabulary: str, concept: str) -> str:
        """Return the label of a concept."""
        found = self.catalogue.concepts.get(vocabulary, {}).get(concept)
        return found.label if found else concept


def shown_decision(entry: Entry, on: date) -> str:
    """Return the verdict an entry is shown with on a day: none for what is not in force."""
    return str(Decision.UNDECIDED if entry.status_on(on) in ENDED else entry.decision)


def entry_view(catalogue: Catalogue, entry: Entry, on: date) -> EntryView:
    """Gather what the page of ``entry`` shows on the day ``on``."""
    standing = entry.status_on(on)
    basis = tuple(_basis(catalogue, item, on) for item in entry.fields.get("legal_basis", ()))
    named = {entry.id, *entry.fields.get("related", ())}
    return EntryView(
        entry=entry,
        catalogue=catalogue,
        standing=standing,
        status_label=entry.kind.labels("status").get(standing, "")
        or catalogue.kinds.labels("status").get(standing, ""),
        aka=_also_called(entry),
        lead=entry.summary,
        routes=tuple(_duties(catalogue, entry) or _routes(catalogue, entry)),
        routes_heading=_routes_heading(entry),
        basis=basis,
        upstream=tuple(_upstream(catalogue, link) for link in entry.fields.get("upstream", ())),
        related=_entries(catalogue, entry.fields.get("related", ())),
        named_by=tuple(
            other
            for other in catalogue.naming(
                "entries", entry.id, "related", "exceptions", "replaced_by"
            )
            if other.id not in named
        ),
        replaced_by=_entries(catalogue, entry.fields.get("replaced_by", ())),
        notices=tuple(_notices(entry, standing, basis, on)),
        doubts=_doubts(entry, basis),
        citation=cite(catalogue, entry),
        on=on,
    )


def _entries(catalogue: Catalogue, numbers: tuple[str, ...]) -> tuple[Entry, ...]:
    return tuple(catalogue.entries[number] for number in numbers if number in catalogue.entries)


def _also_called(entry: Entry) -> str:
    if entry.title != entry.name:
        return f"全称：{entry.name}"
    names = [alias["text"] for alias in entry.fields.get("aliases", ()) if alias.get("source")]
    names = [entry.plain_name, *names] if entry.plain_name else names
    return f"也叫：{'、'.join(names[:MOST_ALIASES])}" if names else ""


def _routes_heading(entry: Entry) -> str:
    if entry.kind.folder == "services":
        return "谁负责，谁出钱"
    return "在哪里办" if entry.decision is Decision.PERMITTED else "去哪里办"


def _routes(catalogue: Catalogue, entry: Entry) -> Iterator[Route]:
    for route in entry.fields.get("routes", ()):
        yield _route(catalogue, route)


def _duties(catalogue: Catalogue, entry: Entry) -> list[Route]:
    """谁负责，谁出钱: who leads, what the community does, and the money, for what it takes on."""
    fields = entry.fields
    if not fields.get("community_does") or entry.decision is Decision.FORBIDDEN:
        return []
    lead = "、".join(short_name(catalogue, body) for body in fields.get("competent_bodies", ())[:2])
    own = fields.get("role") == "own"
    duties = [] if own or not lead else [(f"牵头：{lead}", fields.get("body_does", ""))]
    duties.append(("社区自己办" if own else "协助：社区", fields["community_does"]))
    money = fields.get("funding", {})
    if money:
        words = entry.kind.labels("funding", "principle")
        duties.append((f"经费：{words.get(money['principle'], '')}", ""))
    return [Route(heading=heading, detail=detail, unverified=False) for heading, detail in duties]


def _route(catalogue: Catalogue, route: Fields) -> Route:
    documents = "、".join(route.get("documents", ()))
    text = route.get("text", "")
    place = route.get("place", "") or short_name(catalogue, route.get("body", ""))
    condition = route.get("condition", "")
    if not place:
        words = catalogue.kinds.labels("routes", "type")
        place = "先看手里的证件" if route["type"] == "existing_document" else words[route["type"]]
    heading = f"{condition}：{place}" if condition else place
    detail = "；".join(part for part in (documents, text) if part)
    return Route(heading=heading, detail=detail, unverified=route.get("unverified", False))


def _basis(catalogue: Catalogue, item: Fields, on: date) -> Basis:
    source = catalogue.sources.get(item["source"])
    return Basis(
        source=source,
        title=source.name if source else item["source"],
        document_number=source.document_number if source else "",
        clause=item.get("clause", ""),
        note=item.get("note", ""),
        validity=validity(source, on) if source else "",
        seen=seen(source) if source else "",
        ended=source.has_ended(on) if source else False,
    )


def validity(source: Source, on: date) -> str:
    """Say in a few words whether a source holds on the day ``on``."""
    if source.has_ended(on):
        return f"{source.ceased_on}起失效" if source.ceased_on else "已废止"
    starts = day(source.fields.get("in_force_on"))
    word = source.kind.labels("validity")[source.validity]
    if starts and starts > on:
        return f"{starts}起施行"
    return f"{word}，{starts}起" if starts and source.validity == "in_force" else word


def seen(source: Source) -> str:
    """Say how much of a source was read: 全文, 节录 or 只见转引, with the note on it."""
    word, note = source.kind.labels("seen")[source.seen], source.fields.get("seen_note", "")
    return f"{word}：{note}" if note else word


def _upstream(catalogue: Catalogue, link: Fields) -> UpstreamRow:
    upstream = catalogue.records.get("upstream", {}).get(link["list"])
    rows = upstream.fields["rows"] if upstream else ()
    row: Fields = next((row for row in rows if row["serial"] == link["serial"]), {})
    return UpstreamRow(
        list_title=str(upstream.fields["short_title"]) if upstream else link["list"],
        list_id=link["list"],
        serial=link["serial"],
        name=row.get("name", ""),
        relation=catalogue.kinds.labels("upstream", "relation")[link["relation"]],
        note=link.get("note", ""),
    )


def _notices(entry: Entry, standing: Status, basis: tuple[Basis, ...], on: date) -> Iterator[str]:
    alert = entry.fields.get("alert")
    if alert and alert["from"] <= on.isoformat() <= alert["until"]:
        yield alert["text"]
    if standing is Status.ADOPTED:
        yield f"还没有施行，{entry.in_force_on}起这样办。" if entry.in_force_on else "还没有施行。"
    if standing is Status.DRAFT:
        yield "这一条还在起草，没有施行。"
    if standing in ENDED:
        return
    if any(row.ended for row in basis):
        yield "待复核：依据已经变化，办理前先问清楚。"
    review = day(entry.fields.get("verification", {}).get("next_review_on"))
    if review is not None and review < on:
        yield f"待复核：应当在{review}前再核对，还没有核对。"


def _doubts(entry: Entry, basis: tuple[Basis, ...]) -> tuple[str, ...]:
    doubts = list(entry.fields.get("unverified", ()))
    doubts += [
        f"《{row.title}》只见转引，没有读到原文。"
        for row in basis
        if row.source is not None and row.source.seen == "citation-only"
    ]
    return tuple(doubts)
