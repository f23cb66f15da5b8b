"""一页看清: three numbers, one chart, what changed, and what is undecided, unfunded or due.

It is only valid for one day, so it is not cited and has no fingerprint.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.derive.burden import department_burdens, totals
from generator.editions.changes import GROUP_LABELS, Group
from generator.editions.edition import Edition
from generator.editions.history import EditionChanges
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
"""How many changes of one sort are listed. The site lists all of them."""
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One of the three numbers, with its unit and what it counts."""

    number: int
    unit: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One heading, and the sentences below it."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadersPage:
    """One sheet for those who decide."""

    title: str
    as_of: str
    figures: tuple[Figure, ...]
    chart: Chart | None
    """The bodies that ask for most assistance; none if no body asks for any."""
    matters: tuple[Matter, ...]
    imprint: Imprint
    """The imprint of the whole list, for the index of prints."""


def leaders_page(
    catalogue: Catalogue, whole: Listing, latest: EditionChanges | None, on: date
) -> LeadersPage:
    """Return the page for the day ``on``; ``latest`` is the newest edition, if there is one."""
    entries = tuple(entry for entry in catalogue.entries.values() if not entry.has_ended(on))
    undecided = tuple(
        entry
        for entry in entries
        if entry.decision is Decision.UNDECIDED and not isinstance(entry, Funding)
    )
    counted = totals(catalogue, on, label="")
    return LeadersPage(
        title=f"{catalogue.settings.title}：{TITLE}",
        as_of=f"{whole.imprint.edition}，截至{written(on)}。{_all(catalogue, entries)}",
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


def _all(catalogue: Catalogue, entries: tuple[Entry, ...]) -> str:
    """Say how many entries there are, as lists do, and how many of them have ended."""
    over = len(catalogue.entries) - len(entries)
    return f"共{len(catalogue.entries)}项{f'，其中{over}项已经不再办' if over else ''}。"


def _chart(catalogue: Catalogue, on: date) -> Chart | None:
    asking = [load for load in department_burdens(catalogue, on) if load.asks][:MOST_CHARTED]
    bars = tuple((load.body.short_name, len(load.asks)) for load in asking)
    return Chart(title="依据里写明要社区协助的，每个部门多少件", bars=bars) if bars else None


def _changed(catalogue: Catalogue, latest: EditionChanges | None) -> Iterator[str]:
    """Yield how many changes the newest edition made, what it ended, and which verdicts it changed."""
    if latest is None:
        yield "还没有发布过版本。"
        return
    edition = latest.edition
    if latest.before is None:
        yield f"{edition.id}版是第一版，{written(edition.in_force_on)}起施行。"
        return
    counts = "，".join(f"{word}{len(changes)}条" for word, changes in latest.grouped)
    yield (
        f"{edition.id}版{written(edition.in_force_on)}起施行，比{latest.before.id}版"
        f"{counts or '没有改动'}。"
    )
    ended = tuple(
        change.sentence
        for word, changes in latest.grouped
        if word not in _USUAL
        for change in changes
    )
    yield from _most(ended, "不再办的")
    yield from _most(tuple(_verdicts(catalogue, latest.before, edition)), "改了结论的")


_USUAL = frozenset(
    {GROUP_LABELS[Group.ADDED], GROUP_LABELS[Group.CHANGED], GROUP_LABELS[Group.CORRECTED]}
)


def _most(sentences: tuple[str, ...], what: str) -> Iterator[str]:
    if sentences:
        more = f"等，{what}共{len(sentences)}项。" if len(sentences) > MOST_CHANGES else "。"
        first = "；".join(sentence.rstrip("。") for sentence in sentences[:MOST_CHANGES])
        yield f"{what}：{first}{more}"


def _verdicts(catalogue: Catalogue, before: Edition, after: Edition) -> Iterator[str]:
    """Yield each entry whose verdict the newest edition changed, with both verdicts."""
    for key, fields in after.state.items():
        kind, old = catalogue.kinds.by_key.get(key[0]), before.state.get(key)
        if kind and kind.is_entry and old and old["decision"] != fields["decision"]:
            was, is_ = (kind.decision_words[state["decision"]] for state in (old, fields))
            yield f"{key[1]}《{fields['name']}》由“{was}”改为“{is_}”"


def _undecided(catalogue: Catalogue, undecided: tuple[Entry, ...]) -> Iterator[str]:
    counts = "，".join(
        f"{group.title}{len(group.entries)}项" for group in by_kind(catalogue, undecided)
    )
    yield f"{counts}。" if counts else "没有。"


def _unfunded(catalogue: Catalogue, on: date) -> Iterator[str]:
    unfunded = sorted(
        (load for load in department_burdens(catalogue, on) if load.unfunded),
        key=lambda load: -load.unfunded,
    )
    if not unfunded:
        yield "没有。"
        return
    most = "，".join(f"{load.body.short_name}{load.unfunded}件" for load in unfunded[:_MOST_NAMED])
    yield f"涉及{len(unfunded)}个部门。最多的：{most}。一件事有几个部门的，各算一次。"


def _due(catalogue: Catalogue, entries: tuple[Entry, ...], on: date) -> Iterator[str]:
    """Yield how much is overdue, and the days by which other entries have to be checked again."""
    open_ = {
        (duty.entry.id, duty.reason): duty
        for department in duties(catalogue, on)
        for duty in department.duties
    }
    late = sum(duty.since is not None for duty in open_.values())
    yield f"过了日子的{late}处，待核实的{len(open_) - late}处。"
    days = Counter(entry.verification.next_review_on for entry in entries if entry.verification)
    ahead = sorted(day for day in days if day >= on)[:_MOST_NAMED]
    if ahead:
        days_ahead = "，".join(f"{written(day)}以前{days[day]}项" for day in ahead)
        yield f"要再核对的：{days_ahead}。"
