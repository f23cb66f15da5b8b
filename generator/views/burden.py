"""社区的负担: counts by department and by edition, before and after, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.derive.burden import Load, Totals, by_form, load, loads, no_longer
from generator.derive.ledgers import given_ledgers
from generator.derive.tally import reported, sent_by
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
    """What one department asks, may not ask and used to ask."""

    body: Link
    asks: int
    sent: int
    """报来件数: how often communities wrote down that it sent something."""
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
    """Of these, how many of matters that are not in the catalogue."""


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
    """What may not be demanded any more, by whom, and the rule."""

    entry: Link
    bodies: tuple[Link, ...]
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLongerGroup:
    """What may not be demanded any more, of one kind."""

    title: str
    who: str
    """What the bodies named are: those responsible, or those that used to ask."""
    rows: tuple[NoLongerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BurdenView:
    """社区的负担."""

    title: str
    lead: str
    loads: tuple[LoadRow, ...]
    reported: tuple[ReportedRow, ...]
    """What communities counted themselves; empty where none has reported yet."""
    most: Chart | None
    """Who asks most; none where nobody asks anything."""
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


def burden_view(
    catalogue: Catalogue, totals: tuple[Totals, ...], on: date, *, title: str
) -> BurdenView:
    """Return the burden on the day ``on``. ``totals`` are those of every edition, and of now."""
    now, sent = totals[-1], sent_by(catalogue)
    found = _loads(catalogue, on, sent)
    asking = [one for one in found if one.asks]
    bars = tuple((one.body.short_name, len(one.asks)) for one in asking[:MOST_CHARTED])
    insist = catalogue.settings.insist
    return BurdenView(
        title=title,
        lead=_lead(asking, now),
        loads=tuple(_load(one, sent) for one in found) if asking else (),
        reported=_reported(catalogue),
        most=Chart(title="依据里写明要社区协助的，每个部门多少件", bars=bars) if asking else None,
        totals=tuple(
            TotalsRow(edition=Link(title=one.label, address=one.address), totals=one)
            for one in totals
        ),
        trend=Chart(
            title="协助事项",
            bars=tuple((one.label, one.assisted) for one in totals),
            own=now.label,
        ),
        overheads=tuple(
            _overhead(entry, form)
            for form, some in by_form(catalogue, on).items()
            for entry in some
        ),
        after_known=any(
            entry.count_after for some in by_form(catalogue, on).values() for entry in some
        ),
        baseline=tuple(_baseline(catalogue, one) for one in catalogue.settings.baseline),
        baseline_charts=tuple(
            Chart(
                title=f"{one.name}（{one.when}）",
                bars=tuple((part.name, part.number) for part in one.parts),
                unit="个",
            )
            for one in catalogue.settings.baseline
            if one.parts
        ),
        no_longer=_no_longer(catalogue, on),
        complain=insist.complain if insist else "",
    )


def _lead(asking: list[Load], now: Totals) -> str:
    most = f"最多的是{asking[0].body.short_name}，{len(asking[0].asks)}件" if asking else ""
    return (
        f"依据里写明要社区协助的事，全部{now.assisted}件，写明由谁出钱的{now.funded}件。{ended(most)}"
        f"不得下派的{now.barred}件，不应出具的证明{now.refused}项。"
    )


def _loads(catalogue: Catalogue, on: date, sent: Mapping[str, int]) -> tuple[Load, ...]:
    """Return who asks by law, then who asks by no law and still sent something."""
    found = loads(catalogue, on)
    named = {one.body.id for one in found}
    others = (catalogue.bodies[id_] for id_ in sent if id_ not in named)
    return (*found, *(load(catalogue, body, on) for body in others))


def _reported(catalogue: Catalogue) -> tuple[ReportedRow, ...]:
    words = given_ledgers()
    return tuple(
        ReportedRow(
            month=one.month,
            ledger=words[one.ledger]["title"],
            communities=one.communities,
            count=one.count,
            outside=one.outside,
        )
        for one in reported(catalogue)
    )


def _load(one: Load, sent: Mapping[str, int]) -> LoadRow:
    return LoadRow(
        body=Link(
            title=one.body.short_name, address=addresses.record(one.body.kind.name, one.body.id)
        ),
        asks=len(one.asks),
        sent=sent.get(one.body.id, 0),
        funded=len(one.funded),
        unfunded=one.unfunded,
        barred=len(one.barred),
        certificates=len(one.certificates),
    )


def _overhead(entry: Overhead, form: str) -> OverheadRow:
    return OverheadRow(
        entry=entry_link(entry),
        form=form,
        before=entry.count_before or "没有查到",
        after=entry.count_after or "没有查到",
        outcome=entry.kind.labels("outcome")[entry.outcome],
    )


def _baseline(catalogue: Catalogue, one: BaselineFigure) -> BaselineRow:
    parts = "，".join(f"{part.name}{part.number}" for part in one.parts)
    entry = catalogue.entries.get(one.entry)
    return BaselineRow(
        entry=entry_link(entry) if entry else None,
        name=one.name,
        text=f"{one.text}（{parts}）" if parts else one.text,
        note=one.note,
        when=one.when,
        source=source_link(catalogue, one.source),
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
                for entry, bodies in found
            ),
        )
        for title, found in no_longer(catalogue, on)
        if found
    )
