"""法条对照: every article of a law that names the committee, its status, and the counts."""

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
"""A short label for each status, for use beside numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionLine:
    """One article: what it asks, its status, and its text."""

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
    """The day of its text; empty if the collection gives none."""
    sources: tuple[Link, ...]
    """The pages of its sources; empty if no entry cites the law."""
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
    """How many provisions of one sort there are, by whom they address."""

    label: Link
    residents: int
    villages: int
    total: int
    open: int
    """How many of them no entry answers yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """Counts by one property, with their sum."""

    id: str
    title: str
    note: str
    heading: str
    rows: tuple[CountRow, ...]
    tells_open: bool = True
    """Whether the table has the column ``open``."""
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
    """Return every provision by law. The laws are sorted by pinyin."""
    return ProvisionsView(
        title=title,
        lead=lead(catalogue, provisions),
        origin=origin(catalogue),
        laws=tuple(_group(catalogue, law) for law in _by_law(provisions)),
    )


def provision_counts_view(
    catalogue: Catalogue, provisions: tuple[AnsweredProvision, ...], *, title: str
) -> ProvisionCountsView:
    """Return the counts by status, by what is asked, and by law. Ceased ones only count in the first."""
    labels = _labels(catalogue)
    valid = [
        provision for provision in provisions if provision.status is not ProvisionStatus.CEASED
    ]
    by_law = sorted(_by_law(valid), key=lambda law: -len(law))
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
                rows=_rows(provisions, lambda provision: provision.status, labels("status")),
                tells_open=False,
            ),
            CountTable(
                id="asks",
                title="要做什么",
                note=_VALID,
                heading="要做什么",
                rows=_rows(valid, lambda provision: provision.provision.asks, labels("asks")),
            ),
            CountTable(
                id="laws",
                title="哪一部法律",
                note=_VALID,
                heading="法律",
                rows=tuple(_row(_law_link(law[0]), law) for law in by_law),
                is_folded=True,
            ),
        ),
    )


def lead(catalogue: Catalogue, provisions: tuple[AnsweredProvision, ...]) -> str:
    """Return one sentence with the number of provisions, in total and by status."""
    if not provisions:
        return "这份目录没有收法条。"
    laws = len({provision.law.title for provision in provisions})
    words = status_words(catalogue)
    counts = "，".join(
        f"{words[status]}{number}条" for status, number in counted(provisions).items()
    )
    return f"全国的法律、法规、规章和司法解释，写到居委会、村委会的有{len(provisions)}条，出自{laws}部。{counts}。"


def status_words(catalogue: Catalogue) -> Mapping[str, str]:
    """Return the label of each status."""
    return _labels(catalogue)("status")


def counted(provisions: Iterable[AnsweredProvision]) -> Mapping[ProvisionStatus, int]:
    """Return how many provisions have each status. A status that none has is left out."""
    statuses = [provision.status for provision in provisions]
    return {status: statuses.count(status) for status in ProvisionStatus if status in statuses}


def origin(catalogue: Catalogue) -> str:
    """Return a sentence about the collection that the provisions are from, and its day."""
    collection = catalogue.collection
    if collection is None:
        return ""
    day = f"{collection.day.year}年{collection.day.month}月{collection.day.day}日"
    return f"法条抄自{collection.title}{day}的版本（{collection.commit[:7]}）。{collection.note}"


def address_of(answered: AnsweredProvision) -> str:
    """Return the address of a provision on the page."""
    return f"{addresses.PROVISIONS}#{answered.slug}"


_VALID = "已经失效的不算。"


def _labels(catalogue: Catalogue) -> Callable[[str], Mapping[str, str]]:
    kind = catalogue.kinds.by_key["provisions"]
    return lambda field: kind.labels("provisions", field)


def _by_law(provisions: Iterable[AnsweredProvision]) -> list[tuple[AnsweredProvision, ...]]:
    """Return the provisions of each law, in the order of the law."""
    by_title: defaultdict[str, list[AnsweredProvision]] = defaultdict(list)
    for answered in provisions:
        by_title[answered.law.title].append(answered)
    return [
        tuple(
            sorted(
                by_title[title],
                key=lambda answered: article_number(answered.provision.article) or ArticleNumber(0),
            )
        )
        for title in sorted(by_title, key=lazy_pinyin)
    ]


def _group(catalogue: Catalogue, answers: tuple[AnsweredProvision, ...]) -> LawGroup:
    law = answers[0].law
    counts = "，".join(
        f"{SHORT_WORDS[status]}{number}" for status, number in counted(answers).items()
    )
    return LawGroup(
        id=law.id,
        title=law.title,
        version=law.version.isoformat() if law.version else "",
        sources=source_links(
            catalogue, dict.fromkeys(id_ for answered in answers for id_ in answered.sources)
        ),
        counts=f"{len(answers)}条：{counts}",
        provisions=tuple(_line(catalogue, answered) for answered in answers),
    )


def _line(catalogue: Catalogue, answered: AnsweredProvision) -> ProvisionLine:
    labels, provision = _labels(catalogue), answered.provision
    return ProvisionLine(
        id=answered.slug,
        article=provision.article,
        asks=labels("asks")[provision.asks],
        task=provision.task,
        who=provision.who,
        status=answered.status,
        status_label=labels("status")[answered.status],
        entries=tuple(entry_link(entry) for entry in answered.entries),
        reason=provision.reason if answered.has_reason else "",
        replaced_by=provision.replaced_by,
        doubt=provision.doubt,
        text=answered.text,
    )


def _rows(
    provisions: Iterable[AnsweredProvision],
    sort: Callable[[AnsweredProvision], str],
    labels: Mapping[str, str],
) -> tuple[CountRow, ...]:
    """Return a row for each sort that has a label, and their sum."""
    every = list(provisions)
    rows = (
        _row(Link(title=word), [each for each in every if sort(each) == value])
        for value, word in labels.items()
    )
    return (*rows, _row(Link(title="一共"), every))


def _row(label: Link, provisions: Iterable[AnsweredProvision]) -> CountRow:
    listed = list(provisions)
    return CountRow(
        label=label,
        residents=sum(provision.concerns_residents for provision in listed),
        villages=sum(provision.concerns_villages for provision in listed),
        total=len(listed),
        open=sum(provision.status is ProvisionStatus.OPEN for provision in listed),
    )


def _law_link(answered: AnsweredProvision) -> Link:
    return Link(title=answered.law.title, address=f"{addresses.PROVISIONS}#{answered.law.id}")
