"""The navigation of every page: the doors in its head, the menu, and the links in its foot."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from types import MappingProxyType

from generator.model import addresses
from generator.schema.kinds import Kind, Kinds
from generator.views.links import Link

RESIDENTS, CADRES, EDITORS = "residents", "cadres", "editors"
GROUPS = ((RESIDENTS, "居民"), (CADRES, "干部"), (EDITORS, "编辑"))
"""The parts of the menu: an audience and its heading."""
OTHERS = (
    (RESIDENTS, Link(title="遇到的事", address=addresses.vocabulary("life-events"))),
    (RESIDENTS, Link(title="一件事怎么办", address=addresses.JOURNEYS)),
    (RESIDENTS, Link(title="窗口不办怎么办", address=addresses.REFUSED)),
    (RESIDENTS, Link(title="什么能证明什么", address=addresses.FACTS)),
    (RESIDENTS, Link(title="我的街道", address=addresses.vocabulary("places"))),
    (RESIDENTS, Link(title="按字母找", address=addresses.LETTERS)),
    (CADRES, Link(title="部门派来的事", address=addresses.TASKS)),
    (CADRES, Link(title="写函", address=addresses.REPLIES)),
    (CADRES, Link(title="打印和下载", address=addresses.PRINTS)),
    (CADRES, Link(title="社区的负担", address=addresses.BURDEN)),
    (CADRES, Link(title="经费算一算", address=addresses.MONEY)),
    (CADRES, Link(title="上级清单对照", address=addresses.UPSTREAM)),
    (CADRES, Link(title="法条对照", address=addresses.PROVISIONS)),
    (CADRES, Link(title="意见采纳情况", address=addresses.CONSULTATION)),
    (CADRES, Link(title="依据", address=addresses.SOURCES)),
    (CADRES, Link(title="核验引用", address=addresses.VERIFY)),
    (CADRES, Link(title="工作领域", address=addresses.vocabulary("work-areas"))),
    (CADRES, Link(title="服务平台", address=addresses.vocabulary("platforms"))),
    (CADRES, Link(title="社区类型", address=addresses.vocabulary("community-types"))),
    (EDITORS, Link(title="填表新建、修改", address=addresses.EDIT)),
    (EDITORS, Link(title="待办", address=addresses.DUE)),
    (EDITORS, Link(title="版次", address=addresses.EDITIONS)),
    (EDITORS, Link(title="报错代码", address=addresses.CODES)),
    (EDITORS, Link(title="数据接口", address=addresses.DATA)),
)
"""The pages in the menu besides the lists of kinds. Not every catalogue has all of them."""
WRITTEN = MappingProxyType(
    {
        "residents/": RESIDENTS,
        "about/": RESIDENTS,
        "trust/": RESIDENTS,
        "cadres/": CADRES,
        "admission/": CADRES,
        "background/": CADRES,
        "glossary/": CADRES,
    }
)
"""The audience of hand-written pages. Pages that are not listed here are for editors."""
IN_FOOT = (addresses.PRINTS, addresses.JOURNEYS)
"""The links in the foot besides the doors. They are in the menu, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door(Link):
    """A link on the home page to the list of one kind, with a description."""

    section: str
    """The kind's folder. A page names it to show to which door it belongs."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuGroup:
    """One part of the menu."""

    id: str
    title: str
    links: tuple[Link, ...]


def menu(kinds: Kinds, existing: Collection[str]) -> tuple[MenuGroup, ...]:
    """Return the menu of the ``existing`` pages: for each audience kinds first, then the others."""
    lists = [
        (RESIDENTS if kind.audience == "residents" or kind.residents_meet else CADRES, _list(kind))
        for kind in (
            *(kind for kind in kinds if kind.door),
            *(kind for kind in kinds.of_entries() if not kind.door),
        )
    ]
    return tuple(
        MenuGroup(
            id=id_,
            title=title,
            links=tuple(
                link
                for whose, link in (*lists, *OTHERS)
                if whose == id_ and link.address in existing
            ),
        )
        for id_, title in GROUPS
    )


def foot(kinds: Kinds, existing: Collection[str]) -> tuple[Link, ...]:
    """Return the links in the foot whose page is among the ``existing`` ones."""
    few = [link for _, link in OTHERS if link.address in IN_FOOT]
    return tuple(link for link in (*doors(kinds), *few) if link.address in existing)


def _list(kind: Kind) -> Link:
    return Link(title=kind.hub or kind.title, address=addresses.kind(kind.folder))
