"""法条对照: every article that names the committee by law, what became of it, and the counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pypinyin import lazy_pinyin

from generator.derive.provisions import AnsweredProvision, ProvisionStatus
from generator.laws.clauses import ArticleNumber, article_number
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.views.links import EntryLink, Link, entry_link, source_links

SHORT_WORDS: Mapping[ProvisionStatus, str] = MappingProxyType(
    {
        ProvisionStatus.CITED: "引用",
        ProvisionStatus.COVERED: "写到",
        ProvisionStatus.OPEN: "还没有",
        ProvisionStatus.NOT_A_TASK: "不用办",
        ProvisionStatus.CEASED: "失效",
    }
)
"""Each status in a word or two, where numbers stand beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionLine:
    """One article: what it asks, what became of it, and its words."""

    id: str
    article: str
    asks: str
    task: str
    who: str
    status: str
    status_label: str
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
    sources: tuple[Link, ...]
    """The pages of its sources; none where no entry cites the law."""
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
    tells_open: bool = True
    """Whether a column says for how many there is no entry yet."""
    is_folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionCountsView:
    """法条数一数."""

    title: str
    crumbs: tuple[Link, ...]
    lead: str
    origin: str
    tables: tuple[CountTable, ...]


def provisions_view(
    catalogue: Catalogue, provisions: tuple[AnsweredProvision, ...], *, title: str
) -> ProvisionsView:
    """Return every provision by law, the laws by pinyin."""
    return ProvisionsView(
        title=title,
        lead=lead(catalogue, provisions),
        origin=origin(catalogue),
        laws=tuple(_group(catalogue, some) for some in _by_law(provisions)),
    )


def provision_counts_view(
    catalogue: Catalogue, provisions: tuple[AnsweredProvision, ...], *, title: str
) -> ProvisionCountsView:
    """Return the counts by status, by what is asked, and by law; the ceased only in the first."""
    labels = _labels(catalogue)
    valid = [one for one in provisions if one.status is not ProvisionStatus.CEASED]
    by_law = sorted(_by_law(valid), key=lambda some: -len(some))
    return ProvisionCountsView(
        title=title,
        crumbs=(Link(title="法条对照", address=addresses.PROVISIONS),),
        lead=lead(catalogue, provisions),
        origin=origin(catalogue),
        tables=(
            CountTable(
                id="standing",
                title="有没有事项",
                note="",
                heading="现在",
                rows=_rows(provisions, lambda one: one.status, labels("status")),
                tells_open=False,
            ),
            CountTable(
                id="asks",
                title="要做什么",
                note=_VALID,
                heading="要做什么",
                rows=_rows(valid, lambda one: one.provision.asks, labels("asks")),
            ),
            CountTable(
                id="laws",
                title="哪一部法律",
                note=_VALID,
                heading="法律",
                rows=tuple(_row(_law_link(some[0]), some) for some in by_law),
                is_folded=True,
            ),
        ),
    )


def lead(catalogue: Catalogue, provisions: tuple[AnsweredProvision, ...]) -> str:
    """Say in one sentence how many provisions there are and what became of them."""
    if not provisions:
        return "这份目录没有收法条。"
    laws = len({one.law.title for one in provisions})
    words = status_words(catalogue)
    counts = "，".join(f"{words[one]}{number}条" for one, number in counted(provisions).items())
    return f"全国的法律、法规、规章和司法解释，写到居委会、村委会的有{len(provisions)}条，出自{laws}部。{counts}。"


def status_words(catalogue: Catalogue) -> Mapping[str, str]:
    """Return what each status is called."""
    return _labels(catalogue)("status")


def counted(provisions: Iterable[AnsweredProvision]) -> Mapping[ProvisionStatus, int]:
    """Return how many provisions have each status; those that none has are left out."""
    statuses = [one.status for one in provisions]
    return {one: statuses.count(one) for one in ProvisionStatus if one in statuses}


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


def _labels(catalogue: Catalogue) -> Callable[[str], Mapping[str, str]]:
    kind = catalogue.kinds.by_key["provisions"]
    return lambda field: kind.labels("provisions", field)


def _by_law(provisions: Iterable[AnsweredProvision]) -> list[tuple[AnsweredProvision, ...]]:
    """Return the provisions of each law, in its order; parts of one law go together."""
    by_title: defaultdict[str, list[AnsweredProvision]] = defaultdict(list)
    for one in provisions:
        by_title[one.law.title].append(one)
    return [
        tuple(
            sorted(
                by_title[title],
                key=lambda one: article_number(one.provision.article) or ArticleNumber(0),
            )
        )
        for title in sorted(by_title, key=lazy_pinyin)
    ]


def _group(catalogue: Catalogue, some: tuple[AnsweredProvision, ...]) -> LawGroup:
    law = some[0].law
    counts = "，".join(f"{SHORT_WORDS[one]}{number}" for one, number in counted(some).items())
    return LawGroup(
        id=law.id,
        title=law.title,
        version=law.version.isoformat() if law.version else "",
        sources=source_links(catalogue, dict.fromkeys(id_ for one in some for id_ in one.sources)),
        counts=f"{len(some)}条：{counts}",
        provisions=tuple(_line(catalogue, one) for one in some),
    )


def _line(catalogue: Catalogue, one: AnsweredProvision) -> ProvisionLine:
    labels, provision = _labels(catalogue), one.provision
    return ProvisionLine(
        id=one.slug,
        article=provision.article,
        asks=labels("asks")[provision.asks],
        task=provision.task,
        who=provision.who,
        status=one.status,
        status_label=labels("status")[one.status],
        entries=tuple(entry_link(entry) for entry in one.entries),
        reason=provision.reason if one.has_reason else "",
        replaced_by=provision.replaced_by,
        doubt=provision.doubt,
        text=one.text,
    )


def _rows(
    provisions: Iterable[AnsweredProvision],
    sort: Callable[[AnsweredProvision], str],
    labels: Mapping[str, str],
) -> tuple[CountRow, ...]:
    """Return a row for each sort that has a label, and their sum."""
    every = list(provisions)
    rows = (
        _row(Link(title=word), [o for o in every if sort(o) == one]) for one, word in labels.items()
    )
    return (*rows, _row(Link(title="一共"), every))


def _row(label: Link, some: Iterable[AnsweredProvision]) -> CountRow:
    found = list(some)
    return CountRow(
        label=label,
        residents=sum(one.speaks_to_residents for one in found),
        villages=sum(one.speaks_to_villages for one in found),
        total=len(found),
        open=sum(one.status is ProvisionStatus.OPEN for one in found),
    )


def _law_link(one: AnsweredProvision) -> Link:
    return Link(title=one.law.title, address=f"{addresses.PROVISIONS}#{one.law.id}")
