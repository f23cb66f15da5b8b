"""What can be had from what: a graph of ways, solved to its least fixpoint.

A way leads from several things to one, as a rule of Horn logic does: whoever has all of them can
have it. The solution gives for each thing that can be had at all the best way to it: first the one
that rests most firmly, of those the one with the fewest visits. This is Knuth's generalisation of
Dijkstra's algorithm (D. E. Knuth, A Generalization of Dijkstra's Algorithm, 1977).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from heapq import heappop, heappush
from types import MappingProxyType
from typing import NamedTuple


class Grade(IntEnum):
    """How firmly a way rests. What no text supports is no way at all."""

    GROUNDED = 1
    """有规定: each step has a rule with its words."""
    OFFICE = 2
    """由对方定: there is a rule, but the office decides, or holds what decides."""


GRADE_WORDS = MappingProxyType({Grade.GROUNDED: "有规定", Grade.OFFICE: "有规定，由对方核对、决定"})
"""What each grade is called."""


class Node(NamedTuple):
    """A thing to be had: an evidence type, a fact that is shown, a requirement that is met."""

    sort: str
    id: str
    before: str = ""
    """Of a fact: the body before which alone it is shown; empty for anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Whoever has all of ``needs`` can have ``node``."""

    node: Node
    needs: tuple[Node, ...]
    grade: Grade = Grade.GROUNDED
    visits: int = 0
    """Offices one has to go to for this step alone."""
    conditions: tuple[str, ...] = ()
    """Conditions of the person that must hold; ids of concepts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """The best way to a thing, with its grade and its visits over all steps."""

    grade: Grade
    visits: int
    way: Way


Solution = Mapping[Node, Solved]


def solve(ways: Iterable[Way]) -> Solution:
    """Return the best way to everything that can be had.

    Visits that two branches share are counted in both. The order of ``ways`` decides between
    equals.
    """
    ordered = tuple(ways)
    waiting = [len(set(way.needs)) for way in ordered]
    using: defaultdict[Node, list[int]] = defaultdict(list)
    queue: list[tuple[Grade, int, int]] = []
    solved: dict[Node, Solved] = {}
    for place, way in enumerate(ordered):
        for node in set(way.needs):
            using[node].append(place)
        if not way.needs:
            heappush(queue, (way.grade, way.visits, place))
    while queue:
        grade, visits, place = heappop(queue)
        way = ordered[place]
        if way.node in solved:
            continue
        solved[way.node] = Solved(grade=grade, visits=visits, way=way)
        for following in using[way.node]:
            waiting[following] -= 1
            if not waiting[following]:
                heappush(queue, (*_cost(ordered[following], solved), following))
    return solved


def _cost(way: Way, solved: Solution) -> tuple[Grade, int]:
    parts = [solved[node] for node in dict.fromkeys(way.needs)]
    grade = max((way.grade, *(part.grade for part in parts)))
    return grade, way.visits + sum(part.visits for part in parts)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a thing cannot be had: a circle of things that need one another, or one with no way."""

    path: tuple[Node, ...]
    """What needs what, from the thing itself on. Of a circle the last is one that came before."""
    is_circle: bool


def obstacle(node: Node, ways: Iterable[Way], solution: Solution) -> Obstacle | None:
    """Return the first thing that stands in the way; none when ``node`` can be had."""
    if node in solution:
        return None
    by_node: defaultdict[Node, list[Way]] = defaultdict(list)
    for way in ways:
        by_node[way.node].append(way)
    path = [node]
    while True:
        missing = next(_missing(by_node[path[-1]], solution), None)
        if missing is None:
            return Obstacle(tuple(path), is_circle=False)
        if missing in path:
            return Obstacle((*path[path.index(missing) :], missing), is_circle=True)
        path.append(missing)


def _missing(ways: Iterable[Way], solution: Solution) -> Iterator[Node]:
    """Yield what the ways need and cannot have, of the way that lacks least first."""
    lacking = ([node for node in way.needs if node not in solution] for way in ways)
    for nodes in sorted(lacking, key=len):
        yield from nodes


def steps(node: Node, solution: Solution) -> Iterator[Way]:
    """Yield the ways that lead to ``node``, each once, in an order in which they can be gone."""
    seen: set[Node] = set()

    def follow(one: Node) -> Iterator[Way]:
        if one in seen:
            return
        seen.add(one)
        way = solution[one].way
        for need in way.needs:
            yield from follow(need)
        yield way

    yield from follow(node)
