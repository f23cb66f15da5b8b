"""The lists that are printed: which there are, and the text of each cell."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from generator.derive.responsibilities import responsibilities
from generator.model.catalogue import Catalogue
from generator.model.entries import Certificate, Decision, Entry, Funding, Service
from generator.model.record import Record
from generator.model.records import class_of
from generator.schema.kinds import Kind
from generator.views.columns import column_value
from generator.views.groups import Group, by_decision, by_kind, concept_entries
from generator.views.imprint import Imprint, imprint

COMMUNITY_TYPES = "community-types"


class Column(NamedTuple):
    """One column: heading, the name in ``views.columns``, and its share of the width."""

    heading: str
    field: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry in a list. ``cells`` go with the section's columns."""

    id: str
    name: str
    decision: str
    word: str
    """The verdict in words."""
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows of one kind and verdict under one heading."""

    heading: str
    decision: str
    columns: tuple[Column, ...]
    """The columns beside number, name and verdict."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """清单: one list, with the same content in each format."""

    slug: str
    title: str
    group: str
    """Which of ``GROUPS`` it belongs to."""
    sections: tuple[Section, ...]
    imprint: Imprint

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in order."""
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def totals(self) -> Mapping[str, int]:
        """合计: how many rows have each verdict, by its label, in order."""
        totals: dict[str, int] = {}
        for row in self.rows:
            totals[row.word] = totals.get(row.word, 0) + 1
        return totals


GROUPS = {
    "all": "全目录",
    "kind": "按种类",
    "decision": "按结论",
    "body": "按部门",
    "community-type": "按社区类型",
}
WHOLE = "catalogue"
"""The list of the whole catalogue."""
ONE_VERDICT = "decision"
"""The group whose lists have one verdict, so that all their rows have the same columns."""
WHOLE_GROUPS = frozenset({"all", "kind"})
"""Groups whose lists contain the whole catalogue or a whole kind."""
_SUMMARY = Column("说明", "summary", 4)
_BASIS = Column("依据", "basis", 3)
_COLUMNS: Mapping[type[Record], Mapping[str, tuple[Column, ...]]] = MappingProxyType(
    {
        Certificate: {
            Decision.PERMITTED: (Column("什么时候用", "purposes", 3), _SUMMARY, _BASIS),
            Decision.CASE_BY_CASE: (Column("什么情形", "case_rule", 4), _SUMMARY, _BASIS),
            Decision.ASSIST_ONLY: (_SUMMARY, Column("由谁核实", "places", 2.4), _BASIS),
            Decision.FORBIDDEN: (
                Column("去哪里", "places", 2.6),
                Column("拿什么代替", "documents", 3),
                _BASIS,
            ),
        },
        Service: dict.fromkeys(
            Decision,
            (Column("牵头", "bodies", 2.2), _SUMMARY, Column("经费", "funding", 1.8), _BASIS),
        ),
        Funding: dict.fromkeys(
            Decision, (Column("多少", "standards", 5), Column("性质", "standing", 1.8), _BASIS)
        ),
    }
)
"""The columns by record class and verdict. The default is summary and basis."""


def listings(catalogue: Catalogue) -> Iterator[Listing]:
    """Yield every list, the whole catalogue first. Empty ones are left out."""
    entries = tuple(catalogue.entries.values())
    kinds = by_kind(catalogue, entries)
    if entries:
        title = catalogue.settings.title
        yield _listing(catalogue, WHOLE, title, entries, group="all", page="", rule="all")
    for group in kinds:
        title, page = f"{group.title}清单", f"{group.id}/"
        yield _listing(
            catalogue,
            group.id,
            title,
            group.entries,
            group="kind",
            page=page,
            rule=f"kind {group.id}",
        )
    for kind, group in _verdicts(catalogue, kinds):
        slug, title = (
            f"{kind.folder}-{group.id.replace('_', '-')}",
            f"{kind.title}清单：{group.title}",
        )
        yield _listing(
            catalogue,
            slug,
            title,
            group.entries,
            group=ONE_VERDICT,
            page=f"{slug}/",
            rule=f"decision {kind.folder} {group.id}",
        )
    for body in catalogue.bodies.values():
        yield from _some(
            catalogue,
            body.slug,
            f"{body.name}有关事项清单",
            responsibilities(catalogue, body).named,
            group="body",
            rule=f"body {body.id}",
        )
    vocabulary = catalogue.vocabularies.get(COMMUNITY_TYPES)
    for concept in concept_entries(catalogue, vocabulary) if vocabulary else ():
        ids = {entry.id for entry in concept.entries}
        title = f"{concept.concept.label}适用事项清单"
        yield from _some(
            catalogue,
            concept.slug,
            title,
            ids,
            group="community-type",
            rule=f"community-type {concept.concept.id}",
        )


def _verdicts(catalogue: Catalogue, kinds: Iterable[Group]) -> Iterator[tuple[Kind, Group]]:
    for group in kinds:
        kind = catalogue.kinds.by_key[group.id]
        for verdict in by_decision(kind, group.entries):
            yield kind, verdict


def _some(
    catalogue: Catalogue, slug: str, title: str, ids: Container[str], *, group: str, rule: str
) -> Iterator[Listing]:
    entries = tuple(entry for entry in catalogue.entries.values() if entry.id in ids)
    if entries:
        yield _listing(catalogue, slug, title, entries, group=group, page=f"{slug}/", rule=rule)


def _listing(
    catalogue: Catalogue,
    slug: str,
    title: str,
    entries: tuple[Entry, ...],
    *,
    group: str,
    page: str,
    rule: str,
) -> Listing:
    kinds = by_kind(catalogue, entries)
    return Listing(
        slug=slug,
        title=title,
        group=group,
        sections=tuple(
            _section(catalogue, kind, verdict, several=len(kinds) > 1)
            for kind, verdict in _verdicts(catalogue, kinds)
        ),
        imprint=imprint(catalogue, entries, page, title, id=f"lists/{slug}", rule=rule),
    )


def _section(catalogue: Catalogue, kind: Kind, verdict: Group, *, several: bool) -> Section:
    columns = columns_of(kind, Decision(verdict.id))
    return Section(
        heading=f"{kind.title}：{verdict.title}" if several else verdict.title,
        decision=verdict.decision,
        columns=columns,
        rows=tuple(row_of(catalogue, entry, columns) for entry in verdict.entries),
    )


def columns_of(kind: Kind, decision: Decision) -> tuple[Column, ...]:
    """Return the columns of a list of one kind and verdict."""
    return _COLUMNS.get(class_of(kind), {}).get(decision, (_SUMMARY, _BASIS))


def row_of(catalogue: Catalogue, entry: Entry, columns: tuple[Column, ...]) -> Row:
    """Return the row of one entry."""
    return Row(
        id=entry.id,
        name=entry.name,
        decision=str(entry.decision),
        word=entry.decision_label,
        cells=tuple(column_value(catalogue, entry, column.field) for column in columns),
    )
