"""Where the frame of every page leads: the doors in its head, and all there is in its foot."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from generator.model import addresses
from generator.schema.kinds import Kind, Kinds
from generator.views.links import Link

OTHERS = (
    Link(title="按遇到的事找", address=addresses.vocabulary("life-events")),
    Link(title="按字母找", address=addresses.LETTERS),
    Link(title="工作领域", address=addresses.vocabulary("work-areas")),
    Link(title="服务平台", address=addresses.vocabulary("platforms")),
    Link(title="社区类型", address=addresses.vocabulary("community-types")),
    Link(title="一件事怎么办", address=addresses.JOURNEYS),
    Link(title="窗口不办怎么办", address=addresses.REFUSED),
    Link(title="什么能证明什么", address=addresses.FACTS),
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
"""What the foot leads to besides the lists of kinds; not every catalogue has all of them."""


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


def foot(kinds: Kinds, there: Collection[str]) -> tuple[Link, ...]:
    """Return the links in the foot, of those whose page is ``there``: kinds first, then the rest."""
    lists = [
        *(_list(kind) for kind in kinds if kind.door),
        *(_list(kind) for kind in kinds.of_entries() if not kind.door),
    ]
    return tuple(link for link in (*lists, *OTHERS) if link.address in there)


def _list(kind: Kind) -> Link:
    return Link(title=kind.hub or kind.title, address=addresses.kind(kind.folder))
