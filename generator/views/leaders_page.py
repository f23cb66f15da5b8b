"""一页看清: three numbers, one chart, what changed, and what is undecided, unfunded or due.

It tells one day, so it is cited by nobody and carries no fingerprint.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.derive.burden import loads, totals
from generator.editions.changes import GROUPS, Group
from generator.editions.edition import Edition
from generator.editions.history import Step
from generator.model.catalogue import Catalogue
from generator.model.days import written
from generator.model.entries import Decision, Entry, Funding
from generator.views.bodies import Chart
from generator.views.duties import duties
from generator.views.groups import by_kind
from generator.views.imprint import Imprint
from generator.views.listings import Listing

TITLE = "一页看清"
MOST_CHARTED = 10
MOST_CHANGES = 4
"""How many changes of one sort are told; the site tells all."""
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One of the three numbers, with what is counted."""

    number: int
    unit: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One heading with what is to be said under it, a sentence each."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadersPage:
    """One sheet for who decides."""

    title: str
    as_of: str
    figures: tuple[Figure, ...]
    chart: Chart | None
    """Who asks for most assistance; none where nobody asks."""
    matters: tuple[Matter, ...]
    imprint: Imprint
    """What the index of prints says of it."""


def leaders_page(
    catalogue: Catalogue, whole: Listing, latest: Step | None, on: date
) -> LeadersPage:
    """Return the page as of the day ``on``; ``latest`` is the newest edition, if there is one."""
    entries = tuple(one for one in catalogue.entries.values() if not one.has_ended(on))
    undecided = tuple(
        one
        for one in entries
        if one.decision is Decision.UNDECIDED and not isinstance(one, Funding)
    )
    counted = totals(catalogue, on, label="")
    return LeadersPage(
        title=f"{catalogue.settings.title}：{TITLE}",
        as_of=f"{whole.imprint.edition}，截至{written(on)}。共{len(entries)}项。",
        figures=(
            Figure(number=counted.assisted, unit="件", words="依据里写明要社区协助的事"),
            Figure(number=counted.unfunded, unit="件", words="其中没有写明由谁出钱的"),
            Figure(number=len(undecided), unit="项", words="本地没有规定、没有结论的"),
        ),
        chart=_chart(catalogue, on),
        matters=(
            Matter(heading="改了什么", lines=tuple(_changed(catalogue, latest))),
            Matter(heading="没有结论的", lines=tuple(_undecided(catalogue, undecided))),
            Matter(heading="没有写明谁出钱的", lines=tuple(_unfunded(catalogue, on))),
            Matter(heading="到期、待核对的", lines=tuple(_due(catalogue, entries, on))),
        ),
        imprint=whole.imprint,
    )


def _chart(catalogue: Catalogue, on: date) -> Chart | None:
    asking = [one for one in loads(catalogue, on) if one.asks][:MOST_CHARTED]
    bars = tuple((one.body.short_name, len(one.asks)) for one in asking)
    return Chart(title="依据里写明要社区协助的，每个部门多少件", bars=bars) if bars else None


def _changed(catalogue: Catalogue, latest: Step | None) -> Iterator[str]:
    """Say how many changes the newest edition made, what it ended, and which verdicts it changed."""
    if latest is None:
        yield "还没有发布过版本。"
        return
    edition = latest.edition
    if latest.before is None:
        yield f"{edition.id}版是第一版，{written(edition.in_force_on)}起施行。"
        return
    counts = "，".join(f"{word}{len(some)}条" for word, some in latest.grouped)
    yield (
        f"{edition.id}版{written(edition.in_force_on)}起施行，比{latest.before.id}版"
        f"{counts or '没有改动'}。"
    )
    ended = tuple(
        one.sentence for word, some in latest.grouped if word not in _USUAL for one in some
    )
    yield from _most(ended, "不再办的")
    yield from _most(tuple(_verdicts(catalogue, latest.before, edition)), "改了结论的")


_USUAL = frozenset({GROUPS[Group.ADDED], GROUPS[Group.CHANGED], GROUPS[Group.CORRECTED]})


def _most(told: tuple[str, ...], what: str) -> Iterator[str]:
    if told:
        more = f"等，{what}共{len(told)}项。" if len(told) > MOST_CHANGES else "。"
        shown = "；".join(one.rstrip("。") for one in told[:MOST_CHANGES])
        yield f"{what}：{shown}{more}"


def _verdicts(catalogue: Catalogue, before: Edition, after: Edition) -> Iterator[str]:
    """Yield each entry whose verdict the newest edition changed, with the old and the new one."""
    for key, fields in after.state.items():
        kind, old = catalogue.kinds.by_key.get(key[0]), before.state.get(key)
        if kind and kind.is_entry and old and old["decision"] != fields["decision"]:
            was, is_ = (kind.decision_words[one["decision"]] for one in (old, fields))
            yield f"{key[1]}《{fields['name']}》由“{was}”改为“{is_}”"


def _undecided(catalogue: Catalogue, undecided: tuple[Entry, ...]) -> Iterator[str]:
    counts = "，".join(f"{one.title}{len(one.entries)}项" for one in by_kind(catalogue, undecided))
    yield f"{counts}。" if counts else "没有。"


def _unfunded(catalogue: Catalogue, on: date) -> Iterator[str]:
    found = sorted(
        (one for one in loads(catalogue, on) if one.unfunded), key=lambda one: -one.unfunded
    )
    if not found:
        yield "没有。"
        return
    most = "，".join(f"{one.body.short_name}{one.unfunded}件" for one in found[:_MOST_NAMED])
    yield f"涉及{len(found)}个部门。最多的：{most}。一件事有几个部门的，各算一次。"


def _due(catalogue: Catalogue, entries: tuple[Entry, ...], on: date) -> Iterator[str]:
    """Say what is past its day, and by when the rest has to be checked again."""
    open_ = {
        (duty.entry.id, duty.reason): duty for one in duties(catalogue, on) for duty in one.duties
    }
    late = sum(duty.since is not None for duty in open_.values())
    yield f"过了日子的{late}处，待核实的{len(open_) - late}处。"
    days = Counter(one.verification.next_review_on for one in entries if one.verification)
    ahead = sorted(day for day in days if day >= on)[:_MOST_NAMED]
    if ahead:
        told = "，".join(f"{written(day)}以前{days[day]}项" for day in ahead)
        yield f"要再核对的：{told}。"
