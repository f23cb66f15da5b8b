"""Where the frame of every page leads: the doors in its head, and all there is in its foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.schema.kinds import Kind, Kinds
from generator.views.links import Link

VOCABULARIES = (
    ("life-events", "按遇到的事找"),
    ("work-areas", "工作领域"),
    ("platforms", "服务平台"),
    ("community-types", "社区类型"),
)
"""The vocabularies with a page of their own, and what it is called in the foot."""
SERVICES = (
    Link(title="部门派来的事", address=addresses.TASKS),
    Link(title="社区的负担", address=addresses.BURDEN),
    Link(title="经费算一算", address=addresses.MONEY),
    Link(title="打印和下载", address=addresses.PRINTS),
    Link(title="上级清单对照", address=addresses.UPSTREAM),
    Link(title="法条对照", address=addresses.PROVISIONS),
    Link(title="依据", address=addresses.SOURCES),
    Link(title="版次", address=addresses.EDITIONS),
    Link(title="核验引用", address=addresses.VERIFY),
    Link(title="数据接口", address=addresses.DATA),
    Link(title="待办", address=addresses.DUE),
    Link(title="填表新建、修改", address=addresses.EDIT),
)
"""The pages every site has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door(Link):
    """A way into the catalogue from its first page, with what is behind it."""

    section: str
    """The kind's folder, by which a page says to which door it belongs."""
    text: str


def doors(kinds: Kinds) -> tuple[Door, ...]:
    """Return the doors: the lists of the kinds whose schema has a ``door``."""
    return tuple(
        Door(
            title=kind.hub,
            address=addresses.kind(kind.folder),
            section=kind.folder,
            text=kind.door,
        )
        for kind in kinds
        if kind.door
    )


def foot(catalogue: Catalogue) -> tuple[Link, ...]:
    """Return the links in the foot: lists of kinds, ways to look, what else there is."""
    return (*_kinds(catalogue.kinds), *_ways(catalogue), *SERVICES)


def _kinds(kinds: Kinds) -> Iterator[Link]:
    yield from (_kind(kind) for kind in kinds if kind.door)
    yield from (_kind(kind) for kind in kinds.of_entries() if not kind.door)


def _kind(kind: Kind) -> Link:
    return Link(title=kind.hub or kind.title, address=addresses.kind(kind.folder))


def _ways(catalogue: Catalogue) -> Iterator[Link]:
    first, *others = VOCABULARIES
    yield from _vocabulary(catalogue, *first)
    yield Link(title="按字母找", address=addresses.LETTERS)
    for id_, title in others:
        yield from _vocabulary(catalogue, id_, title)


def _vocabulary(catalogue: Catalogue, id_: str, title: str) -> Iterator[Link]:
    if id_ in catalogue.vocabularies:
        yield Link(title=title, address=addresses.vocabulary(id_))
