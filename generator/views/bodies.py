"""谁负责: the list of bodies and the page of each, as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.derive.burden import DepartmentBurden, department_burden
from generator.derive.evidence import Evidence
from generator.derive.responsibilities import Responsibilities, responsibilities, whose
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import Entry, Service
from generator.model.evidence import EvidenceKind
from generator.model.supporting import Body, Channel
from generator.views.columns import column_value
from generator.views.entry import BasisLine, basis_line
from generator.views.evidence import AskedLine, asked_line, type_link
from generator.views.links import EntryLink, Link, entry_link, source_links

MOST_WORDS = 3
"""How many words tell one thing that a body answers for; more would be three lines on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRow:
    """One body in the list, with how many entries name it and how."""

    body: Link
    name_verified: bool
    sent_here: int
    asks: int
    used_to_ask: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BodiesView:
    """谁负责: every body, those named most often first."""

    title: str
    rows: tuple[BodyRow, ...]
    unnamed: tuple[Link, ...]
    """Bodies that no entry names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLine:
    """怎么找: one way to reach a body."""

    label: str
    phone: str
    text: str
    url: str
    note: str
    unverified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRow:
    """An entry for which residents are sent to the body, and how it is done there."""

    entry: EntryLink
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRow:
    """Assistance the body asks for."""

    entry: EntryLink
    basis: str
    funding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """归谁管: what the catalogue does not treat, in a word, and by which words of the law the body answers for it."""

    title: str
    basis: tuple[BasisLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars: a title, and a name and a number for each."""

    title: str
    bars: tuple[tuple[str, int], ...]
    own: str = ""
    """The bar that stands out."""
    unit: str = "件"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadView:
    """各部门请社区协助多少件: this body among those that ask most."""

    chart: Chart
    funded: int
    unfunded: int
    barred: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyView:
    """The page of one body: everything it answers for."""

    title: str
    short_name: str
    crumbs: tuple[Link, ...]
    name_verified: bool
    lead: str
    aliases: str
    channels: tuple[ChannelLine, ...]
    handles: str
    sent_here: tuple[SentRow, ...]
    asks: tuple[AskRow, ...]
    demands: tuple[AskedLine, ...]
    """Proof that it asks residents for, and what it must accept instead."""
    checks: tuple[Link, ...]
    """Official checks that it makes itself, or that another office makes for it."""
    fields: tuple[FieldRow, ...]
    """What it answers for besides, and no entry treats."""
    load: LoadView | None
    used_to_ask: tuple[EntryLink, ...]
    burdens: tuple[EntryLink, ...]
    answers_for: tuple[EntryLink, ...]
    is_named: bool
    note: str
    sources: tuple[Link, ...]


def bodies_view(bodies: Iterable[Responsibilities], *, title: str) -> BodiesView:
    """Return the list of bodies, each with what it answers for."""
    listed = tuple(bodies)
    return BodiesView(
        title=title,
        rows=tuple(
            BodyRow(
                body=_link(duties.body),
                name_verified=duties.body.name_verified,
                sent_here=len(duties.sent_here),
                asks=len(duties.asks),
                used_to_ask=len(duties.used_to_ask),
            )
            for duties in listed
            if duties.count
        ),
        unnamed=tuple(_link(duties.body) for duties in listed if not duties.count),
    )


def _link(body: Body) -> Link:
    return Link(title=body.short_name, address=addresses.record(body.kind.name, body.id))


def body_view(
    catalogue: Catalogue,
    evidence: Evidence,
    body: Body,
    most: tuple[DepartmentBurden, ...],
    on: date,
) -> BodyView:
    """Return the page of one body on the day ``on``. ``most`` are the bodies that ask for most."""
    duties = responsibilities(catalogue, body)
    return BodyView(
        title=body.name,
        short_name=body.short_name,
        crumbs=(Link(title=body.kind.hub, address=addresses.kind(body.kind.folder)),),
        name_verified=body.name_verified,
        lead=_lead(duties),
        aliases="、".join(body.aliases),
        channels=tuple(_channel(body, channel) for channel in body.channels),
        handles="；".join(body.handles),
        sent_here=tuple(
            SentRow(entry=entry_link(entry), text=_done_here(entry, body))
            for entry in duties.sent_here
        ),
        asks=tuple(_ask(catalogue, entry) for entry in duties.asks),
        demands=tuple(
            asked_line(catalogue, evidence, asked)
            for asked in evidence.requirements
            if asked.requirement.requester.body == body.id
        ),
        checks=tuple(
            type_link(type_)
            for type_ in evidence.types.values()
            if type_.type is EvidenceKind.OFFICIAL_CHECK
            and body.id in {type_.issued_by, *type_.acts_for}
        ),
        fields=tuple(_fields(catalogue, body, on)),
        load=_load(department_burden(catalogue, body, on), most),
        used_to_ask=tuple(entry_link(entry) for entry in duties.used_to_ask),
        burdens=tuple(entry_link(entry) for entry in duties.burdens),
        answers_for=tuple(entry_link(entry) for entry in duties.answers_for),
        is_named=duties.count > 0,
        note=body.note,
        sources=source_links(catalogue, body.sources),
    )


def _fields(catalogue: Catalogue, body: Body, on: date) -> Iterator[FieldRow]:
    for one in whose(catalogue):
        if one.body == body.id:
            basis = tuple(basis_line(catalogue, item, on) for item in one.legal_basis)
            called = (one.said, *one.also_said)[:MOST_WORDS]
            yield FieldRow(title="、".join(called), basis=basis)


def _lead(duties: Responsibilities) -> str:
    text = f"居民来办的有{len(duties.sent_here)}项。" if duties.sent_here else ""
    if duties.asks:
        funded = len(duties.funded)
        paid = f"其中{funded}件法律写明由谁出钱" if funded else "没有一件查到本地经费标准"
        text += f"它请社区协助的有{len(duties.asks)}件，{paid}。"
    return text


def _channel(body: Body, channel: Channel) -> ChannelLine:
    return ChannelLine(
        label=body.kind.labels("channels", "type")[channel.type],
        phone=channel.phone,
        text="，".join(part for part in (channel.name, channel.address, channel.hours) if part),
        url=channel.url,
        note=channel.note,
        unverified=channel.unverified,
    )


def _done_here(entry: Entry, body: Body) -> str:
    """Say how an entry is done at a body."""
    here = (route for route in entry.routes if route.body == body.id)
    return "；".join(route.text or "、".join(route.documents) for route in here)


def _ask(catalogue: Catalogue, entry: Service) -> AskRow:
    return AskRow(
        entry=entry_link(entry),
        basis=column_value(catalogue, entry, "basis"),
        funding=column_value(catalogue, entry, "funding"),
    )


def _load(own: DepartmentBurden, most: tuple[DepartmentBurden, ...]) -> LoadView | None:
    if not own.asks and not own.barred:
        return None
    bars = [(other.body.short_name, len(other.asks)) for other in most if other.asks]
    mine = (own.body.short_name, len(own.asks))
    if own.asks and mine not in bars:
        bars.append(mine)
    first = most[0]
    title = f"{first.body.short_name}最多，{len(first.asks)}件；它{len(own.asks)}件"
    return LoadView(
        chart=Chart(title=title, bars=tuple(bars), own=own.body.short_name),
        funded=len(own.funded),
        unfunded=own.unfunded,
        barred=tuple(entry_link(entry) for entry in own.barred),
    )
