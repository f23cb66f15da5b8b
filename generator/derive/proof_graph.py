"""A directed hypergraph of ways to obtain things, solved to its least fixpoint.

A way leads from several nodes to one, like a Horn clause: whoever has all of them can obtain it.
The solution has the best way to each reachable node: the one with the best grade, and of those the
one with the fewest visits. The algorithm is Knuth's generalisation of
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
    """The legal certainty of a way. Without any text in support there is no way."""

    GROUNDED = 1
    """有规定: each step has a quoted rule."""
    OFFICE = 2
    """由对方定: there is a rule, but the office decides, or has the data that decide."""


GRADE_WORDS = MappingProxyType({Grade.GROUNDED: "有规定", Grade.OFFICE: "有规定，由对方核对、决定"})
"""The labels of the grades."""


class Node(NamedTuple):
    """Something to obtain: an evidence type, a shown fact, or a met requirement."""

    kind: str
    id: str
    before: str = ""
    """For a fact: the only body to which it is shown; empty for anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Whoever has all of ``needs`` can obtain ``node``."""

    node: Node
    needs: tuple[Node, ...]
    grade: Grade = Grade.GROUNDED
    visits: int = 0
    """The number of visits to offices for this step alone."""
    conditions: tuple[str, ...] = ()
    """The ids of the conditions that the person must meet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """The best way to a node, with its grade and its visits over all steps."""

    grade: Grade
    visits: int
    way: Way


Solution = Mapping[Node, Solved]


def solve(ways: Iterable[Way]) -> Solution:
    """Return the best way to every reachable node.

    Visits that two branches share count in both. Between equals the order of ``ways`` decides.
    """
    ordered = tuple(ways)
    missing_counts = [len(set(way.needs)) for way in ordered]
    dependents: defaultdict[Node, list[int]] = defaultdict(list)
    queue: list[tuple[Grade, int, int]] = []
    solved: dict[Node, Solved] = {}
    for index, way in enumerate(ordered):
        for node in set(way.needs):
            dependents[node].append(index)
        if not way.needs:
            heappush(queue, (way.grade, way.visits, index))
    while queue:
        grade, visits, index = heappop(queue)
        way = ordered[index]
        if way.node in solved:
            continue
        solved[way.node] = Solved(grade=grade, visits=visits, way=way)
        for dependent in dependents[way.node]:
            missing_counts[dependent] -= 1
            if not missing_counts[dependent]:
                heappush(queue, (*_cost(ordered[dependent], solved), dependent))
    return solved


def _cost(way: Way, solved: Solution) -> tuple[Grade, int]:
    parts = [solved[node] for node in dict.fromkeys(way.needs)]
    grade = max((way.grade, *(part.grade for part in parts)))
    return grade, way.visits + sum(part.visits for part in parts)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """The reason why a node is unreachable: a cycle of needs, or a node without a way."""

    path: tuple[Node, ...]
    """The chain of needs, beginning with the node. For a cycle the last repeats an earlier one."""
    is_circle: bool


def obstacle(node: Node, ways: Iterable[Way], solution: Solution) -> Obstacle | None:
    """Return the first obstacle on the way to ``node``; none if it is reachable."""
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
    """Yield the unreachable needs of the ways, beginning with the way that lacks the fewest."""
    missing = ([node for node in way.needs if node not in solution] for way in ways)
    for nodes in sorted(missing, key=len):
        yield from nodes


def steps(node: Node, solution: Solution) -> Iterator[Way]:
    """Yield the ways that lead to ``node``, each once, in a possible order."""
    visited: set[Node] = set()

    def follow(current: Node) -> Iterator[Way]:
        if current in visited:
            return
        visited.add(current)
        way = solution[current].way
        for need in way.needs:
            yield from follow(need)
        yield way

    yield from follow(node)
