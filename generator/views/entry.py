"""The answer an entry gives, as data, and the tables of its sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from generator.derive.ground import WEIGHT_LABELS, legal_weight
from generator.editions.citation import Citation, cite
from generator.editions.endings import ENDED_LABELS, ending_of
from generator.editions.names import quote_title
from generator.editions.wording import quoted
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.days import written
from generator.model.entries import ENDED, Certificate, Decision, Entry, Service, Status
from generator.model.parts import Basis, UpstreamLink
from generator.model.supporting import Source
from generator.views.links import EntryLink, Link, clause_link, entry_links
from generator.views.quotation import quotation
from generator.views.routes import RouteLine, duty_lines, opens_with_duties, route_lines

GONE = MappingProxyType(
    {
        Status.SUSPENDED: "现在先不办，什么时候恢复还没有定。",
        Status.ABOLISHED: "现在不办了。",
        Status.REPLACED: "现在不照这一条办了。",
    }
)
"""The sentence for an entry that ended without a reason."""
PLAIN = MappingProxyType(
    {
        ("services", Decision.PERMITTED): "这件事在目录里，社区可以做。",
        ("services", Decision.FORBIDDEN): "这件事不该派给社区，由部门自己做。",
        ("services", Decision.CASE_BY_CASE): "要派给社区，先得申请，同意了才能派。",
        ("services", Decision.ASSIST_ONLY): "这件事归部门管，社区只帮忙。",
    }
)
"""The verdicts of services in plain words, by folder. The official labels are hard to read."""
MOST_ALIASES = 3
"""How many other names are shown under the heading. More would push the answer off a phone screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisLine:
    """依据: one row of the table of sources."""

    source: Link
    title: str
    clause: Link
    note: str
    quote: str = ""
    """The verbatim words of the clause; empty where no stored text contains them."""
    follows: str = ""
    """The conclusion drawn from words that do not name the committee."""
    force: str = ""
    """The legal force of the source in this jurisdiction."""
    document_number: str = ""
    validity: str = ""
    seen: str = ""
    citation_only: bool = False
    """只见转引: the source is known from citations only."""
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamLine:
    """上级清单对应: the wording of a national or provincial list."""

    list: Link
    list_id: str
    serial: int
    name: str
    relation: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """The answer of an entry: verdict, one sentence, where to go, and notices."""

    id: str
    title: str
    aka: str
    summary: str
    decision: str
    """The verdict as it is written in the data."""
    decision_label: str
    official_label: str
    """The official label of the verdict, where it differs from the plain one; else empty."""
    shown_decision: str
    """The verdict that colours the page: undecided for an entry that is not in force."""
    status_label: str
    has_ended: bool
    ending: str
    """How the entry ended, in the words of the notice; empty while it is in force."""
    instead: tuple[EntryLink, ...]
    """The entries that replace it."""
    routes: tuple[RouteLine, ...]
    routes_heading: str
    routes_foot: str
    """The line below the routes: where it can be done online."""
    doubt: str
    """What 待核实 means here, and what is certain; empty where no route is unverified."""
    plain: str
    """The verdict in a plain sentence; empty where the label is plain enough."""
    ask_hotline: str
    """What to say to the hotline."""
    notices: tuple[str, ...]
    """Notices above the rest: temporary alerts, not yet in force, due for review."""
    citation: Citation


def shown_decision(entry: Entry, on: date) -> str:
    """Return the verdict that an entry is shown with on the day ``on``: undecided if it has ended."""
    return str(Decision.UNDECIDED if entry.status_on(on) in ENDED else entry.decision)


def entry_view(
    catalogue: Catalogue, entry: Entry, on: date, since: date | None = None
) -> EntryView:
    """Return the answer of ``entry`` on the day ``on``.

    For an entry that has ended, it says why it ended and what applies now.
    ``since`` is the day of the edition that ended it.
    """
    status = entry.status_on(on)
    ended = ending_of(catalogue, entry, on, since)
    instead = entry_links(catalogue, entry.replaced_by) if ended else ()
    labels = entry.kind.labels("status") or catalogue.kinds.labels("status")
    return EntryView(
        id=entry.id,
        title=entry.title,
        aka=_also_called(entry),
        summary=(ended.reason or GONE[status]) if ended else entry.summary,
        decision=str(entry.decision),
        decision_label=entry.plain_label,
        official_label=entry.decision_label if entry.plain_label != entry.decision_label else "",
        shown_decision=shown_decision(entry, on),
        status_label=ENDED_LABELS[status] if ended else labels.get(status, ""),
        has_ended=ended is not None,
        ending=f"{ended.notice}。" if ended else "",
        instead=instead,
        routes=routes_now(catalogue, entry, on),
        routes_heading=_heading_now(instead) if ended else _routes_heading(entry),
        routes_foot=_routes_foot(catalogue, entry, on),
        doubt=_doubt(catalogue, entry),
        plain="" if ended else PLAIN.get((entry.kind.folder, entry.decision), ""),
        ask_hotline=_ask_hotline(catalogue, entry),
        notices=tuple(_notices(catalogue, entry, on)),
        citation=cite(catalogue, entry),
    )


def _also_called(entry: Entry) -> str:
    if entry.title != entry.name:
        return f"全称：{entry.name}"
    names = [alias.text for alias in entry.aliases if alias.source]
    names = [entry.plain_name, *names] if entry.plain_name else names
    return f"也叫：{'、'.join(names[:MOST_ALIASES])}" if names else ""


def routes_now(catalogue: Catalogue, entry: Entry, on: date) -> tuple[RouteLine, ...]:
    """Return the routes of an entry on the day ``on``.

    An entry that has ended has none if other entries replace it, since those have routes of their
    own. It has none either if the community itself did it.
    """
    if not entry.has_ended(on):
        return tuple(duty_lines(catalogue, entry) or route_lines(catalogue, entry))
    if entry_links(catalogue, entry.replaced_by) or entry.decision is Decision.PERMITTED:
        return ()
    return tuple(route_lines(catalogue, entry))


def _heading_now(instead: tuple[EntryLink, ...]) -> str:
    return "现在看这一条" if instead else "现在去哪里办"


def _routes_heading(entry: Entry) -> str:
    if isinstance(entry, Service):
        return "谁负责，谁出钱"
    return "在哪里办" if entry.decision is Decision.PERMITTED else "去哪里办"


def _routes_foot(catalogue: Catalogue, entry: Entry, on: date) -> str:
    online = catalogue.settings.online
    if not online or not isinstance(entry, Certificate) or entry.has_ended(on):
        return ""
    return f"网上办：{'、'.join(online[:2])}。"


def _doubt(catalogue: Catalogue, entry: Entry) -> str:
    """Return what 待核实 means here and what is certain; empty where no route is unverified."""
    with_duties = isinstance(entry, Service) and opens_with_duties(entry)
    if with_duties or not any(route.unverified for route in entry.routes):
        return ""
    sentence = f"“待核实”是还没查到正式文件，去以前先打{catalogue.settings.hotline.phone}问。"
    cited = _cited(catalogue, entry)
    read = any(source is None or not source.is_cited_only for source in cited)
    if entry.decision is Decision.UNDECIDED or not read:
        return sentence
    return f"{sentence}“{entry.plain_label}”有文件，是确定的。"


def _ask_hotline(catalogue: Catalogue, entry: Entry) -> str:
    """Return what to say to the hotline, with the name of the certificate or task filled in."""
    if isinstance(entry, Certificate):
        return catalogue.settings.hotline.say.replace("××证明", entry.title)
    return f"{quoted(entry.title)}这件事归谁办？"


def basis_lines(catalogue: Catalogue, entry: Entry, on: date) -> tuple[BasisLine, ...]:
    """Return the rows of an entry's table of sources on the day ``on``."""
    return tuple(basis_line(catalogue, item, on) for item in entry.legal_basis)


def basis_line(catalogue: Catalogue, item: Basis, on: date) -> BasisLine:
    """Return one row of the table of sources."""
    source = catalogue.sources.get(item.source)
    if source is None:
        return BasisLine(
            source=Link(title=item.source),
            title=item.source,
            clause=Link(title=item.clause),
            note=item.note,
        )
    quoted = quotation(catalogue, item) if item.quote else None
    return BasisLine(
        source=Link(title=source.name, address=addresses.record(source.kind.name, source.id)),
        title=source.name,
        document_number=source.document_number,
        clause=clause_link(catalogue, item.source, item.clause),
        note=item.note,
        quote=quoted.quote if quoted and not quoted.mark else "",
        follows=item.follows,
        force=WEIGHT_LABELS[legal_weight(source, catalogue.settings.jurisdiction)],
        validity=validity(source, on),
        seen=reading_extent(source),
        citation_only=source.is_cited_only,
        ended=source.has_ended(on),
    )


def validity(source: Source, on: date) -> str:
    """Return in a few words whether a source is in force on the day ``on``."""
    if source.has_ended(on):
        return f"{source.ceased_on}起失效" if source.ceased_on else "已废止"
    if source.ceased_on:
        return f"{source.kind.labels('validity')[source.validity]}，将于{source.ceased_on}废止"
    starts = source.in_force_on
    word = source.kind.labels("validity")[source.validity]
    if starts and starts > on:
        return f"{starts}起施行"
    return f"{word}，{starts}起" if starts and source.validity == "in_force" else word


def reading_extent(source: Source) -> str:
    """Return how much of a source was read: 全文, 节录 or 只见转引, with its note."""
    word = source.kind.labels("seen")[source.seen]
    return f"{word}：{source.seen_note}" if source.seen_note else word


def upstream_lines(catalogue: Catalogue, entry: Entry) -> tuple[UpstreamLine, ...]:
    """Return the rows of national and provincial lists that correspond to an entry."""
    return tuple(_upstream(catalogue, link) for link in entry.upstream)


def _upstream(catalogue: Catalogue, link: UpstreamLink) -> UpstreamLine:
    upstream = catalogue.upstream_lists.get(link.list)
    rows = upstream.rows if upstream else ()
    name = next((row.name for row in rows if row.serial == link.serial), "")
    return UpstreamLine(
        list=Link(
            title=upstream.short_title if upstream else link.list,
            address=f"{addresses.UPSTREAM}#{link.list}",
        ),
        list_id=link.list,
        serial=link.serial,
        name=name,
        relation=catalogue.kinds.labels("upstream", "relation")[link.relation],
        note=link.note,
    )


def _notices(catalogue: Catalogue, entry: Entry, on: date) -> Iterator[str]:
    alert, status = entry.alert, entry.status_on(on)
    if alert and alert.from_ <= on <= alert.until:
        yield alert.text
    if status is Status.ADOPTED:
        yield (
            f"还没有施行，{written(entry.in_force_on)}起这样办。"
            if entry.in_force_on
            else "还没有施行。"
        )
    if status is Status.DRAFT:
        yield "这一条还在起草，没有施行。"
    if status in ENDED:
        return
    if any(source is not None and source.has_ended(on) for source in _cited(catalogue, entry)):
        yield "待复核：依据已经变化，办理前先问清楚。"
    if entry.ceased_on and status is Status.IN_FORCE:
        yield f"{written(entry.ceased_on)}起不再照这一条办。"
    review = entry.verification.next_review_on if entry.verification else None
    if review is not None and review < on:
        yield f"待复核：应当在{written(review)}前再核对，还没有核对。"


def doubts(catalogue: Catalogue, entry: Entry) -> tuple[str, ...]:
    """没核实的: return what is unverified, one sentence each."""
    cited = _cited(catalogue, entry)
    unread = (source.name for source in cited if source is not None and source.is_cited_only)
    return (
        *entry.unverified,
        *(f"{quote_title(title)}只见转引，没有读到原文。" for title in unread),
    )


def _cited(catalogue: Catalogue, entry: Entry) -> tuple[Source | None, ...]:
    """Return the sources of an entry's legal basis, with none for an unknown source."""
    return tuple(catalogue.sources.get(item.source) for item in entry.legal_basis)
