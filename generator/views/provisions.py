"""法条对照: every article that names the committee by law, what became of it, and the counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pypinyin import lazy_pinyin

from generator.derive.provisions import AnsweredProvision, Standing
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.views.links import EntryLink, Link, entry_link

SHORT_WORDS: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.CITED: "引用",
        Standing.COVERED: "写到",
        Standing.OPEN: "还没有",
        Standing.NOT_A_TASK: "不是事",
        Standing.CEASED: "失效",
    }
)
"""Each standing in a word or two, where numbers stand beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionLine:
    """One article: what it asks, what became of it, and its words."""

    id: str
    article: str
    asks: str
    task: str
    who: str
    standing: str
    standing_label: str
    entries: tuple[EntryLink, ...]
    reason: str
    replaced_by: str
    doubt: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LawGroup:
    """The articles of one law."""

    id: str
    title: str
    version: str
    """The day of its text; empty where the collection gives none."""
    source: Link | None
    """The page of the source; none where no entry cites the law."""
    counts: str
    provisions: tuple[ProvisionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionsView:
    """法条对照."""

    title: str
    lead: str
    origin: str
    laws: tuple[LawGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """How many provisions of one sort there are, and to whom they speak."""

    label: Link
    residents: int
    villages: int
    total: int
    open: int
    """Those for which there is no entry yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """Counts by one property, with their sum."""

    id: str
    title: str
    note: str
    heading: str
    rows: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionCountsView:
    """法条数一数."""

    title: str
    crumbs: tuple[Link, ...]
    lead: str
    origin: str
    tables: tuple[CountTable, ...]


def provisions_view(
    catalogue: Catalogue, found: tuple[AnsweredProvision, ...], *, title: str
) -> ProvisionsView:
    """Return every provision by law, the laws by pinyin."""
    return ProvisionsView(
        title=title,
        lead=lead(catalogue, found),
        origin=origin(catalogue),
        laws=tuple(_group(catalogue, some) for some in _by_law(found)),
    )


def provision_counts_view(
    catalogue: Catalogue, found: tuple[AnsweredProvision, ...], *, title: str
) -> ProvisionCountsView:
    """Return the counts by standing, by what is asked, and by law; the ceased only in the first."""
    labels, valid = _labels(catalogue), [o for o in found if o.standing is not Standing.CEASED]
    asks, standings = labels("asks"), labels("status")
    by_law = sorted(_by_law(valid), key=lambda some: -len(some))
    return ProvisionCountsView(
        title=title,
        crumbs=(Link(title="法条对照", address=addresses.PROVISIONS),),
        lead=lead(catalogue, found),
        origin=origin(catalogue),
        tables=(
            _table("standing", "有没有事项", found, lambda one: standings[one.standing], standings),
            _table("asks", "要做什么", valid, lambda one: asks[one.provision.asks], asks),
            CountTable(
                id="laws",
                title="哪一部法律",
                note=_VALID,
                heading="法律",
                rows=tuple(_row(_law_link(some[0]), some) for some in by_law),
            ),
        ),
    )


def lead(catalogue: Catalogue, found: tuple[AnsweredProvision, ...]) -> str:
    """Say in one sentence how many provisions there are and what became of them."""
    if not found:
        return "这份目录没有收法条。"
    laws = len({one.law.title for one in found})
    words = standing_words(catalogue)
    counts = "，".join(f"{words[one]}{number}条" for one, number in counted(found).items())
    return f"全国的法律、法规、规章和司法解释，写到居委会、村委会的有{len(found)}条，出自{laws}部。{counts}。"


def standing_words(catalogue: Catalogue) -> Mapping[str, str]:
    """Return what each standing is called."""
    return _labels(catalogue)("status")


def counted(found: Iterable[AnsweredProvision]) -> Mapping[Standing, int]:
    """Return how many provisions have each standing; those that none has are left out."""
    standings = [one.standing for one in found]
    return {one: standings.count(one) for one in Standing if one in standings}


def origin(catalogue: Catalogue) -> str:
    """Say from which collection the provisions are, and of which day."""
    one = catalogue.collection
    if one is None:
        return ""
    day = f"{one.day.year}年{one.day.month}月{one.day.day}日"
    return f"法条抄自{one.title}{day}的版本（{one.commit[:7]}）。{one.note}"


def address_of(one: AnsweredProvision) -> str:
    """Return where a provision stands on the page."""
    return f"{addresses.PROVISIONS}#{one.slug}"


_VALID = "已经失效的不算。"
_Label = Callable[[AnsweredProvision], str]


def _labels(catalogue: Catalogue) -> Callable[[str], Mapping[str, str]]:
    kind = catalogue.kinds.by_key["provisions"]
    return lambda field: kind.labels("provisions", field)


def _by_law(found: Iterable[AnsweredProvision]) -> list[tuple[AnsweredProvision, ...]]:
    """Return the provisions of each law, in its order; parts of one law go together."""
    by_title: defaultdict[str, list[AnsweredProvision]] = defaultdict(list)
    for one in found:
        by_title[one.law.title].append(one)
    return [tuple(by_title[title]) for title in sorted(by_title, key=lazy_pinyin)]


def _group(catalogue: Catalogue, some: tuple[AnsweredProvision, ...]) -> LawGroup:
    law = some[0].law
    counts = "，".join(f"{SHORT_WORDS[one]}{number}" for one, number in counted(some).items())
    return LawGroup(
        id=law.id,
        title=law.title,
        version=law.version.isoformat() if law.version else "",
        source=_source(catalogue, some[0]),
        counts=f"{len(some)}条：{counts}",
        provisions=tuple(_line(catalogue, one) for one in some),
    )


def _source(catalogue: Catalogue, one: AnsweredProvision) -> Link | None:
    source = next((catalogue.sources[id_] for id_ in one.sources if id_ in catalogue.sources), None)
    if source is None:
        return None
    return Link(title="这部法律的依据页", address=addresses.record(source.kind.name, source.id))


def _line(catalogue: Catalogue, one: AnsweredProvision) -> ProvisionLine:
    labels, provision = _labels(catalogue), one.provision
    return ProvisionLine(
        id=one.slug,
        article=provision.article,
        asks=labels("asks")[provision.asks],
        task=provision.task,
        who=provision.who,
        standing=one.standing,
        standing_label=labels("status")[one.standing],
        entries=tuple(entry_link(entry) for entry in one.entries),
        reason=provision.reason if one.has_reason else "",
        replaced_by=provision.replaced_by,
        doubt=provision.doubt,
        text=one.text,
    )


def _table(
    id_: str,
    title: str,
    found: Iterable[AnsweredProvision],
    label: _Label,
    labels: Mapping[str, str],
) -> CountTable:
    sorted_: defaultdict[str, list[AnsweredProvision]] = defaultdict(list)
    for one in found:
        sorted_[label(one)].append(one)
    rows = tuple(_row(Link(title=word), sorted_[word]) for word in labels.values())
    return CountTable(
        id=id_,
        title=title,
        note="" if id_ == "standing" else _VALID,
        heading=title,
        rows=(*rows, _row(Link(title="一共"), [one for some in sorted_.values() for one in some])),
    )


def _row(label: Link, some: Iterable[AnsweredProvision]) -> CountRow:
    found = list(some)
    return CountRow(
        label=label,
        residents=sum(one.speaks_to_residents for one in found),
        villages=sum(one.speaks_to_villages for one in found),
        total=len(found),
        open=sum(one.standing is Standing.OPEN for one in found),
    )


def _law_link(one: AnsweredProvision) -> Link:
    return Link(title=one.law.title, address=f"{addresses.PROVISIONS}#{one.law.id}")
