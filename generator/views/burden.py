"""社区的负担: counts by department and by edition, before and after, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.derive.burden import (
    DepartmentBurden,
    Totals,
    department_burden,
    department_burdens,
    forbidden_demands,
    overheads_by_form,
)
from generator.derive.ledgers import ledger_definitions
from generator.derive.tally import reported_counts, tasks_by_department
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.model.entries import Overhead
from generator.model.settings import BaselineFigure
from generator.views.bodies import Chart
from generator.views.columns import column_value
from generator.views.links import Link, body_links, entry_link, source_link
from generator.views.wording import ended

MOST_CHARTED = 12
_WHO = {"不得下派的事": "谁负责", "不应出具的证明": "以前谁要", "取消的": "以前谁要"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRow:
    """What one department asks for, may not ask for and used to ask for."""

    body: Link
    asks: int
    sent: int
    """报来件数: how many matters communities reported as sent by it."""
    funded: int
    unfunded: int
    barred: int
    certificates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsRow:
    """The counts of one edition, or of now."""

    edition: Link
    totals: Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRow:
    """What communities reported of one ledger in one month."""

    month: str
    ledger: str
    communities: int
    count: int
    outside: int
    """How many of these are not in the catalogue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverheadRow:
    """A ledger, plaque or inspection before and after."""

    entry: Link
    form: str
    before: str
    after: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineRow:
    """One figure of the survey."""

    entry: Link | None
    name: str
    text: str
    note: str
    when: str
    source: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLongerRow:
    """One thing that may not be demanded any more, the bodies concerned, and the rule."""

    entry: Link
    bodies: tuple[Link, ...]
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLongerGroup:
    """Things of one kind that may not be demanded any more."""

    title: str
    who: str
    """The heading of the bodies: those responsible, or those that used to ask."""
    rows: tuple[NoLongerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BurdenView:
    """社区的负担."""

    title: str
    lead: str
    loads: tuple[LoadRow, ...]
    reported: tuple[ReportedRow, ...]
    """What communities counted themselves; empty as long as none has reported."""
    most: Chart | None
    """The bodies that ask for most; none where no body asks for anything."""
    totals: tuple[TotalsRow, ...]
    trend: Chart
    overheads: tuple[OverheadRow, ...]
    after_known: bool
    """Whether any number after the clearing is known."""
    baseline: tuple[BaselineRow, ...]
    baseline_charts: tuple[Chart, ...]
    no_longer: tuple[NoLongerGroup, ...]
    complain: str
    """What to say to the hotline; empty where the settings say nothing."""
    one_page: Link
    """The same for who decides, on one sheet; without an address if it was not made."""


def burden_view(
    catalogue: Catalogue, totals: tuple[Totals, ...], on: date, *, title: str, one_page: str = ""
) -> BurdenView:
    """Return the burden on the day ``on``. ``totals`` are one for each edition, and the last is of now.

    ``one_page`` is the address of 一页看清, if it was made.
    """
    now, sent = totals[-1], tasks_by_department(catalogue)
    all_loads = _loads(catalogue, on, sent)
    asking = [load_ for load_ in all_loads if load_.asks]
    bars = tuple((load_.body.short_name, len(load_.asks)) for load_ in asking[:MOST_CHARTED])
    insist = catalogue.settings.insist
    return BurdenView(
        title=title,
        lead=_lead(asking, now),
        loads=tuple(_load(load_, sent) for load_ in all_loads) if asking else (),
        reported=_reported(catalogue),
        most=Chart(title="依据里写明要社区协助的，每个部门多少件", bars=bars) if asking else None,
        totals=tuple(
            TotalsRow(
                edition=Link(title=edition_totals.label, address=edition_totals.address),
                totals=edition_totals,
            )
            for edition_totals in totals
        ),
        trend=Chart(
            title="协助事项",
            bars=tuple(
                (edition_totals.label, edition_totals.assisted) for edition_totals in totals
            ),
            own=now.label,
        ),
        overheads=tuple(
            _overhead(entry, form)
            for form, entries in overheads_by_form(catalogue, on).items()
            for entry in entries
        ),
        after_known=any(
            entry.count_after
            for entries in overheads_by_form(catalogue, on).values()
            for entry in entries
        ),
        baseline=tuple(_baseline(catalogue, figure) for figure in catalogue.settings.baseline),
        baseline_charts=tuple(
            Chart(
                title=f"{figure.name}（{figure.when}）",
                bars=tuple((part.name, part.number) for part in figure.parts),
                unit="个",
            )
            for figure in catalogue.settings.baseline
            if figure.parts
        ),
        no_longer=_no_longer(catalogue, on),
        complain=insist.complain if insist else "",
        one_page=Link(title="一页看清，给领导", address=one_page),
    )


def _lead(asking: list[DepartmentBurden], now: Totals) -> str:
    most = f"最多的是{asking[0].body.short_name}，{len(asking[0].asks)}件" if asking else ""
    return (
        f"依据里写明要社区协助的事，全部{now.assisted}件，写明由谁出钱的{now.funded}件。{ended(most)}"
        f"不得下派的{now.barred}件，不应出具的证明{now.refused}项。"
    )


def _loads(catalogue: Catalogue, on: date, sent: Mapping[str, int]) -> tuple[DepartmentBurden, ...]:
    """Return the bodies that ask by law, then those that sent something without a law."""
    asking = department_burdens(catalogue, on)
    asking_ids = {load_.body.id for load_ in asking}
    others = (catalogue.bodies[id_] for id_ in sent if id_ not in asking_ids)
    return (*asking, *(department_burden(catalogue, body, on) for body in others))


def _reported(catalogue: Catalogue) -> tuple[ReportedRow, ...]:
    definitions = ledger_definitions()
    return tuple(
        ReportedRow(
            month=monthly.month,
            ledger=definitions[monthly.ledger].title,
            communities=monthly.communities,
            count=monthly.count,
            outside=monthly.outside,
        )
        for monthly in reported_counts(catalogue)
    )


def _load(load_: DepartmentBurden, sent: Mapping[str, int]) -> LoadRow:
    return LoadRow(
        body=Link(
            title=load_.body.short_name,
            address=addresses.record(load_.body.kind.name, load_.body.id),
        ),
        asks=len(load_.asks),
        sent=sent.get(load_.body.id, 0),
        funded=len(load_.funded),
        unfunded=load_.unfunded,
        barred=len(load_.barred),
        certificates=len(load_.certificates),
    )


def _overhead(entry: Overhead, form: str) -> OverheadRow:
    return OverheadRow(
        entry=entry_link(entry),
        form=form,
        before=entry.count_before or "没有查到",
        after=entry.count_after or "没有查到",
        outcome=entry.kind.labels("outcome")[entry.outcome],
    )


def _baseline(catalogue: Catalogue, figure: BaselineFigure) -> BaselineRow:
    parts = "，".join(f"{part.name}{part.number}" for part in figure.parts)
    entry = catalogue.entries.get(figure.entry)
    return BaselineRow(
        entry=entry_link(entry) if entry else None,
        name=figure.name,
        text=f"{figure.text}（{parts}）" if parts else figure.text,
        note=figure.note,
        when=figure.when,
        source=source_link(catalogue, figure.source),
    )


def _no_longer(catalogue: Catalogue, on: date) -> tuple[NoLongerGroup, ...]:
    return tuple(
        NoLongerGroup(
            title=title,
            who=_WHO[title],
            rows=tuple(
                NoLongerRow(
                    entry=entry_link(entry),
                    bodies=body_links(catalogue, bodies),
                    basis=column_value(catalogue, entry, "basis"),
                )
                for entry, bodies in matters
            ),
        )
        for title, matters in forbidden_demands(catalogue, on)
        if matters
    )
